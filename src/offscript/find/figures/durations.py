"""How long something lasted, or took: `за двое суток`, `36 hours`, `на три тижні`, in hours whatever the unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from offscript.find.figures.amounts import amount
from offscript.find.figures.numerals import LANGUAGES, numerals
from offscript.find.figures.tokens import Token, tokens
from offscript.text.beside import toml_beside
from offscript.text.inflect import forms
from offscript.text.morphology import english_lemma

_LONG = 24.0


class Duration(NamedTuple):
    """A stretch of time said at `[start, end)` of a text, in hours; a range has two ends."""

    start: int
    end: int
    low: float
    high: float


@cache
def _given(lang: str) -> dict[str, Any]:
    found: dict[str, Any] = toml_beside("offscript.find.figures", "durations")[lang]
    return found


@cache
def _units(lang: str) -> dict[str, float]:
    """Hours by every form of a unit's word."""
    given: dict[str, float] = _given(lang)["hours"]
    if lang == "en":
        return dict(given)
    return {form: float(hours) for word, hours in given.items() for form in forms(word, lang)}


def _hours(token: Token, lang: str) -> float | None:
    word = english_lemma(token.ground) if lang == "en" else token.ground.replace("ё", "е")
    return _units(lang).get(word)


def _of_day(row: Sequence[Token], first: int, unit: int, hours: float, given: dict[str, Any]) -> bool:
    """Whether a number of hours is a time of day: `в пять часов`, `at 5 hours`, `5 часов утра`."""
    if hours >= _LONG:
        return False
    before = row[first - 1].ground if first else ""
    after = row[unit + 1].ground if unit + 1 < len(row) else ""
    return before in given["at"] or after in given["of_day"]


def durations(said: str, lang: str) -> list[Duration]:
    """Stretches of time a sentence says in numbers, in order; in a language other than ru, uk and en none."""
    if lang not in LANGUAGES:
        return []
    words, given = numerals(lang), _given(lang)
    row, found, at = tokens(said, 0, len(said), words), [], 0
    while at < len(row):
        collective = given["collective"].get(row[at].ground)
        one = amount(row, at, words)
        last = at + 1 if collective else one.last if one else at + 1
        hours = _hours(row[last], lang) if last < len(row) and row[last].word else None
        low, high = (collective, collective) if collective else (one.low, one.high) if one else (None, None)
        if hours is None or low is None or high is None or (one is not None and one.form != "count"):
            at += 1
            continue
        if not _of_day(row, at, last, hours, given):
            found.append(Duration(row[at].start, row[last].end, low * hours, high * hours))
        at = last + 1
    return found
