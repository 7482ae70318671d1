"""Posts in the order of time, and the words of each that count: without its source's boilerplate and texts of reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offscript.find.reuse.boilerplate import edges
from offscript.find.reuse.references import mask
from offscript.text.grown import Grown
from offscript.text.words import Words, words

_BATCH = 100_000
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Posts:
    """Posts by number, in the order of time (then of id).

    `row[n]` is where post n stands in the table, `hashes[low[n]:high[n]]` the words of its body, `start[n]` the first word
    of its whole text; `at` and `width` (µs) say when it was published.
    """

    table: pa.Table
    row: Numbers
    at: Numbers
    width: Numbers
    hashes: NDArray[np.uint32]
    start: Numbers
    low: Numbers
    high: Numbers

    @cached_property
    def length(self) -> Numbers:
        """Words of each body."""
        return self.high - self.low


def times(posts: pa.Table) -> tuple[Numbers, Numbers]:
    """Times and the widths of their intervals, in the order of rows; the width is nought where nothing is said of it."""
    at = posts["published_at"]
    if at.null_count:
        raise ValueError(
            f"{at.null_count} posts have no published_at; leave them out, for nothing can be said of their order"
        )
    width = np.zeros(len(posts), np.int64)
    if "precision_us" in posts.column_names:
        width = posts["precision_us"].cast(pa.int64()).fill_null(0).to_numpy()
    return at.cast(pa.int64()).to_numpy(), width


def in_time(at: Numbers, ids: pa.ChunkedArray) -> Numbers:
    """Rows in the order of time; those of one moment in the order of their ids."""
    order = np.argsort(at, kind="stable")
    same = at[order][1:] == at[order][:-1]
    tied = np.concatenate([same, [False]]) | np.concatenate([[False], same])
    if tied.any():
        rows = order[tied]
        among = pa.table({"at": at[rows], "id": ids.take(pa.array(rows))})
        order[tied] = rows[pc.sort_indices(among, [("at", "ascending"), ("id", "ascending")]).to_numpy()]
    return order


def _given_bodies(table: pa.Table, found: Words) -> tuple[Numbers, Numbers]:
    """First word and end of each body, from the columns `body_start, body_end` (code points)."""
    owner = np.repeat(np.arange(len(table)), np.diff(found.offset))
    start, end = (table[name].to_numpy()[owner] for name in ("body_start", "body_end"))
    inside = np.concatenate([np.zeros(1, np.int64), np.cumsum((found.start >= start) & (found.end <= end))])
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(found.end <= start)])
    low = found.offset[:-1] + before[found.offset[1:]] - before[found.offset[:-1]]
    return low, low + inside[found.offset[1:]] - inside[found.offset[:-1]]


class _Worded(NamedTuple):
    """Words of all texts, by row: hashes, where each text begins and the last ends, and first word and end of each body."""

    hash: NDArray[np.uint32]
    offset: Numbers
    low: Numbers
    high: Numbers


def _in_given_bodies(table: pa.Table) -> _Worded:
    """Words of texts whose bodies are given. Where words stand is not kept: of many texts it takes twice the room of the words."""
    hashes, offsets = Grown(np.uint32), [np.zeros(1, np.int64)]
    bodies = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for first in range(0, len(table), _BATCH):
        part = table.slice(first, _BATCH)
        found = words(part["text"])
        base = hashes.room(len(found.hash))
        hashes.columns[0][base : hashes.held] = found.hash
        low, high = _given_bodies(part, found)
        bodies.append((base + low, base + high))
        offsets.append(base + found.offset[1:])
    low, high = (np.concatenate(side) for side in zip(*bodies, strict=True))
    return _Worded(hashes.finished()[0], np.concatenate(offsets), low, high)


def _worded(table: pa.Table) -> _Worded:
    """Words of texts and their bodies: as given, or without what each source repeats at its edges."""
    if "body_start" in table.column_names:
        return _in_given_bodies(table)
    found = words(table["text"], places=False)
    return _Worded(found.hash, found.offset, *_bodies(table, found))


def _bodies(table: pa.Table, found: Words) -> tuple[Numbers, Numbers]:
    """First word and end of each body, by row, without what its source repeats at its edges."""
    if "source" not in table.column_names or len(table) == 0:
        return found.offset[:-1], found.offset[1:]
    named = table["source"].cast(pa.string()).fill_null("").combine_chunks().dictionary_encode()
    edge = edges(found, named.indices.to_numpy().astype(np.int64))
    return found.offset[:-1] + edge.head, found.offset[1:] - edge.foot


def prepared(table: pa.Table, references: pa.Table | None) -> Posts:
    """Posts of a table, in the order of time, with their bodies.

    Raises:
        ValueError: a post has no time.
    """
    at, width = times(table)
    order = in_time(at, table["id"])
    found = _worded(table)
    if references is not None and len(references):
        mask(found.hash, found.offset, words(references["text"], places=False), table["id"], at)
    start = found.offset[:-1][order]
    return Posts(table, order, at[order], width[order], found.hash, start, found.low[order], found.high[order])


def texts_of(table: pa.Table, rows: Numbers) -> pa.ChunkedArray:
    """Texts of some rows, in rising order, taken chunk by chunk so that the whole column is never copied."""
    column = table["text"]
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(chunk) for chunk in chunks])])
    cut = np.searchsorted(rows, bounds)
    return pa.chunked_array(
        [
            chunk.take(pa.array(rows[cut[k] : cut[k + 1]] - bounds[k])).cast(pa.large_string())
            for k, chunk in enumerate(chunks)
        ],
        pa.large_string(),
    )


def code_points(posts: Posts, number: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Where the words `low:high` (counted in `hashes`) of some posts begin and end in their texts."""
    start, end = np.zeros(len(number), np.int64), np.zeros(len(number), np.int64)
    by = np.argsort(posts.row[number])
    row = posts.row[number[by]]
    rows = row[np.concatenate([[True], row[1:] != row[:-1]])] if len(row) else row
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        cut = slice(*np.searchsorted(row, [batch[0], batch[-1] + 1]))
        chosen, inside = by[cut], np.searchsorted(batch, row[cut])
        found = words(texts_of(posts.table, batch))
        base = found.offset[inside] - posts.start[number[chosen]]
        start[chosen] = found.start[base + low[chosen]]
        end[chosen] = found.end[base + high[chosen] - 1]
    return start, end
