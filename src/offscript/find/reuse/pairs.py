"""Pairs of posts that share words: fold what is the same, fingerprint, link, align, decide.

Words are compared folded (`text.words`), without each source's boilerplate. *Exact*: the same words. *Near*: at least six
tenths of the longer post match in order. *Passage*: twelve words or more, or most of a short post, inside other words.
*Template*: a form filled with other numbers, which is no copy. Assumes that posts come with the time of publication; the
direction of a link is the order of time, and `lag_error_us` says how far it can be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.align import align
from offscript.find.reuse.boilerplate import edges, whole_hashes
from offscript.find.reuse.fingerprint import GRAM, fingerprints
from offscript.find.reuse.link import candidates
from offscript.find.reuse.references import masked
from offscript.text.words import Words, words

NEAR_SHARE = 0.6
PASSAGE_WORDS = 12
SHORT_WORDS = 8
PLAIN_WORDS = 5
"""Words that are no numbers, which a match must span."""
IDENTITY = 0.6
"""Share of the words in the longer span that must match."""
TEMPLATE_NUMBERS = 3

Numbers = NDArray[np.int64]
EXACT, NEAR, PASSAGE, TEMPLATE = range(4)
KINDS = ("exact", "near", "passage", "template")


@dataclass(frozen=True)
class _Posts:
    """Posts in the order of time: their words, and the bodies `low:high` left without boilerplate."""

    table: pa.Table
    words: Words
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class _Found:
    """Pairs, before they are written as a table: spans in words from the start of the bodies."""

    earlier: Numbers
    later: Numbers
    kind: Numbers
    matches: Numbers
    spans: Numbers


def _bodies(table: pa.Table, found: Words) -> tuple[Numbers, Numbers]:
    """First word and end of each post's body, from columns `body_start, body_end` or from the source's edges."""
    low, high = found.offset[:-1].copy(), found.offset[1:].copy()
    if "body_start" in table.column_names:
        owner = np.repeat(np.arange(len(table)), np.diff(found.offset))
        start, end = (table[name].to_numpy() for name in ("body_start", "body_end"))
        inside = (found.start >= start[owner]) & (found.end <= end[owner])
        count = np.concatenate([np.zeros(1, np.int64), np.cumsum(inside)])
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(found.end <= start[owner])])
        low += before[found.offset[1:]] - before[found.offset[:-1]]
        return low, low + count[found.offset[1:]] - count[found.offset[:-1]]
    if "source" not in table.column_names or len(table) == 0:
        return low, high
    sources = (
        table["source"]
        .cast(pa.string())
        .fill_null("")
        .combine_chunks()
        .dictionary_encode()
        .indices.to_numpy()
        .astype(np.int64)
    )
    edge = edges(found, sources)
    return low + edge.head, high - edge.foot


def _dated(posts: pa.Table) -> pa.Table:
    """The posts with their times as int64, the width of a time nought where nothing is said of it."""
    at = posts["published_at"]
    if at.null_count:
        raise ValueError(
            f"{at.null_count} posts have no published_at; leave them out, for nothing can be said of their order"
        )
    place = posts.column_names.index("published_at")
    dated = posts.set_column(place, "published_at", at.cast(pa.int64()))
    if "precision_us" not in posts.column_names:
        return dated.append_column("precision_us", pa.array(np.zeros(len(posts), np.int64)))
    width = posts["precision_us"].cast(pa.int64()).fill_null(0)
    return dated.set_column(posts.column_names.index("precision_us"), "precision_us", width)


def _prepare(posts: pa.Table, references: pa.Table | None) -> _Posts:
    table = _dated(posts).sort_by([("published_at", "ascending"), ("id", "ascending")])
    found = words(table["text"])
    if references is not None and len(references):
        found = masked(found, words(references["text"]))
    return _Posts(table, found, *_bodies(table, found))


def _exact(posts: _Posts) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
    """Which posts repeat an earlier one word for word, and the links of these: to the first, and to the one before."""
    length = posts.high - posts.low
    key = whole_hashes(posts.words, posts.low, posts.high)
    order = np.argsort(key, kind="stable")
    same = (key[order][1:] == key[order][:-1]) & (length[order][1:] == length[order][:-1]) & (length[order][1:] >= GRAM)
    repeats = np.zeros(len(key), bool)
    repeats[order[1:][same]] = True
    began = (
        np.maximum.accumulate(np.where(np.concatenate([[True], ~same]), np.arange(len(order)), 0))
        if len(order)
        else order
    )
    first, before = order[began[1:][same]], order[:-1][same]
    later = order[1:][same]
    other = before != first
    return repeats, np.concatenate([first, before[other]]), np.concatenate([later, later[other]])


def _decide(posts: _Posts, earlier: Numbers, later: Numbers, shift: Numbers) -> _Found:
    """Align candidates and keep those that share enough, with their kind."""
    found = align(posts.words.hash, posts.low, posts.high, earlier, later, shift)
    length = posts.high - posts.low
    longer = np.maximum(length[earlier], length[later])
    shorter = np.minimum(length[earlier], length[later])
    span = np.maximum(found.earlier_end - found.earlier_start, found.later_end - found.later_start)
    near = (found.matches >= NEAR_SHARE * longer) & (found.matches >= GRAM)
    alike = found.matches >= IDENTITY * span
    short = (found.matches >= NEAR_SHARE * shorter) & (found.matches >= SHORT_WORDS)
    passage = alike & ((found.matches >= PASSAGE_WORDS) | short)
    form = near & (found.numbers >= TEMPLATE_NUMBERS) & (found.shared_numbers * 2 < found.numbers)
    kind = np.where(form, TEMPLATE, np.where(near, NEAR, PASSAGE))
    kept = (near | passage) & (span - found.numbers >= PLAIN_WORDS)
    spans = np.stack([found.earlier_start, found.earlier_end, found.later_start, found.later_end], axis=1)
    return _Found(
        earlier[kept], later[kept], kind[kept], found.matches[kept].astype(np.int64), spans[kept].astype(np.int64)
    )


def _with_exact(posts: _Posts, decided: _Found, earlier: Numbers, later: Numbers) -> _Found:
    length = (posts.high - posts.low)[earlier]
    nothing = np.zeros(len(earlier), np.int64)
    spans = np.stack([nothing, length, nothing, length], axis=1)
    return _Found(
        np.concatenate([decided.earlier, earlier]),
        np.concatenate([decided.later, later]),
        np.concatenate([decided.kind, np.full(len(earlier), EXACT)]),
        np.concatenate([decided.matches, length]),
        np.concatenate([decided.spans, spans]),
    )


def _table(posts: _Posts, found: _Found) -> pa.Table:
    """Pairs as a table, spans in code points, sorted by the two ids."""
    ids, at = posts.table["id"].combine_chunks(), posts.table["published_at"].to_numpy()
    width = posts.table["precision_us"].to_numpy()
    base = np.stack([posts.low[found.earlier]] * 2 + [posts.low[found.later]] * 2, axis=1)
    place = base + found.spans
    size = np.maximum(found.spans[:, 1] - found.spans[:, 0], found.spans[:, 3] - found.spans[:, 2])
    body = (posts.high - posts.low)[found.later]
    columns = {
        "earlier": ids.take(pa.array(found.earlier)),
        "later": ids.take(pa.array(found.later)),
        "kind": pa.array(np.array(KINDS, dtype=object)[found.kind], pa.string()),
        "similarity": np.round(found.matches / np.maximum(size, 1), 4),
        "coverage": np.round(found.matches / np.maximum(body, 1), 4),
        "words": found.matches,
        "earlier_start": posts.words.start[place[:, 0]].astype(np.int64),
        "earlier_end": posts.words.end[place[:, 1] - 1].astype(np.int64),
        "later_start": posts.words.start[place[:, 2]].astype(np.int64),
        "later_end": posts.words.end[place[:, 3] - 1].astype(np.int64),
        "lag_us": at[found.later] - at[found.earlier],
        "lag_error_us": (width[found.later] + width[found.earlier]).astype(np.int64),
    }
    return pa.table(columns).sort_by([("earlier", "ascending"), ("later", "ascending")])


def pairs(posts: pa.Table, references: pa.Table | None = None, ranges: int = 1) -> pa.Table:
    """All pairs of posts that share words, templates among them.

    Args:
        posts: columns `id, source, published_at, text`; optionally `precision_us`, and `body_start, body_end`.
        references: column `text`: texts nobody copied from another; their words link nobody.
        ranges: into how many ranges of the hash linking is cut; the result does not depend on it.

    Raises:
        ValueError: a post has no time.
    """
    prepared = _prepare(posts, references)
    repeats, earlier, later = _exact(prepared)
    high = np.where(repeats, prepared.low, prepared.high)
    seeds = candidates(*fingerprints(prepared.words.hash, prepared.low, high), ranges)
    decided = _decide(prepared, seeds.earlier, seeds.later, seeds.shift)
    return _table(prepared, _with_exact(prepared, decided, earlier, later))
