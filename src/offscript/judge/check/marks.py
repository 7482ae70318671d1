"""What each statement of an article comes to beside the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from offscript.judge.check.compare import COVERED, HOURS, SUPPORTS, Match, compared, day_of, missing
from offscript.judge.check.facts import Fact
from offscript.judge.check.order import at_hours, earlier, hours, split
from offscript.judge.check.retrieve import Candidate
from offscript.judge.check.voices import Voices
from offscript.model import DAY

MARKS = (
    "supported",
    "supported in part",
    "contradicted",
    "different figure",
    "different date",
    "attribution differs",
    "ordering differs",
    "not in the case",
    "outside coverage",
    "not checkable",
)
"""What a statement can come to."""
_PART = 0.35
_SHOWN = 3
_NEAR = 0.85
_SPARE = 30 * DAY
_PLAIN, _FAIRLY, _CLAUSE, _MARGIN, _FIT = 0.65, 0.7, 0.45, 0.1, 0.2
_COUNTED = 0.25
"""How alike a statement must be to a clause whose count of the same things it has."""
_UNCHECKABLE = {"question": "a question", "opinion": "a view, a wish or a guess", "forecast": "says only what will be"}


class Place(NamedTuple):
    """Words of the case: the span `[start, end)` of a version."""

    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a statement of an article comes to.

    Attributes:
        start, end: its span in the article, in code points.
        mark: one of `MARKS`.
        reason: why, in words.
        evidence: the words of the case it rests on, the most telling first.
    """

    start: int
    end: int
    mark: str
    reason: str
    evidence: tuple[Place, ...]


class Reach(NamedTuple):
    """What the case covers: from its first post to its last, µs since 1970 UTC."""

    low: int
    high: int


def _places(matches: Sequence[Match]) -> tuple[Place, ...]:
    found = dict.fromkeys(
        Place(one.candidate.row["version"], one.candidate.row["start"], one.candidate.row["end"]) for one in matches
    )
    return tuple(found)[:_SHOWN]


