"""Statements of a case that an article's statements may rest on, with what they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from offscript.find.entities.names import name_rows
from offscript.judge.check.facts import Fact, short, spellings
from offscript.judge.check.opposites import Sides, sides
from offscript.judge.glossary import LANGUAGES, rendered
from offscript.judge.sense import Vector, stem
from offscript.store.steps import sql_beside
from offscript.text.embedding import centred, embed
from offscript.text.gist import gist
from offscript.text.ground import WORD

_PACKAGE = "offscript.judge.check"
NEAREST = 12
"""Statements looked at for each of an article's, as vectors."""
_MOST_NEW = 360
"""Sentences that are made vectors while an article is checked: some five seconds' work."""
_WORTH, _WORTH_SAME = 14, 2
_CLAUSE = re.compile(r"[^,;:—–]+")

Row = dict[str, Any]


class Amount(NamedTuple):
    """A figure of a statement: what it counts, its unit, its value."""

    item: str
    unit: str
    value: float


class Clause(NamedTuple):
    """A clause of a denial: what it is about, what it excludes, and whether it is the one that denies."""

    stems: frozenset[str]
    sides: Sides
    vector: Vector
    denies: bool


@dataclass(slots=True)
class Candidate:
    """A statement of the case beside a statement of an article.

    Attributes:
        row: the statement, its post and whose it is (`details.sql`).
        stems: stems of what it is about; `around` those of the whole post.
        figures: its figures.
        sides: words that exclude others.
        vector: the words as a vector, where they were made one.
        spellings: stems of its words, each spelt in no script.
        clauses: of a denial of several clauses, each of them.
    """

    row: Row
    said: str
    stems: frozenset[str]
    around: frozenset[str]
    figures: tuple[Amount, ...]
    sides: Sides
    vector: Vector | None
    spellings: Mapping[str, str]
    clauses: tuple[Clause, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Version and place."""
        return self.row["version"], self.row["start"]


class Found(NamedTuple):
    """What the case has for an article: candidates of each statement, and how much each stem tells."""

    candidates: list[list[Candidate]]
    weights: dict[str, float]


def _names(facts: Sequence[Fact], case: Any) -> list[frozenset[str]]:
    """Names in each statement, in no script."""
    rows = pa.table({"version": [str(number) for number in range(len(facts))], "text": [one.said for one in facts]})
    found: list[set[str]] = [set() for _ in facts]
    for row in name_rows(rows, case.plain()).to_pylist():
        if row["kind"] != "office" and row["key"]:
            found[int(row["version"])].add(row["key"])
    return [frozenset(names) for names in found]


def _named(fact: Fact) -> set[str]:
    return set().union(*(one.sources for one in fact.named))


def _asked(facts: Sequence[Fact], names: Sequence[frozenset[str]]) -> dict[str, pa.Table]:
    """What is looked for, as tables: stems of each statement, and clues that hold in any language."""
    tokens = [
        (number, token)
        for number, one in enumerate(facts)
        for token in sorted(
            set().union(*(words for lang in LANGUAGES for words in rendered(one.stems, one.lang, lang).values()))
        )
    ]
    clues = [
        (number, clue, one.lang)
        for number, one in enumerate(facts)
        for clue in sorted(
            {f"name {name}" for name in names[number]}
            | {f"value {float(figure.low if figure.low is not None else figure.high or 0)}" for figure in one.figures}
        )
    ]
    saying = [(number, source) for number, one in enumerate(facts) for source in sorted(_named(one))]
    return {
        "saying": pa.table(
            {
                "fact": pa.array([one[0] for one in saying], pa.int64()),
                "source": pa.array([one[1] for one in saying], pa.string()),
            }
        ),
        "asked": pa.table(
            {
                "fact": pa.array([one[0] for one in tokens], pa.int64()),
                "token": pa.array([one[1] for one in tokens], pa.string()),
            }
        ),
        "clued": pa.table(
            {
                "fact": pa.array([one[0] for one in clues], pa.int64()),
                "clue": pa.array([one[1] for one in clues], pa.string()),
                "lang": pa.array([one[2] for one in clues], pa.string()),
            }
        ),
    }


def _weights(case: Any, facts: Sequence[Fact]) -> dict[str, float]:
    """How much each stem of the article tells: the rarer in the case, the more; one the case lacks tells most."""
    held = dict(case.sql(sql_beside(_PACKAGE, "weights")).fetchall())
    most = max(held.values(), default=1.0)
    return {token: held.get(token, most) for one in facts for token in one.stems}


def _near(facts: Sequence[Fact], case: Any) -> tuple[dict[int, list[tuple[str, int]]], dict[tuple[str, int], Vector]]:
    """Statements that lie nearest each of the article's, and all vectors the case holds."""
    rows = case.sql(sql_beside(_PACKAGE, "vectors")).fetchall()
    if not rows or not facts:
        return {}, {}
    places = [(row[0], row[1]) for row in rows]
    moved = centred(np.asarray([row[3] for row in rows], np.float32), [row[2] for row in rows])
    cosine = np.asarray([one.vector for one in facts], np.float32) @ moved.T
    near = {
        number: [places[at] for at in np.argsort(-line, kind="stable")[:NEAREST]] for number, line in enumerate(cosine)
    }
    return near, dict(zip(places, moved, strict=True))


def _candidate(row: Row, vector: Vector | None) -> Candidate:
    said = row["text"][row["start"] : row["end"]]
    figures = tuple(
        Amount(item, unit, float(value))
        for item, unit, value in (figure.split("|") for figure in row["figures"] or ())
        if value
    )
    return Candidate(
        row,
        said,
        frozenset(map(stem, row["gist"])) | short(said, row["lang"]),
        frozenset(map(stem, row["lemmas"] or ())),
        figures,
        sides(said, row["lang"]),
        vector,
        spellings(said, row["lang"]),
        _clauses(row) if vector is not None else (),
    )


def _clauses(row: Row) -> tuple[Clause, ...]:
    """Clauses of a denial, so that it denies only what it speaks of (`he stays in office, and the talk of it is false`)."""
    if row["word"] not in ("denial", "retraction") or row["cue_start"] is None:
        return ()
    said, cue = row["text"][row["start"] : row["end"]], row["cue_start"] - row["start"]
    spans = [match.span() for match in _CLAUSE.finditer(said) if len(WORD.findall(match.group())) > 1]
    if len(spans) < 2:
        return ()
    words = [said[low:high] for low, high in spans]
    vectors = centred(embed(words), [row["lang"]] * len(words))
    return tuple(
        Clause(frozenset(map(stem, gist(part, row["lang"]))), sides(part, row["lang"]), vector, low <= cue < high)
        for part, (low, high), vector in zip(words, spans, vectors, strict=True)
    )


def _made(wanted: list[tuple[str, int]], rows: dict[tuple[str, int], Row]) -> dict[tuple[str, int], Vector]:
    """Vectors of statements that have none yet; the same words once."""
    said = {place: rows[place]["text"][rows[place]["start"] : rows[place]["end"]] for place in wanted}
    unlike = list(dict.fromkeys((said[place], rows[place]["lang"]) for place in wanted))[:_MOST_NEW]
    if not unlike:
        return {}
    moved = centred(embed([words for words, _ in unlike]), [lang for _, lang in unlike])
    of_words = dict(zip(unlike, moved, strict=True))
    return {
        place: of_words[said[place], rows[place]["lang"]]
        for place in wanted
        if (said[place], rows[place]["lang"]) in of_words
    }


def _worth(
    listed: dict[int, list[tuple[str, int]]], rows: dict[tuple[str, int], Row], facts: Sequence[Fact]
) -> list[tuple[str, int]]:
    """Places whose words are worth a vector, the likeliest first: within a language words tell, across languages vectors do."""
    ranked: list[tuple[int, int, tuple[str, int]]] = []
    for number, places in listed.items():
        known = [place for place in places if place in rows]
        same = [place for place in known if rows[place]["lang"] == facts[number].lang]
        other = [place for place in known if rows[place]["lang"] != facts[number].lang]
        ranked += [(rank, number, place) for rank, place in enumerate(same[:_WORTH_SAME])]
        ranked += [(rank, number, place) for rank, place in enumerate(other[:_WORTH])]
    return [place for _, _, place in sorted(ranked)]


def retrieve(facts: Sequence[Fact], case: Any) -> Found:
    """Candidates of the case for each statement of an article, the likeliest first by words, then by vector."""
    names = _names(facts, case)
    listed: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in case.rows(sql_beside(_PACKAGE, "candidates"), **_asked(facts, names)):
        listed[row["fact"]].append((row["version"], row["start"]))
    near, vectors = _near(facts, case)
    for number, places in near.items():
        listed[number] += [place for place in places if place not in listed[number]]
    chosen = sorted({place for places in listed.values() for place in places})
    table = pa.table(
        {
            "version": pa.array([one[0] for one in chosen], pa.string()),
            "start": pa.array([one[1] for one in chosen], pa.int64()),
        }
    )
    rows = {(row["version"], row["start"]): row for row in case.rows(sql_beside(_PACKAGE, "details"), chosen=table)}
    wanted = _worth(listed, rows, facts)
    missing = [place for place in dict.fromkeys(wanted) if place in rows and place not in vectors]
    vectors |= _made(missing, rows)
    made = {place: _candidate(row, vectors.get(place)) for place, row in rows.items()}
    candidates = [[made[place] for place in listed[number] if place in made] for number in range(len(facts))]
    return Found(candidates, _weights(case, facts))
