"""Tables of dated numbers are evidence, not posts: wide and long, JSON and CSV, with qualifiers and corrections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.read.series import number, recognise

Write = Callable[[str, Any], Path]
WIDE = [
    {"date": "2022-03-01", "day": 6, "tank": 100, "people": 5000, "people*": "about", "direction": "Верхний Брод"},
    {"date": "2022-03-02", "day": 7, "tank": 104, "people": 5200, "people*": "about"},
]


def readings(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql("select series, value, qualifier, kind from evidence order by series, observed_at").fetchall()


def test_each_column_of_a_wide_table_is_a_series_and_a_star_is_its_qualifier(
    case: offscript.Case, write: Write
) -> None:
    found = case.read([write("losses.json", WIDE)])
    assert readings(case) == [
        ("losses: people", 5000.0, "about", "value"),
        ("losses: people", 5200.0, "about", "value"),
        ("losses: tank", 100.0, None, "value"),
        ("losses: tank", 104.0, None, "value"),
    ]
    assert found.rejects == []
    assert any("direction" in note for note in found.files[0]["notes"])


def test_a_bare_day_is_a_day_of_the_cases_zone(case: offscript.Case, write: Write) -> None:
    case.read([write("losses.json", WIDE)])
    first = case.sql("select min(observed_at), min(precision_us) from evidence").fetchall()
    assert first == [(1_646_085_600_000_000, 86_400_000_000)]


def test_a_file_named_correction_corrects_and_its_zeros_say_nothing(case: offscript.Case, write: Write) -> None:
    case.read([write("losses_correction.json", [{"date": "2022-03-02", "tank": -5, "people": 0}])])
    assert readings(case) == [("losses_correction: tank", -5.0, None, "correction")]


def test_a_long_table_names_series_unit_and_monitor(case: offscript.Case, write: Write) -> None:
    text = "date;indicator;value;unit;source\n01.03.2022;ferries;1 204,5;t;Front Atlas\n02.03.2022;ferries;many;t;Front Atlas\n"
    found = case.read([write("river.csv", text)])
    assert case.sql("select series, value, unit, monitor from evidence").fetchall() == [
        ("ferries", 1204.5, "t", "Front Atlas")
    ]
    assert [(row["place"], "no number" in row["reason"]) for row in found.rejects] == [("row 3", True)]


def test_read_twice_it_is_held_once_and_a_new_day_is_added(case: offscript.Case, write: Write) -> None:
    case.read([write("losses.json", WIDE)])
    again = case.read([write("losses.json", [*WIDE, {"date": "2022-03-03", "tank": 109}])])
    assert again.laid["evidence"] == 1
    assert len(readings(case)) == 5


def test_a_row_without_a_time_is_refused_and_its_neighbours_are_kept(case: offscript.Case, write: Write) -> None:
    found = case.read([write("losses.json", [WIDE[0], {"date": "soon", "tank": 1}, ["x"], WIDE[1]])])
    assert len(readings(case)) == 4
    assert [row["place"] for row in found.rejects] == ["row 1", "row 2"]


@pytest.mark.parametrize(
    "head",
    [
        b'[{"message_id": 5, "date": "2022-03-01", "text": "5"}]',
        b"date,text\n2022-03-01,5 tanks\n",
        b'{"date": "2022-03-01", "tank": 5}',
        b"name,tank\nsoon,5\n",
        b"[1, 2, 3]",
        b"",
    ],
)
def test_posts_and_other_tables_are_no_series(head: bytes) -> None:
    assert not recognise(head)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers())))
def test_a_cell_is_a_number_or_nothing_whatever_it_holds(cell: object) -> None:
    value = number(cell)
    assert value is None or isinstance(value, float)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("1,204", 1204.0), ("1,204,300.5", 1204300.5), ("1204,5", 1204.5), ("-3", -3.0), ("1 204", 1204.0), ("1.204", 1.204),
     ("about 5", None), ("", None), (True, None), ("1e9", None), (10**400, None)],
)  # fmt: skip
def test_numbers_are_read_as_spreadsheets_write_them(cell: object, wanted: float | None) -> None:
    assert number(cell) == wanted


def test_bytes_that_are_no_text_cost_nothing_but_themselves(case: offscript.Case, write: Write) -> None:
    found = case.read(
        [write("losses.json", b'[{"date": "2022-03-01", "ta\xffnk": 5}, {"date": "2022-03-02", "ta\xffnk": 6}]')]
    )
    assert [row[1] for row in readings(case)] == [5.0, 6.0]
    assert found.rejects == []
