"""What stands around an amount: qualifier, period, whether it is level, total, increment, share or change, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from offscript.find.figures.amounts import Amount
from offscript.find.figures.numerals import Numerals
from offscript.find.figures.tokens import Token
from offscript.find.figures.verbs import changes, verb

_LONGEST = 4
_DIGITS = 10
_BETWEEN = frozenset(
    {"в", "на", "у", "a", "the", "in", "to", "by", "of", "with", "все", "всех", "всі", "усі", "всіх", "усіх", "all"}
)
"""Words that may stand between a qualifier and its number."""
_CLAUSE = frozenset(",;:()—–.!?")
_PERIODS = {
    "period_day": "day",
    "period_week": "week",
    "period_month": "month",
    "period_year": "year",
    "since_start": "since the start",
    "per_day": "per day",
    "per_month": "per month",
    "per_year": "per year",
}


class Qualified(NamedTuple):
    """Qualifier of an amount, and the token where its words begin (or end, where they stand after it)."""

    qualifier: str | None
    first: int
    last: int


def _said(row: Sequence[Token], low: int, high: int) -> str:
    return " ".join(token.ground for token in row[max(0, low) : high])


def qualified(row: Sequence[Token], found: Amount, words: Numerals) -> Qualified:
    """The qualifier before or after an amount."""
    first, last = found.first, found.last
    if first and row[first - 1].text in ("$", "€", "£", "₽", "₴"):
        first -= 1
    for after in (3, 2, 1):
        said = _said(row, last, last + after)
        if last + after <= len(row) and said in words.after and (said != "+" or row[last].start == row[last - 1].end):
            return Qualified(words.after[said], first, last + after)
    begin = first - 1 if first and row[first - 1].ground in _BETWEEN else first
    for stop in dict.fromkeys((first, begin)):
        for length in range(_LONGEST, 0, -1):
            said = _said(row, stop - length, stop)
            if stop - length < 0 or said not in words.qualifier:
                continue
            return _meant(row, found, stop - length, said, words)
    return Qualified(None, first, last)


def _meant(row: Sequence[Token], found: Amount, at: int, said: str, words: Numerals) -> Qualified:
    """A qualifier's words, unless they mean something else here: a range's `от`, the end of a change, a bare `за`."""
    qualifier = words.qualifier[said]
    ranged = found.low != found.high and found.low is not None and found.high is not None
    if said in ("до", "up to", "until", "від", "от", "with") and (
        ranged or (changes(row, at, words) and said != "up to")
    ):
        return Qualified(None, at, found.last)
    if said in ("за", "some", "над") and found.form != "count":
        return Qualified(None, found.first, found.last)
    if said == "за":
        return Qualified(None, found.first, found.last)
    return Qualified(qualifier, at, found.last)


def bounds(found: Amount, qualifier: str | None) -> tuple[float | None, float | None]:
    """Low and high of an amount under its qualifier: `more than` and `at least` open it above, the others below."""
    low = None if found.low is None else round(found.low, _DIGITS)
    high = None if found.high is None else round(found.high, _DIGITS)
    if qualifier in ("more than", "at least"):
        return low, None
    if qualifier in ("up to", "not more than", "less than"):
        return None, low if high is None else high
    return low, high


def period(text: str, words: Numerals) -> str | None:
    """The time a figure covers, as its clause says."""
    for name, meant in _PERIODS.items():
        if any(f" {phrase} " in text for phrase in words.context[name]):
            return meant
    return _several(text.split(), words)


def _several(said: Sequence[str], words: Numerals) -> str | None:
    """`за три дня`, `in the last two weeks`: a number of days, weeks or months after a word of lasting."""
    for unit in ("days", "weeks", "months"):
        for at, word in enumerate(said[2:], 2):
            before = (" ".join(said[max(0, at - 1 - length) : at - 1]) for length in range(1, _LONGEST + 1))
            if word in words.context[f"span_{unit}"] and any(one in words.context["within"] for one in before):
                number = said[at - 1]
                many = float(number) if number.isdigit() and len(number) < _LONGEST else words.number.get(number)
                return f"{many:g} {unit}" if many else None
    return None


def kind(row: Sequence[Token], found: Amount, begins: int, text: str, words: Numerals) -> str:
    """What sort of figure it is: share, change, increment, total or level."""
    by = row[begins - 1].ground if begins else ""
    if found.form == "fold":
        return "change"
    if by in ("на", "by") and changes(row, found.first, words):
        return "change"
    if found.form == "share":
        return "share"
    near = {token.ground for token in row[max(0, begins - 3) : begins]}
    following = {token.ground for token in row[found.last : found.last + 1]}
    if near & words.context["increment"] or following & words.context["increment"]:
        return "increment"
    if any(f" {phrase} " in text for phrase in words.context["total"]):
        return "total"
    return "level"


def act(row: Sequence[Token], found: Amount, words: Numerals) -> str | None:
    """Lemma of what befell what is counted: the nearest verb of loss, harm or movement in the sentence."""
    places = [
        (abs(at - found.first), lemma)
        for at, token in enumerate(row)
        if token.word and (lemma := verb(token, words, "act"))
    ]
    return min(places)[1] if places else None


def clause(row: Sequence[Token], found: Amount) -> str:
    """Words of the clause an amount stands in, each between blanks."""
    low, high = found.first, found.last
    while low > 0 and row[low - 1].text not in _CLAUSE:
        low -= 1
    while high < len(row) and row[high].text not in _CLAUSE:
        high += 1
    return f" {_said(row, low, high)} "
