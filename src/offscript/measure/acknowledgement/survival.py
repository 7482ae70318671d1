"""Times until something happens, some of them known only to lie between two bounds: curves and medians.

Where every time is exact or censored on the right, the product-limit estimate (Kaplan & Meier 1958) with Greenwood's variance and
log-log intervals; where some are intervals, Turnbull's self-consistent estimate (1976), which agrees with it where both apply, and
intervals from resampled sources.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]
_Z = 1.959963984540054
_ROUNDS, _STILL = 500, 1e-6
_DRAWS = 200


class Curve(NamedTuple):
    """Times at which the share of those still silent falls, that share after each, and its 95% interval."""

    times: Times
    share: Times
    low: Times
    high: Times


class Median(NamedTuple):
    """Median time and its 95% interval; infinite where half never get there."""

    at: float
    low: float
    high: float


class Mass(NamedTuple):
    """Intervals of time, and the share of those to whom it happens in each."""

    begin: Times
    stop: Times
    share: Times


def checked(low: Times, high: Times) -> tuple[Times, Times]:
    """Both bounds as numbers.

    Raises:
        ValueError: no times, or bounds that are none.
    """
    low, high = np.asarray(low, float), np.asarray(high, float)
    if len(low) != len(high) or not len(low):
        raise ValueError("as many lower as upper bounds are needed, and at least one")
    if (high < low).any() or (low < 0).any() or np.isnan(low).any() or np.isnan(high).any():
        raise ValueError("every time needs 0 <= low <= high; an infinite upper bound means: not yet")
    return low, high


def exact(low: Times, high: Times) -> bool:
    """Whether every time is known, or only that it is yet to come."""
    return bool(((low == high) | np.isinf(high)).all())


def _product_limit(low: Times, high: Times) -> Curve:
    happened = np.isfinite(high)
    times, events = np.unique(low[happened], return_counts=True)
    at_risk = np.array([(low >= one).sum() for one in times], float)
    share = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(events / (at_risk * (at_risk - events)))) / np.log(share)
        inner = np.log(-np.log(share))
        bounds = [np.exp(-np.exp(inner + sign * _Z * np.abs(spread))) for sign in (1, -1)]
    shut = (share <= 0) | (share >= 1)
    return Curve(times, share, np.where(shut, share, bounds[0]), np.where(shut, share, bounds[1]))


def _later(low: Times, high: Times) -> Times:
    """Earliest times, where not yet means later than watched."""
    return np.asarray(np.where(np.isinf(high), low + 1e-9 * max(1.0, float(low.max())), low), float)


def _turnbull(low: Times, high: Times, weight: Times) -> Mass:
    """The intervals that hold mass (the last may have no end), and how much each holds."""
    low = _later(low, high)
    ends = np.unique(np.concatenate([low, high]))
    begins, stops = [], []
    for place, end in enumerate(ends):
        if (low == end).any() and (high == end).any():
            begins.append(end)
            stops.append(end)
        if place + 1 < len(ends) and (low == end).any() and (high == ends[place + 1]).any():
            begins.append(end)
            stops.append(ends[place + 1])
    begin, stop = np.array(begins), np.array(stops)
    inside = ((begin[None, :] >= low[:, None]) & (stop[None, :] <= high[:, None])).astype(float)
    mass = np.full(len(begin), 1 / len(begin))
    for _ in range(_ROUNDS):
        joint = inside * mass
        new = (weight[:, None] * joint / joint.sum(axis=1, keepdims=True)).sum(axis=0) / weight.sum()
        done = np.abs(new - mass).max() < _STILL
        mass = new
        if done:
            break
    return Mass(begin, stop, mass)


def _stepped(mass: Mass) -> tuple[Times, Times]:
    """Times at which the share falls, and the share after each."""
    known = np.isfinite(mass.stop) & (mass.share > 1e-6)
    times, place = np.unique(mass.stop[known], return_inverse=True)
    fallen = np.cumsum(np.bincount(place, mass.share[known], len(times)))
    return times, np.asarray(np.clip(1 - fallen, 0, 1), float)


def _at(times: Times, share: Times, where: Times) -> Times:
    place = np.searchsorted(times, where, side="right")
    return np.asarray(np.concatenate([[1.0], share])[place], float)


def curve(low: Times, high: Times) -> Curve:
    """Share of those to whom it has not happened yet, over time.

    Args:
        low: earliest time at which it may have happened to each; of one to whom it has not, until when he was watched.
        high: latest time; infinite where it has not happened.

    Raises:
        ValueError: no times, or bounds that are none.
    """
    low, high = checked(low, high)
    if exact(low, high):
        return _product_limit(low, high)
    times, share = _stepped(_turnbull(low, high, np.ones(len(low))))
    random = np.random.default_rng(len(low))
    drawn = []
    for _ in range(_DRAWS):
        weight = np.bincount(random.integers(len(low), size=len(low)), minlength=len(low)).astype(float)
        some = weight > 0
        drawn.append(_at(*_stepped(_turnbull(low[some], high[some], weight[some])), times))
    bounds = np.quantile(np.array(drawn), [0.025, 0.975], axis=0)
    return Curve(times, share, bounds[0], bounds[1])


def beyond(low: Times, high: Times) -> tuple[Times, Times]:
    """Share of all that is still silent when each one's interval begins, and when it ends, by Turnbull's estimate over all."""
    mass = _turnbull(low, high, np.ones(len(low)))
    low = _later(low, high)
    before = ((mass.begin[None, :] >= low[:, None]) * mass.share).sum(axis=1)
    after = ((mass.stop[None, :] > high[:, None]) * mass.share).sum(axis=1)
    return np.asarray(before, float), np.asarray(after, float)


def median(found: Curve) -> Median:
    """The time by which half have got there, with the interval that inverting the curve's gives (Brookmeyer & Crowley 1982)."""

    def first(share: Times) -> float:
        below = np.flatnonzero(share <= 0.5 + 1e-12)
        return float(found.times[below[0]]) if len(below) else float("inf")

    return Median(first(found.share), first(found.low), first(found.high))
