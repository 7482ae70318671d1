"""How high up the blamed stand: rungs from the unit to the president, named by words a case may replace."""

from __future__ import annotations

from functools import lru_cache

from offscript.text.beside import toml_beside
from offscript.text.inflect import Terms, Use
from offscript.text.morphology import likely

RUNGS = ("unit", "commander", "general staff", "ministry", "minister", "services", "government", "president")
"""The packaged ladder, lowest first."""

TOP = frozenset({"minister", "government", "president"})
"""Rungs that somebody may be said to keep the truth from."""

Rungs = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=64)
def _packaged(lang: str) -> tuple[tuple[str, Terms], ...]:
    given = toml_beside("offscript.find.blame", f"ladder_{lang}")
    return tuple((rung, Terms((term, lang) for term in terms)) for rung, terms in given.items())


@lru_cache(maxsize=64)
def _given(lang: str, rungs: Rungs) -> tuple[tuple[str, Terms], ...]:
    return tuple((name, Terms((term, lang) for term in terms)) for name, terms in rungs)


@lru_cache(maxsize=64)
def terms_of(lang: str, rungs: Rungs) -> Terms | None:
    """All terms of the case's own ladder in a language; None where it has none."""
    return Terms((term, lang) for _, terms in rungs for term in terms) if rungs else None


def _meant(words: str, lang: str, use: Use) -> bool:
    """Whether one word written with a capital is meant where the text has none: `лавины` come down, `Лавина` may be a minister."""
    word = words[use.start : use.end]
    if not use.term[:1].isupper() or word[:1].isupper() or " " in use.term or use.term.endswith("*"):
        return True
    return {one.lemma for one in likely(word, lang)} <= {use.term.casefold().replace("ё", "е")}


def _describes(word: str, lang: str) -> bool:
    """Whether a word before the head is its adjective."""
    return lang != "en" and " " not in word and any(one.part == "ADJF" for one in likely(word, lang))


def rung(words: str, lang: str, rungs: Rungs = (), head: int | None = None) -> str | None:
    """Rung of the blamed: the one whose term begins first in the words, the longest of those; None where none fits.

    Args:
        words: the words that name the blamed.
        lang: their language.
        rungs: the case's own ladder, name and terms from the lowest; it goes before the packaged one.
        head: where the word begins that the others belong to; a term that begins after it is somebody else's rung.
    """
    for ladder in (_given(lang, rungs), _packaged(lang)):
        found = [
            (use.start, -use.end, name)
            for name, terms in ladder
            for use in terms.uses(words)
            if head is None or use.start <= head
            if _meant(words, lang, use)
            if head is None or use.end > head or not _describes(words[use.start : use.end], lang)
        ]
        if found:
            return min(found)[2]
    return None
