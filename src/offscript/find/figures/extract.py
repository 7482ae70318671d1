"""Figures of a text: each amount with its unit, item, qualifier, holder, time and exact words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from offscript.find.figures.amounts import Amount, amount
from offscript.find.figures.context import act, bounds, clause, kind, period, qualified
from offscript.find.figures.excluded import excluded
from offscript.find.figures.items import counted
from offscript.find.figures.numerals import LANGUAGES, Numerals, numerals
from offscript.find.figures.tokens import CURRENCIES, Token, tokens
from offscript.find.figures.verbs import changes
from offscript.find.voice import segments
from offscript.model import DAY, SECOND
from offscript.text.dates import Dated, dates
from offscript.text.gist import gist, proper
from offscript.text.ground import ground
from offscript.text.morphology import readings
from offscript.text.plain import plain
from offscript.text.sentences import Sentence, sentences

_NUMBERS = re.compile(
    r"\+\d[\d\s()-]{8,16}\d|(?<!\d)8[\s-]?\(?\d{3}\)?[\s-]\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)"
)
_DIGIT_OR_WORD = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_DAY_HOURS = 24
_DATE_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A claimed number.

    Attributes:
        low, high: bounds of the quantity; None where it is open. Shares are in percent, n-fold is n.
        unit: %, pp, times, a currency or a measure; None for a count.
        item: lemma of what is counted; None where it cannot be told.
        qualifier: about, almost, more than, at least, up to, not more than, less than, or None.
        holder: the words that name whoever claims it; None where it is the author.
        as_of: time for which it is claimed, µs since 1970 UTC: that of the post unless the text dates it.
        span: `(start, end)` of the words, in code points.
        kind: level, total, increment, share or change.
        period: what time it covers (`day`, `per day`, `since the start` …), or None.
        act: lemma of what befell what is counted (`погибнуть`), or None.
        scope: the place or party named with it, as words, or None.
        voice: whose words it stands in (see `find.voice`).
        sentence: `(start, end)` of the sentence it stands in.
        gist: lemmas of what its sentence is about.
        proper: beginnings of the names in its sentence.
        acknowledged: whether the sentence says that an earlier figure is corrected.
        checked: verified or unverified, where the sentence says so.
    """

    low: float | None
    high: float | None
    unit: str | None
    item: str | None
    qualifier: str | None
    holder: str | None
    as_of: int
    span: tuple[int, int]
    kind: str = "level"
    period: str | None = None
    act: str | None = None
    scope: str | None = None
    voice: str = "own"
    sentence: tuple[int, int] = (0, 0)
    gist: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    acknowledged: bool = False
    checked: str | None = None


def _one_counts(row: Sequence[Token], found: Amount, item: str | None, happened: str | None, words: Numerals) -> bool:
    """Whether `один`, `one` counts: something that can be counted, to which something happened."""
    return item is not None and happened is not None and (item in words.context["one_of"] or _person(row, found, words))


