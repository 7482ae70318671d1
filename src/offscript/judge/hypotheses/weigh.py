"""What signs make of hypotheses that exclude each other: Bayes' rule, with chances as intervals.

The odds are those of the middle of each interval, which is what chances spread evenly over it come to; the range is the middle
nine tenths of what chances drawn evenly from the intervals come to (`DRAWS` fixed draws, the same every time). With chances that
are single numbers the range is the odds themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Chance = tuple[float, float]
Floats = NDArray[np.float64]
DRAWS = 4_000
_SEED = 203
_TAIL = 0.05


class Odds(NamedTuple):
    """How likely a hypothesis is: the middle, and the range of nine in ten draws."""

    middle: float
    low: float
    high: float


class Sign(NamedTuple):
    """A sign that was or was not seen, and how likely it was to be seen under each hypothesis; `kin` shares its lineage."""

    id: str
    seen: bool
    expected: Mapping[str, Chance]
    kin: str


def chance(sign: Sign, hypothesis: str) -> Chance:
    """How likely what was seen, or was not, is under a hypothesis; one the sign says nothing of gets what the others average."""
    given = sign.expected.get(hypothesis)
    if given is None:
        listed = list(sign.expected.values())
        given = sum(low for low, _ in listed) / len(listed), sum(high for _, high in listed) / len(listed)
    return given if sign.seen else (1 - given[1], 1 - given[0])


def _middle(given: Chance) -> float:
    return (given[0] + given[1]) / 2


def telling(sign: Sign, hypotheses: Sequence[str]) -> float:
    """How much a sign tells between hypotheses: the largest ratio of its chances, as a logarithm; 0 where it tells nothing."""
    chances = [_middle(chance(sign, name)) for name in hypotheses]
    return math.log(max(chances) / min(chances))


def independent(signs: Sequence[Sign], hypotheses: Sequence[str]) -> list[Sign]:
    """One sign of each lineage, the most telling; the rest would count the same evidence twice."""
    best: dict[str, Sign] = {}
    for sign in sorted(signs, key=lambda one: (-telling(one, hypotheses), one.id)):
        best.setdefault(sign.kin, sign)
    return sorted(best.values(), key=lambda one: one.id)


def _posterior(prior: Floats, chances: Floats) -> Floats:
    """Odds of each hypothesis (last axis) from priors and the chances of every sign (second axis)."""
    log = np.log(prior) + np.log(chances).sum(axis=1)
    weight = np.exp(log - log.max(axis=-1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True), np.float64)


def weigh(priors: Mapping[str, Chance], signs: Sequence[Sign]) -> dict[str, Odds]:
    """Odds of hypotheses of which exactly one is true.

    Args:
        priors: how likely each is before any sign; they are scaled to sum to one.
        signs: signs, of which those of one lineage count once.

    Raises:
        ValueError: there are no hypotheses.
    """
    names = list(priors)
    if not names:
        raise ValueError("no hypotheses to weigh")
    counted = independent(signs, names)
    bounds = np.asarray([[chance(sign, name) for name in names] for sign in counted], np.float64).reshape(
        -1, len(names), 2
    )
    before = np.asarray([priors[name] for name in names], np.float64)
    middle = _posterior(before.mean(axis=1)[None], bounds.mean(axis=2)[None])[0]
    dice = np.random.default_rng(_SEED)
    drawn = before[:, 0] + dice.random((DRAWS, len(names))) * (before[:, 1] - before[:, 0])
    chances = bounds[..., 0] + dice.random((DRAWS, *bounds.shape[:2])) * (bounds[..., 1] - bounds[..., 0])
    low, high = np.quantile(_posterior(drawn, chances), [_TAIL, 1 - _TAIL], axis=0)
    return {
        name: Odds(float(middle[at]), float(min(low[at], middle[at])), float(max(high[at], middle[at])))
        for at, name in enumerate(names)
    }


def first(odds: Mapping[str, Odds]) -> str:
    """The likeliest hypothesis; of equals the first by name."""
    return min(odds, key=lambda name: (-round(odds[name].middle, 9), name))


def pivots(priors: Mapping[str, Chance], signs: Sequence[Sign]) -> dict[str, str]:
    """Signs without which another hypothesis would be the likeliest: for each, which."""
    leading = first(weigh(priors, signs))
    found = {}
    for sign in independent(signs, list(priors)):
        without = first(weigh(priors, [one for one in signs if one.kin != sign.kin]))
        if without != leading:
            found[sign.id] = without
    return found
