"""Which of two comes first, where no model of their rates holds: a table of lags and a sign test."""

from __future__ import annotations

from math import comb, erfc, sqrt
from typing import NamedTuple

import numpy as np

from offscript.measure.influence.excite import Values

WITHIN = 12.0
"""Hours within which one event may belong to another."""


class Order(NamedTuple):
    """Pairs of nearest events in which the earlier node came first, and all; chance of as uneven; lags of the first, quartiles."""

    first: int
    pairs: int
    p: float
    lags: tuple[float, float, float]


def _uneven(first: int, pairs: int) -> float:
    """Chance of so many heads or more of so many throws, to either side (exact up to a thousand)."""
    if pairs == 0:
        return 1.0
    if pairs > 1_000:
        return erfc(abs(first - pairs / 2) / sqrt(pairs / 4) / sqrt(2))
    far = max(first, pairs - first)
    return float(min(1.0, 2 * sum(comb(pairs, n) for n in range(far, pairs + 1)) / 2**pairs))


def first_of_two(earlier: Values, later: Values) -> Order:
    """For each event of the later node the nearest of the earlier one's, before it or after."""
    place = np.searchsorted(earlier, later, "left")
    padded = np.concatenate([[-np.inf], earlier, [np.inf]])
    behind, ahead = later - padded[place], padded[place + 1] - later
    near = np.minimum(behind, ahead) <= WITHIN
    tied = ahead == 0
    before = near & ~tied & (behind < ahead)
    pairs = int((near & ~tied & (behind != ahead)).sum())
    lags = behind[before]
    low, middle, high = np.quantile(lags, [0.25, 0.5, 0.75]) if len(lags) else (np.nan,) * 3
    return Order(int(before.sum()), pairs, _uneven(int(before.sum()), pairs), (float(low), float(middle), float(high)))
