"""When a promise falls due, as an interval: `до конца недели`, `в пятницу`, `within two days`, counted from the post in its zone.

A day named with `до`, `к`, `by` is included. `Soon` names no time: both ends are open, and the case settles how long it holds.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from offscript.find.figures.amounts import number
from offscript.find.figures.numerals import Numerals, numerals
from offscript.find.figures.tokens import Token, tokens
from offscript.find.promises.cues import cues
from offscript.model import SECOND
from offscript.text.dates import dates
from offscript.text.ground import any_of, ground
from offscript.text.inflect import forms

_MOST = 100
_HALF_YEAR = timedelta(days=183)
_UNITS = ("hour", "day", "week", "month", "year")
_SEASON_MONTHS = {0: (12, 2), 1: (3, 5), 2: (6, 8), 3: (9, 11)}


class Due(NamedTuple):
    """A deadline: µs since 1970 UTC, None where the words name no time; `near`: they only say that it is soon."""

    low: int | None
    high: int | None
    near: bool = False


class _Clock(NamedTuple):
    """The moment of a post, and its zone."""

    now: datetime
    zone: ZoneInfo

    def us(self, moment: datetime) -> int:
        """Microseconds since 1970 UTC."""
        return round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))

    def start(self, day: date) -> datetime:
        """Midnight at which a day begins."""
        return datetime.combine(day, time(), self.zone)

    def days(self, first: date, last: date, since_now: bool = False) -> Due:
        """From the beginning of a day (or from now) to the end of another."""
        low = self.now if since_now else self.start(first)
        return Due(self.us(low), self.us(self.start(last + timedelta(days=1))))

    def until(self, last: date) -> Due:
        """From now to the end of a day."""
        return self.days(last, last, True)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _period(unit: str, today: date, ahead: int) -> tuple[date, date]:
    """First and last day of the week, month or year that is so many ahead."""
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
        return first, first + timedelta(days=6)
    if unit == "month":
        month = today.month - 1 + ahead
        first = date(today.year + month // 12, month % 12 + 1, 1)
        return first, _month_end(first)
    if unit == "year":
        return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)
    return today + timedelta(days=ahead), today + timedelta(days=ahead)


@cache
def _units(language: str) -> dict[str, str]:
    """Every form of a word for a unit of time."""
    given = cues(language).due
    return {ground(form): unit for unit in _UNITS for word in given[unit] for form in ({word} | forms(word, language))}


@cache
def _pattern(language: str, name: str, inflected: bool = False) -> re.Pattern[str]:
    words = cues(language).due[name]
    return any_of({form for word in words for form in ({word} | (forms(word, language) if inflected else set()))})


def _before(text: str, at: int, language: str, name: str) -> bool:
    """Whether one of a group's words stands right before a place."""
    head = text[:at].rstrip()
    return any(match.end() == len(head) for match in _pattern(language, name).finditer(head))


def _named_date(text: str, language: str, clock: _Clock) -> Due | None:
    for found in dates(text, language, clock.now.year):
        day = found.date()
        if day < clock.now.date() - _HALF_YEAR and str(found.year) not in text[found.start : found.end]:
            day = date(day.year + 1, day.month, min(day.day, 28))
        if day < clock.now.date() - timedelta(days=1):
            continue
        last = day if found.day else _month_end(day)
        return clock.until(last) if _before(text, found.start, language, "by") else clock.days(day, last)
    return None


def _end_of(text: str, language: str, clock: _Clock) -> Due | None:
    match = _pattern(language, "end_of").search(text)
    if not match:
        return None
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]*)?", text[match.end() : match.end() + 40])
    ahead = int(any(_pattern(language, "next", True).fullmatch(word) for word in words[:2]))
    for word in words[:3]:
        if (unit := _units(language).get(word)) and unit != "hour":
            return clock.until(_period(unit, clock.now.date(), ahead)[1])
        if month := _month(word, language):
            return clock.until(_month_end(_coming(month, clock)))
        if (season := _season(word, language)) is not None:
            return clock.until(_season_end(season, clock))
    return None


def _month(word: str, language: str) -> int | None:
    """Number of a month named without a day."""
    found = dates(f"1 {word}", language, 2000)
    return found[0].month if found and found[0].end == len(word) + 2 else _locative(word, language)


@cache
def _months(language: str) -> dict[str, int]:
    names = {
        "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
        "en": "january february march april june july august september october november december",
    }[language].split()
    numbers = [n for n in range(1, 13) if language != "en" or n != 5]
    return {
        ground(form): n for n, name in zip(numbers, names, strict=True) for form in ({name} | forms(name, language))
    }


def _locative(word: str, language: str) -> int | None:
    return _months(language).get(word)


def _coming(month: int, clock: _Clock) -> date:
    """First day of the next month of that number, this one included."""
    year = clock.now.year + (month < clock.now.month)
    return date(year, month, 1)


