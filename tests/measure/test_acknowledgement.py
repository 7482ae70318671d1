"""Lags are censored data: never, before and late collection are told apart; curves and tests are those of the books."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.measure.acknowledgement.groups import differ, sooner
from offscript.measure.acknowledgement.survival import curve, median
from offscript.measure.acknowledgement.table import acknowledged, acknowledgement
from offscript.model.schema import DAY, HOUR

# Weeks in remission of 42 patients (Freireich et al. 1963); what every book on the subject works out by hand.
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
INF = float("inf")


def treated() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    return np.array(TREATED + STILL, float), np.array(TREATED + [INF] * len(STILL), float)


def test_the_product_limit_is_that_of_the_books() -> None:
    found = curve(*treated())
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.share == pytest.approx(
        [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179], abs=1e-6
    )
    assert found.low[0] == pytest.approx(0.619718, abs=1e-5)
    assert found.high[0] == pytest.approx(0.951552, abs=1e-5)
    assert median(found).at == 23
    assert median(found).high == INF


def test_groups_that_differ_are_told_from_those_that_do_not() -> None:
    low, high = treated()
    both = np.concatenate([low, np.array(PLACEBO, float)]), np.concatenate([high, np.array(PLACEBO, float)])
    assert differ(*both, np.arange(42) < 21) < 0.005
    even = np.arange(42) % 2 == 0
    assert differ(np.arange(42.0), np.arange(42.0), even) > 0.2
    assert differ(
        np.array([1.0, 2, 9, 10]), np.array([1.0, 2, 9, 10]), np.array([True, True, False, False])
    ) == pytest.approx(2 / 6)
    assert differ(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.array([True, True])) == 1.0


def remission() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Both groups of patients; who had the placebo."""
    low, high = treated()
    given = np.array(PLACEBO, float)
    return np.concatenate([low, given]), np.concatenate([high, given]), np.arange(42) >= 21


def test_the_ratio_is_that_of_the_books() -> None:
    found = sooner(*remission())
    assert found is not None
    assert np.log(found.value) == pytest.approx(1.5721, abs=1e-4)
    assert np.log(found.high / found.low) / 2 / 1.959964 == pytest.approx(0.4124, abs=1e-4)


def test_no_ratio_where_it_has_no_end() -> None:
    low, group = np.arange(1.0, 9.0), np.arange(8) < 4
    assert sooner(low, np.where(group, low, INF), group) is None
    assert sooner(low, np.full(8, INF), group) is None


def test_groups_of_intervals_are_compared_as_those_of_points_where_they_shrink() -> None:
    low, high, group = remission()
    wide = np.where(np.isfinite(high), low - 1e-6, low)
    assert differ(wide, high, group) == pytest.approx(differ(low, high, group), abs=0.002)
    few, same = np.array([1.0, 2, 9, 10]), np.array([True, True, False, False])
    assert differ(few, few + 0.5, same) == pytest.approx(2 / 6)
    assert differ(few, few + 100, same) == 1.0


def test_intervals_so_wide_that_the_order_is_open_do_not_differ_by_their_middles() -> None:
    """Late collection leaves a lag between nothing and weeks: its middle says nothing."""
    low = np.concatenate([np.arange(10.0, 20.0), np.zeros(10)])
    high = np.concatenate([np.arange(10.0, 20.0), np.full(10, 500.0)])
    assert differ(low, high, np.arange(20) < 10) > 0.05


def test_intervals_that_shrink_to_points_give_the_product_limit() -> None:
    low, high = treated()
    plain = curve(low, high)
    wide = curve(np.where(np.isfinite(high), low - 1e-6, low), high)
    assert wide.times.tolist() == plain.times.tolist()
    assert wide.share == pytest.approx(plain.share, abs=1e-3)


