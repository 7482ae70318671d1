"""How likely as many posts of a day would be changed, by the source's habit on its other days."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from offscript.measure.breaks.levels import betaln

Values = NDArray[np.float64]
_BELIEF = 20.0
"""Posts that what is usual among all sources weighs."""
_LEAST = 0.02
"""Least by which shares differ between days, as one over the strength of a beta distribution."""


def tail(count: int, of: int, share: float, strength: float) -> float:
    """Chance of so many or more of so many, of a beta-binomial with this mean share and strength."""
    a, b = share * strength, (1 - share) * strength
    below = sum(
        math.exp(betaln(k + a, of - k + b) - betaln(a, b) - math.log(of + 1) - betaln(of - k + 1, k + 1))
        for k in range(count)
    )
    return min(1.0, max(0.0, 1 - below))


def share_scatter(acts: Values, posts: Values, least: float = _LEAST, most: float = 0.9) -> float:
    """By how much shares differ between days beyond chance, as one over the strength of a beta distribution (moments), within
    bounds."""
    share = acts.sum() / max(1.0, posts.sum())
    pairs = (posts * (posts - 1.0)).sum() * share * (1 - share)
    beyond = ((acts - posts * share) ** 2 - posts * share * (1 - share)).sum()
    return float(np.clip(beyond / pairs if pairs else 0.0, least, most))


def as_many(acts: Values, posts: Values, usual: float) -> tuple[Values, Values]:
    """Acts expected of each day from the other days (drawn towards what is usual), and the chance of as many or more."""
    expected, p = np.zeros(len(acts)), np.ones(len(acts))
    for day in np.flatnonzero(acts > 0):
        rest, of = acts.sum() - acts[day], posts.sum() - posts[day]
        share = float(np.clip((rest + _BELIEF * usual) / (of + _BELIEF), 1e-6, 1 - 1e-6))
        others = np.arange(len(acts)) != day
        scatter = share_scatter(acts[others], posts[others])
        expected[day] = share * posts[day]
        p[day] = tail(int(acts[day]), int(posts[day]), share, 1 / scatter - 1)
    return expected, p
