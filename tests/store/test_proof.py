"""A case that was changed behind the program's back is told from one that was not; a replay gives the same tables."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import offscript
from offscript.case import CaseError
from offscript.cli import app
from offscript.store.cases import CRATE
from offscript.store.proof import checks
from offscript.store.tables import files
from tests.conftest import telethon

RUN = CliRunner()
ONLY = ["reuse", "figures", "lexicon"]


@pytest.fixture
def held(case: offscript.Case, tmp_path: Path) -> offscript.Case:
    listed = [telethon(n, f"За сутки потеряно {n} 000 человек, идёт перегруппировка войск.") for n in range(1, 9)]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"channel_name": "Вести", "messages": listed}), "utf-8")
    case.read([path])
    case.run(only=ONLY)
    return case


def wrong(case: offscript.Case) -> list[str]:
    found = checks(case.folder, case.snapshot, case.steps(), case.plain(), 5, 1, lambda what, done, total: None)
    assert all(one.held + len(one.wrong) == one.of for one in found)
    return [said for one in found for said in one.wrong]


def altered(case: offscript.Case, table: str, column: str, value: object) -> None:
    """Change the first row of a stored table as an editor of Parquet files would."""
    (path, *_) = files(case.folder, table, case.snapshot.tables[table])
    rows = pq.read_table(path)
    listed = rows.to_pylist()
    listed[0][column] = value
    pq.write_table(pa.Table.from_pylist(listed, schema=rows.schema), path)


def test_an_untouched_case_holds_in_everything(held: offscript.Case) -> None:
    found = checks(held.folder, held.snapshot, held.steps(), held.plain(), 5, 1, lambda what, done, total: None)
    assert [said for one in found for said in one.wrong] == []
    assert [one.of for one in found[:2]] == [8, 8]
    assert all(one.of > 3 for one in (found[2], found[5]))
    assert found[3].of == 1


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("record", "text", "Ничего не потеряно.", "record .* was changed"),
        ("version", "text", "Ничего не потеряно.", "has other words than it was stored with"),
        ("figure", "low", 7.0, "table figure has other rows"),
        ("amount", "low", 7.0, "amount: of 5 wordings looked at again|table amount has other rows"),
    ],
)
def test_a_changed_row_is_told(held: offscript.Case, table: str, column: str, value: object, said: str) -> None:
    import re

    altered(held, table, column, value)
    assert any(re.search(said, one) for one in wrong(offscript.open(held.folder)))


def test_a_changed_export_and_a_changed_manifest_are_told(held: offscript.Case, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    manifest = held.folder / "manifest.json"
    said = json.loads(manifest.read_text("utf-8"))
    said["tables"]["figure"]["rows"] += 1
    manifest.write_text(json.dumps(said), "utf-8")
    assert [one.split(" ")[0] for one in wrong(held)] == [str(tmp_path / "a.json"), "manifest.json"]


def test_an_analyst_verifies_and_is_refused_where_it_does_not_hold(held: offscript.Case) -> None:
    good = RUN.invoke(app, ["verify", str(held.folder), "--sample", "3"], catch_exceptions=False)
    assert good.exit_code == 0 and "steps find in a sample" in good.output
    altered(held, "version", "text", "Иное.")
    with pytest.raises(CaseError, match="do not hold"):
        RUN.invoke(app, ["verify", str(held.folder)], catch_exceptions=False)


def test_a_packed_case_replays_to_the_same_tables(held: offscript.Case, tmp_path: Path) -> None:
    packed = tmp_path / "case.zip"
    RUN.invoke(app, ["case", "pack", str(held.folder), str(packed)], catch_exceptions=False)
    told = RUN.invoke(app, ["replay", str(packed), str(tmp_path / "again")], catch_exceptions=False)
    assert told.exit_code == 0
    assert "tables are the same to the byte, 0 to nine digits" in told.output
    crate = json.loads((tmp_path / "again" / CRATE).read_text("utf-8"))
    assert {"case.toml", "case.key"} <= {one["@id"] for one in crate["@graph"]}


def test_a_replay_that_comes_out_otherwise_names_the_tables(held: offscript.Case, tmp_path: Path) -> None:
    altered(held, "record", "text", "Ничего не потеряно.")
    with pytest.raises(CaseError, match=r"tables came out otherwise: .*figure"):
        RUN.invoke(app, ["replay", str(held.folder), str(tmp_path / "again")], catch_exceptions=False)


def test_a_case_that_was_never_run_is_not_replayed(case: offscript.Case, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="holds nothing yet"):
        RUN.invoke(app, ["replay", str(case.folder), str(tmp_path / "again")], catch_exceptions=False)
