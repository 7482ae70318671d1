"""Slow ramps, told from steps: one straight way from the level before to the level after, where that explains the values better.

Steps in one direction that follow each other, and a drift without any step, are compared with a ramp by their likelihoods, each
further number (a day, a level) costing half the logarithm of the buckets (Schwarz 1978); a ramp must also explain its stretch
better than the chain of levels foresaw it, so that a level that merely wanders is no ramp.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.breaks.levels import Table, Values, noise, typical
from offscript.measure.breaks.posterior import Posterior

_ENDS = 30
_WANDER = 9.0
"""A ramp may explain its stretch worse than a wandering level by less than this, beyond what `_SURE` asks."""
_SURE = 3.0
"""A ramp is told for one step, or none, where it is better by so much in natural logarithms; for several where it is better."""


class Ramp(NamedTuple):
    """A way from one level to another: first bucket that leaves the old level, first that has the new, and how much better it
    explains the values than steps do."""

    first: int
    last: int
    before: float
    after: float
    gain: float


def _explained(told: Posterior, first: int, last: int) -> tuple[Table, float]:
    """Log likelihoods of a stretch in the model that explains the series best, and how well that model foresaw the stretch."""
    _, best, _ = max(told.models, key=lambda one: one[2])
    return np.log(np.maximum(best.likelihood[first:last], 1e-300)), float(np.log(best.scale[first:last]).sum())


def _along(logs: Table, levels: Values, path: Values) -> float:
    """Log likelihood of a path of levels."""
    step = levels[1] - levels[0]
    place = np.clip((path - levels[0]) / step, 0, len(levels) - 1)
    lower = np.minimum(place.astype(np.int64), len(levels) - 2)
    share = place - lower
    rows = np.arange(len(path))
    return float((logs[rows, lower] * (1 - share) + logs[rows, lower + 1] * share).sum())


def _stepped(logs: Table, cuts: list[int]) -> float:
    """Log likelihood of the best levels between cuts."""
    return sum(_top(logs[first:last].sum(axis=0)) for first, last in pairwise([0, *cuts, len(logs)]))


def _top(sums: Values) -> float:
    """Height of a curve between the points of its grid: a parabola through the highest and its neighbours."""
    at = int(sums.argmax())
    if at in (0, len(sums) - 1):
        return float(sums[at])
    left, middle, right = sums[at - 1 : at + 2]
    bend = left - 2 * middle + right
    return float(middle - (right - left) ** 2 / (8 * bend)) if bend < 0 else float(middle)


def _ends(length: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, length, min(length + 1, _ENDS)).astype(np.int64))


def _shares(length: int) -> Iterator[tuple[int, int, Values]]:
    """Ways from one level to another: first and last bucket, and how far each bucket has gone."""
    ends, places = _ends(length), np.arange(length)
    for first in ends[:-1]:
        for last in ends[ends > first + 1]:
            yield int(first), int(last), np.clip((places - first + 0.5) / (last - first), 0, 1)


def _fitted(rest: Values, known: NDArray[np.bool_], share: Values) -> tuple[float, float]:
    """Levels before and after that fit best, by least squares."""
    gone = share[known]
    both = np.stack([1 - gone, gone])
    square = both @ both.T + 1e-9 * np.eye(2)
    before, after = np.linalg.solve(square, both @ rest)
    return float(before), float(after)


def _best(logs: Table, levels: Values, rest: Values, known: NDArray[np.bool_]) -> tuple[float, Ramp]:
    """The best way from one level to another, and its log likelihood."""
    found = (-np.inf, Ramp(0, 0, 0.0, 0.0, 0.0))
    for first, last, share in _shares(len(logs)):
        before, after = _fitted(rest, known, share)
        sure = _along(logs, levels, before + (after - before) * share)
        if sure > found[0]:
            found = sure, Ramp(first, last, before, after, 0.0)
    return found


def _levels_seen(told: Posterior, first: int, last: int) -> tuple[Values, NDArray[np.bool_]]:
    """Each known value as a level, no further from what is expected than three scatters."""
    known = np.isfinite(told.series.values)
    seen = np.full(len(known), np.nan)
    seen[known] = typical(told.series)
    scatter = noise(seen[known])
    near = np.clip(seen, told.expected - 3 * scatter, told.expected + 3 * scatter)[first:last]
    return near[known[first:last]], known[first:last]


def ramp(told: Posterior, first: int, last: int, cuts: list[int]) -> Ramp | None:
    """The ramp that explains the buckets from `first` to `last` better than steps at `cuts`; None where none does."""
    rest, known = _levels_seen(told, first, last)
    if len(rest) < 8:
        return None
    logs, foreseen = _explained(told, first, last)
    price = 0.5 * np.log(len(rest))
    steps = _stepped(logs, [cut - first for cut in cuts]) - (2 * len(cuts) + 1) * price
    sure, best = _best(logs, told.levels, rest, known)
    gain = sure - 4 * price - max(steps, foreseen - _WANDER)
    if gain < (_SURE if len(cuts) < 2 else 0.0) or best.last - best.first < 3:
        return None
    return best._replace(first=first + best.first, last=first + best.last, gain=float(gain))
