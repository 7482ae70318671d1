"""Which words set two bodies of text apart: the log-odds ratio with an informative Dirichlet prior, with its interval.

Monroe, Colaresi & Quinn (2008), "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
Political Conflict", eq. 22, Political Analysis 16(4).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt
from typing import NamedTuple

_PRIOR = 500.0
_WIDTH = 1.96


class Apart(NamedTuple):
    """A word with its log-odds ratio, the 95% interval of it, and how many standard deviations it is from nothing."""

    word: str
    ratio: float
    low: float
    high: float
    z: float


def apart(
    one: Mapping[str, int], other: Mapping[str, int], background: Mapping[str, int] | None = None, prior: float = _PRIOR
) -> list[Apart]:
    """Words of either body, those that belong most surely to the first in front.

    Args:
        one: how often each word stands in the first body.
        other: how often in the second.
        background: how often in the body the prior is taken from; both together where left out.
        prior: how many words the prior weighs.
    """
    behind = background or {word: one.get(word, 0) + other.get(word, 0) for word in one.keys() | other.keys()}
    n_one, n_other, whole = sum(one.values()), sum(other.values()), sum(behind.values())
    found = []
    for word in sorted(one.keys() | other.keys()):
        here, there = one.get(word, 0), other.get(word, 0)
        weight = prior * behind[word] / whole
        left, right = here + weight, there + weight
        ratio = log(left / (n_one + prior - left)) - log(right / (n_other + prior - right))
        spread = sqrt(1 / left + 1 / right)
        found.append(Apart(word, ratio, ratio - _WIDTH * spread, ratio + _WIDTH * spread, ratio / spread))
    found.sort(key=lambda row: (-row.z, row.word))
    return found
