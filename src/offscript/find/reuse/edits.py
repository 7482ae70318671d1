"""What a copy changed: words dropped, added and replaced between the two spans of a link, figures marked.

The longest common subsequence of words stays (Myers 1986, "An O(ND) Difference Algorithm"); what lies between is the edits,
a drop and an addition at one place being a replacement.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from rapidfuzz.distance import Indel

from offscript.model import EDIT
from offscript.store.steps import Settings
from offscript.text.words import Words, words

_NAMES = {"delete": "dropped", "insert": "added", "replace": "replaced"}
Change = tuple[str, int, int, int, int]


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


def _place(found: Words, base: int, low: int, high: int) -> tuple[int, int]:
    """Code points that words `low:high` span; an empty stretch lies after the word before it."""
    if high > low:
        return int(found.start[base + low]), int(found.end[base + high - 1])
    at = int(found.end[base + low - 1]) if low else 0
    return at, at


def _is_figure(found: Words, base: int, low: int, high: int) -> bool:
    return bool((found.hash[base + low : base + high] & 1).any())


def edits_between(earlier: str, later: str) -> list[tuple[str, str]]:
    """What one wording has and the other has in its place, as pairs of words; either may be empty."""
    found = words(pa.array([earlier, later]))
    first, second = (found.hash[found.offset[i] : found.offset[i + 1]].tolist() for i in (0, 1))
    base = int(found.offset[1])
    pairs = []
    for _, low, high, other_low, other_high in _changes(first, second):
        left, right = _place(found, 0, low, high), _place(found, base, other_low, other_high)
        pairs.append((earlier[slice(*left)], later[slice(*right)]))
    return pairs


def edits(rows: pa.Table, settings: Settings) -> pa.Table:
    """Edits of each link: the two stretches of words with their starts, to the table `edit`."""
    before, after = words(rows["earlier_words"]), words(rows["later_words"])
    out: list[dict[str, Any]] = []
    for i, row in enumerate(rows.to_pylist()):
        a, b = int(before.offset[i]), int(after.offset[i])
        earlier, later = before.hash[a : before.offset[i + 1]].tolist(), after.hash[b : after.offset[i + 1]].tolist()
        for name, low, high, other_low, other_high in _changes(earlier, later):
            left, right = _place(before, a, low, high), _place(after, b, other_low, other_high)
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
                    "figure": _is_figure(before, a, low, high) or _is_figure(after, b, other_low, other_high),
                }
            )
    return pa.Table.from_pylist(out, schema=EDIT)
