"""Statements put together by what they say, in order of time: one claim each."""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.judge.sense import Sense, counted, lexical, likeness, sense, stem
from offscript.model import CLAIM, DAY
from offscript.store.steps import Settings
from offscript.text.embedding import centred
from offscript.text.ground import WORD, ground

Row = dict[str, Any]
SAME, TOLD, ABOUT = 0.7, 0.5, 0.25
"""How alike a statement must be to one of a claim to be of it; where its words say what it is (a rumour, what a source told); and
where it denies, confirms or takes back something."""
REACH = 45 * DAY
_REFERS = ("denial", "confirmation", "retraction")
_LOOKED_AT = 6
_COMMON, _CLOSEST = 400, 20
_RARE = 1.0
_FEW = 20


class Claim:
    """Statements that say the same, in order of time."""

    def __init__(self, row: Row, said: Sense) -> None:
        self.rows, self.senses = [row], [said]
        self.relations: list[tuple[str, float]] = [("first", 1.0)]
        self._numbers: defaultdict[str, set[str]] = defaultdict(set)
        self._count(said)

    def _count(self, said: Sense) -> None:
        for item, value in counted(said).items():
            self._numbers[item].add(value)

    def _conflicts(self, said: Sense) -> bool:
        """Whether some statement of the claim counts the same thing and says another number."""
        return any(self._numbers.get(item, frozenset()) - {value} for item, value in counted(said).items())

    def add(self, row: Row, said: Sense, relation: str, score: float) -> None:
        """Take in one statement more."""
        self.rows.append(row)
        self.senses.append(said)
        self.relations.append((relation, score))
        self._count(said)

    def score(self, row: Row, said: Sense) -> float:
        """How alike a statement is to the first ones and the last ones of the claim; to those of its own source by words alone."""
        if self._conflicts(said):
            return 0.0
        last = max(_LOOKED_AT, len(self.rows) - _LOOKED_AT)
        near = [*range(min(_LOOKED_AT, len(self.rows))), *range(last, len(self.rows))]
        return max(
            (lexical if self.rows[place]["source"] == row["source"] else likeness)(self.senses[place], said)
            for place in near
        )


def _rarity(rows: list[Row]) -> dict[str, float]:
    """How rare a lemma is among the different statements of the matter, 0 to 1: what all speak of tells little.

    Where there are few statements, little can be said of that: `_FEW` more that lack the lemma are added.
    """
    different = {frozenset(row["lemmas"]) for row in rows}
    held = Counter(lemma for one in different for lemma in one)
    whole = _FEW + len(different)
    return {lemma: math.log(whole / number) / math.log(whole) for lemma, number in held.items()}


def _own_words(row: Row) -> frozenset[str]:
    """Beginnings of the words that name whoever says it: they say nothing of what is said."""
    return frozenset(stem(word) for word in WORD.findall(ground(row["by_name"] or "")))


def _senses(rows: list[Row]) -> list[Sense]:
    """What each row is about; words of the matter itself are one token in all languages."""
    rarity = _rarity(rows)
    held = [number for number, row in enumerate(rows) if row["vector"] is not None]
    vectors: dict[int, Any] = {}
    if held:
        given = np.asarray([rows[number]["vector"] for number in held], np.float32)
        moved = centred(given, [rows[number]["lang"] for number in held])
        vectors = dict(zip(held, moved, strict=True))
    found = []
    for number, row in enumerate(rows):
        extra = {"#matter": _RARE} if row["on_matter"] else {}
        speaker = _own_words(row)
        said = [
            (lemma, weight * rarity[lemma])
            for lemma, weight in zip(row["lemmas"], row["weights"], strict=True)
            if stem(lemma) not in speaker
        ]
        lemmas, weights = [one[0] for one in said], [one[1] for one in said]
        found.append(sense(lemmas, weights, row["figures"] or (), vectors.get(number), extra))
    return found


