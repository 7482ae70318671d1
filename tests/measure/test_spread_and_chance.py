"""How texts spread, who is first, and what chance alone would bring about."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.measure.chance import Day, as_many, chances
from offscript.measure.discovery import false_discovery
from offscript.measure.spread import first_movers, spread
from offscript.model import HOUR, MINUTE


def member(cascade: str, position: int, source: str, tier: str, lag: int, **more: Any) -> dict[str, Any]:
    row = {"cascade": cascade, "post": f"{cascade}{position}", "position": position, "lag_us": lag, "source": source}
    row |= {"order_known": True, "tier": tier, "published_at": 10 * HOUR + lag, "views": None, "forwards": None}
    return {**row, "seen_from": None, "seen_to": None, "named": False, **more}


def test_a_cascade_is_told_by_its_reach_its_order_and_its_fullest_hour() -> None:
    rows = [
        member("a", 0, "ministry", "ministry", 0, views=1_000, seen_from=5, seen_to=9),
        member("a", 1, "wire", "wire", 5 * MINUTE, named=True, views=300, seen_from=7, seen_to=7),
        member("a", 2, "paper", "aligned", 50 * MINUTE, named=True),
        member("a", 3, "agency", "wire", 3 * HOUR),
        member("b", 0, "paper", "aligned", 0),
        member("b", 1, "paper", "aligned", MINUTE),
    ]
    (row,) = spread(pa.Table.from_pylist(rows), {}).to_pylist()
    assert (row["cascade"], row["posts"], row["sources"]) == ("a", 4, 4)
    assert row["tiers"] == ["ministry", "wire", "aligned"]
    assert (row["span_us"], row["half_us"], row["named"]) == (3 * HOUR, 50 * MINUTE, 2)
    assert (row["burst"], row["burst_at"]) == (3, 10 * HOUR)
    assert (row["views"], row["read_from"], row["read_to"], row["forwards"]) == (1_300, 5, 9, None)


def test_who_is_first_is_counted_only_where_the_order_is_known() -> None:
    rows = [member("a", 0, "x", "wire", 0), member("a", 1, "y", "wire", 5)]
    rows += [member("b", 0, "y", "wire", 0), member("b", 1, "x", "wire", 0, order_known=False)]
    found = {
        row["source"]: (row["first"], row["of"]) for row in first_movers(pa.Table.from_pylist(rows), {}).to_pylist()
    }
    assert found == {"x": (1, 1), "y": (0, 1)}


def dealt(copying: float, seed: int) -> pa.Table:
    """Thirty days of four sources; b repeats a in some of its posts, c and d do so no more than anybody."""
    chance, rows = random.Random(seed), []
    for day in range(30):
        for source in "abcd":
            rows.append({"day_us": day, "later": source, "earlier": "", "posts": 20})
            share = copying if source == "b" else 0.1
            count = sum(chance.random() < share for _ in range(20)) if source != "a" else 0
            if count:
                rows.append({"day_us": day, "later": source, "earlier": "a", "posts": count})
    return pa.Table.from_pylist(rows)


def test_more_than_chance_is_found_and_chance_is_not() -> None:
    found = {row["later"]: row for row in chances(dealt(0.4, 1), {}).to_pylist()}
    assert found["b"]["links"] > 1.5 * found["b"]["expected"]
    assert found["b"]["q"] < 0.01
    assert found["c"]["p"] > 0.5
    alarms = [row["p"] < 0.05 for seed in range(30) for row in chances(dealt(0.1, seed), {}).to_pylist()]
    assert sum(alarms) / len(alarms) < 0.1


def enumerated(days: list[Day], links: int) -> float:
    """The same chance by all ways to deal each day's posts."""
    whole = {0: Fraction(1)}
    for carried, others, own in days:
        ways = {k: math.comb(carried, k) * math.comb(others - carried, own - k) for k in range(min(carried, own) + 1)}
        after: dict[int, Fraction] = {}
        for had, chance in whole.items():
            for k, count in ways.items():
                after[had + k] = after.get(had + k, Fraction(0)) + chance * Fraction(count, math.comb(others, own))
        whole = after
    return float(sum(chance for had, chance in whole.items() if had >= links))


@st.composite
def days(draw: st.DrawFn) -> Day:
    others = draw(st.integers(1, 60))
    return Day(draw(st.integers(0, others)), others, draw(st.integers(1, others)))


@given(st.lists(days(), min_size=1, max_size=5), st.integers(0, 60))
def test_the_chance_is_that_of_all_ways_to_deal_the_posts(dealt: list[Day], links: int) -> None:
    assert as_many(dealt, links) == pytest.approx(max(1e-20, enumerated(dealt, links)), rel=1e-9)


@pytest.mark.parametrize("posts", [1_000, 300_000])
def test_of_many_posts_the_mean_stands_in_the_middle(posts: int) -> None:
    day = Day(posts // 5, posts, posts // 10)
    assert as_many([day] * 30, 30 * posts // 50) == pytest.approx(0.5, abs=0.03)
    assert as_many([day] * 30, 30 * posts // 50 * 2) == 1e-20


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_q_is_no_smaller_than_p_and_keeps_its_order(p: list[float]) -> None:
    q = false_discovery(p)
    assert all(value >= chance - 1e-12 for value, chance in zip(q, p, strict=True))
    by_p = sorted(range(len(p)), key=lambda place: p[place])
    assert all(q[low] <= q[high] + 1e-12 for low, high in pairwise(by_p))


def test_the_demo_knows_its_spread_and_its_shared_addresses(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    assert case.sql("select min(sources), max(posts) > 3 from spread").fetchall() == [(2, True)]
    assert case.sql("select count(*) from spread where burst > posts or named >= posts").fetchall() == [(0,)]
    assert case.sql("select count(*) from chance where q < p - 1e-9").fetchall() == [(0,)]


@pytest.mark.parametrize("name", ["spread", "first_mover", "chance", "common_source", "short", "edge"])
def test_every_new_table_is_there_after_a_run(karedonia: tuple[offscript.Case, dict[str, Any]], name: str) -> None:
    assert karedonia[0].table(name).columns


@given(st.lists(st.integers(0, 5 * 60), min_size=1, max_size=12))
def test_the_fullest_hour_is_the_one_with_most_posts_and_the_first_of_such(minutes: list[int]) -> None:
    rows = [
        member("a", place, "wire" if place else "ministry", "wire", at * MINUTE)
        for place, at in enumerate([0, *sorted(minutes)])
    ]
    (row,) = spread(pa.Table.from_pylist(rows), {}).to_pylist()
    times = [one["published_at"] for one in rows]
    inside = {at: sum(at <= other < at + HOUR for other in times) for at in times}
    assert row["burst"] == max(inside.values())
    assert row["burst_at"] == min(at for at, many in inside.items() if many == max(inside.values()))
