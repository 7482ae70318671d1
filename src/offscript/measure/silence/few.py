"""How likely it is to see as few posts as were seen, where counts scatter more than chance alone."""

from __future__ import annotations

import math

import numpy as np
from numba import vectorize
from numpy.typing import NDArray

Values = NDArray[np.float64]
_USUAL = 20.0
"""Blocks that the scatter of all series together weighs against a series' own."""


@vectorize(["float64(float64, float64, float64)"], cache=True)
def as_few(count: float, mean: float, size: float) -> float:
    """Chance of so many or fewer of a negative binomial count with this mean and size; 1 where no fewer than the mean were seen."""
    if mean <= count:
        return 1.0
    log_share = math.log(mean / (size + mean))
    log_chance = -size * math.log1p(mean / size)
    total = math.exp(log_chance)
    for seen in range(int(count)):
        log_chance += math.log((size + seen) / (seen + 1)) + log_share
        total += math.exp(log_chance)
    return min(1.0, total)


def scatter(seen: Values, expected: Values) -> tuple[float, int]:
    """How much counts scatter beyond chance, as one over the size of a negative binomial (moments), and how many blocks say so.

    A block counts as no more than three times what was expected: a burst says nothing of silence.
    """
    telling = expected > 0.25
    if not telling.any():
        return 0.0, 0
    mean = expected[telling]
    capped = np.minimum(seen[telling], 3 * mean + 3)
    return max(0.0, float(((capped - mean) ** 2 - mean).sum() / (mean**2).sum())), int(telling.sum())


def shrunk(own: list[tuple[float, int]]) -> list[float]:
    """Each series' scatter, drawn towards the middle of all by how few blocks speak of it (James & Stein 1961)."""
    told = [value for value, blocks in own if blocks]
    middle = float(np.median(told)) if told else 0.0
    return [(value * blocks + middle * _USUAL) / (blocks + _USUAL) for value, blocks in own]
