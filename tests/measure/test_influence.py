"""What follows what is told with its lag; rhythm, news that all take up, and common shocks are no influence."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import offscript
from offscript.measure.influence import precedes
from offscript.measure.influence.baseline import Stage, baseline, bin_of, bins, shocks
from offscript.measure.influence.excite import MEANS, delayed, raised, total
from offscript.measure.influence.model import Terms, beyond, fit, misfit, raised_by_chance
from offscript.measure.influence.order import WITHIN, first_of_two
from offscript.model.schema import HOUR

FIRST = 1_600_000_000_000_000
DAYS = 40
Values = NDArray[np.float64]
Row = dict[str, Any]


def by_day(seed: int, a_day: float = 20.0) -> Values:
    """Hours of events, none of them at night."""
    draw = np.random.default_rng(seed)
    tried = np.sort(draw.uniform(0, 24 * DAYS, draw.poisson(a_day * DAYS * 24 / 17)))
    return np.asarray(tried[tried % 24 > 7])


def table(events: dict[str, Values], copies: dict[str, str] | None = None) -> pa.Table:
    rows = [
        {"node": name, "at": FIRST + int(at * HOUR), "copy_of": (copies or {}).get(name)}
        for name, times in events.items()
        for at in times
    ]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([("node", pa.string()), ("at", pa.int64()), ("copy_of", pa.string())])
    )


def told(events: dict[str, Values], **more: Any) -> dict[tuple[str, str], Row]:
    rows = precedes(table(events, **more)).to_pylist()
    return {(row["a"], row["b"]): row for row in rows if row["q"] <= 0.1}


def echo(times: Values, weight: float, lag: float, seed: int) -> Values:
    """Events that follow others."""
    draw = np.random.default_rng(seed)
    return np.asarray(np.concatenate([at + draw.exponential(lag, draw.poisson(weight)) for at in times]))


def merged(*parts: Values) -> Values:
    return np.sort(np.concatenate(parts))


@settings(max_examples=60)
@given(
    at=st.lists(st.integers(0, 300), min_size=1, max_size=25).map(lambda listed: np.array(sorted(listed)) / 10),
    seed=st.integers(0, 99),
)
def test_what_events_add_is_the_sum_over_those_before(at: Values, seed: int) -> None:
    node = np.random.default_rng(seed).integers(0, 2, len(at))
    found = raised(at, node, 2)
    until = np.arange(0.0, 40.0, 3.0)
    spent = total(at, node, 2, until)
    gammas = delayed(at, node == 0, np.array([0.5, 3.0]), 3)
    for n, now in enumerate(at):
        for j in (0, 1):
            before = now - at[(node == j) & (at < now)]
            expected = [np.exp(-before / mean).sum() / mean for mean in MEANS]
            assert found[n, j] == pytest.approx(expected, abs=1e-9)
        before = now - at[(node == 0) & (at < now)]
        densities = [(before**2 * np.exp(-3 * before / mean)).sum() / (2 * (mean / 3) ** 3) for mean in (0.5, 3.0)]
        assert gammas[n] == pytest.approx(densities, abs=1e-9)
    for u, moment in enumerate(until):
        before = moment - at[(node == 1) & (at < moment)]
        assert spent[u, 1] == pytest.approx([(1 - np.exp(-before / mean)).sum() for mean in MEANS], abs=1e-9)


def test_the_likeliest_weights_explain_all_events() -> None:
    draw = np.random.default_rng(1)
    design = draw.exponential(1.0, (400, 3))
    integrals = np.array([100.0, 50.0, 80.0])
    found = fit(Terms(design, integrals))
    assert float(found.weights @ integrals) == pytest.approx(400, rel=1e-3)
    nudged = found.weights * np.array([1.02, 0.98, 1.0])
    assert float(np.log(design @ nudged).sum() - nudged @ integrals) < found.likelihood


@pytest.mark.parametrize(
    ("value", "free", "chance"), [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (9.487729, 4, 0.05), (11.34487, 3, 0.01)]
)
def test_the_chi_square_tail_is_that_of_the_books(value: float, free: int, chance: float) -> None:
    assert beyond(value, free) == pytest.approx(chance, rel=1e-4)
    assert raised_by_chance(0.0, 4) == 1.0
    assert raised_by_chance(1e-12, 4) == pytest.approx(1 - 0.5**4, rel=1e-3)


def test_waiting_times_of_the_right_clock_fit_and_clusters_do_not() -> None:
    draw = np.random.default_rng(3)
    assert misfit(draw.exponential(1.0, 500)) > 0.05
    assert misfit(np.tile([0.05, 0.05, 0.05, 3.85], 125)) < 1e-6
    assert misfit(np.array([1.0])) == 1.0


def test_one_that_follows_another_is_told_with_its_lag_and_not_the_other_way() -> None:
    leader, others = by_day(1), [by_day(seed) for seed in (2, 3, 4)]
    follower = merged(others[0], echo(leader, 0.5, 0.4, 9))
    found = told({"a": leader, "b": follower, "c": others[1], "d": others[2]})
    assert set(found) == {("a", "b")}
    row = found["a", "b"]
    assert (row["does"], row["basis"]) == ("raises", "model")
    assert row["lag_us"] / HOUR == pytest.approx(0.4, rel=0.3)
    assert row["weight"] == pytest.approx(0.5, rel=0.3)
    assert row["weight_low"] < row["weight"] < row["weight_high"]
    assert row["fit"] > 0.01


def test_a_rate_that_falls_after_another_is_told_as_lowered() -> None:
    leader, rest = by_day(1, 6), by_day(2, 40)
    gap = rest - leader[np.maximum(np.searchsorted(leader, rest) - 1, 0)]
    stays = (gap < 0) | (gap > 2) | (np.random.default_rng(4).random(len(rest)) < 0.6)
    found = told({"a": leader, "b": rest[stays], "c": by_day(3), "d": by_day(4)})
    assert {pair: row["does"] for pair, row in found.items()} == {("a", "b"): "lowers"}
    assert found["a", "b"]["weight"] < 0


def test_nodes_with_a_common_rhythm_alone_are_told_of_nobody() -> None:
    for seed in range(4):
        assert told({name: by_day(10 * seed + n) for n, name in enumerate("abcdef")}) == {}


def test_a_shock_that_reaches_all_at_once_has_no_order() -> None:
    draw = np.random.default_rng(8)
    moments = draw.uniform(0, 24 * DAYS, 60)
    events = {
        name: merged(by_day(n), moments[draw.random(60) < 0.8] + draw.uniform(0, 0.025, 60)[:1])
        for n, name in enumerate("abcde")
    }
    at = np.concatenate(list(events.values()))
    order = np.argsort(at)
    node = np.repeat(np.arange(5), [len(one) for one in events.values()])[order]
    stage = Stage(at[order], node, list(events), 24.0 * DAYS)
    found = shocks(stage, np.array([baseline(stage, n) for n in range(5)]))
    inside = found[bin_of(stage, moments + 0.01)]
    assert inside.mean() > 0.8
    assert found.mean() < 0.02
    assert len(found) == bins(stage)
    assert told(events) == {}


def test_copies_that_are_known_follow_whom_they_copy() -> None:
    leader = by_day(1)
    draw = np.random.default_rng(7)
    copied = leader[draw.random(len(leader)) < 0.5]
    copies = np.sort(copied + draw.exponential(0.3, len(copied)))
    rows = table({"a": leader, "b": by_day(2), "c": by_day(3)}).to_pylist()
    rows += [{"node": "b", "at": FIRST + int(at * HOUR), "copy_of": "a"} for at in copies]
    found = {(row["a"], row["b"]): row for row in precedes(pa.Table.from_pylist(rows)).to_pylist()}
    row = found["a", "b"]
    assert row["q"] < 1e-6
    assert row["copies"] == len(copies)
    assert row["weight"] == pytest.approx(0.5, abs=0.1)


def test_a_rate_that_leaps_by_itself_is_left_to_the_order_of_two() -> None:
    draw = np.random.default_rng(5)
    bursts = merged(*(start + np.sort(draw.uniform(0, 0.02, 12)) for start in draw.uniform(0, 24 * DAYS, 60)))
    rows = precedes(table({"a": by_day(1), "b": bursts})).to_pylist()
    basis = {(row["a"], row["b"]): row["basis"] for row in rows}
    assert basis["a", "b"] == "lags"
    row = next(row for row in rows if row["b"] == "b")
    assert (row["weight"], row["fit"] < 0.01) == (None, True)


def test_who_comes_first_of_two_is_counted_over_nearest_pairs() -> None:
    found = first_of_two(np.arange(0.0, 100, 10), np.arange(1.0, 101, 10))
    assert (found.first, found.pairs) == (10, 10)
    assert found.p == pytest.approx(2 / 2**10)
    assert found.lags == (1.0, 1.0, 1.0)
    assert first_of_two(np.array([0.0]), np.array([50.0])).pairs == 0


def test_few_events_and_one_node_are_no_pair() -> None:
    assert precedes(table({"a": by_day(1)})).num_rows == 0
    assert precedes(table({"a": by_day(1), "b": by_day(2)[:10]})).num_rows == 0
    assert precedes(table({"a": np.zeros(30), "b": np.zeros(30)})).num_rows == 2


@settings(max_examples=4)
@given(st.integers(0, 1_000))
def test_the_order_of_rows_says_nothing(seed: int) -> None:
    rows = table({"a": by_day(1, 4), "b": by_day(2, 4), "c": by_day(3, 4)}).to_pylist()
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert precedes(pa.Table.from_pylist(shuffled)).equals(precedes(pa.Table.from_pylist(rows)))


def test_the_engine_tells_which_source_precedes_which_with_an_example(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    leader = by_day(1, 5)
    followers = {"b": merged(by_day(2, 5), echo(leader, 0.8, 0.3, 1)), "c": by_day(3, 5), "a": leader}
    files = []
    for number, (name, times) in enumerate(sorted(followers.items())):
        messages = [
            {
                "id": n + 1,
                "type": "message",
                "date_unixtime": str(1_641_600_000 + round(at * 3600)),
                "text": f"{name}: переправа, {n}",
            }
            for n, at in enumerate(times)
        ]
        chat = {"name": name, "type": "public_channel", "id": 1_000 + number, "messages": messages}
        files.append(write(f"{name}/result.json", chat))
    settings_file = case.folder / "case.toml"
    matter = '\n[[matter]]\nid = "ford"\nname = "The ford"\nterms = { ru = ["переправа"] }\n'
    settings_file.write_text(settings_file.read_text("utf-8") + matter, "utf-8")
    case = offscript.open(case.folder)
    case.read(files)
    case.run(["influence"])
    rows = case.sql(
        "select s.name, t.name, i.does, i.a_version, i.b_version from influence as i "
        "join source as s on s.source = i.a join source as t on t.source = i.b where i.q <= 0.1"
    ).fetchall()
    assert [row[:3] for row in rows] == [("a", "b", "raises")]
    words = dict(case.sql("select version, text from version").fetchall())
    assert words[rows[0][3]].startswith("a:")
    assert words[rows[0][4]].startswith("b:")
    assert "a → b" in (case.folder / "brief.md").read_text("utf-8")


@pytest.mark.parametrize(("pairs", "first"), [(1, 1), (9, 2), (40, 29), (1_000, 540), (1_001, 540), (1_400, 650)])
def test_who_comes_first_more_often_is_told_by_the_chance_of_as_uneven_throws(pairs: int, first: int) -> None:
    earlier = np.asarray(np.arange(pairs) * 10 * WITHIN, float)
    lag = np.asarray(np.where(np.arange(pairs) < first, WITHIN / 4, -WITHIN / 4), float)
    told = first_of_two(earlier, earlier + lag)
    assert (told.first, told.pairs) == (first, pairs)
    far = max(first, pairs - first)
    exact = float(Fraction(2 * sum(comb(pairs, n) for n in range(far, pairs + 1)), 2**pairs))
    assert told.p == pytest.approx(min(1.0, exact), rel=1e-9 if pairs <= 1_000 else 0.1)
    assert told.lags == pytest.approx([WITHIN / 4] * 3)


def by_the_definition(stage: Stage, node: int, left_out: set[int]) -> list[float]:
    """The rate of a node by bin, as the definition says it: one bin, one hour, one event after another."""
    many = int(np.ceil(stage.hours * 30))
    spoken = [0] * many
    for at, who in zip(stage.at, stage.node, strict=True):
        if who not in left_out:
            spoken[min(int(at * 30), many - 1)] += 1
    around = []
    for place in range(many):
        near = range(max(0, place - 180), min(many, place + 181))
        around.append(sum(spoken[one] for one in near) / len(near) * 361)
    hour = [int((place + 0.5) / 30 % 24) for place in range(many)]
    usual = {one: [a for a, h in zip(around, hour, strict=True) if h == one] for one in set(hour)}
    mean = {one: sum(held) / len(held) for one, held in usual.items()}
    against = [a / mean[h] if mean[h] else 1.0 for a, h in zip(around, hour, strict=True)]
    spread = float(np.var(against))
    chance = sum(1 / max(mean[h], 1.0) for h in hour) / many
    kept = max(0.0, 1 - chance / spread) if spread else 0.0
    salience = [max(1 + kept * (a - 1), 0.02) for a in against]

    def shares(weights: list[tuple[int, float]]) -> list[float]:
        counts = [0.5 + sum(weight for h, weight in weights if h == one) for one in range(24)]
        beside = 10 / (10 + sum(counts) / 24)
        smooth = [counts[h] + beside * (counts[h - 1] + counts[(h + 1) % 24]) / 2 for h in range(24)]
        return [one / sum(smooth) for one in smooth]

    own = shares([(int(at % 24), 1.0) for at, who in zip(stage.at, stage.node, strict=True) if who == node])
    there = shares(list(zip(hour, salience, strict=True)))
    return [s * own[h] / there[h] for s, h in zip(salience, hour, strict=True)]


@pytest.mark.parametrize("beside", [None, 1])
@pytest.mark.parametrize("hours", [49.0, 73.31])
def test_a_rate_is_what_its_definition_says(hours: float, beside: int | None) -> None:
    draw = np.random.default_rng(5)
    at = np.sort(np.concatenate([draw.uniform(0, hours, 220), draw.uniform(20, 23, 160), [0.0, hours - 1e-6]]))
    stage = Stage(at, draw.integers(0, 3, len(at)), ["a", "b", "c"], hours)
    left_out = {0} if beside is None else {0, beside}
    assert bins(stage) == int(np.ceil(hours * 30))
    assert baseline(stage, 0, beside=beside) == pytest.approx(by_the_definition(stage, 0, left_out), rel=1e-9)


def test_a_shock_is_where_more_speak_in_two_bins_than_chance_would_have() -> None:
    quiet = [(hour + 0.3 + 0.2 * node, node) for hour in range(48) for node in range(5)]
    burst = [(30.001, 0), (30.002, 1), (30.034, 2), (30.035, 3)]
    pair = [(40.001, 0), (40.002, 1)]
    at, node = zip(*sorted(quiet + burst + pair), strict=True)
    stage = Stage(np.array(at), np.array(node), list("abcde"), 48.0)
    seen = np.flatnonzero(shocks(stage, np.full((5, bins(stage)), 1e-3)))
    first = int(30.001 * 30)
    assert {first, first + 1} <= set(seen.tolist())
    assert set(seen.tolist()) <= {first - 1, first, first + 1, first + 2}
    assert not shocks(stage, np.ones((5, bins(stage))))[int(40.001 * 30)]
