"""Likeness of voices does not depend on how much they say; what carries it, what left it and what habit brings about are told
apart."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.measure.unison.alike import Shares, likeness, moved, ratio, unusual
from offscript.measure.unison.shares import stance, subjects, texts
from offscript.measure.unison.table import beside, chorus, unison
from offscript.model.schema import DAY

FIRST = 19_000
Row = dict[str, Any]


def said(aspect: str, source: str, day: int, post: int, thing: str, side: str = "") -> Row:
    at = {"day_us": (FIRST + day) * DAY, "week": f"week {day // 7}", "at": (FIRST + day) * DAY}
    row = {"aspect": aspect, "tier": "wire", "source": source, **at, "post": f"{source}-{day}-{post}"}
    return row | {"thing": thing, "side": side}


def drawn(seed: int, shares: dict[str, list[float]], posts: int, days: range) -> list[Row]:
    """Posts of each source with subjects drawn by its shares."""
    draw = np.random.default_rng(seed)
    return [
        said("subjects", source, day, n, f"s{thing}")
        for source, share in shares.items()
        for day in days
        for n, thing in enumerate(draw.choice(len(share), posts, p=share))
    ]


def told(rows: list[Row]) -> list[Row]:
    return list(unison(pa.Table.from_pylist(rows), {}).to_pylist())


def weeks(rows: list[Row]) -> list[Row]:
    return [row for row in told(rows) if row["bucket"] == "week" and row["scope"] == "tier"]


ALIKE = {name: [0.5, 0.25, 0.15, 0.1] for name in "abcdef"}


@pytest.mark.parametrize("posts", [3, 30])
def test_voices_of_one_agenda_are_as_alike_as_with_themselves_however_little_they_say(posts: int) -> None:
    values = [weeks(drawn(seed, ALIKE, posts, range(7)))[0]["value"] for seed in range(12)]
    assert np.mean(values) == pytest.approx(1.0, abs=0.05)


def test_voices_that_share_no_subject_have_nothing_in_common() -> None:
    rows = [
        said("subjects", source, day, n, f"{source}{n % 3}") for source in "abc" for day in range(7) for n in range(6)
    ]
    assert weeks(rows)[0]["value"] == 0.0


def test_what_two_voices_have_in_common_is_measured_by_what_one_has_with_itself() -> None:
    vectors = np.array([[0.5, 0.5], [0.5, 0.5], [1.0, 0.0]])
    whole = ratio(vectors, np.array([0.5, 0.5, 1.0]), np.ones((1, 3)))
    assert whole[0] == pytest.approx(np.mean([0.5, 0.5, 0.5]) / np.mean([0.5, 0.5, 1.0]))
    assert np.isnan(ratio(vectors[:1], np.array([0.5]), np.ones((1, 1)))[0])


def test_phrases_in_common_are_measured_like_subjects() -> None:
    rows = drawn(5, {"a": [1.0, 0.0], "b": [1.0, 0.0], "c": [0.0, 1.0]}, 60, range(21))
    as_phrases = [row | {"aspect": "phrases"} for row in rows]
    values = [[row["value"] for row in weeks(one)] for one in (rows, as_phrases)]
    assert values[0] == values[1] != []


def test_texts_in_common_are_counted_whole() -> None:
    rows = [said("texts", "a", 0, n, f"t{n}") for n in range(4)] + [
        said("texts", "b", 0, n, f"t{n + 2}") for n in range(9)
    ]
    shares = texts(rows, [FIRST * DAY], ["a", "b"])
    assert likeness(shares, 0, np.random.default_rng(1)).value == pytest.approx(2 / 6)


def test_stances_agree_where_those_who_speak_of_one_thing_take_one_side() -> None:
    rows = [said("stance", "a", 0, 0, "minister", "-1"), said("stance", "b", 0, 0, "minister", "-1")]
    rows += [said("stance", "a", 0, 1, "general", "1"), said("stance", "b", 0, 1, "general", "-1")]
    rows += [said("stance", "a", 0, 2, "nobody else", "1")]
    shares = stance(rows, [FIRST * DAY], ["a", "b"])
    assert likeness(shares, 0, np.random.default_rng(1)).value == pytest.approx(0.5)


def test_an_interval_holds_its_value_and_needs_four_voices() -> None:
    row = weeks(drawn(3, ALIKE, 8, range(7)))[0]
    assert row["low"] < row["value"] < row["high"]
    few = weeks(drawn(3, {name: ALIKE[name] for name in "abc"}, 8, range(7)))[0]
    assert (few["low"], few["high"]) == (None, None)


def test_a_week_in_which_all_speak_of_one_thing_is_unusual_against_their_habits() -> None:
    own = {name: np.roll([0.7, 0.1, 0.1, 0.05, 0.03, 0.02], n).tolist() for n, name in enumerate("abcdef")}
    rows = drawn(5, own, 10, range(56))
    rows = [row | {"thing": "the front"} if row["week"] == "week 4" and row["post"][-1] < "8" else row for row in rows]
    found = weeks(rows)
    assert [row["at"] for row in found if row["q"] < 0.1] == [(FIRST + 28) * DAY]
    assert found[4]["value"] > 2 * found[4]["expected"]


def test_weeks_are_moved_whole_so_that_weekdays_stay() -> None:
    vectors = np.zeros((28, 3, 7))
    for day in range(28):
        vectors[day, :, day % 7] = 1
    shares = Shares(vectors, np.ones((28, 3)), np.ones((28, 3), bool))
    assert moved(shares, 9, 7, np.random.default_rng(0)).tolist() == [1.0] * 499
    assert moved(shares, 9, 1, np.random.default_rng(0)).min() < 1
    assert unusual(1.0, np.ones(499)) == 1.0
    assert unusual(5.0, np.ones(499)) == pytest.approx(2 / 500)


def test_the_source_that_carries_the_unison_is_named() -> None:
    rows = []
    for day in range(7):
        for n in range(12):
            for source in "bcd":
                rows.append(
                    said("texts", source, day, n, f"{'of a' if n % 3 == 'bcd'.index(source) else source}{day}{n}")
                )
            rows.append(said("texts", "a", day, n, f"of a{day}{n}"))
    found = {row["source"]: row for row in chorus(pa.Table.from_pylist(rows), {}).to_pylist()}
    assert found["a"]["without"] == pytest.approx(0.0)
    assert all(found[name]["without"] > found[name]["whole"] for name in "bcd")
    assert found["a"]["alike"] > 2 * found["b"]["alike"]


def test_likeness_of_one_source_to_the_rest_averages_to_that_of_all() -> None:
    rows = drawn(2, ALIKE, 12, range(7))
    shares = subjects(rows, [(FIRST + day) * DAY for day in range(7)], sorted(ALIKE))
    whole = likeness(shares, 3, np.random.default_rng(0)).value
    assert beside(shares, 3).mean() == pytest.approx(whole)


@settings(max_examples=5)
@given(st.integers(0, 1_000))
def test_the_order_of_rows_says_nothing(seed: int) -> None:
    rows = drawn(4, ALIKE, 5, range(14))
    assert told(random.Random(seed).sample(rows, len(rows))) == told(rows)


def test_one_source_or_few_posts_are_no_unison() -> None:
    assert told(drawn(1, {"a": [0.5, 0.5]}, 30, range(7))) == []
    assert weeks(drawn(1, {"a": [0.5, 0.5], "b": [0.5, 0.5]}, 1, range(3))) == []


def test_the_invented_front_breaks_the_unison_of_texts(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, known = karedonia
    rows = case.table("unison").filter("aspect = 'texts' and bucket = 'day' and scope = 'tier' and name = 'aligned'")
    values = dict(rows.project('"at", value').fetchall())
    breaks = known["silence"][0]["start"]
    before = [value for at, value in values.items() if at < breaks - DAY]
    after = [value for at, value in values.items() if at > breaks]
    assert np.mean(before) > 3 * np.mean(after)
    joint = case.table("break").filter("measure = 'several'").project('"at", carried').fetchall()
    assert any(abs(at - breaks) < 2 * DAY and "unison_texts of aligned" in carried for at, carried in joint)
