"""Tables of many rows: on disk while they are made, the same as those made in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.store import many
from offscript.store.compare import different
from offscript.store.many import Spill
from offscript.store.proof import checks
from offscript.store.steps import needed
from offscript.store.tables import files, replace
from tests.conftest import telethon

Write = Callable[[str, list[dict[str, Any]]], Path]
ASKED = ["coverage", "pair", "edge", "reuse", "language", "revision"]
KEPT = pa.schema([("version", pa.string()), ("words", pa.int64()), ("tokens", pa.list_(pa.string()))])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are many, and two are held at a time."""
    monkeypatch.setattr(many, "MANY", 3)
    monkeypatch.setattr(many, "PART", 2)
    monkeypatch.setattr(many, "_SMALL", 0)


def spilled(*parts: pa.Table) -> Spill:
    made = Spill()
    for part in parts:
        made.add(part)
    return made


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5)), min_size=1), st.integers(1, 7))
def test_groups_of_rows_on_disk_are_those_of_rows_in_memory(rows: list[tuple[str, int]], size: int) -> None:
    table = pa.table({"source": [key for key, _ in rows], "number": [number for _, number in rows]})
    found = spilled(*(table.slice(low, size) for low in range(0, len(table), size)))
    groups = [
        (group["source"].unique().to_pylist(), sorted(group["number"].to_pylist()))
        for group, _, _ in found.groups("source")
    ]
    assert groups == [([key], sorted(n for k, n in rows if k == key)) for key in sorted({key for key, _ in rows})]


def test_groups_that_go_over_the_end_of_a_part_are_whole(few: None) -> None:
    table = pa.table({"source": list("aaaaabbbc"), "number": range(9)})
    told = [(len(group), done, whole) for group, done, whole in spilled(table).groups("source")]
    assert told == [(5, 5, 9), (3, 8, 9), (1, 9, 9)]


def test_what_needs_many_rows_together_has_them_from_disk(few: None) -> None:
    table = pa.table({"version": [f"{n:01000d}" for n in range(2000)], "number": range(2000)})
    before = pa.total_allocated_bytes()
    held = spilled(table.slice(0, 700), table.slice(700)).table()
    assert pa.total_allocated_bytes() - before < 100_000 < table.nbytes
    assert held.equals(table)


def test_a_digest_depends_on_rows_and_not_on_their_order_or_files() -> None:
    table = pa.table({"version": list("abc"), "tokens": [["x"], None, []]})
    backwards = table.take([2, 1, 0])
    assert many.counted(spilled(table).paths) == many.counted(spilled(backwards.slice(0, 1), backwards.slice(1)).paths)
    assert many.counted(spilled(table).paths) != many.counted(spilled(table.slice(1)).paths)
    assert many.counted(spilled(table).paths) != many.counted(spilled(pa.concat_tables([table, table])).paths)


def test_a_table_of_many_rows_is_written_in_order_and_stands_where_it_is_the_same(few: None, tmp_path: Path) -> None:
    rows = pa.table({"tokens": [["x"], [], ["y", "z"]], "version": ["c", "a", "b"], "words": [1.0, 2.0, 3.0]})
    before = replace(tmp_path, "kept", rows, KEPT)
    (path,) = files(tmp_path, "kept", before)
    held = pq.read_table(path)
    assert held["version"].to_pylist() == ["a", "b", "c"]
    assert held.schema.names == KEPT.names
    assert held.schema.field("words").type == pa.int64()
    assert held["tokens"].to_pylist() == [[], ["y", "z"], ["x"]]
    assert replace(tmp_path, "kept", rows.take([1, 0, 2]), KEPT, before) == before
    after = replace(tmp_path, "kept", pa.concat_tables([rows, rows]), KEPT, before)
    assert (after.rows, after.version) == (6, before.version + 1)
    assert len(files(tmp_path, "kept", before)) == 1
    assert len(list((tmp_path / "store" / "kept").glob("many-*"))) == 2


def test_a_sum_comes_back_from_disk_as_it_does_in_memory(few: None) -> None:
    with many.bare() as connection:
        sql = "select range as number, sum(range) over () as total from range(3)"
        found = many.found(connection, sql).table().sort_by("number")
        assert found["total"].to_pylist() == connection.sql(sql).to_arrow_table()["total"].to_pylist()
        assert found.schema.field("total").type == connection.sql(sql).to_arrow_table().schema.field("total").type


def test_a_case_made_out_of_memory_has_the_tables_of_one_made_in_it(
    case: offscript.Case, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [
        "Генерал сообщил, что на высоте уничтожено 2000 солдат противника и 40 танков за двое суток.",
        "Генерал сообщил, что на высоте уничтожено 4000 солдат противника и 40 танков за двое суток.",
        "Сводка: бои продолжаются на всех направлениях, потерь нет, обещаем вернуться до пятницы.",
    ]
    first, second = ([telethon(number, said[number % 3]) for number in range(low, low + 6)] for low in (1, 7))
    case.read([write("a.json", first)])
    shutil.copytree(case.folder, tmp_path / "other")
    for name, content in (("a.json", first), ("b.json", second)):
        case.read([write(name, content)])
        case.analyse(ASKED)
    monkeypatch.setattr(many, "MANY", 3)
    monkeypatch.setattr(many, "PART", 2)
    monkeypatch.setattr(many, "_SMALL", 0)
    other = offscript.open(tmp_path / "other")
    for name in ("a.json", "b.json"):
        other.read([tmp_path / name])
        other.analyse(ASKED)
    assert list((other.folder / "store" / "version").glob("many-*"))
    assert different(other.table, case.table, {step.writes for step in needed(case.steps(), ASKED)}) == []
    found = checks(other.folder, other.snapshot, other.steps(), other.plain(), 3, 1, lambda *_: None)
    assert [check.wrong for check in found] == [()] * len(found)
    state = other.snapshot.tables["version"]
    (kept,) = files(other.folder, "version", state)
    held = pq.read_table(kept)
    for rows, wrong in (
        (held.slice(1), f"table version has {state.rows - 1} rows where the snapshot has {state.rows}"),
        (held.take([0, *range(len(held) - 1)]), "table version has other rows than the snapshot was made with"),
    ):
        pq.write_table(rows, kept)
        found = checks(other.folder, other.snapshot, other.steps(), other.plain(), 3, 1, lambda *_: None)
        assert wrong in [line for check in found for line in check.wrong]
