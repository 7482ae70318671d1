"""Calendar dates written in a text of Russian, Ukrainian or English: `10 сентября`, `10.09.2022`, `September 10, 2022`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from offscript.text.beside import toml_beside
from offscript.text.morphology import readings

_NUMERIC = re.compile(
    r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d./])|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"
)
_WITH_YEAR = re.compile(r"(?<!\w)([^\W\d_]{3,})\s+(\d{4})(?!\d)")


@cache
def _names(kind: str) -> dict[str, Any]:
    """`months` or `days` of each language."""
    return dict(toml_beside("offscript.text", "dates")[kind])


class Dated(NamedTuple):
    """A date at `[start, end)`; `day` None where only the month is named, `year` as written or the one given."""

    start: int
    end: int
    year: int
    month: int
    day: int | None

    def date(self) -> date:
        """The day, or the month's first."""
        return date(self.year, self.month, self.day or 1)


@cache
def _word_days(language: str) -> dict[str, int]:
    """`десятого` and the like, in every case."""
    found: dict[str, int] = {}
    for number, word in enumerate(_names("days").get(language, ()), 1):
        stem = re.sub("(ое|ье|е|є)$", "", word)
        bent = [stem + end for end in ("ого", "ому", "его", "ему", "ьего", "ьему", "ього", "ьому")]
        found |= dict.fromkeys([word, *bent], number)
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    months = "|".join(f"(?P<m{number}>{month})" for number, month in enumerate(_names("months")[language], 1))
    year = r"(?:,?\s+(?P<year>\d{4}))?"
    if language == "en":
        day = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
        first, then = day.format("before"), day.format("after")
        return re.compile(rf"\b(?:{first}\s+(?:of\s+)?)?(?:{months})\b(?:\s+{then}(?!\d))?{year}", re.IGNORECASE)
    words = "|".join(sorted(_word_days(language), key=len, reverse=True))
    number = r"(?P<before>\d{1,2})(?:-?(?:го|му|е|ого|ому))?"
    return re.compile(rf"(?<!\w)(?:{number}|(?P<word>{words}))\s+(?:{months})(?!\w){year}", re.IGNORECASE)


def _made(start: int, end: int, year: int, month: int, day: int | None) -> Dated | None:
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return Dated(start, end, year, month, day)


def _in_words(match: re.Match[str], language: str, year: int) -> Dated | None:
    groups = match.groupdict()
    month = next(number for number in range(1, 13) if groups[f"m{number}"])
    digits = groups.get("before") or groups.get("after")
    in_words = _word_days(language).get((groups.get("word") or "").lower().replace("ё", "е"))
    day = int(digits) if digits else in_words
    if language == "en" and day is None and not groups["year"]:
        return None
    return _made(*match.span(), int(groups["year"] or year), month, day)


def months(text: str, language: str) -> list[Dated]:
    """Months a text names with their year, in order: `в марте 2020 года`, `у березні 2020 року`."""
    if language not in ("ru", "uk"):
        return []
    found = []
    for match in _WITH_YEAR.finditer(text):
        lemmas = {one.lemma for one in readings(match.group(1), language)}
        names = enumerate(_names("months")[language], 1)
        month = next((number for number, name in names if any(re.fullmatch(name, lemma) for lemma in lemmas)), None)
        if month is not None:
            found.append(Dated(match.start(), match.end(), int(match.group(2)), month, None))
    return found


def dates(text: str, language: str, year: int) -> list[Dated]:
    """Dates a text names, in order.

    Args:
        text: any text.
        language: `ru`, `uk` or `en`; in any other only dates in digits are found.
        year: the year meant where none is written.
    """
    found = []
    for match in _NUMERIC.finditer(text):
        day, month, short, long, second, third = match.groups()
        if long:
            found.append(_made(*match.span(), int(long), int(second), int(third)))
        elif short or (match.group()[len(day)] == "." and len(month) == 2):
            written = int(short) + (2000 if short and len(short) == 2 else 0) if short else year
            found.append(_made(*match.span(), written, int(month), int(day)))
    if language in _names("months"):
        found += [_in_words(match, language, year) for match in _pattern(language).finditer(text)]
    return sorted(one for one in found if one)
