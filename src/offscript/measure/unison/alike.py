"""How alike several voices are in one window, whatever their number of posts.

Every voice has a vector of shares: of its subjects, its texts, its stances. Likeness is what two voices have in common on average
over all pairs of voices, over what a voice has in common with itself from post to post (Morisita 1959, whose index does not
depend on the size of samples): 1 where the voices could be one, 0 where they have nothing in common.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
DRAWS = 499
_SAMPLES = 1_999
_FEWEST = 4
"""Voices from which a resampled interval means something."""


class Shares(NamedTuple):
    """Voices by window: `vectors` (windows, voices, things), what each has in common with itself (`own`: windows, voices; or
    vectors whose common part a pair's is measured by), and which voices said anything there (`held`)."""

    vectors: Values
    own: Values
    held: NDArray[np.bool_]


class Likeness(NamedTuple):
    """Likeness with its 95% interval (NaN for fewer than four voices)."""

    value: float
    low: float
    high: float


def _common(vectors: Values, weights: Values) -> Values:
    """Mean product of two different voices' vectors, one value a row of weights; NaN where no two have weight."""
    together: Values = weights @ vectors
    same = weights**2 @ (vectors**2).sum(axis=1)
    pairs = weights.sum(axis=1) ** 2 - (weights**2).sum(axis=1)
    return np.asarray(
        np.divide((together**2).sum(axis=1) - same, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    )


def ratio(vectors: Values, own: Values, weights: Values) -> Values:
    """Likeness of the voices (rows), one value a row of weights. `own` is one value a voice, or vectors as well."""
    shared = _common(vectors, weights)
    if own.ndim == 2:
        base = _common(own, weights)
    else:
        total = weights.sum(axis=1)
        base = np.divide(weights @ own, total, out=np.full(len(total), np.nan), where=total > 0)
    return np.asarray(np.divide(shared, base, out=np.full(len(base), np.nan), where=base > 0))


def _tail(number: int) -> float:
    """Share of samples beyond each end of a 95% interval from so few voices (expanded percentiles: Hesterberg 2015, 5.3)."""
    z, free = NormalDist().inv_cdf(0.975), number - 1
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return NormalDist().cdf(-t * sqrt(number / free))


def likeness(shares: Shares, window: int, random: np.random.Generator) -> Likeness:
    """Likeness in one window; its interval from voices drawn anew (bootstrap over voices, not posts)."""
    held = shares.held[window]
    vectors, own = shares.vectors[window][held], shares.own[window][held]
    number = int(held.sum())
    value = float(ratio(vectors, own, np.ones((1, number)))[0]) if number > 1 else np.nan
    if number < _FEWEST or not np.isfinite(value):
        return Likeness(value, np.nan, np.nan)
    drawn = random.multinomial(number, np.full(number, 1 / number), _SAMPLES).astype(float)
    found = ratio(vectors, own, drawn)
    found = found[np.isfinite(found)]
    tail = _tail(number)
    low, high = np.quantile(found, [tail, 1 - tail]) if len(found) else (np.nan, np.nan)
    return Likeness(value, min(float(low), value), max(float(high), value))


def moved(shares: Shares, window: int, cycle: int, random: np.random.Generator) -> Values:
    """Likeness in a window were each voice's series moved in a circle by whole weeks of its own (`cycle`: windows a week).

    Where there are fewer than three weeks, each voice's window is drawn from all.
    """
    windows, voices = shares.held.shape
    weeks = windows // cycle
    if weeks >= 3:
        week, day = divmod(window, cycle)
        taken = (week + random.integers(0, weeks, (DRAWS, voices))) % weeks * cycle + day
    else:
        taken = random.integers(0, windows, (DRAWS, voices))
    every = np.arange(voices)
    out = np.full(DRAWS, np.nan)
    for draw, at in enumerate(taken):
        held = shares.held[at, every]
        if held.sum() > 1:
            chosen = at[held], every[held]
            weights = np.ones((1, int(held.sum())))
            out[draw] = ratio(shares.vectors[chosen], shares.own[chosen], weights)[0]
    found: Values = out[np.isfinite(out)]
    return found


def unusual(value: float, drawn: Values) -> float:
    """Chance of a likeness as far from the drawn ones' middle, to either side."""
    if not len(drawn):
        return 1.0
    above, below = (1 + (drawn >= value).sum()) / (1 + len(drawn)), (1 + (drawn <= value).sum()) / (1 + len(drawn))
    return float(min(1.0, 2 * min(above, below)))
