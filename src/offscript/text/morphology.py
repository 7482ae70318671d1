"""Readings of a word: its lemma and grammar in Russian and Ukrainian (pymorphy3: OpenCorpora, VESUM), its lemma in English
(simplemma)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

_WRITTEN = re.compile(r"[\u0000-\u052f\u2010-\u2060]+")
"""Latin and Cyrillic letters; the analysers know nothing of others, and fail on some."""
_NEAR = 0.2
"""Readings at least this likely beside the best one are kept."""


class Reading(NamedTuple):
    """One way to read a word: lemma, part of speech (OpenCorpora's), grammemes, and how likely it is."""

    lemma: str
    part: str
    grammar: frozenset[str]
    score: float


@cache
def analyser(language: str) -> Any:
    """pymorphy3's analyser of Russian (`ru`) or Ukrainian (`uk`)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=200_000)
def english_lemma(word: str) -> str:
    """Lemma of an English word."""
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).casefold()


@lru_cache(maxsize=200_000)
def readings(word: str, language: str) -> tuple[Reading, ...]:
    """Readings of a Russian or Ukrainian word, the likeliest first; one without grammar in any other language."""
    if language not in ("ru", "uk"):
        return (Reading(english_lemma(word.casefold()), "", frozenset(), 1.0),)
    if not _WRITTEN.fullmatch(word):
        return (Reading(word.casefold(), "", frozenset(), 1.0),)
    parsed = analyser(language).parse(word.replace("’", "'").replace("ʼ", "'").lower())
    return tuple(
        Reading(
            one.normal_form.replace("ё", "е"), str(one.tag.POS or ""), frozenset(one.tag.grammemes), float(one.score)
        )
        for one in parsed
    )


@lru_cache(maxsize=50_000)
def participle(word: str, language: str) -> str | None:
    """Nominative of a participle of Russian or Ukrainian (`мобилизованных`: `мобилизованный`); None where it is none."""
    known = language in ("ru", "uk") and _WRITTEN.fullmatch(word)
    for one in analyser(language).parse(word.lower()) if known else ():
        if one.tag.POS == "PRTF" and (base := one.inflect({"nomn", "sing", "masc"})) is not None:
            return str(base.word).replace("ё", "е")
    return None


def likely(word: str, language: str) -> tuple[Reading, ...]:
    """The readings that are not much less likely than the best."""
    found = readings(word, language)
    return tuple(one for one in found if one.score >= found[0].score * _NEAR)