def _person(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    if words.language == "en" or found.last >= len(row):
        return False
    return any(one.part == "NOUN" and "anim" in one.grammar for one in readings(row[found.last].text, words.language))


def _hours(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`с 9 до 18`: from one hour to another, where nothing is counted."""
    before = row[found.first - 1].ground if found.first else ""
    within = found.low is not None and found.high is not None and found.low < found.high <= _DAY_HOURS
    return within and before in words.words["from"] and found.form == "count"


def _asked(row: Sequence[Token], unit: str | None, words: Numerals) -> bool:
    """Whether money is asked for, not claimed."""
    if unit not in CURRENCIES:
        return False
    said = f" {' '.join(token.ground for token in row)} "
    return any(f" {phrase} " in said for phrase in words.context["ask"])


def _dated(low: int, high: int, found: list[Dated], published_at: int) -> int:
    """Time a figure holds for: the end of a day named close before or after it with `на`, `as of`; else that of the post."""
    near = [
        one for one in found if one.day and (0 <= low - one.end < _DATE_REACH or 0 <= one.start - high < _DATE_REACH)
    ]
    if not near:
        return published_at
    day = datetime.combine(near[0].date(), datetime.min.time(), UTC)
    end = int(day.timestamp()) * SECOND + DAY
    return min(end, published_at) if end > published_at - 400 * DAY else published_at


def _sentence(text: str, part: Sentence, words: Numerals) -> list[Figure]:
    """Figures of one sentence, their holder and time yet to be told."""
    row = tokens(text, part.start, part.end, words)
    line_start = part.start == 0 or text[text.rfind("\n", 0, part.start) + 1 : part.start].strip() == ""
    at, item_before = 0, None
    made: list[tuple[Amount, Figure]] = []
    while at < len(row):
        found = amount(row, at, words)
        if found is None or excluded(row, found, words, line_start):
            at = at + 1 if found is None else max(found.last, at + 1)
            continue
        figure = _figure(row, found, item_before, words)
        at = found.last
        if figure is not None:
            item_before = figure.item or item_before
            made.append((found, figure))
    where = part.start, part.end
    said_in = text[part.start : part.end] if made else ""
    about, names = gist(said_in, words.language), proper(said_in)
    said = f" {' '.join(token.ground for token in row)} "
    noted = any(f" {phrase} " in said for phrase in words.context["acknowledge"])
    made = [
        (
            found,
            replace(
                figure, sentence=where, gist=about, proper=names, acknowledged=noted, checked=_checked(said, words)
            ),
        )
        for found, figure in made
    ]
    sure = [_tells(row, found, figure, words) for found, figure in made]
    return [
        figure for (_, figure), tells in zip(made, sure, strict=True) if tells or (figure.item is None and any(sure))
    ]


def _checked(said: str, words: Numerals) -> str | None:
    """Whether a sentence says that what it counts was checked, or is yet to be."""
    for name in ("unverified", "verified"):
        if any(f" {phrase} " in said for phrase in words.context[name]):
            return name
    return None


def _tells(row: Sequence[Token], found: Amount, figure: Figure, words: Numerals) -> bool:
    """Whether a bare number has anything that makes it a claim: item, unit, qualifier, act, a verb of change, a scale."""
    if figure.item or figure.unit or figure.qualifier or figure.act or figure.period:
        return True
    if row[found.first].ground in words.context["collective"]:
        return True
    return figure.kind != "level" or found.last > found.first + 1 or changes(row, found.first, words)


def _figure(row: Sequence[Token], found: Amount, item_before: str | None, words: Numerals) -> Figure | None:
    said = qualified(row, found, words)
    whole = found._replace(last=max(found.last, said.last)) if said.last > found.last else found
    thing = counted(row, whole, words)
    happened = act(row, found, words)
    if _asked(row, thing.unit, words):
        return None
    if thing.item is None and thing.unit is None and (found.vague or _hours(row, found, words)):
        return None
    if found.qualifier == "one" and not _one_counts(row, found, thing.item, happened, words):
        return None
    around = clause(row, found)
    low, high = bounds(found, said.qualifier)
    sort = kind(row, whole, said.first, around, words)
    goes_on = sort == "increment" or _from_to(row, found, words)
    item = thing.item if thing.item or thing.unit or not goes_on else item_before
    span = (row[found.first].start, row[max(whole.last, found.last) - 1].end)
    return Figure(low, high, thing.unit, item, said.qualifier, None, 0, span, sort, period(around, words), happened)


def _from_to(row: Sequence[Token], found: Amount, words: Numerals) -> bool:
    """`с 300 до 1200`: the end of a change, which counts what its beginning counts."""
    at = found.first - 1
    return at > 0 and row[at].ground in ("до", "to") and any(one.kind == "number" for one in row[max(0, at - 3) : at])


def _unnumbered(text: str) -> str:
    """The text with phones and card numbers blanked."""
    return _NUMBERS.sub(lambda match: " " * len(match.group()), text)


def _may_count(text: str, words: Numerals) -> bool:
    """Whether anything stands in a text that an amount can begin with."""
    return any(found.isdigit() or found in words.begins for found in _DIGIT_OR_WORD.findall(ground(text)))


def claimed(text: str, lang: str, published_at: int) -> list[Figure]:
    """Figures that a text claims, in order, before it is known whose they are: all as if they were the author's."""
    if lang not in LANGUAGES:
        return []
    words, bare = numerals(lang), _unnumbered(plain(text))
    if not _may_count(bare, words):
        return []
    counting = (part for part in sentences(bare) if _may_count(bare[part.start : part.end], words))
    found = [figure for part in counting for figure in _sentence(bare, part, words)]
    named = dates(bare, lang, datetime.fromtimestamp(published_at / SECOND, UTC).year) if found else []
    return [replace(figure, as_of=_dated(*figure.span, named, published_at)) for figure in found]


def extract(text: str, lang: str, published_at: int) -> list[Figure]:
    """Figures that a text claims, in order.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        published_at: µs since 1970 UTC.
    """
    found = claimed(text, lang, published_at)
    spoken = segments(text, lang) if found else []
    held = [(figure, next(one for one in spoken if one.start <= figure.span[0] < one.end)) for figure in found]
    return [replace(figure, holder=segment.attributed_to, voice=segment.voice) for figure, segment in held]
