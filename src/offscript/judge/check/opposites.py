"""Words of two statements that exclude each other: held and abandoned, left and right, whole and in part."""

from __future__ import annotations

from functools import cache

from offscript.text.beside import toml_beside
from offscript.text.inflect import Terms

Sides = frozenset[tuple[int, int]]


@cache
def _terms(lang: str) -> list[tuple[Terms, Terms]]:
    found = []
    for pair in toml_beside("offscript.judge.check", "opposites")["pair"]:
        one, other = (Terms((term, lang) for term in pair[side].get(lang, ())) for side in ("one", "other"))
        found.append((one, other))
    return found


def sides(said: str, lang: str) -> Sides:
    """Which sides of which pairs a sentence uses; a longer term stands for the shorter one inside it (`not found`)."""
    found: set[tuple[int, int]] = set()
    for number, pair in enumerate(_terms(lang) if lang in ("ru", "uk", "en") else ()):
        uses = [
            (use.end - use.start, -side, use.start, use.end, side)
            for side, terms in enumerate(pair)
            for use in terms.uses(said)
        ]
        taken: list[tuple[int, int]] = []
        for _, _, start, end, side in sorted(uses, reverse=True):
            if not any(low <= start < high for low, high in taken):
                taken.append((start, end))
                found.add((number, side))
    return frozenset(found)


def opposed(one: Sides, other: Sides) -> bool:
    """Whether one side of a pair stands in the first, only the other side of it in the second."""
    mine, theirs = dict[int, set[int]](), dict[int, set[int]]()
    for found, held in ((one, mine), (other, theirs)):
        for number, side in found:
            held.setdefault(number, set()).add(side)
    return any(not mine[number] & theirs[number] for number in mine.keys() & theirs.keys())
