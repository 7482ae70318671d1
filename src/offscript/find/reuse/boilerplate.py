"""A source's boilerplate: words it repeats at the head or foot of otherwise different posts.

Only an edge counts, never a whole post: a line a ministry publishes every day is no footer. Only the source's own posts
count: what many sources repeat is the very thing looked for. An edge grows word by word while at least
`max(FEWEST, SHARE of the source's different texts)` of them go on alike, and ends where a
line or a sentence does: posts may well begin alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit, uint64
from numpy.typing import NDArray

from offscript.find.reuse.same import first_and_before, whole_hashes
from offscript.model import BOILERPLATE
from offscript.store.steps import Settings
from offscript.text.scan import mix
from offscript.text.words import Words, words

FEWEST = 4
SHARE = 0.05
LONGEST = 60
"""Most words an edge may have."""

_TOGETHER = 1 << 17
_SHORT = 1 << 16
_PRIME = np.uint64(0x9E3779B97F4A7C15)
Counts = NDArray[np.int64]


class Edges(NamedTuple):
    """For each text: words that are boilerplate at its head and foot, and how many texts of its source share them."""

    head: NDArray[np.integer]
    foot: NDArray[np.integer]
    head_repeated: NDArray[np.integer]
    foot_repeated: NDArray[np.integer]


@njit(cache=True)
def _grow(hashes, low, length, need, foot, grown, active, key, bits):  # type: ignore[no-untyped-def]
    """Take one more word into the keys of the active edges; gives those whose key falls where enough others do.

    The count is by the key's highest bits, so it may be too high, never too low.
    """
    counts = np.zeros(1 << bits, np.int32)
    for i in active:
        at = low[i] + (length[i] - 1 - grown if foot else grown)
        key[i] = mix((key[i] ^ uint64(hashes[at])) + uint64(grown))
        counts[key[i] >> uint64(64 - bits)] += 1
    out, found = np.empty(len(active), np.int64), 0
    for i in active:
        out[found] = i
        found += counts[key[i] >> uint64(64 - bits)] >= need[i]
    return out[:found]


def _cut_back(opens: NDArray[np.bool_], low: Counts, length: Counts, size: Counts, foot: bool) -> Counts:
    """Edges cut back to where a line or a sentence ends: a footer does not begin in the middle of what is said."""
    size = size.copy()
    active = np.flatnonzero(size)
    while len(active):
        border = low[active] + (length[active] - size[active] if foot else size[active])
        active = active[~opens[border]]
        size[active] -= 1
        active = active[size[active] > 0]
    return size


def _edge(found: Words, source: Counts, low: Counts, length: Counts, need: Counts, foot: bool) -> tuple[Counts, Counts]:
    """How long the shared edge of each (different) text is, and how many share it."""
    size, shared = np.zeros(len(length), np.int64), np.zeros(len(length), np.int64)
    active = np.flatnonzero(length > 1)
    key = source.astype(np.uint64) * _PRIME
    for grown in range(LONGEST):
        bits = len(active).bit_length() + 1
        active = _grow(found.hash, low, length, need, foot, grown, active, key, bits)
        if not len(active):
            break
        first, _ = first_and_before(key[active])
        times = np.bincount(first, minlength=len(first))[first]
        enough = times >= need[active]
        active, times = active[enough], times[enough]
        size[active], shared[active] = grown + 1, times
        active = active[length[active] > grown + 2]
    return size, shared


def bounded(opens: NDArray[np.bool_], low: Counts, length: Counts, head: Counts, foot: Counts) -> tuple[Counts, Counts]:
    """Repeated edges of texts, cut back to where lines and sentences end (`opens`); the foot goes before the head."""
    foot = _cut_back(opens, low, length, foot, foot=True)
    head = _cut_back(opens, low, length, head, foot=False)
    return np.where(head + foot >= length, 0, head), foot


def needed(texts: Counts) -> Counts:
    """How many texts of a source must share an edge, by how many different ones it has."""
    need: Counts = np.maximum(FEWEST, np.ceil(SHARE * texts)).astype(np.int64)
    return need


def _of_whole_sources(source: Counts) -> Iterator[Counts]:
    """Texts in batches that part no source, each small enough for what is said of it to stay in the processor's cache."""
    texts = np.bincount(source)
    by: Counts = np.argsort(source.astype(np.uint16) if len(texts) <= _SHORT else source, kind="stable")
    ends = np.cumsum(texts)
    begin = 0
    while begin < len(source):
        end = int(ends[min(int(np.searchsorted(ends, begin + _TOGETHER)), len(ends) - 1)])
        yield by[begin:end]
        begin = end


def _edges(found: Words, whole: NDArray[np.uint64], source: Counts, low: Counts, high: Counts) -> Edges:
    """Boilerplate of the texts `low:high`, all that their sources have."""
    with np.errstate(over="ignore"):
        key = whole ^ (source.astype(np.uint64) + np.uint64(1)) * _PRIME
    began, _ = first_and_before(key)
    fresh = began == np.arange(len(key))
    first, inverse = np.flatnonzero(fresh), (np.cumsum(fresh) - 1)[began]
    length = (high - low)[first]
    need = needed(np.bincount(source[first]))[source[first]]
    foot, foot_shared = _edge(found, source[first], low[first], length, need, foot=True)
    head, head_shared = _edge(found, source[first], low[first], length, need, foot=False)
    head, foot = bounded(found.opens, low, high - low, head[inverse], foot[inverse])
    return Edges(head, foot, np.where(head, head_shared[inverse], 0), np.where(foot, foot_shared[inverse], 0))


def edges(found: Words, source: Counts) -> Edges:
    """Boilerplate of each text, from all texts of its source (`source`: a number for each text)."""
    whole = whole_hashes(found.hash, found.offset[:-1], found.offset[1:])
    out = Edges(*(np.zeros(len(source), np.int32) for _ in Edges._fields))
    for texts in _of_whole_sources(source):
        number, low, high = source[texts] - source[texts[0]], found.offset[texts], found.offset[texts + 1]
        for column, given in zip(out, _edges(found, whole[texts], number, low, high), strict=True):
            column[texts] = given
    return out


def boilerplate(rows: pa.Table, settings: Settings) -> pa.Table:
    """Boilerplate of one source's versions: `version, source, text` to the table `edge`."""
    found = words(rows["text"])
    return spans(rows, found, edges(found, np.zeros(len(rows), np.int64)))


def spans(rows: pa.Table, found: Words, edge: Edges) -> pa.Table:
    """Where the boilerplate of each version stands in it."""
    versions, sources = rows["version"].to_pylist(), rows["source"].to_pylist()
    out = []
    for i in np.flatnonzero(edge.head + edge.foot):
        low, high = int(found.offset[i]), int(found.offset[i + 1])
        if edge.head[i]:
            span = (int(found.start[low]), int(found.end[low + edge.head[i] - 1]))
            out.append((versions[i], sources[i], *span, "head", int(edge.head_repeated[i])))
        if edge.foot[i]:
            span = (int(found.start[high - edge.foot[i]]), int(found.end[high - 1]))
            out.append((versions[i], sources[i], *span, "foot", int(edge.foot_repeated[i])))
    columns = list(zip(*out, strict=True)) or [()] * len(BOILERPLATE)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, BOILERPLATE, strict=True)],
        names=BOILERPLATE.names,
    )
