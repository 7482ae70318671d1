"""Words of two statements that exclude each other: held and abandoned, left and right, whole and in part."""

from __future__ import annotations

from functools import cache

from offscript.text.beside import toml_beside
from offscript.text.inflect import Terms

Sides = frozenset[tuple[int, int]]


@cache
def _terms(lang: str) -> tuple[Terms, dict[str, list[tuple[int, int]]]]:
    """All words of a language at once, and the sides of pairs each stands on."""
    of: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(toml_beside("offscript.judge.check", "opposites")["pair"]):
        for side, name in enumerate(("one", "other")):
            for term in pair[name].get(lang, ()):
                of.setdefault(term, []).append((number, side))
    return Terms((term, lang) for term in of), of


def sides(said: str, lang: str) -> Sides:
    """Which sides of which pairs a sentence uses; a longer term stands for the shorter one inside it (`not found`)."""
    if lang not in ("ru", "uk", "en"):
        return frozenset()
    terms, of = _terms(lang)
    uses = sorted(terms.uses(said), key=lambda use: (use.start - use.end, use.start))
    found: set[tuple[int, int]] = set()
    taken: list[tuple[int, int, int]] = []
    for use in uses:
        for number, side in of[use.term]:
            if not any(pair == number and low <= use.start < high for pair, low, high in taken):
                taken.append((number, use.start, use.end))
                found.add((number, side))
    return frozenset(found)


def opposed(one: Sides, other: Sides) -> bool:
    """Whether one side of a pair stands in the first, only the other side of it in the second."""
    mine, theirs = dict[int, set[int]](), dict[int, set[int]]()
    for found, held in ((one, mine), (other, theirs)):
        for number, side in found:
            held.setdefault(number, set()).add(side)
    return any(not mine[number] & theirs[number] for number in mine.keys() & theirs.keys())
