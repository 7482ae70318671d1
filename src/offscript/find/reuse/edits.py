"""What a copy changed: words dropped, added and replaced between the two spans of a link, figures marked.

The longest common subsequence of words stays (Myers 1986, "An O(ND) Difference Algorithm"); what lies between is the edits,
a drop and an addition at one place being a replacement.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from rapidfuzz.distance import Indel

from offscript.model import EDIT
from offscript.store.steps import Settings
from offscript.text.words import Words, words

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


def _is_figure(found: Words, base: int, low: int, high: int) -> bool:
    return bool((found.hash[base + low : base + high] & 1).any())


def _edited(before: Words, i: int, after: Words, j: int) -> Iterator[tuple[str, Span, Span, bool]]:
    """Edits from text i of one column to text j of another: name, span in each, whether a figure is among the words."""
    a, b = int(before.offset[i]), int(after.offset[j])
    earlier, later = before.hash[a : before.offset[i + 1]].tolist(), after.hash[b : after.offset[j + 1]].tolist()
    for name, low, high, other_low, other_high in _changes(earlier, later):
        figure = _is_figure(before, a, low, high) or _is_figure(after, b, other_low, other_high)
        yield name, _place(before, a, low, high), _place(after, b, other_low, other_high), figure


def edits_between(earlier: str, later: str) -> list[tuple[str, str]]:
    """What one wording has and the other has in its place, as pairs of words; either may be empty."""
    found = words(pa.array([earlier, later]))
    return [(earlier[slice(*left)], later[slice(*right)]) for _, left, right, _ in _edited(found, 0, found, 1)]


def edits(rows: pa.Table, settings: Settings) -> pa.Table:
    """Edits of each link: the two stretches of words with their starts, to the table `edit`."""
    before, after = words(rows["earlier_words"]), words(rows["later_words"])
    out: list[dict[str, Any]] = []
    for i, row in enumerate(rows.to_pylist()):
        for name, left, right, figure in _edited(before, i, after, i):
            out.append(
                {
                    "earlier": row["earlier"],
                    "later": row["later"],
                    "edit": name,
                    "earlier_start": row["earlier_start"] + left[0],
                    "earlier_end": row["earlier_start"] + left[1],
                    "later_start": row["later_start"] + right[0],
                    "later_end": row["later_start"] + right[1],
                    "earlier_words": row["earlier_words"][slice(*left)],
                    "later_words": row["later_words"][slice(*right)],
                    "figure": figure,
                }
            )
    return pa.Table.from_pylist(out, schema=EDIT)
