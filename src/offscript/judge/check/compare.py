"""One statement of an article beside one of the case: where they agree, and in what they differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import fsum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from offscript.find.figures.durations import durations
from offscript.judge.check.facts import Fact, speakers
from offscript.judge.check.opposites import Sides, opposed
from offscript.judge.check.retrieve import Amount, Candidate
from offscript.judge.check.voices import Voices
from offscript.judge.glossary import rendered
from offscript.judge.sense import semantic, stem
from offscript.model import SECOND
from offscript.text.ground import WORD
from offscript.text.morphology import readings

ALIKE = 0.5
ALIKE_SPOKEN = 0.4
"""How alike two statements must be to speak of the same thing; where it is said by whom the article names."""
SUPPORTS = 0.78
"""How alike they must be for the one to support the other."""
COVERED = 0.55
"""Share, by weight, of a statement's words that the case's statement, or those around it, must have to support it as a whole."""
_ROUND = 0.01
_BRIEF = 8
_STANDS_FOR = 0.9
"""What a word is worth that only stands for the one looked for."""
_SEVERAL = 3
_SAME_LANGUAGE = 0.7
"""Within a language vectors lie near for the frame alone (who speaks, and that he does), and words tell better."""
_AGREES = {"speaker": 0.4, "figures": 0.2, "dated": 0.2}
_OWN = ("own", "endorsed")
HOURS = "hours"
"""Unit of a figure that is a stretch of time."""


class Match(NamedTuple):
    """How a statement of the case stands to one of an article.

    Attributes:
        candidate: the statement of the case.
        alike: how alike they are, 0 to 1.
        covered: how much of the article's statement it accounts for, 0 to 1.
        speaker: whether whoever the article names says it; None where it names nobody the case knows.
        figures: whether its figures are the article's; None where the article has none.
        other: a figure it has in place of the article's.
        dated: whether it is of a day the article names; None where it names none.
        denied: whether one says that it is so and the other that it is not.
    """

    candidate: Candidate
    alike: float
    covered: float
    speaker: bool | None
    figures: bool | None
    other: Amount | None
    dated: bool | None
    denied: bool

    @property
    def near(self) -> bool:
        """Whether both speak of the same thing: sooner where whoever the article names says it."""
        return self.alike >= (ALIKE_SPOKEN if self.speaker else ALIKE)

    @property
    def score(self) -> float:
        """How likely the article means this statement: how alike they are, more if who says it, how many and when agree."""
        agreeing = [_AGREES[name] for name in _AGREES if getattr(self, name)]
        return self.alike * (1 + fsum(agreeing))

    @property
    def sound(self) -> bool:
        """Whether nothing is in its way but what it may leave out."""
        return not self.denied and self.speaker is not False and self.figures is not False and self.dated is not False


Rendered = Mapping[str, frozenset[str]]


def _share(wanted: Rendered, held: frozenset[str], weights: Mapping[str, float]) -> float:
    """Share, by weight, of the wanted stems that are held, in themselves or in what stands for them in the other language."""
    whole = fsum(weights.get(one, 1.0) for one in wanted)
    found = fsum(
        weights.get(one, 1.0) * (1.0 if one in held else _STANDS_FOR) for one, words in wanted.items() if words & held
    )
    return found / whole if whole else 0.0


def _amounts(fact: Fact) -> list[Amount]:
    return [
        Amount(one.item or "", one.unit or "", float(one.low if one.low is not None else one.high or 0))
        for one in fact.figures
    ]


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _ROUND * max(abs(one), abs(other))


def _same_kind(one: Amount, other: Amount, same_language: bool) -> bool:
    """Whether two figures may count the same thing; across languages only units can be compared."""
    return one.unit == other.unit and (
        not same_language or not one.item or not other.item or stem(one.item) == stem(other.item)
    )


def _figures(fact: Fact, candidate: Candidate) -> tuple[bool | None, Amount | None]:
    """Whether a statement has the article's figures, and one it has in their place."""
    wanted, same = _amounts(fact), fact.lang == candidate.row["lang"]
    if not wanted:
        return None, None
    other = None
    for amount in wanted:
        alike = [held for held in candidate.figures if _same_kind(amount, held, same)]
        if any(_equal(amount.value, held.value) for held in alike):
            continue
        if not alike:
            return None, None
        other = alike[0]
    return other is None, other


def _lasting(fact: Fact, candidate: Candidate) -> tuple[bool | None, Amount | None]:
    """Whether a statement has the stretches of time the article says, and one it has in their place; None where it has none."""
    held = durations(candidate.said, candidate.row["lang"]) if fact.durations else []
    for wanted in fact.durations if held else ():
        if not any(_equal(wanted.low, one.low) and _equal(wanted.high, one.high) for one in held):
            return False, Amount("", HOURS, held[0].high)
    return (True if held else None), None


def _amounts_agree(fact: Fact, candidate: Candidate) -> tuple[bool | None, Amount | None]:
    """Whether a statement has the article's figures and its stretches of time, and one it has in their place."""
    figures, lasting = _figures(fact, candidate), _lasting(fact, candidate)
    return lasting if figures[0] is not False and lasting[0] is False else figures


