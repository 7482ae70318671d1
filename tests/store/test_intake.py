"""Reading adds what is new, and nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from tests.conftest import tables, telethon

Write = Callable[[str, Any], Path]


def dated(path: Path, at: int) -> Path:
    os.utime(path, (at, at))
    return path


def test_reading_twice_changes_nothing(case: offscript.Case, write: Write) -> None:
    path = write("a.json", [telethon(1, "первые слова"), telethon(2, "вторые слова")])
    case.read([path])
    before, snapshot = tables(case), case.snapshot.number
    again = case.read([path])
    assert (again.new, again.skipped) == (0, [str(path)])
    assert case.snapshot.number == snapshot
    assert tables(case) == before


def test_the_same_post_in_two_exports_is_one_post_seen_twice(case: offscript.Case, write: Write) -> None:
    case.read([dated(write("a.json", [telethon(1, "слова")]), 1_700_000_000)])
    case.read([dated(write("b.json", [telethon(1, "слова", views=9), telethon(2, "ещё")]), 1_700_100_000)])
    assert case.table("post").shape[0] == 2
    assert case.table("version").shape[0] == 2
    assert case.sql("select count(*) from observation").fetchall() == [(3,)]


def test_an_edit_seen_later_is_a_second_wording_dated_between_the_two(case: offscript.Case, write: Write) -> None:
    case.read([dated(write("a.json", [telethon(1, "было 14")]), 1_700_000_000)])
    edited = telethon(1, "стало 8", edit_date="2022-09-10T14:00:00+00:00")
    case.read([dated(write("b.json", [edited]), 1_700_100_000)])
    rows = case.sql("select number, text, from_us, to_us, original from version order by number").fetchall()
    assert [row[:2] for row in rows] == [(1, "было 14"), (2, "стало 8")]
    published = 1662811200_000000
    assert rows[0][2:] == (published, published + 1_000_000, True)
    assert rows[1][2:] == (published, published + 7_201_000_000, False)
    assert case.sql("select distinct state from observation order by all").fetchall() == [("edited",), ("present",)]


def test_an_id_that_vanished_between_two_exports_is_gone_and_kept(case: offscript.Case, write: Write) -> None:
    posts = [telethon(n, f"слова {n}") for n in (1, 2, 3, 4)]
    case.read([dated(write("a.json", posts), 1_700_000_000)])
    case.read([dated(write("b.json", [posts[0], *posts[2:]]), 1_700_100_000)])
    assert case.table("post").shape[0] == 4
    gone = case.sql(
        "select p.native_id from observation o join post p on p.post = o.post where o.state = 'gone'"
    ).fetchall()
    assert gone == [("2",)]


def test_a_later_search_for_some_posts_does_not_make_the_others_gone(case: offscript.Case, write: Write) -> None:
    posts = [telethon(n, f"слова {n}") for n in range(1, 20)]
    case.read([dated(write("a.json", posts), 1_700_000_000)])
    case.read([dated(write("b.json", [posts[0], posts[7], posts[18]]), 1_700_100_000)])
    assert case.sql("select count(*) from observation where state = 'gone'").fetchall() == [(0,)]


ARCHIVES: list[list[dict[str, Any]]] = [
    [telethon(1, "Командование сообщает о перегруппировке войск на правый берег реки", at="2022-09-10T12:00:00+00:00")],
    [
        telethon(
            7, "Командование сообщает о перегруппировке войск на правый берег реки", 66, "2022-09-10T12:09:00+00:00"
        ),
        telethon(8, "Иное дело", 66, "2022-09-10T13:00:00+00:00"),
    ],
    [
        telethon(
            3, "Командование сообщает о перегруппировке войск на левый берег реки", 77, "2022-09-10T11:00:00+00:00"
        ),
        telethon(4, "", 77, "2022-09-10T11:05:00+00:00", grouped_id=5),
        telethon(5, "Подпись к снимкам", 77, "2022-09-10T11:05:00+00:00", grouped_id=5),
    ],
    [telethon(1, "Командование сообщает о перегруппировке", edit_date="2022-09-10T15:00:00+00:00")],
]


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], offscript.Case]:
    """The archives as files, and a case that read them in order."""
    folder = tmp_path_factory.mktemp("order")
    paths = []
    for number, rows in enumerate(ARCHIVES):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        paths.append(dated(path, 1_700_000_000 + number * 86_400))
    reference = offscript.new(folder / "reference")
    reference.read(paths)
    reference.run()
    return paths, reference


@settings(max_examples=2)
@given(order=st.permutations(range(len(ARCHIVES))), pause=st.integers(0, 3))
def test_any_order_of_arrival_gives_the_same_tables(
    tmp_path_factory: pytest.TempPathFactory,
    in_order: tuple[list[Path], offscript.Case],
    order: list[int],
    pause: int,
) -> None:
    paths, reference = in_order
    other = offscript.new(tmp_path_factory.mktemp("other") / "case")
    (other.folder / "case.key").write_bytes((reference.folder / "case.key").read_bytes())
    for number in order:
        other.read([paths[number]])
        if number == pause:
            other.analyse(["reuse", "figures"])
    other.run()
    assert tables(other) == tables(reference)


def test_a_late_post_takes_the_place_of_the_first(case: offscript.Case, write: Write) -> None:
    text = "Мост через реку закрыт до особого распоряжения коменданта города и округа"
    case.read([write("a.json", [telethon(1, text, 55, "2022-09-10T12:00:00+00:00")])])
    case.read([write("b.json", [telethon(1, text, 66, "2022-09-10T12:05:00+00:00")])])
    case.analyse(["cascade"])
    root = "select p.source from cascade c join post p on p.post = c.cascade group by p.source"
    assert case.sql(root).fetchall() == [("telegram-55",)]
    case.read([write("c.json", [telethon(9, text, 77, "2022-09-10T11:00:00+00:00")])])
    case.analyse(["cascade"])
    assert case.sql(root).fetchall() == [("telegram-77",)]
