"""Whether one group gets there sooner than the others: a test that holds for few sources, and how many times as likely.

Exact times are compared by the log-rank statistic; times known as intervals by the scores of the proportional-hazards model at
Turnbull's estimate over all (Finkelstein 1986; Fay & Shaw 2010), which become the log-rank's where intervals shrink to points.
Either is held against all ways to deal the labels, exactly where there are few, else a drawn sample. The ratio is Cox's (1972),
ties as Efron (1977) has them, an interval at its middle, with Wald's 95% interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb, exp, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.acknowledgement.survival import Times, beyond, checked, exact

Flags = NDArray[np.bool_]
_Z = 1.959963984540054
_WAYS, _DRAWN = 20_000, 2_000
_ROUNDS, _STILL = 50, 1e-10
_FAR = 15.0


class Ratio(NamedTuple):
    """How many times as likely a source of the group is to get there next as one of the others, and the 95% interval."""

    value: float
    low: float
    high: float


def _log_rank(time: Times, happened: Flags, group: Flags) -> float:
    """Observed less expected of the first group, squared, over its variance."""
    gap = spread = 0.0
    for at in np.unique(time[happened]):
        risk, mine = time >= at, (time >= at) & group
        events, n, k = int((happened & (time == at)).sum()), int(risk.sum()), int(mine.sum())
        gap += int((happened & (time == at) & group).sum()) - events * k / n
        if n > 1:
            spread += events * (k / n) * (1 - k / n) * (n - events) / (n - 1)
    return gap * gap / spread if spread > 0 else 0.0


def _scores(low: Times, high: Times) -> Times:
    """How much sooner each got there than all do: sums of these are the score of the proportional-hazards model."""

    def weighed(share: Times) -> Times:
        return np.asarray(np.where(share > 0, share * np.log(np.where(share > 0, share, 1.0)), 0.0), float)

    before, after = beyond(low, high)
    inside = np.maximum(before - after, 1e-12)
    return np.asarray((weighed(before) - weighed(after)) / inside, float)


def _ways(group: Flags) -> tuple[Iterator[Flags], bool]:
    """Ways to deal the labels, and whether these are all there are."""
    size, number = int(group.sum()), len(group)
    if comb(number, size) <= _WAYS:
        return (np.isin(np.arange(number), chosen) for chosen in combinations(range(number), size)), True
    random = np.random.default_rng(number)
    return (random.permutation(group) for _ in range(_DRAWN)), False


def _middle(low: Times, high: Times) -> tuple[Times, Flags]:
    """When it happened, an interval at its middle, or until when each was watched; and whether it did."""
    happened = np.isfinite(high)
    return np.asarray(np.where(happened, (low + np.where(happened, high, 0)) / 2, low), float), happened


def differ(low: Times, high: Times, group: Flags) -> float:
    """Chance of groups as unlike by luck alone, their labels dealt in all ways, or in 2,000 drawn ones.

    Args:
        low: earliest time at which it may have happened to each; of one to whom it has not, until when he was watched.
        high: latest time; infinite where it has not happened.
        group: who is of the first group.

    Raises:
        ValueError: no times, or bounds that are none.
    """
    low, high = checked(low, high)
    if int(group.sum()) in (0, len(group)):
        return 1.0
    ways, all_ = _ways(group)
    if exact(low, high):
        time, happened = _middle(low, high)
        found = _log_rank(time, happened, group)
        unlike = [_log_rank(time, happened, way) >= found - 1e-9 for way in ways]
    else:
        scores = _scores(low, high)
        scores = scores - scores.mean()
        far = abs(float(scores[group].sum()))
        unlike = [abs(float(scores[way].sum())) >= far - 1e-9 for way in ways]
    return float(np.mean(unlike)) if all_ else float((1 + sum(unlike)) / (1 + len(unlike)))


def _slope(log_ratio: float, time: Times, happened: Flags, group: Flags) -> tuple[float, float]:
    """First derivative of the log partial likelihood, and the information."""
    weight = np.where(group, exp(log_ratio), 1.0)
    gap = information = 0.0
    for at in np.unique(time[happened]):
        risk, now = time >= at, happened & (time == at)
        events = int(now.sum())
        part = np.arange(events) / events
        whole = weight[risk].sum() - part * weight[now].sum()
        share = (weight[risk & group].sum() - part * weight[now & group].sum()) / whole
        gap += float((now & group).sum() - share.sum())
        information += float((share * (1 - share)).sum())
    return gap, information


def sooner(low: Times, high: Times, group: Flags) -> Ratio | None:
    """How many times as likely, at any moment, one of the group is to get there next as one of the others.

    Args:
        low: as for `differ`.
        high: the same.
        group: the same.

    Returns:
        The ratio; None where it has no end (nobody of one side got there, or all of one before any of the other).

    Raises:
        ValueError: no times, or bounds that are none.
    """
    time, happened = _middle(*checked(low, high))
    log_ratio = 0.0
    for _ in range(_ROUNDS):
        gap, information = _slope(log_ratio, time, happened, group)
        if information < _STILL or abs(log_ratio) > _FAR:
            return None
        step = float(np.clip(gap / information, -2.0, 2.0))
        log_ratio += step
        if abs(step) < _STILL:
            break
    half = _Z / sqrt(_slope(log_ratio, time, happened, group)[1])
    return Ratio(exp(log_ratio), exp(log_ratio - half), exp(log_ratio + half))
