"""What a copy changed: words dropped, added, replaced and moved between the two spans of a link; figures, hedges and negations.

The longest common subsequence of words stays (Myers 1986, "An O(ND) Difference Algorithm"); what lies between is the edits,
a drop and an addition at one place being a replacement, and a drop and an addition of the same words at two places a move. A
change counts as one of a figure where a number is among the words, of a hedge or a negation where one side has more
of the words listed in `edits.toml`. It does not know what the words mean: "not without success" loses two negations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
from rapidfuzz.distance import Indel

from offscript.model import EDIT
from offscript.store.steps import Settings
from offscript.text.beside import toml_beside
from offscript.text.words import ENDING_BITS, Words, words

_MOVED = 2
"""Fewest words of a move: a single word comes and goes for many reasons."""
_NAMES = {"delete": "dropped", "insert": "added", "replace": "replaced"}
Change = tuple[str, int, int, int, int]
Span = tuple[int, int]


def _changes(earlier: list[int], later: list[int]) -> list[Change]:
    """Edits as `(name, earlier low, high, later low, high)` in words; touching ones are one replacement."""
    joined: list[Change] = []
    for code in Indel.opcodes(earlier, later):
        if code.tag == "equal":
            continue
        change = (_NAMES[code.tag], code.src_start, code.src_end, code.dest_start, code.dest_end)
        if joined and joined[-1][2] == change[1] and joined[-1][4] == change[3]:
            before = joined.pop()
            name = before[0] if before[0] == change[0] else "replaced"
            change = (name, before[1], change[2], before[3], change[4])
        joined.append(change)
    return joined


def _place(found: Words, base: int, low: int, high: int) -> Span:
    """Code points that words `low:high` span; an empty stretch lies after the word before it."""
    if high > low:
        return int(found.start[base + low]), int(found.end[base + high - 1])
    at = int(found.end[base + low - 1]) if low else 0
    return at, at


@cache
def _marks(kind: str) -> tuple[tuple[int, ...], ...]:
    """Stems of the words and phrases of one list of `edits.toml`, in all languages."""
    read = toml_beside("offscript.find.reuse", "edits")[kind]
    listed = sorted(
        {" ".join(phrase.split()) for text in read.values() for phrase in text.split(",") if phrase.strip()}
    )
    found = words(pa.array(listed))
    stems = (found.hash >> ENDING_BITS).tolist()
    return tuple(sorted({tuple(stems[found.offset[i] : found.offset[i + 1]]) for i in range(len(listed))}))


def _count(kind: str, stems: list[int]) -> int:
    """How many of the listed words and phrases stand in a stretch of words."""
    return sum(
        tuple(stems[at : at + len(mark)]) == mark for mark in _marks(kind) for at in range(len(stems) - len(mark) + 1)
    )


def _difference(kind: str, before: list[int], after: list[int]) -> str | None:
    """Whether the later words have more of a kind, or fewer."""
    change = _count(kind, after) - _count(kind, before)
    return "added" if change > 0 else "removed" if change < 0 else None


def _with_moves(changes: list[Change], earlier: list[int], later: list[int]) -> list[Change]:
    """The changes, where a drop and an addition of the same words (two at least) are one move."""
    added: dict[tuple[int, ...], Change] = {}
    for change in changes:
        if change[0] == "added" and change[4] - change[3] >= _MOVED:
            added.setdefault(tuple(later[change[3] : change[4]]), change)
    out, taken = [], set()
    for change in changes:
        there = added.get(tuple(earlier[change[1] : change[2]])) if change[0] == "dropped" else None
        if there is not None and there not in taken:
            taken.add(there)
            out.append(("moved", change[1], change[2], there[3], there[4]))
        else:
            out.append(change)
    return [change for change in out if change not in taken]


class Edit(NamedTuple):
    """One change: its name, the span on either side in code points, and what kind of thing was changed."""

    name: str
    earlier: Span
    later: Span
    figure: bool
    hedge: str | None
    negation: str | None


def _edited(before: Words, i: int, after: Words, j: int) -> Iterator[Edit]:
    """Edits from text i of one column to text j of another."""
    a, b = int(before.offset[i]), int(after.offset[j])
    earlier, later = before.hash[a : before.offset[i + 1]].tolist(), after.hash[b : after.offset[j + 1]].tolist()
    for name, low, high, other_low, other_high in _with_moves(_changes(earlier, later), earlier, later):
        stems = [[value >> ENDING_BITS for value in side] for side in (earlier[low:high], later[other_low:other_high])]
        yield Edit(
            name,
            _place(before, a, low, high),
            _place(after, b, other_low, other_high),
            name != "moved" and any(value & 1 for value in [*earlier[low:high], *later[other_low:other_high]]),
            _difference("hedges", *stems),
            _difference("negations", *stems),
        )


def edits_between(earlier: str, later: str) -> list[tuple[str, str]]:
    """What one wording has and the other has in its place, as pairs of words; either may be empty."""
    found = words(pa.array([earlier, later]))
    return [(earlier[slice(*edit.earlier)], later[slice(*edit.later)]) for edit in _edited(found, 0, found, 1)]


def edits(rows: pa.Table, settings: Settings) -> pa.Table:
    """Edits of each link: the two stretches of words with their starts, to the table `edit`."""
    before, after = words(rows["earlier_words"]), words(rows["later_words"])
    out: list[dict[str, Any]] = []
    for i, row in enumerate(rows.to_pylist()):
        for edit in _edited(before, i, after, i):
            out.append(
                {
                    "earlier": row["earlier"],
                    "later": row["later"],
                    "edit": edit.name,
                    "earlier_start": row["earlier_start"] + edit.earlier[0],
                    "earlier_end": row["earlier_start"] + edit.earlier[1],
                    "later_start": row["later_start"] + edit.later[0],
                    "later_end": row["later_start"] + edit.later[1],
                    "earlier_words": row["earlier_words"][slice(*edit.earlier)],
                    "later_words": row["later_words"][slice(*edit.later)],
                    "figure": edit.figure,
                    "hedge": edit.hedge,
                    "negation": edit.negation,
                }
            )
    return pa.Table.from_pylist(out, schema=EDIT)