def _season(word: str, language: str) -> int | None:
    given = cues(language).due["seasons"]
    shown = cues(language).due["season_words"]
    for place, name in enumerate(given):
        if word in {ground(form) for form in ({name} | forms(name, language))}:
            return place
    return shown.index(word) % 4 if word in shown else None


def _season_end(season: int, clock: _Clock) -> date:
    first, last = _SEASON_MONTHS[season]
    year = clock.now.year + (clock.now.month > last and first <= last)
    return _month_end(date(year + (first > last and clock.now.month > last), last, 1))


def _weekday(text: str, language: str, clock: _Clock) -> Due | None:
    for place, name in enumerate(cues(language).due["weekdays"]):
        match = any_of({name} | forms(name, language)).search(text)
        if match:
            ahead = (place - clock.now.weekday()) % 7 or 7
            day = clock.now.date() + timedelta(days=ahead)
            return clock.until(day) if _before(text, match.start(), language, "by") else clock.days(day, day)
    return None


def _span(text: str, language: str, clock: _Clock) -> Due | None:
    """`в течение двух суток`, `через неделю`, `within ten days`."""
    words = numerals(language)
    row = tokens(text, 0, len(text), words)
    for at, token in enumerate(row):
        unit = _units(language).get(token.ground)
        if unit is None or not at:
            continue
        first, count = _count(row, at, words)
        head = row[first - 1].ground if first else ""
        within = (
            any(_before(text, row[first].start, language, name) for name in ("within",)) and head not in ("за", "in")
        ) or (head in ("за", "in") and count is not None and language != "en")
        moment = _ahead(unit, count or 1, clock)
        if within or head in ("within", "next"):
            return Due(clock.us(clock.now), clock.us(moment))
        if _before(text, row[first].start, language, "after") and (count is not None or head != "по"):
            if unit == "hour":
                return Due(clock.us(clock.now), clock.us(moment))
            return clock.days(moment.date(), moment.date())
    return None


def _count(row: list[Token], at: int, words: Numerals) -> tuple[int, int | None]:
    """Where the number before a unit begins, and its value."""
    for first in range(max(0, at - 3), at):
        part = number(row, first, words)
        if part and part.last == at and part.high is not None and part.high < _MOST:
            return first, int(part.high)
    return at, None


def _ahead(unit: str, count: int, clock: _Clock) -> datetime:
    days = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    return clock.now + (timedelta(hours=count) if unit == "hour" else timedelta(days=days))


def _relative(text: str, language: str, clock: _Clock) -> Due | None:
    """`на следующей неделе`, `в этом месяце`, `next year`."""
    for name, ahead in (("next", 1), ("this", 0)):
        for match in _pattern(language, name, True).finditer(text):
            word = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
            unit = _units(language).get(word.group(1)) if word else None
            if unit in ("week", "month", "year"):
                first, last = _period(unit, clock.now.date(), ahead)
                return clock.days(max(first, clock.now.date()), last)
    return None


def _year_or_month(text: str, language: str, clock: _Clock) -> Due | None:
    match = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
    if match and int(match.group(1)) >= clock.now.year:
        year = int(match.group(1))
        whole = (max(date(year, 1, 1), clock.now.date()), date(year, 12, 31))
        return clock.until(whole[1]) if _before(text, match.start(), language, "by") else clock.days(*whole)
    for word in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]*)?", text):
        month = _months(language).get(word.group())
        if month and not (language == "en" and word.group() == "march"):
            first = _coming(month, clock)
            by = _before(text, word.start(), language, "by")
            return clock.until(_month_end(first)) if by else clock.days(max(first, clock.now.date()), _month_end(first))
        season = _season(word.group(), language) if word.group() in cues(language).due["season_words"] else None
        if season is not None:
            return clock.until(_season_end(season, clock))
    return None


def _day(text: str, language: str, clock: _Clock) -> Due | None:
    for name, ahead in (("day_after", 2), ("tomorrow", 1), ("today", 0)):
        if _pattern(language, name).search(text):
            day = clock.now.date() + timedelta(days=ahead)
            return clock.until(day) if not ahead else clock.days(day, day)
    return None


def due(words: str, language: str, published_at: int, zone: str) -> Due:
    """When the words say that something falls due.

    Args:
        words: the clause of a promise.
        language: `ru`, `uk` or `en`.
        published_at: of the post, µs since 1970 UTC.
        zone: in which its days are counted.
    """
    place = ZoneInfo(zone)
    clock = _Clock(datetime.fromtimestamp(published_at / SECOND, UTC).astimezone(place), place)
    text = ground(words)
    for look in (_named_date, _end_of, _span, _weekday, _relative, _day, _year_or_month):
        found = look(text, language, clock)
        if found is not None:
            return found
    return Due(None, None, _pattern(language, "near").search(text) is not None)