def _unlike(matches: Sequence[Match]) -> list[Match]:
    """Matches in order, the same words by the same source once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in matches:
        name = one.candidate.said, one.candidate.row["source"]
        if name not in seen:
            seen.add(name)
            kept.append(one)
    return kept


def _differences(one: Match) -> int:
    return sum((one.denied, one.figures is False, one.dated is False, one.speaker is False))


def _part(fact: Fact, one: Match) -> str:
    """Which part of a statement is not there, by its words."""
    lacking = missing(fact, one.candidate)
    if not lacking:
        return "says a part of it"
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    return f"says a part of it; not there: {', '.join(f'“{word}”' for word in lacking[:_SHOWN])}{more}"


class Judge:
    """All that is needed to judge the statements of one article."""

    def __init__(self, case: Any, voices: Voices, weights: Mapping[str, float], reach: Reach) -> None:
        self.case, self.voices, self.weights, self.reach = case, voices, weights, reach
        self.zone = case.settings.timezone

    def matches(self, fact: Fact, candidates: Sequence[Candidate]) -> list[Match]:
        """Candidates beside a statement, the likeliest first."""
        found = [compared(fact, one, self.weights, self.voices, day_of(one.row, self.zone)) for one in candidates]
        found.sort(key=lambda one: (-one.score, one.candidate.row["published_at"], one.candidate.key))
        return _unlike(found)

    def when(self, row: dict[str, Any]) -> str:
        """The time of a post as people read it."""
        return str(self.case.settings.shown(row["published_at"], row["precision_us"]))

    def said(self, one: Match) -> str:
        """Who said it, and when."""
        row = one.candidate.row
        speaker = (
            f", giving the words of {row['speaker']}"
            if row["voice"] in ("quoted", "reported") and row["speaker"]
            else ""
        )
        return f"{row['name']}{speaker}, {self.when(row)}"

    def mark(self, fact: Fact, listed: Sequence[Match], clauses: Sequence[Sequence[Match]]) -> Mark:
        """What a statement comes to, given its matches and those of its clauses."""
        name, reason, shown = self._judged(fact, listed, clauses)
        return Mark(fact.start, fact.end, name, reason, _places(shown))

    def _judged(
        self, fact: Fact, listed: Sequence[Match], clauses: Sequence[Sequence[Match]]
    ) -> tuple[str, str, Sequence[Match]]:
        form = fact.told.form
        if form == "question" or (form in _UNCHECKABLE and not fact.attributed and not fact.speakers):
            return "not checkable", _UNCHECKABLE[form], ()
        if self._outside(fact, listed):
            return "outside coverage", "the case holds no posts of that time", ()
        disordered = self._order(fact, listed, clauses)
        if disordered is not None:
            return disordered
        near = [one for one in listed if one.near]
        if not near:
            if form in _UNCHECKABLE:
                return "not checkable", _UNCHECKABLE[form], ()
            return "not in the case", "nothing in the collection says this, or the like of it", listed[:_SHOWN]
        return self._best(fact, near)

    def _outside(self, fact: Fact, listed: Sequence[Match]) -> bool:
        """Whether all days it names lie before the first or after the last post, and far from them or nothing like it is held.

        A day soon after the end may be a deadline; one farther off than the whole collection is long is another time.
        """
        days = fact.told.days
        away = [end <= self.reach.low or start >= self.reach.high for start, end in days]
        spare = max(_SPARE, self.reach.high - self.reach.low)
        far = [end <= self.reach.low - spare or start >= self.reach.high + spare for start, end in days]
        held = [one for one in listed if one.alike >= _PLAIN and one.speaker is not False]
        return bool(days) and all(away) and (all(far) or not held)

    def _best(self, fact: Fact, near: Sequence[Match]) -> tuple[str, str, Sequence[Match]]:
        """The mark of a statement that the case speaks of."""
        full = [
            one
            for one in near
            if one.sound
            and one.alike >= SUPPORTS
            and one.covered >= COVERED
            and not (fact.figures and one.figures is None)
        ]
        against = [one for one in near if one.denied and one.speaker is not False]
        if full and not (against and against[0].score > full[0].score):
            several = len({one.candidate.row["cascade"] for one in full}) - 1
            others = f"; {several} more in words of their own" if several else ""
            return "supported", f"{self.said(full[0])}{others}", full
        part = [one for one in near if one.sound and one.covered >= _PART]
        closest = max(one.alike for one in near)
        differing = [one for one in near if not one.sound]
        differing.sort(
            key=lambda one: (one.alike < _FAIRLY * closest, one.speaker is False, _differences(one), -one.score)
        )
        if part and (not differing or part[0].alike + _MARGIN >= differing[0].alike):
            return "supported in part", f"{self.said(part[0])}: {_part(fact, part[0])}", part
        if not differing:
            return "not in the case", "nothing in the collection says this; the nearest is shown", near
        return self._difference(fact, differing)

    def _difference(self, fact: Fact, differing: Sequence[Match]) -> tuple[str, str, Sequence[Match]]:
        one = differing[0]
        if one.denied:
            return "contradicted", f"{self.said(one)}: says the opposite", differing
        if one.figures is False and one.other is not None:
            unit = f" {HOURS}" if one.other.unit == HOURS else ""
            return "different figure", f"{self.said(one)}: {one.other.value:,.10g}{unit} there", differing
        if one.dated is False:
            return "different date", f"{self.said(one)}: another time there", differing
        return "attribution differs", f"there it is {self.said(one)}", differing

    def _first(self, clause: Fact, matches: Sequence[Match]) -> Match | None:
        """The earliest of the statements that fit a clause about as well as the best does."""
        sound = [one for one in matches if one.near and one.sound and not (clause.figures and one.figures is None)]
        if not sound and clause.figures:
            sound = [one for one in matches if one.figures and one.sound and one.alike >= _COUNTED]
        if not sound:
            return None
        near = [one for one in sound if one.score >= _NEAR * sound[0].score]
        return min(near, key=lambda one: (one.candidate.row["published_at"], one.candidate.key))

    def _order(
        self, fact: Fact, listed: Sequence[Match], clauses: Sequence[Sequence[Match]]
    ) -> tuple[str, str, Sequence[Match]] | None:
        """That an article has the order or the hour otherwise than the case; None where it does not, or nothing can be told."""
        halves = split(fact.said, fact.lang)
        if halves is not None and len(clauses) == 2:
            pair = self._first(fact.clauses[0], clauses[0]), self._first(fact.clauses[1], clauses[1])
            if pair[0] is not None and pair[1] is not None and pair[0].candidate.key != pair[1].candidate.key:
                before = earlier(pair[0].candidate.row, pair[1].candidate.row)
                told = f"{self.said(pair[0])}; {self.said(pair[1])}"
                if before is not None and before != halves.first_is_earlier:
                    return "ordering differs", told, [pair[0], pair[1]]
                if before is not None and min(min(one.covered, one.alike - _FIT) for one in pair if one) >= _CLAUSE:
                    return "supported", told, [pair[0], pair[1]]
        named = hours(fact.said, fact.lang)
        sound = [one for one in listed if one.near and one.sound]
        if named is not None and sound:
            near = [one for one in sound if one.score >= _NEAR * sound[0].score]
            if at_hours(named, [one.candidate.row for one in near], self.zone) is False:
                return "ordering differs", f"“{named.words}”, but {self.said(near[0])}", near
        return None


def reach(case: Any) -> Reach:
    """From the day of the first post of a case to that of the last; nothing where there are none."""
    low, high = case.sql("select min(published_at), max(published_at) from post").fetchall()[0]
    if low is None:
        return Reach(0, 0)
    return Reach(
        day_of({"published_at": low}, case.settings.timezone)[0],
        day_of({"published_at": high}, case.settings.timezone)[1],
    )
