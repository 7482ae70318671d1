"""Breaks are dated with their interval; outliers, holes, rhythm and caps are none of them; nothing is the usual answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.measure.breaks import Break, CannotTell, detect
from offscript.measure.breaks.joint import joint
from offscript.measure.breaks.online import first_alarm, judged, threshold
from offscript.measure.breaks.posterior import posterior
from offscript.measure.breaks.prepare import whole
from offscript.measure.breaks.table import alarms
from offscript.model.schema import DAY, HOUR

BEGIN = 19_240 * DAY


def table(values: Any, step: int = DAY, **more: Any) -> pa.Table:
    at = BEGIN + step * np.arange(len(values), dtype=np.int64)
    return pa.table({"at": at, "value": np.asarray(values, float), **more})


def drawn(mean: Any, seed: int, size: float = 12.0) -> np.ndarray[Any, Any]:
    mean = np.asarray(mean, float)
    return np.asarray(np.random.default_rng(seed).negative_binomial(size, size / (size + mean)))


def bucket(at: int, step: int = DAY) -> int:
    return (at - BEGIN) // step


WEEK = 1 + 0.25 * np.sin(2 * np.pi * np.arange(60) / 7)


@pytest.mark.parametrize("seed", range(6))
def test_a_fall_is_dated_and_its_levels_are_told(seed: int) -> None:
    mean = 60 * WEEK * np.where(np.arange(60) < 35, 1.0, 0.35)
    (found,) = detect(table(drawn(mean, seed)))
    assert found.kind == "step"
    assert abs(bucket(found.at) - 35) <= 2
    assert found.low <= found.at <= found.high
    assert found.probability > 0.5
    assert found.before == pytest.approx(60, rel=0.25)
    assert found.after == pytest.approx(21, rel=0.25)


def test_quiet_series_have_no_break() -> None:
    assert sum(len(detect(table(drawn(60 * WEEK, seed)))) for seed in range(40)) <= 2


def test_a_lone_outlier_is_no_break() -> None:
    for seed in range(5):
        values = drawn(60 * WEEK, seed)
        values[20 + seed] *= 6
        assert detect(table(values)) == []


def test_days_nobody_collected_are_no_silence() -> None:
    values = drawn([60] * 60, 3).astype(float)
    values[20:35] = np.nan
    assert detect(table(values)) == []
    shut = np.where((np.arange(60) >= 20) & (np.arange(60) < 35), 0.0, 24.0)
    assert detect(table(np.nan_to_num(values), exposure=shut)) == []


def test_a_fall_inside_a_hole_may_lie_anywhere_in_it() -> None:
    values = drawn([60] * 30 + [15] * 30, 3).astype(float)
    values[22:34] = np.nan
    (found,) = detect(table(values))
    assert bucket(found.low) <= 24
    assert bucket(found.high) >= 32


def test_fewer_hours_collected_are_no_fall() -> None:
    values = drawn([60] * 30 + [20] * 30, 5)
    assert len(detect(table(values))) == 1
    assert detect(table(values, exposure=[24.0] * 30 + [8.0] * 30)) == []


def test_a_slow_ramp_is_said_to_be_one() -> None:
    kinds = [[one.kind for one in detect(table(drawn(np.linspace(30, 110, 100), seed)))] for seed in range(8)]
    assert sum(found == ["ramp"] for found in kinds) >= 6


def test_a_wandering_level_has_few_breaks() -> None:
    found = [len(detect(table(np.cumsum(np.random.default_rng(seed).normal(size=150))))) for seed in range(8)]
    assert sum(found) <= 4


def test_shares_break_by_how_many_they_are_of() -> None:
    random = np.random.default_rng(4)
    share = np.where(np.arange(50) < 25, 0.2, 0.6)
    many, few = random.binomial(60, share) / 60, random.binomial(1, share) / 1.0
    (found,) = detect(table(many, exposure=[60.0] * 50))
    assert abs(bucket(found.at) - 25) <= 1
    assert found.after == pytest.approx(0.6, abs=0.1)
    assert all(one.probability < 0.95 for one in detect(table(few, exposure=[1.0] * 50), "share"))


def test_the_hours_of_a_day_are_no_breaks() -> None:
    day = np.tile([1, 1, 1, 1, 1, 2, 5, 8, 9, 9, 8, 8, 9, 9, 8, 8, 9, 10, 9, 8, 6, 4, 2, 1], 28).astype(float)
    assert detect(table(drawn(day, 1), HOUR)) == []
    day[24 * 14 + 12 :] *= 0.4
    (found,) = detect(table(drawn(day, 2), HOUR))
    assert abs(bucket(found.at, HOUR) - (24 * 14 + 12)) <= 24


@pytest.mark.parametrize(
    ("values", "reason"),
    [([5.0], "fewer than four values"), ([np.nan] * 9, "fewer than four values"), ([], "fewer than four values")],
)
def test_what_cannot_be_told_is_said_so(values: list[float], reason: str) -> None:
    with pytest.raises(CannotTell, match=reason):
        detect(table(values))


def test_columns_that_lack_are_named() -> None:
    with pytest.raises(CannotTell, match="no column 'at'"):
        detect(pa.table({"when": [1, 2, 3, 4, 5], "value": [1.0] * 5}))
    with pytest.raises(CannotTell, match="1 empty values"):
        detect(pa.table({"at": [1, None, 3, 4, 5], "value": [1.0] * 5}))


def test_all_of_one_moment_and_two_values_of_one_moment_are_refused() -> None:
    with pytest.raises(CannotTell, match="one moment"):
        detect(pa.table({"at": [BEGIN] * 5, "value": [1.0, 2.0, 3.0, 4.0, 5.0]}))
    with pytest.raises(CannotTell, match="two values"):
        detect(pa.table({"at": [BEGIN, BEGIN, BEGIN + DAY, BEGIN + 2 * DAY], "value": [1.0, 2.0, 3.0, 4.0]}))
    with pytest.raises(ValueError, match="kind is 'weekly'"):
        detect(table([1.0] * 9), "weekly")


@pytest.mark.parametrize("value", [0.0, 5.0, 3.7, -2.0])
def test_a_value_that_never_changes_has_no_break(value: float) -> None:
    assert detect(table([value] * 80)) == []


def test_very_many_buckets_are_joined() -> None:
    values = np.repeat([3.0, 9.0], 150_000)
    (found,) = detect(table(values, 60_000_000))
    assert abs(bucket(found.at, 60_000_000) - 150_000) <= 300


@settings(max_examples=25)
@given(
    values=st.lists(st.one_of(st.integers(0, 400).map(float), st.just(float("nan"))), min_size=6, max_size=40),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_rows_does_not_matter_and_breaks_are_well_formed(values: list[float], order: Any) -> None:
    given_ = table(values)
    try:
        found = detect(given_)
    except CannotTell:
        return
    places = list(range(len(values)))
    order.shuffle(places)
    assert detect(given_.take(places)) == found
    for one in found:
        assert one.low <= one.at <= one.high
        assert 0 <= one.probability <= 1
        assert one.before >= 0
        assert one.after >= 0
    assert [one.at for one in found] == sorted(one.at for one in found)


def read(values: Any) -> tuple[Any, Any]:
    at, prepared = whole(table(values))
    return at, posterior(at, prepared)


def test_a_break_seen_in_several_series_is_joined_and_says_which_carried_it() -> None:
    weak = [drawn(40 * np.where(np.arange(60) < 30, 1.0, 0.5), seed) for seed in (1, 2, 3)]
    series = {f"tier {number}": read(values) for number, values in enumerate(weak)}
    (found,) = joint({**series, "calm": read(drawn([40] * 60, 9))})
    assert abs(bucket(found.at) - 30) <= 1
    assert found.probability > 0.9
    assert set(found.carried) <= {"tier 0", "tier 1", "tier 2"}
    assert len(found.carried) >= 2


def test_quiet_series_have_no_joint_break() -> None:
    for seed in range(5):
        assert joint({str(k): read(drawn([40] * 60, 10 * seed + k)) for k in range(5)}) == []
    assert joint({"one": read(drawn([60] * 30 + [10] * 30, 1))}) == []


def test_the_case_says_what_was_searched_and_found_nothing(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    tested = case.sql("select measure, scope, name, days, breaks, outcome from tested").fetchall()
    measures = {row[0] for row in tested}
    assert {"posts", "reuse_share", "plain_words", "unison_texts", "unison_subjects", "blame"} <= measures
    assert all((row[3] < 4) == row[5].startswith("cannot be told") for row in tested)
    listed = case.sql("select measure, scope, name, false_share from break where scope <> 'case'").fetchall()
    assert sum(row[4] for row in tested) == len(listed)
    assert all(0 <= row[3] <= 1 for row in listed)


def test_a_break_is_a_plain_tuple_of_figures() -> None:
    (found,) = detect(table(drawn([60] * 30 + [10] * 30, 2)))
    assert isinstance(found, Break)
    assert isinstance(found.at, int)


def test_the_fewer_false_alarms_are_allowed_the_surer_one_must_be() -> None:
    allowed = [threshold(2.0, series) for series in (1, 100, 1_000, 100_000)]
    assert allowed == sorted(allowed)
    assert allowed[0] == 0.5
    assert allowed[-1] > 0.99
    assert threshold(20.0, 1_000) < threshold(2.0, 1_000)


def test_a_fall_is_said_within_days_by_what_there_was_until_then() -> None:
    values = drawn([60] * 30 + [15] * 20, 3)
    at, prepared = whole(table(values))
    found = first_alarm(at, prepared, 30, 37, 0.5)
    assert found is not None
    assert 30 <= found.fired <= 33
    assert abs(found.at - 30) <= 1
    until = prepared._replace(values=prepared.values[: found.fired + 1].copy())
    again = judged(
        at[: found.fired + 1],
        until._replace(exposure=prepared.exposure[: found.fired + 1], rhythm=prepared.rhythm[: found.fired + 1]),
        found.fired + 1,
    )
    assert again == found
    assert first_alarm(at, prepared, 20, 30, 0.9) is None


def test_breaks_told_say_when_they_would_have_been_said_and_what_is_said_today() -> None:
    rows = []
    for name, values in (("fell", [60] * 30 + [15] * 20), ("falls", [60] * 46 + [10] * 4), ("still", [60] * 50)):
        for day, value in enumerate(drawn(values, 5)):
            row = {"measure": "posts", "scope": "source", "name": name, "at": BEGIN + day * DAY, "value": float(value)}
            told = [BEGIN + 30 * DAY] if name == "fell" else None
            rows.append(row | {"exposure": 24.0, "kind": "count", "breaks": told})
    found = {row["name"]: row for row in alarms(pa.Table.from_pylist(rows), {"alarms_per_week": 2.0}).to_pylist()}
    assert set(found) == {"fell", "falls"}
    assert found["fell"]["open"] is False
    assert 1 <= found["fell"]["delay_days"] <= 4
    assert found["falls"]["open"] is True
    assert found["falls"]["fired_at"] == BEGIN + 50 * DAY
    assert found["falls"]["probability"] >= found["falls"]["threshold"]
