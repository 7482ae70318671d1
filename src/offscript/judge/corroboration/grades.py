"""Grades after the Admiralty system (NATO AJP-2.1): reliability A to F of a root, credibility 1 to 6 of a claim, with the rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Any, NamedTuple

from offscript.judge.corroboration.lineages import NOBODY, Lineage, origin, own

Row = dict[str, Any]
BY_TIER = {
    "monitor": "B",
    "independent": "C",
    "foreign": "C",
    "wire": "C",
    "ministry": "D",
    "official": "D",
    "broadcaster": "D",
    "aligned": "D",
    "opposition": "D",
    "adversary": "D",
}
"""Reliability where the case gives none: how far the tier is from having an interest in what it says."""
LINE = ("ministry", "official", "wire", "broadcaster", "aligned")
"""Tiers of the watched side."""
_ADMITS = 2
_WITNESS = ("очевид", "местн", "жител", "мешкан", "resident", "witness", "eyewit", "correspond", "корресп")


class Root(NamedTuple):
    """Where a lineage begins: its earliest statement, whose word it is, its side, its grade and how it knows.

    Attributes:
        first: the statement it begins with in this collection.
        stands: 1, -1 or 0, as most of its statements stand.
        origin: entity or `source:…` whose word it is; `origin:unknown` where nobody is named.
        tier: tier of whose word it is; `unknown` where it is no source of the case.
        reliability: A to F.
        basis: rule that gave it.
        method: evidence (images, documents, counts), witness, word.
        against_interest: whether the watched side says it to its own disadvantage.
        weight: how much it counts beside a root of mere word.
        reasons: why its statements are one lineage.
        rows: its statements.
    """

    first: Row
    stands: int
    origin: str
    tier: str
    reliability: str
    basis: str
    method: str
    against_interest: bool
    weight: float
    reasons: tuple[str, ...]
    rows: list[Row]


def _method(rows: Sequence[Row]) -> str:
    if any(row["status"] == "evidence" and row["cue"] for row in rows):
        return "evidence"
    cues = [str(row["cue"] or "").lower() for row in rows]
    return "witness" if any(word in cue for cue in cues for word in _WITNESS) else "word"


def _stands(rows: Sequence[Row]) -> int:
    """As the lineage's last statement that takes a side stands: a source may change its mind, and its last word counts."""
    sides = [row["stands"] for row in rows if row["stands"]]
    return int(sides[-1]) if sides else 0


def _unnamed(rows: Sequence[Row]) -> tuple[str, str]:
    """What words of people nobody names are worth: something, where an outlet without interest in them answers for it."""
    vouched = any(row["status"] == "report" and BY_TIER.get(row["tier"], "F") <= "C" for row in rows)
    return ("D", "unnamed, an outlet answers for them") if vouched else ("F", "nobody is named")


def _reliability(first: Row, named: str, tier: str) -> tuple[str, str]:
    if named == f"source:{first['source']}" and first["reliability"]:
        return str(first["reliability"]), "given in the case"
    if tier in BY_TIER:
        return BY_TIER[tier], f"by tier: {tier}"
    return "F", "no source of the case"


def root(lineage: Lineage, tiers: dict[str, str], given: dict[str, str]) -> Root:
    """The root of a lineage.

    Args:
        lineage: its statements.
        tiers: tier of each source.
        given: reliability of each source that the case grades.
    """
    spoken = [row for row in lineage.rows if own(row)]
    first = (spoken or lineage.rows)[0]
    named = origin(first)
    source = named.removeprefix("source:") if named.startswith("source:") else ""
    tier = tiers.get(source, "unknown")
    graded = {**first, "source": source, "reliability": given.get(source)}
    grade, basis = _unnamed(lineage.rows) if named == NOBODY else _reliability(graded, named, tier)
    method = _method(lineage.rows)
    against = tier in LINE and any(own(row) and (row["admits"] or 0) >= _ADMITS for row in lineage.rows)
    weight = {"evidence": 2.0, "witness": 1.5}.get(method, 1.0) * (2.0 if against else 1.0)
    return Root(
        first, _stands(lineage.rows), named, tier, grade, basis, method, against, weight, lineage.reasons, lineage.rows
    )


def _sides_agree(roots: Iterable[Root]) -> bool:
    tiers = {one.tier for one in roots}
    return "adversary" in tiers and bool(tiers & set(LINE))


def credibility(roots: Sequence[Root], circular: Sequence[str]) -> tuple[int, str]:
    """Credibility 1 (confirmed) to 6 (cannot be judged) of a claim, and the rule that gave it; the first that fits counts."""
    yes, no = [one for one in roots if one.stands > 0], [one for one in roots if one.stands < 0]
    sound = [one for one in yes if one.reliability <= "C"]
    shown, refuted = (any(one.method == "evidence" for one in side) for side in (yes, no))
    weight, against = fsum(one.weight for one in yes), fsum(one.weight for one in no)
    if len(yes) >= 2 and _sides_agree(yes):
        return 1, "both sides of the conflict say so"
    if len(yes) >= 2 and any(one.against_interest for one in yes):
        return 1, "said against its own interest, and by another root"
    if len(yes) >= 2 and shown and sound and not refuted:
        return 1, "evidence, and another independent root"
    if refuted and not shown:
        return 5, "evidence speaks against it"
    if no and weight < against:
        return 5, "more, or weightier, roots deny it than say so"
    if no and weight == against:
        return 4, "denied by as many roots as say so"
    if len(sound) >= 2:
        return 2, "two independent roots, each fairly reliable or better"
    if sound or len([one for one in yes if one.reliability < "F"]) >= 2:
        return 3, "one fairly reliable root" if sound else "two roots with an interest in it"
    if circular:
        return 6, "its sources cite each other, and nobody else"
    if any(one.reliability < "F" for one in yes):
        return 4, "one root, with an interest in it"
    return 6, "nobody is named who could be held to it" if yes else "nobody says that it is so"