def test_days_instead_of_hours_move_the_median_little() -> None:
    random = np.random.default_rng(3)
    true = random.weibull(1.5, 120) * 60
    days = np.floor(true / 24) * 24
    found = median(curve(days, days + 24)).at
    assert abs(found - np.median(true)) <= 24


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9), st.booleans()), min_size=1, max_size=20))
def test_curves_fall_from_one_and_never_rise(rows: list[tuple[int, int, bool]]) -> None:
    low = np.array([one for one, *_ in rows], float)
    high = np.array([one + width if happened else INF for one, width, happened in rows], float)
    found = curve(low, high)
    assert (np.diff(found.share) <= 1e-9).all()
    assert ((found.share >= -1e-9) & (found.share <= 1)).all()
    assert (np.diff(found.times) > 0).all()


@pytest.mark.parametrize(("low", "high"), [([], []), ([1.0], [0.5]), ([-1.0], [2.0]), ([float("nan")], [1.0])])
def test_times_that_are_none_are_refused(low: list[float], high: list[float]) -> None:
    with pytest.raises(ValueError, match=r"lower|low <= high"):
        curve(np.array(low), np.array(high))


def watched(source: str, at: int | None, tier: str = "wire", **more: Any) -> dict[str, Any]:
    row = {
        "matter": "m",
        "grade": "mention",
        "source": source,
        "tier": tier,
        "begun_at": 100 * HOUR,
        "begun_error_us": 1,
        "from_us": 0,
        "to_us": 300 * HOUR,
        "published_at": at,
        "precision_us": 1,
        "version": None if at is None else "v",
        "start": None if at is None else 0,
        "end": None if at is None else 5,
    }
    return {**row, **more}


def told(*rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in acknowledgement(pa.Table.from_pylist(list(rows)), {}).to_pylist()}


def test_never_before_late_and_coarse_are_told_apart() -> None:
    found = told(
        watched("prompt", 103 * HOUR),
        watched("never", None),
        watched("before", 90 * HOUR),
        watched("late", 150 * HOUR, from_us=140 * HOUR),
        watched("day", 96 * HOUR, precision_us=DAY),
        watched("gone", None, to_us=50 * HOUR),
    )
    assert {name: row["state"] for name, row in found.items()} == {
        "prompt": "acknowledged",
        "never": "never",
        "before": "before",
        "late": "acknowledged",
        "day": "acknowledged",
    }
    assert found["prompt"]["lag_high_us"] - found["prompt"]["lag_low_us"] == 2
    assert found["never"]["lag_low_us"] == pytest.approx(200 * HOUR, abs=1)
    assert found["never"]["lag_high_us"] is None
    assert (found["late"]["lag_low_us"], found["late"]["lag_high_us"]) == (0, 50 * HOUR + 1)
    assert (found["day"]["lag_low_us"], found["day"]["lag_high_us"]) == (0, 20 * HOUR)


def test_small_tiers_are_counted_and_large_ones_have_a_median() -> None:
    quick = [watched(f"wire {k}", (101 + k) * HOUR) for k in range(12)]
    slow = [watched(f"talk {k}", (160 + 9 * k) * HOUR, "broadcaster") for k in range(8)]
    rows = acknowledged(acknowledgement(pa.Table.from_pylist([*quick, *slow]), {}), {}).to_pylist()
    broadcaster, wire = rows
    assert (broadcaster["sources"], broadcaster["median_us"], broadcaster["first_source"]) == (8, None, "talk 0")
    assert (wire["sources"], wire["acknowledged"], wire["first_source"]) == (12, 12, "wire 0")
    assert wire["median_us"] == pytest.approx(6 * HOUR, abs=HOUR)
    assert wire["median_low_us"] <= wire["median_us"] <= wire["median_high_us"]
    assert wire["differs_p"] < 0.01


def test_the_ministry_of_the_invented_country_comes_first_of_its_side(karedonia: tuple[offscript.Case, Any]) -> None:
    case, _ = karedonia
    rows = case.sql(
        "select source, state, version from acknowledgement where matter = 'retreat' and grade = 'mention' "
        "and tier in ('ministry', 'wire', 'broadcaster') order by lag_high_us"
    ).fetchall()
    assert rows[0][:2] == ("mo", "acknowledged")
    assert all(state != "acknowledged" or version for _, state, version in rows)
