"""What an article says came before what, and at what time of day; held against when the case has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from offscript.model import DAY, SECOND
from offscript.text.beside import toml_beside

_FEWEST = 2


class Split(NamedTuple):
    """A sentence of two events: where the first clause ends, where the second begins, and which is said to come first."""

    first_end: int
    second_start: int
    first_is_earlier: bool


class Hours(NamedTuple):
    """A time of day a sentence names: from an hour (0 where it only says by when) to another."""

    low: int
    high: int
    by: bool
    words: str


@cache
def _pattern(lang: str, kind: str) -> re.Pattern[str]:
    listed = sorted(toml_beside("offscript.judge.check", "order")[lang][kind], key=len, reverse=True)
    parts = "|".join(
        rf"{'' if words[0] in ',;' else chr(92) + 'b'}{re.escape(words)}{'' if words[-1] == ';' else chr(92) + 'b'}"
        for words in listed
    )
    return re.compile(f"(?:{parts})", re.IGNORECASE)


def split(said: str, lang: str) -> Split | None:
    """The two events of a sentence that says which came first, as places in it; None where it does not."""
    for kind, earlier in (("before", True), ("after", False), ("then", True)):
        found = _pattern(lang, kind).search(said)
        if found is None:
            continue
        left, right = said[: found.start()], said[found.end() :]
        if min(len(re.findall(r"\w+", part)) for part in (left, right)) >= _FEWEST:
            return Split(found.start(), found.end(), earlier)
    return None


def beside(said: str, lang: str) -> list[tuple[int, int]]:
    """Where a sentence sets one thing beside another (`, while`): places of the words that do."""
    return [found.span() for found in _pattern(lang, "beside").finditer(said)]


def is_first(said: str, lang: str) -> bool:
    """Whether a sentence says that somebody was the first."""
    return _pattern(lang, "first").search(said) is not None


def hours(said: str, lang: str) -> Hours | None:
    """The time of day a sentence names."""
    given = toml_beside("offscript.judge.check", "order")[lang]
    low = said.lower()
    for one in given["by"]:
        if re.search(rf"\b{re.escape(one['words'])}\b", low):
            return Hours(0, one["until"], True, one["words"])
    for one in given["in"]:
        if re.search(rf"\b{re.escape(one['words'])}\b", low):
            return Hours(one["from"], one["until"], False, one["words"])
    return None


def at_hours(named: Hours, rows: Sequence[dict[str, Any]], zone: ZoneInfo) -> bool | None:
    """Whether one of the posts was published at a time of day; None where no time is known to the hour."""
    known = [row for row in rows if row["precision_us"] < DAY]
    if not known:
        return None
    clocks = [datetime.fromtimestamp(row["published_at"] / SECOND, zone) for row in known]
    return any(named.low <= clock.hour + clock.minute / 60 <= named.high for clock in clocks)


def earlier(one: dict[str, Any], other: dict[str, Any]) -> bool | None:
    """Whether one post came before the other; None where their times overlap."""
    if one["published_at"] + one["precision_us"] <= other["published_at"]:
        return True
    if other["published_at"] + other["precision_us"] <= one["published_at"]:
        return False
    return None