class _Index:
    """Which claims have a token, so that a statement is held only against those it shares something rare with."""

    def __init__(self) -> None:
        self._having: dict[str, list[int]] = defaultdict(list)
        self._with_vector: list[int] = []

    def add(self, number: int, said: Sense) -> None:
        for token in said.tokens:
            listed = self._having[token]
            if not listed or listed[-1] != number:
                listed.append(number)
        if said.vector is not None and (not self._with_vector or self._with_vector[-1] != number):
            self._with_vector.append(number)

    def candidates(self, said: Sense) -> set[int]:
        """Claims that share most weight with a statement, and those whose vectors may lie near."""
        shared: dict[int, float] = defaultdict(float)
        for token, weight in said.tokens.items():
            for number in self._having.get(token, ())[-_COMMON:]:
                shared[number] += weight
        found = set(heapq.nlargest(_CLOSEST, shared, key=lambda number: (shared[number], number)))
        if said.vector is not None:
            found.update(self._with_vector[-_COMMON:])
        return found


def _place(row: Row) -> str:
    return f"{row['version']}:{row['start']}"


def _best(row: Row, said: Sense, claims: list[Claim], index: _Index) -> tuple[int | None, float]:
    """Number of the claim a statement fits best, and how well; claims nobody spoke of for long are over."""
    open_ones = sorted(
        number
        for number in index.candidates(said)
        if row["published_at"] - claims[number].rows[-1]["published_at"] <= REACH
    )
    scored = [(claims[number].score(row, said), -number) for number in open_ones]
    if not scored:
        return None, 0.0
    score, number = max(scored)
    return -number, score


def _linked(rows: list[Row]) -> dict[int, set[int]]:
    """Statements that a person said belong together, both ways round: each by its place among the rows."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        version, _, start = (row["target"] or "").rpartition(":") if row["accept"] else ("", "", "")
        for other, held in enumerate(rows) if version else ():
            if held["version"] == version and held["start"] <= int(start) < held["end"]:
                found[number].add(other)
                found[other].add(number)
    return found


def _least(row: Row) -> float:
    """How alike a statement must be to a claim to be of it."""
    if row["basis"] != "word":
        return SAME
    return ABOUT if row["status"] in _REFERS else TOLD


def _joined(rows: list[Row], senses: list[Sense]) -> list[Claim]:
    """Claims of one matter; what a person said of a statement stands above likeness."""
    claims: list[Claim] = []
    index, placed, linked = _Index(), dict[int, int](), _linked(rows)
    for at, (row, said) in enumerate(zip(rows, senses, strict=True)):
        least = _least(row)
        number: int | None = None
        relation, score = "first", 1.0
        same = min((placed[other] for other in linked[at] if other in placed), default=None)
        if same is not None:
            number, relation = same, "person"
        elif row["accept"] is not False:
            near, score = _best(row, said, claims, index)
            if near is not None and score >= least:
                number = near
                relation = "refers to it" if score < SAME and least == ABOUT else "says the same"
        if number is None:
            number = len(claims)
            claims.append(Claim(row, said))
        else:
            claims[number].add(row, said, relation, score)
        index.add(number, said)
        placed[at] = number
    return claims


def _rows(claim: Claim) -> Iterable[Row]:
    first = claim.rows[0]
    name = hashlib.sha256(f"{first['matter']} {_place(first)}".encode()).hexdigest()[:16]
    for number, (row, (relation, score)) in enumerate(zip(claim.rows, claim.relations, strict=True)):
        kept = {field.name: row.get(field.name) for field in CLAIM}
        yield {**kept, "claim": name, "position": number, "relation": relation, "alike": score}


def claims(rows: pa.Table, settings: Settings) -> pa.Table:
    """Statements of one matter (`claims/statements.sql`), put together: to the table `claim`."""
    by_time = [(name, "ascending") for name in ("published_at", "version", "start")]
    ordered = rows.sort_by(by_time).to_pylist()
    found = [row for claim in _joined(ordered, _senses(ordered)) for row in _rows(claim)]
    return pa.Table.from_pylist(found, schema=CLAIM)
