"""Breaks as they come: how sure it is, at the end of each bucket, that the level changed in the last few; and when to say so.

Each judgement sees only what there was until then, its rhythm included. How sure one must be follows from how many false alarms a
week are allowed for all series together: their rate at each threshold was measured on quiet series (`benchmarks/online.py`), as a
straight line between the logarithms of the rate and of the odds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from offscript.measure.breaks.levels import Prepared
from offscript.measure.breaks.posterior import posterior
from offscript.measure.breaks.prepare import Times

RECENT = 7
"""Buckets back in which a break counts as new."""
SHORTEST = 8
"""Buckets there must be before anything is said."""
_LINE = (-2.54, -1.05)
"""Logarithm (base 10) of false alarms a series and day at even odds, and by how much it changes as the odds grow tenfold."""
_LEAST = 0.5


class Alarm(NamedTuple):
    """At the end of which bucket it is said, how sure it is, and the likeliest bucket of the break."""

    fired: int
    probability: float
    at: int


def _until(series: Prepared, end: int) -> Prepared:
    return Prepared(series.kind, series.values[:end], series.exposure[:end], series.rhythm[:end])


def judged(at: Times, series: Prepared, end: int) -> Alarm:
    """How sure a break in the last buckets is at the end of a bucket (`end`: how many buckets there are by then)."""
    told = posterior(at[:end], _until(series, end))
    first = max(1, end - RECENT)
    change = told.change[first:end]
    return Alarm(end - 1, told.any_break(first, end - 1), first + int(change.argmax()))


def threshold(a_week: float, series: int) -> float:
    """How sure an alarm must be, so that so many false ones a week are said of so many daily series together; at least even
    odds."""
    rate = a_week / 7 / max(1, series)
    odds = 10 ** ((np.log10(rate) - _LINE[0]) / _LINE[1])
    return float(np.clip(odds / (1 + odds), _LEAST, 0.9999))


def first_alarm(at: Times, series: Prepared, begin: int, end: int, least: float) -> Alarm | None:
    """The first alarm at the end of a bucket from `begin` to before `end`; None where there is none."""
    for bucket in range(max(SHORTEST - 1, begin), end):
        if np.isfinite(series.values[bucket]) and (found := judged(at, series, bucket + 1)).probability >= least:
            return found
    return None
