"""The posterior of a series: levels, rhythm and breaks together, averaged over how much values scatter and whether levels drift."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from offscript.measure.breaks.chain import Chain, Passed, any_break, evidence, passed
from offscript.measure.breaks.levels import Grid, Prepared, grid, noise, tables, typical
from offscript.measure.breaks.rhythm import Slots, cycle, effects, factors, season, slots, smooth

Values = NDArray[np.float64]

EXPECTED = 0.4
"""Breaks expected in a series before the data; in one shorter than sixty buckets fewer in proportion."""
_DRIFTS = ((0.0, 0.83), (0.8, 0.10), (2.4, 0.05))
"""How far a level drifts over the whole series, in scatters of neighbours, and how much that is believed."""
_WALKS = ((0.3, 0.02), (1.0, 0.02))
"""A level that wanders from bucket to bucket, in what neighbours lie apart, and how much that is believed."""
_ROUNDS = 4
_LEAST = 1e-4
"""Models less likely than this are left out of the average."""


@dataclass(frozen=True)
class Posterior:
    """What the data say, averaged over models.

    Attributes:
        series: the series with the rhythm found.
        levels: the grid of levels.
        models: chain, passes and weight of each model.
        change: chance of a break before each bucket.
        expected: expected level of each bucket.
    """

    series: Prepared
    levels: Values
    models: list[tuple[Chain, Passed, float]]
    change: Values
    expected: Values

    def any_break(self, first: int, last: int) -> float:
        """Chance of at least one break before a bucket from `first` to `last`."""
        return sum(weight * any_break(chain, told, first, last) for chain, told, weight in self.models)

    def level(self, at: int) -> Values:
        """Weights of the levels in a bucket."""
        return np.asarray(sum(weight * told.weights[at] for _, told, weight in self.models), float)


def _band(drift: float, step: float) -> Values:
    """The drift as chances of steps on the grid."""
    if not drift:
        return np.ones(1)
    reach = max(1, int(np.ceil(3 * drift / step)))
    apart = np.arange(-reach, reach + 1) * step
    raised = np.exp(-0.5 * (apart / drift) ** 2)
    return np.asarray(raised / raised.sum(), float)


def _models(series: Prepared, over: Grid, hazard: float) -> list[tuple[Chain, Passed, float]]:
    step = float(over.levels[1] - over.levels[0])
    scatter = noise(typical(series))
    drifts = [(drift / len(series.values) ** 0.5, belief) for drift, belief in _DRIFTS]
    chains = [(Chain(hazard, over.prior, _band(drift * scatter, step)), belief) for drift, belief in [*drifts, *_WALKS]]
    tried = [(logs, chain, belief) for logs, (chain, belief) in product(tables(series, over.levels), chains)]
    told = np.array([evidence(logs, chain) + np.log(belief) for logs, chain, belief in tried])
    raised = np.exp(told - told.max())
    likely = raised >= _LEAST * raised.sum()
    total = float(raised[likely].sum())
    return [
        (chain, passed(logs, chain), float(weight) / total)
        for (logs, chain, _), weight, kept in zip(tried, raised, likely, strict=True)
        if kept
    ]


def _read(series: Prepared, over: Grid, hazard: float) -> Posterior:
    models = _models(series, over, hazard)
    change = sum(weight * told.change for _, told, weight in models)
    expected = sum(weight * (told.weights @ over.levels) for _, told, weight in models)
    return Posterior(series, over.levels, models, np.asarray(change), np.asarray(expected))


def _levels(series: Prepared) -> Values:
    """Each value as a level without any rhythm taken off; NaN where nothing is known."""
    bare = series._replace(
        rhythm=np.ones(len(series.values)) if series.kind == "count" else np.zeros(len(series.values))
    )
    out = np.full(len(series.values), np.nan)
    out[np.isfinite(series.values)] = typical(bare)
    return out


def _smoothed(series: Prepared, length: int) -> Values:
    """Levels of means over a whole week (or day): what the rhythm is first measured beside."""
    if series.kind == "count":
        known = np.isfinite(series.values)
        rates = np.where(known, series.values / series.exposure, np.nan)
        return np.asarray(np.log(smooth(rates, length) + 0.5 / length), float)
    return smooth(_levels(series), length)


def _with_rhythm(series: Prepared, expected: Values, slotted: list[Slots]) -> Prepared:
    """The series with its rhythm estimated beside expected levels."""
    found = np.zeros(len(expected))
    for slot in slotted:
        if series.kind == "count":
            found = found + factors(series.values, np.exp(expected + found) * series.exposure, slot)
        else:
            found = found + effects(_levels(series) - expected - found, slot, noise(typical(series)))
    return series._replace(rhythm=np.exp(found) if series.kind == "count" else found)


def posterior(at: NDArray[np.int64], series: Prepared, expected: float = EXPECTED) -> Posterior:
    """Levels, rhythm and breaks of a series on whole buckets: the rhythm is found beside the levels in a few rounds."""
    hazard = expected / max(60, len(at))
    step = int(at[1] - at[0])
    slotted, whole = list(slots(at, step)), cycle(at, step)
    if not slotted and (whole := season(_levels(series))):
        slotted = [np.arange(len(at), dtype=np.int64) % whole]
    if not slotted:
        return _read(series, grid(series), hazard)
    series = _with_rhythm(series, _smoothed(series, whole), slotted)
    told = _read(series, grid(series), hazard)
    for _ in range(_ROUNDS):
        series = _with_rhythm(series, told.expected, slotted)
        told = _read(series, grid(series), hazard)
    return told