def _speaker(fact: Fact, candidate: Candidate, voices: Voices) -> bool | None:
    """Whether whoever the article says it of says it; where it only names a source, whether that speaks or is spoken of there."""
    row = candidate.row
    if fact.speakers:
        passed_on = row["frame"] == "forward" and row["said_by"] is not None
        known = ({row["said_by"]} if passed_on else {row["source"], row["said_by"]}) & fact.speakers
        given = voices.find(row["speaker"] or "", row["lang"]) if row["voice"] in ("quoted", "reported") else []
        theirs = speakers(candidate.said, row["lang"], tuple(voices.find(candidate.said, row["lang"])))
        return bool(known | theirs & fact.speakers) or any(one.sources & fact.speakers for one in given)
    first = fact.named[0].sources if fact.named else frozenset[str]()
    spoken = {row["source"], row["said_by"]} & first
    return True if spoken or any(first & one.sources for one in voices.find(candidate.said, row["lang"])) else None


def _dated(fact: Fact, candidate: Candidate, zone_day: tuple[int, int]) -> bool | None:
    """Whether a statement is of a day the article names: its own day, or one it names itself."""
    if not fact.told.days:
        return None
    given = candidate.row["days"] or ()
    held = [zone_day, *zip(given[::2], given[1::2], strict=True)]
    return any(low < end and start < high for low, high in fact.told.days for start, end in held)


def _stands(fact: Fact, candidate: Candidate) -> tuple[int, Sides]:
    """How a statement stands to what the article speaks of, and its words that exclude others: of a denial, in the clause meant."""
    if not candidate.clauses or fact.told.stands < 0:
        return candidate.row["stands"], candidate.sides
    meant = max(
        candidate.clauses,
        key=lambda one: (
            bool(one.sides & fact.sides),
            len(one.stems & fact.stems) / (1 + len(one.stems)) + float(one.vector @ fact.vector),
        ),
    )
    return (-1 if meant.denies else 1), meant.sides


def _denied(fact: Fact, candidate: Candidate) -> bool:
    """Whether one says that it is so and the other that it is not."""
    stands, excluding = _stands(fact, candidate)
    if fact.told.stands < 0 and stands < 0:
        return False
    if {fact.told.word, candidate.row["word"]} == {"confirmation", "unsure"}:
        return True
    if fact.told.stands * stands < 0 and fact.told.word != "rumour":
        return True
    if opposed(fact.sides, excluding):
        return True
    mine, theirs = (frozenset(map(stem, listed)) for listed in (fact.told.denied, candidate.row["denied"] or ()))
    if mine and not theirs:
        return True
    if fact.lang == candidate.row["lang"]:
        return bool((mine ^ theirs) & fact.stems & candidate.stems)
    return bool(theirs) and not mine and len(candidate.stems) <= _BRIEF


def _both_ways(fact: Fact, candidate: Candidate) -> tuple[Rendered, Rendered]:
    """Stems of both, each with what stands for it in the other: itself, words of the glossary, and for names their spelling."""
    there = candidate.row["lang"]
    mine, theirs = rendered(fact.stems, fact.lang, there), rendered(candidate.stems, there, fact.lang)
    if fact.lang == there:
        return mine, theirs
    spelt = {spelling: stem for stem, spelling in candidate.spellings.items()}
    for one, spelling in fact.spellings.items():
        if one in mine and spelt.get(spelling) in theirs:
            mine[one] |= {spelt[spelling]}
            theirs[spelt[spelling]] |= {one}
    return mine, theirs


def missing(fact: Fact, candidate: Candidate) -> list[str]:
    """Words of an article's statement that neither a statement of the case nor its post has, in order, as they stand."""
    mine, _ = _both_ways(fact, candidate)
    held = candidate.stems | candidate.around
    lacking = {one for one, words in mine.items() if not words & held}
    found: dict[str, str] = {}
    for match in WORD.finditer(fact.said):
        name = stem(readings(match.group(), fact.lang)[0].lemma)
        if name in lacking:
            found.setdefault(name, match.group())
    return list(found.values())


def compared(
    fact: Fact,
    candidate: Candidate,
    weights: Mapping[str, float],
    voices: Voices,
    day: tuple[int, int],
) -> Match:
    """A statement of an article beside one of the case.

    Args:
        fact: the article's statement.
        candidate: the case's statement.
        weights: how much each stem of the article tells.
        voices: the sources of the case.
        day: the day of the candidate's post, in the case's zone.
    """
    mine, theirs = _both_ways(fact, candidate)
    lexical = _share(mine, candidate.stems, weights)
    if sum(bool(words & fact.stems) for words in theirs.values()) >= _SEVERAL:
        lexical = max(lexical, _share(theirs, fact.stems, weights))
    meaning = semantic(fact.vector, candidate.vector) * (1.0 if fact.lang != candidate.row["lang"] else _SAME_LANGUAGE)
    figures, other = _amounts_agree(fact, candidate)
    return Match(
        candidate,
        1 - (1 - lexical) * (1 - meaning),
        max(_share(mine, candidate.stems | candidate.around, weights), meaning),
        _speaker(fact, candidate, voices),
        figures,
        other,
        _dated(fact, candidate, day),
        _denied(fact, candidate),
    )


def day_of(row: dict[str, Any], zone: ZoneInfo) -> tuple[int, int]:
    """The day of a post in a zone, `(start, end)` in µs since 1970 UTC."""
    moment = datetime.fromtimestamp(row["published_at"] / SECOND, zone)
    start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return round(start.timestamp()) * SECOND, round((start + timedelta(days=1)).timestamp()) * SECOND
