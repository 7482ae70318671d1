"""How good odds were: Brier's score, the logarithmic score, and whether what was called likely came true as often as was said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from offscript.model import DAY

_LEAST = 0.001
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Given(NamedTuple):
    """Odds somebody gave to a question at a time."""

    at: int
    odds: float


def brier(odds: float, outcome: bool) -> float:
    """Brier's score of a yes-or-no question (Brier 1950): the square of how far the odds were off, 0 the best, 1 the worst."""
    return (odds - outcome) ** 2


def log_score(odds: float, outcome: bool) -> float:
    """Logarithmic score (Good 1952): the logarithm of the odds given to what happened, 0 the best; cut off at odds of .001."""
    return math.log(max(_LEAST, odds if outcome else 1 - odds))


def over_time(given: Sequence[Given], until: int) -> list[tuple[float, float]]:
    """Odds with the days they stood, from the first given to the end: each until the next supersedes it."""
    before = [one for one in sorted(given) if one.at < until]
    ends = [one.at for one in before[1:]] + [until] * bool(before)
    return [(one.odds, (end - one.at) / DAY) for one, end in zip(before, ends, strict=True) if end > one.at]


def mean_brier(given: Sequence[Given], until: int, outcome: bool) -> float | None:
    """Brier's score averaged over the time the odds stood, as in tournaments (Mellers et al. 2014); None without odds."""
    stretches = over_time(given, until)
    days = sum(length for _, length in stretches)
    return math.fsum(brier(odds, outcome) * length for odds, length in stretches) / days if days else None


def calibration(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int, float, float]]:
    """Odds in five steps: bounds, how many, mean odds, share that came true; steps without odds are left out."""
    found = []
    for low, high in pairwise(BINS):
        held = [(odds, came) for odds, came in pairs if low <= odds < high or (high == 1.0 and odds == 1.0)]
        if held:
            mean = sum(odds for odds, _ in held) / len(held)
            found.append((low, high, len(held), mean, sum(came for _, came in held) / len(held)))
    return found


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: how far the share that came true is from the odds, weighted by how many (Naeini et al. 2015)."""
    return sum(number * abs(mean - share) for _, _, number, mean, share in calibration(pairs)) / max(1, len(pairs))
