"""What a stretch of text is about, as lemmas of its content words: for telling whether two sentences speak of the same thing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from offscript.text.beside import toml_beside
from offscript.text.ground import WORD, ground
from offscript.text.morphology import readings

_PARTS = ("NOUN", "VERB", "INFN", "PRTS", "PRTF", "GRND", "ADJF")
_SHORTEST = 4
_ENDING = 3
_FEWEST = 2
_EMPTY = frozenset(toml_beside("offscript.text", "gist")["empty"])
"""Words that say nothing of a sentence's subject."""


def gist(words: str, language: str) -> frozenset[str]:
    """Lemmas of nouns, verbs and adjectives, of English words with four letters or more."""
    found = set()
    for match in WORD.finditer(words):
        word = match.group()
        first = readings(word, language)[0]
        if language in ("ru", "uk") and first.part not in _PARTS:
            continue
        if len(word) >= _SHORTEST or word.isupper():
            found.add(first.lemma)
    return frozenset(found - _EMPTY)


def proper(words: str) -> frozenset[str]:
    """Beginnings of the capitalised words inside a sentence, which its names share whatever their ending; no abbreviations."""
    found = list(WORD.finditer(words))
    named = (match.group() for match in found[1:] if match.group()[0].isupper())
    whole = (name for name in named if not name.isupper() and len(name) >= _SHORTEST - 1)
    kept = (ground(name) for name in whole)
    return frozenset(name[: max(_SHORTEST, len(name) - _ENDING)] for name in kept)


def weight(held: int, gists: int) -> float:
    """How much a lemma tells: the logarithm of how many gists there are for each that has it."""
    return math.log((1 + gists) / held)


def telling(rows: Iterable[Mapping[str, Any]], gists: str) -> dict[str, float]:
    """How much each lemma tells, of rows that say which `lemmas` theirs has, how many gists have each (`held`), and in the column
    `gists` how many there are."""
    return {
        lemma: weight(held, row[gists])
        for row in rows
        for lemma, held in zip(row["lemmas"] or (), row["held"] or (), strict=True)
    }


def alike(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    """Share, by weight, of the lemmas of the lighter gist that the other has too; 0 where they share fewer than two."""
    shared = one & other
    if len(shared) < _FEWEST:
        return 0.0
    lighter = min(math.fsum(weight.get(lemma, 0.0) for lemma in gist) for gist in (one, other))
    return math.fsum(weight.get(lemma, 0.0) for lemma in shared) / lighter if lighter else 0.0


def _heaviest(gist: frozenset[str], weight: Mapping[str, float], least: float) -> list[str]:
    """The heaviest lemmas of a gist, those before which no more than what may be lacking lies."""
    may_lack = (1 - least) * math.fsum(weight.get(lemma, 0.0) for lemma in gist) + 1e-9
    kept, before = [], 0.0
    for lemma in sorted(gist, key=lambda one: (-weight.get(one, 0.0), one)):
        if before > may_lack:
            break
        kept.append(lemma)
        before += weight.get(lemma, 0.0)
    return kept


class Gists:
    """Gists by number, so that those that may be alike by `least` or more are looked up, not every pair.

    The lighter of two that are so alike shares one of its heaviest lemmas (prefix filter; Bayardo et al. 2007, "Scaling Up All
    Pairs Similarity Search").
    """

    def __init__(self, weight: Mapping[str, float], least: float) -> None:
        self._weight, self._least = weight, least
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._led_by: defaultdict[str, list[int]] = defaultdict(list)

    def perhaps(self, gist: frozenset[str]) -> list[int]:
        """Numbers of those added that may be alike, rising; no other can be."""
        found = {one for lemma in _heaviest(gist, self._weight, self._least) for one in self._holding[lemma]}
        found.update(one for lemma in gist for one in self._led_by[lemma])
        return sorted(found)

    def add(self, number: int, gist: frozenset[str]) -> None:
        """One more."""
        for lemma in gist:
            self._holding[lemma].append(number)
        for lemma in _heaviest(gist, self._weight, self._least):
            self._led_by[lemma].append(number)


def perhaps_alike(
    gists: Iterable[frozenset[str]], weight: Mapping[str, float], least: float
) -> Iterator[tuple[int, list[int]]]:
    """For each gist its number, and those of the earlier ones that may be alike by `least` or more; no other can be."""
    earlier = Gists(weight, least)
    for number, gist in enumerate(gists):
        yield number, earlier.perhaps(gist)
        earlier.add(number, gist)
