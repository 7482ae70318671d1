"""Breaks of a series, each with where it lies, how sure it is, and the level before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from offscript.measure.breaks.levels import Values
from offscript.measure.breaks.posterior import EXPECTED, Posterior, posterior
from offscript.measure.breaks.prepare import Times, whole
from offscript.measure.breaks.ramps import Ramp, ramp

Found = tuple[int, int, int, float]
"""A break in numbers of buckets: the likeliest, the ends of the interval, and the probability."""
LEAST = 0.4
"""Breaks less likely than this are not told."""
_SHARE = 0.90


@dataclass(frozen=True, slots=True)
class Break:
    """One dated change of a series.

    Attributes:
        at: start of the likeliest first bucket of the new level, µs since 1970.
        low: start of the first bucket of the 90% interval.
        high: start of its last bucket.
        probability: that there is a break in the interval or near it.
        before: level before, in the series' unit per unit of exposure, its rhythm taken off.
        after: level after.
        kind: `step`, or `ramp` where the level goes over slowly from `low` to `high`.
    """

    at: int
    low: int
    high: int
    probability: float
    before: float
    after: float
    kind: str = "step"


def _stretch(change: Values, top: int, free: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, int]:
    """The buckets around a peak whose chance belongs to it: down to a fiftieth of the peak's, and not past another peak's."""
    least = change[top] / 50
    first = last = top
    while first > 1 and free[first - 1] and change[first - 1] >= least:
        first -= 1
    while last + 1 < len(change) and free[last + 1] and change[last + 1] >= least:
        last += 1
    return first, last


def interval(chances: Values) -> tuple[int, int]:
    """The shortest run of buckets around the likeliest that holds 90% of the chance."""
    total = np.concatenate([[0.0], np.cumsum(chances / chances.sum())])
    ends = np.maximum(np.searchsorted(total, total[:-1] + _SHARE - 1e-9), int(chances.argmax()) + 1)
    fits = (ends < len(total)) & (np.arange(len(ends)) <= chances.argmax())
    lengths = np.where(fits, ends - np.arange(len(ends)), len(total) * 2)
    first = int(lengths.argmin())
    return first, int(ends[first]) - 1


def _shown(told: Posterior, level: float) -> float:
    """A level in the series' own unit."""
    if told.series.kind == "count":
        return float(np.exp(level))
    if told.series.kind == "share":
        return float(1 / (1 + np.exp(-level)))
    return level


def _found(told: Posterior, least: float) -> list[Found]:
    """Peak, first and last bucket of the interval, and probability of each break."""
    change = told.change.copy()
    change[0] = 0.0
    free = np.ones(len(change), bool)
    free[0] = False
    out: list[Found] = []
    while True:
        open_ = np.where(free, change, 0.0)
        top = int(open_.argmax())
        if open_[top] < least / len(change) or open_[top] < 0.02:
            return sorted(out)
        first, last = _stretch(change, top, free)
        free[first : last + 1] = False
        sure = told.any_break(first, last)
        if sure >= least:
            low, high = interval(change[first : last + 1])
            out.append((top, first + low, first + high, sure))


def _groups(told: Posterior, found: list[Found]) -> list[list[Found]]:
    """Breaks that follow each other in one direction."""
    out: list[list[Found]] = []
    direction = 0
    for one in found:
        now = 1 if told.expected[one[2]] > told.expected[one[1] - 1] else -1
        if out and now == direction:
            out[-1].append(one)
        else:
            out.append([one])
        direction = now
    return out


def _told(told: Posterior, least: float) -> Iterator[tuple[int, int, int, float, float, float, str]]:
    """Peak, first and last bucket, probability, level before and after, and kind of each break; ramps in place of steps that they
    explain."""
    length = len(told.change)
    groups = _groups(told, _found(told, least)) or [[]]
    ends = [*(group[0][0] for group in groups[1:]), length]
    first = 0
    for group, end in zip(groups, ends, strict=True):
        slow = ramp(told, first, end, [top for top, *_ in group])
        if slow:
            last = min(slow.last, length - 1)
            yield slow.first, slow.first, last, _odds(slow), slow.before, slow.after, "ramp"
        else:
            for top, low, high, sure in group:
                yield top, low, high, sure, float(told.expected[low - 1]), float(told.expected[high]), "step"
        first = group[-1][0] if group else length


def _odds(slow: Ramp) -> float:
    return float(1 / (1 + np.exp(-slow.gain)))


def detect(series: pa.Table, kind: str | None = None, least: float = LEAST, expected: float = EXPECTED) -> list[Break]:
    """Breaks of a series, in order of time; none is the usual answer.

    Args:
        series: `at` (start of a bucket, µs since 1970 UTC), `value`, and optionally `exposure`: hours collected (values are
            counts), or of how many a share is one. A bucket without value or exposure was not collected: it says nothing.
        kind: `count` (overdispersed), `share` or `real`; None: whole values from 0 are counts, values from 0 to 1 with exposure
            shares, all others real.
        least: least probability of a break that is told.
        expected: breaks expected in a series of sixty buckets or more, before the data.

    Raises:
        CannotTell: nothing can be said of the series; the message says why.
    """
    at, prepared = whole(series, kind)
    return told_breaks(at, posterior(at, prepared, expected), least)


def told_breaks(at: Times, told: Posterior, least: float = LEAST) -> list[Break]:
    """Breaks of a series whose posterior is known."""
    return [
        Break(
            int(at[top]),
            int(at[low]),
            int(at[high]),
            round(sure, 4),
            _shown(told, before),
            _shown(told, after),
            kind_,
        )
        for top, low, high, sure, before, after, kind_ in _told(told, least)
    ]
