"""How likely each value is at each level: counts and rates (negative binomial), shares (beta-binomial), real values (normal).

Levels lie on a grid: of logarithms for counts, of log odds for shares, of values for the rest. Every value may be a lone outlier:
with a small chance it says nothing of the level. How much values scatter is not known; a table is made for each of a few scatters,
and what follows is averaged over them by their evidence.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import vectorize
from numpy.typing import NDArray

Values = NDArray[np.float64]
Table = NDArray[np.float64]

OUTLIER = 0.015
"""Chance that a value is a lone outlier."""
_FAR = np.log(30.0)
"""An outlier lies up to so much above or below the middle."""
_MOST = 240
_SIZES = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 1e6)
_STRENGTHS = (5.0, 20.0, 80.0, 320.0, 1e6)
_SCATTERS = (0.5, 0.7, 1.0, 1.4, 2.0)


@vectorize(["float64(float64)"], cache=True)
def gammaln(value: float) -> float:
    """Logarithm of the gamma function."""
    return math.lgamma(value)


@vectorize(["float64(float64, float64)"], cache=True)
def betaln(a: float, b: float) -> float:
    """Logarithm of the beta function."""
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


class Prepared(NamedTuple):
    """A series on a whole grid of buckets: values (NaN where nothing is known), exposure, and the rhythm's factor (counts: times;
    shares and real values: plus)."""

    kind: str
    values: Values
    exposure: Values
    rhythm: Values


class Grid(NamedTuple):
    """Levels and what is believed of them before the data."""

    levels: Values
    prior: Values


def typical(series: Prepared) -> Values:
    """Each value as a level, its rhythm and exposure taken off."""
    known = np.isfinite(series.values)
    values = series.values[known]
    if series.kind == "count":
        factor = series.exposure[known] * series.rhythm[known]
        return np.asarray(np.log((values + 0.5) / np.maximum(factor, 1e-9)), float)
    if series.kind == "share":
        trials = series.exposure[known]
        odds = (values * trials + 0.5) / ((1 - values) * trials + 0.5)
        return np.asarray(np.log(odds) - series.rhythm[known], float)
    return np.asarray(values - series.rhythm[known], float)


def noise(levels: Values) -> float:
    """Scatter of neighbours, robust against breaks and outliers: the median difference, as a normal's deviation."""
    steps = np.abs(np.diff(levels))
    middle = float(np.median(steps)) if len(steps) else 0.0
    spread = float(levels.max() - levels.min()) if len(levels) else 0.0
    return max(middle / 0.954, spread / 1000, 1e-9)


def grid(series: Prepared) -> Grid:
    """Levels from the lowest value to the highest, half of what neighbours scatter apart or finer, at most 240."""
    levels = typical(series)
    low, high = float(levels.min()), float(levels.max())
    scatter = noise(levels)
    room = max(scatter, (high - low) * 0.05, 1e-6)
    count = int(np.clip((high - low + 2 * room) / (scatter / 4) + 1, 24, _MOST))
    found = np.linspace(low - room, high + room, count)
    middle = float(np.median(levels))
    width = max(1.0 if series.kind != "real" else 0.0, float(np.std(levels)), scatter)
    prior = 0.5 / count + 0.5 * _bell((found - middle) / width)
    return Grid(found, prior / prior.sum())


def _bell(distance: Values) -> Values:
    raised = np.exp(-0.5 * distance**2)
    return np.asarray(raised / raised.sum(), float)


def _mixed(logs: Table, strange: Values, known: NDArray[np.bool_]) -> Table:
    """Likelihoods with the chance of an outlier; rows of what is not known are zero."""
    out = np.logaddexp(np.log1p(-OUTLIER) + logs, np.log(OUTLIER) + strange[:, None])
    out[~known] = 0.0
    return np.asarray(out, float)


def _counts(series: Prepared, levels: Values, size: float) -> Table:
    known = np.isfinite(series.values)
    values = np.where(known, series.values, 0.0)
    factor = np.maximum(series.exposure * series.rhythm, 1e-9)
    mean = np.exp(levels)[None, :] * factor[:, None]
    share = np.log(mean / (size + mean))
    logs = (gammaln(values + size) - gammaln(size) - gammaln(values + 1))[:, None]
    logs = logs - size * np.log1p(mean / size) + values[:, None] * share
    strange = -np.log((values + 1) * 2 * _FAR)
    return _mixed(logs, strange, known)


def _shares(series: Prepared, levels: Values, strength: float) -> Table:
    known = np.isfinite(series.values) & (series.exposure > 0)
    trials = np.where(known, series.exposure, 1.0)
    hits = np.where(known, series.values, 0.0) * trials
    share = 1 / (1 + np.exp(-(levels[None, :] + series.rhythm[:, None])))
    a, b = share * strength, (1 - share) * strength
    logs = betaln(hits[:, None] + a, (trials - hits)[:, None] + b) - betaln(a, b)
    choose = gammaln(trials + 1) - gammaln(hits + 1) - gammaln(trials - hits + 1)
    return _mixed(logs + choose[:, None], -np.log(trials + 1), known)


def _reals(series: Prepared, levels: Values, deviation: float) -> Table:
    known = np.isfinite(series.values)
    values = np.where(known, series.values, 0.0) - series.rhythm
    scale = deviation / np.sqrt(np.maximum(series.exposure, 1e-9))
    distance = (values[:, None] - levels[None, :]) / scale[:, None]
    logs = -0.5 * distance**2 - np.log(scale * np.sqrt(2 * np.pi))[:, None]
    room = max(float(np.ptp(values[known])), 10 * deviation)
    return _mixed(logs, np.full(len(values), -np.log(3 * room)), known)


def tables(series: Prepared, levels: Values) -> list[Table]:
    """Log likelihoods (buckets, levels), one table a scatter."""
    if series.kind == "count":
        return [_counts(series, levels, size) for size in _SIZES]
    if series.kind == "share":
        return [_shares(series, levels, strength) for strength in _STRENGTHS]
    scatter = noise(typical(series))
    return [_reals(series, levels, scatter * much) for much in _SCATTERS]
