"""After a named event a short silence can be told, and what cannot be told is said."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.measure.silence.events import hushed
from offscript.model.schema import DAY, HOUR
from tests.measure.test_silence import FIRST, quartet, rows_of, without

Row = dict[str, Any]
SETTINGS = {"event": [{"name": "The town falls", "at": "2022-01-23T00:00:00+00:00"}], "zone": "UTC"}
AT = 1_642_896_000_000_000
"""The event: the sixteenth day of the series begins."""


def after(rows: list[Row], **settings: Any) -> list[Row]:
    return list(hushed(pa.Table.from_pylist(rows), {**SETTINGS, **settings}).to_pylist())


def one(rows: list[Row], name: str, hours: int) -> Row:
    (found,) = [row for row in rows if (row["scope"], row["name"], row["hours"]) == ("source", name, hours)]
    return found


def test_the_event_lies_inside_the_series() -> None:
    assert FIRST < AT < FIRST + 28 * DAY


def test_a_day_without_posts_after_the_event_is_told_with_the_next_post() -> None:
    day = (AT - FIRST) / DAY
    voices = quartet()
    voices["a"] = without(voices["a"], day, day + 1.2)
    rows = after(rows_of(voices))
    found = one(rows, "a", 24)
    assert (found["posts"], found["outcome"]) == (0, "fewer")
    assert found["expected"] > 15
    assert found["q"] <= 0.1
    assert found["next_at"] >= AT + 1.2 * DAY - HOUR
    assert found["version"] == f"a{sum(time < day for time in voices['a'])}"
    assert {row["name"] for row in rows if row["scope"] == "source" and row["outcome"] == "fewer"} == {"a"}


def test_nobody_is_hushed_where_nothing_happens() -> None:
    assert {row["outcome"] for row in after(rows_of(quartet())) if row["hours"] > 6} == {"as always"}


def test_what_was_not_collected_or_cut_cannot_be_told() -> None:
    day = round((AT - FIRST) / DAY)
    uncovered: dict[int, Row] = {n: {"state": "uncovered"} for n in range(day, day + 2)}
    capped: dict[int, Row] = {n: {"state": "capped"} for n in range(day, day + 3)}
    lacking: dict[int, Row] = {n: {"missing": 30} for n in range(day, day + 2)}
    voices = quartet()
    voices["c"] = without(voices["c"], day, day + 1.2)
    rows = after(rows_of(voices, a=uncovered, b=capped, c=lacking))
    assert one(rows, "a", 24)["outcome"] == "cannot be told: not collected throughout"
    assert one(rows, "b", 24)["outcome"] == "cannot be told: a cap took posts away"
    assert one(rows, "c", 24)["outcome"] == "cannot be told: numbers lack"
    assert all(one(rows, name, 24)["p"] is None for name in "abc")


def test_events_outside_the_collection_and_none_at_all_give_no_rows() -> None:
    later = [{"name": "Much later", "at": "2023-01-01T00:00:00+00:00"}]
    assert after(rows_of(quartet()), event=later) == []
    assert after(rows_of(quartet()), event=[]) == []
    assert after(rows_of({"a": [1.0, 2.0, 3.0]})) == []
