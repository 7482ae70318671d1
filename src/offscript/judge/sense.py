"""How alike two statements are: the lemmas and figures they share, and how near they lie as vectors.

Lemmas are cut to a stem, so that a noun and its verb meet (`просьба`, `просить`), and weigh by how rare they are in the case.
Two vectors are compared without what all sentences of their language share (`text.embedding.centred`): between `FAR`, where the
cosine of unrelated sentences ends, and `NEAR`, which translations reach. Either likeness speaks for itself; both together speak
louder: the share of what neither explains is multiplied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FAR, NEAR = 0.1, 0.65
"""Centred cosines: of unrelated sentences nineteen in twenty lie below .2, of translations nineteen in twenty above .5."""
_FULL, _PART = 3, 0.4
_SHORTEST, _ENDING = 4, 3

Vector = NDArray[np.float32]


def stem(lemma: str) -> str:
    """The beginning of a lemma, which words of its family share."""
    return lemma[: max(_SHORTEST, len(lemma) - _ENDING)]


class Sense(NamedTuple):
    """What a statement is about: tokens with how much each tells, figures as `item=value`, a vector if any, all weight."""

    tokens: Mapping[str, float]
    figures: frozenset[str]
    vector: Vector | None
    whole: float


def sense(
    lemmas: Iterable[str],
    weights: Iterable[float],
    figures: Iterable[str] = (),
    vector: Vector | None = None,
    extra: Mapping[str, float] | None = None,
) -> Sense:
    """The sense of a statement; `extra` are tokens that no lemma gives, such as the matter's own words."""
    tokens: dict[str, float] = dict(extra or {})
    for lemma, weight in zip(lemmas, weights, strict=True):
        found = stem(lemma)
        tokens[found] = max(tokens.get(found, 0.0), weight)
    return Sense(tokens, frozenset(figures), vector, fsum(tokens.values()))


def lexical(one: Sense, other: Sense) -> float:
    """Share, by weight, of the lighter statement's tokens that the other has too; the same to the bit in any order of the tokens.

    Less where they share fewer than three, or where these are less than `_PART` of the heavier one: a few common words are in many.
    """
    shared = one.tokens.keys() & other.tokens.keys()
    if not shared:
        return 0.0
    weight = fsum(min(one.tokens[token], other.tokens[token]) for token in shared)
    lighter, heavier = sorted((one.whole, other.whole))
    if not lighter:
        return 0.0
    return weight / lighter * min(1.0, len(shared) / _FULL) * min(1.0, weight / heavier / _PART)


def semantic(one: Vector | None, other: Vector | None) -> float:
    """How near two vectors lie, 0 to 1; 0 where one is missing."""
    if one is None or other is None:
        return 0.0
    return min(1.0, max(0.0, (float(one @ other) - FAR) / (NEAR - FAR)))


def likeness(one: Sense, other: Sense) -> float:
    """How alike two statements are, 0 to 1."""
    return 1 - (1 - lexical(one, other)) * (1 - semantic(one.vector, other.vector))


def counted(said: Sense) -> dict[str, str]:
    """What a statement counts, and the number it says."""
    return {item: value for item, _, value in (figure.rpartition("=") for figure in said.figures) if item}
