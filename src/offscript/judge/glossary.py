"""Words of three languages that mean the same thing (`glossary.toml`), so that statements of different languages share them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from offscript.judge.sense import stem
from offscript.text.beside import toml_beside

LANGUAGES = ("ru", "uk", "en")


@cache
def _lines() -> list[dict[str, frozenset[str]]]:
    """Each line of the glossary as stems by language."""
    found = []
    for line in toml_beside("offscript.judge", "glossary")["lines"]:
        columns = [frozenset(stem(word.strip()) for word in column.split(",")) for column in line.split("|")]
        found.append(dict(zip(LANGUAGES, columns, strict=True)))
    return found


@cache
def _held(language: str) -> dict[str, list[int]]:
    """Lines in which a stem of a language stands."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(_lines()):
        for word in line[language]:
            found.setdefault(word, []).append(number)
    return found


def listed(language: str) -> frozenset[str]:
    """Stems of a language that the glossary has."""
    return frozenset(_held(language))


def rendered(stems: Iterable[str], language: str, other: str) -> dict[str, frozenset[str]]:
    """Stems of one language with what stands for them in another: themselves, and whatever the glossary gives."""
    held, lines = _held(language) if language in LANGUAGES else {}, _lines()
    found = {}
    for one in stems:
        given = [lines[number][other] for number in held.get(one, ())] if other in LANGUAGES else []
        found[one] = frozenset({one}.union(*given))
    return found
