"""What the recursions over levels give is what the formulas, and the sum over every course of the levels, give."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import comb, prod
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from offscript.measure.breaks.chain import Chain, any_break, evidence, passed
from offscript.measure.breaks.levels import (
    _SCATTERS,
    _SIZES,
    _STRENGTHS,
    OUTLIER,
    Prepared,
    grid,
    noise,
    tables,
    typical,
)

Values = NDArray[np.float64]
NONE = np.nan


def prepared(kind: str, values: list[float], exposure: list[float], rhythm: list[float]) -> Prepared:
    return Prepared(kind, *(np.array(column, float) for column in (values, exposure, rhythm)))


def negative_binomial(value: float, size: float, mean: float) -> float:
    """Chance of so many failures before `size` successes, as a product."""
    kept = size / (size + mean)
    return float(kept**size * prod((size + i) / (i + 1) * (1 - kept) for i in range(round(value))))


def beta_binomial(hits: float, trials: float, a: float, b: float) -> float:
    """Chance of so many hits where the share itself is drawn from a beta distribution, as a product (Pólya's urn)."""
    won, lost = round(hits), round(trials - hits)
    drawn = (
        prod(a + i for i in range(won)) * prod(b + i for i in range(lost)) / prod(a + b + i for i in range(won + lost))
    )
    return comb(won + lost, won) * drawn


def normal(value: float, middle: float, deviation: float) -> float:
    """Density of a normal distribution."""
    return NormalDist(middle, deviation).pdf(value)


def each(likely: Callable[..., float], *columns: Values) -> Values:
    """A chance for each place of some columns, which are stretched to one shape."""
    return np.asarray(np.vectorize(likely)(*columns), float)


def mixed(likely: Values, strange: Values) -> Values:
    """With a small chance a value says nothing of the level."""
    return np.asarray(np.log((1 - OUTLIER) * likely + OUTLIER * strange[:, None]), float)


def test_counts_are_negative_binomial_around_level_exposure_and_rhythm() -> None:
    series = prepared("count", [3, 0, 17, NONE], [1, 2, 1, 1], [1, 0.5, 2, 1])
    levels = np.log([1.0, 4.0, 9.0])
    mean = np.exp(levels)[None, :] * (series.exposure * series.rhythm)[:3, None]
    values = series.values[:3]
    strange = 1 / ((values + 1) * 2 * np.log(30))
    for size, told in zip(_SIZES[:-1], tables(series, levels), strict=False):
        likely = each(negative_binomial, values[:, None], np.array(size), mean)
        assert told[:3] == pytest.approx(mixed(likely, strange), abs=1e-9)
        assert not told[3].any()


def test_shares_are_beta_binomial_around_the_level_and_the_rhythm_in_log_odds() -> None:
    series = prepared("share", [0.25, 0.0, 1.0, 0.4, NONE], [8, 5, 3, 0, 4], [0.0, 0.4, -0.3, 0.0, 0.0])
    levels = np.array([-1.5, 0.0, 0.8])
    share = 1 / (1 + np.exp(-(levels[None, :] + series.rhythm[:3, None])))
    trials = series.exposure[:3]
    hits = np.round(series.values[:3] * trials)
    for strength, told in zip(_STRENGTHS[:-1], tables(series, levels), strict=False):
        likely = each(beta_binomial, hits[:, None], trials[:, None], share * strength, (1 - share) * strength)
        assert told[:3] == pytest.approx(mixed(likely, 1 / (trials + 1)), abs=1e-9)
        assert not told[3:].any()


def test_real_values_are_normal_and_surer_the_more_they_rest_on() -> None:
    series = prepared("real", [0.5, 1.4, NONE, 0.9, 0.7], [1, 4, 1, 1, 9], [0.1, 0, 0, 0, 0.2])
    levels = np.array([0.2, 0.9])
    known = np.isfinite(series.values)
    values = (series.values - series.rhythm)[known]
    scatter = noise(typical(series))
    for much, told in zip(_SCATTERS, tables(series, levels), strict=True):
        deviation = scatter * much
        likely = each(normal, values[:, None], levels[None, :], deviation / np.sqrt(series.exposure[known])[:, None])
        room = max(float(np.ptp(values)), 10 * deviation)
        assert told[known] == pytest.approx(mixed(likely, np.full(len(values), 1 / (3 * room))), abs=1e-9)
        assert not told[~known].any()


def test_values_become_levels_without_their_rhythm_and_exposure() -> None:
    counts = typical(prepared("count", [3, NONE, 17], [2, 1, 1], [0.5, 1, 4]))
    assert counts == pytest.approx(np.log([3.5 / 1.0, 17.5 / 4.0]))
    shares = typical(prepared("share", [0.25, NONE], [8, 5], [0.3, 0]))
    assert shares == pytest.approx([np.log(2.5 / 6.5) - 0.3])
    assert typical(prepared("real", [0.5, NONE], [1, 1], [0.2, 0])) == pytest.approx([0.3])


def test_scatter_is_that_of_neighbours_and_never_nothing() -> None:
    assert noise(np.array([0.0, 0.954, 0.0, 0.954, 50.0])) == pytest.approx(1.0)
    assert noise(np.array([0.0, 0.0, 0.0, 0.0, 50.0])) == pytest.approx(0.05)
    assert noise(np.array([2.0, 2.0])) == noise(np.empty(0)) == 1e-9


def test_levels_reach_beyond_all_values_in_even_steps_finer_than_the_scatter() -> None:
    series = prepared("real", [0.0, 1.0, 0.0, 1.0, 4.0, 5.0], [1] * 6, [0] * 6)
    found, scatter = grid(series), noise(np.array([0.0, 1.0, 0.0, 1.0, 4.0, 5.0]))
    steps = np.diff(found.levels)
    assert steps == pytest.approx(np.full(len(steps), steps[0]))
    assert found.levels[0] == pytest.approx(-scatter)
    assert found.levels[-1] == pytest.approx(5 + scatter)
    assert scatter / 4 * 0.9 < steps[0] <= scatter / 4 * 1.01
    assert found.prior.sum() == pytest.approx(1)
    assert found.prior.min() >= 0.5 / len(found.levels)
    middle, width = 1.0, float(np.std([0.0, 1.0, 0.0, 1.0, 4.0, 5.0]))
    bell = np.exp(-0.5 * ((found.levels - middle) / width) ** 2)
    assert found.prior == pytest.approx(0.5 / len(bell) + 0.5 * bell / bell.sum())


class _Course(NamedTuple):
    """One course of the levels: where breaks are, the level in each bucket, how likely it is with what was seen."""

    breaks: tuple[bool, ...]
    levels: tuple[int, ...]
    weight: float


def courses(likelihood: Values, chain: Chain) -> list[_Course]:
    """Every course of the levels there can be."""
    length, size = likelihood.shape
    reach = len(chain.band) // 2
    drift = np.zeros((size, size))
    for level in range(size):
        for step in range(-reach, reach + 1):
            drift[level, min(max(level + step, 0), size - 1)] += chain.band[step + reach]
    found = []
    for breaks in product((False, True), repeat=length - 1):
        for levels in product(range(size), repeat=length):
            weight = chain.prior[levels[0]] * likelihood[0, levels[0]]
            for at, broken in enumerate(breaks, 1):
                step = (
                    chain.hazard * chain.prior[levels[at]]
                    if broken
                    else (1 - chain.hazard) * drift[levels[at - 1], levels[at]]
                )
                weight *= step * likelihood[at, levels[at]]
            found.append(_Course((False, *breaks), levels, float(weight)))
    return found


@pytest.mark.parametrize("band", [[1.0], [0.1, 0.7, 0.2], [0.05, 0.1, 0.6, 0.15, 0.1]])
def test_both_passes_give_what_the_sum_over_every_course_gives(band: list[float]) -> None:
    chance = np.random.default_rng(3)
    logs = np.log(chance.uniform(0.05, 1.0, (4, 4)))
    logs[2] = 0.0
    chain = Chain(0.15, np.array([0.1, 0.2, 0.3, 0.4]), np.array(band))
    every = courses(np.exp(logs), chain)
    whole = sum(one.weight for one in every)
    told = passed(logs, chain)
    assert evidence(logs, chain) == pytest.approx(np.log(whole))
    for at in range(4):
        assert told.change[at] == pytest.approx(sum(one.weight for one in every if one.breaks[at]) / whole)
        for level in range(4):
            held = sum(one.weight for one in every if one.levels[at] == level) / whole
            assert told.weights[at, level] == pytest.approx(held)
    for first, last in ((1, 1), (1, 3), (2, 3)):
        some = sum(one.weight for one in every if any(one.breaks[first : last + 1])) / whole
        assert any_break(chain, told, first, last) == pytest.approx(some)
