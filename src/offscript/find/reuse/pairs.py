"""Pairs of posts that share words: fold what is the same, fingerprint, link, align, decide.

Words are compared folded and without their endings (`text.words`), without each source's boilerplate. *Exact*: the same words
to the letter. *Near*: at least six tenths of the longer post match in order. *Passage*: twelve words or more, or most of a
short post, inside other words. *Template*: a form filled with other numbers, which is no copy (`forms`). Posts of fewer than
eight words have a rule of their own (`short`). Assumes that posts come with the time of publication; the direction of a link
is the order of time, and `lag_error_us` says how far it can be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.align import align
from offscript.find.reuse.forms import forms
from offscript.find.reuse.link import Candidates, candidates
from offscript.find.reuse.posts import Posts, code_points, prepared
from offscript.find.reuse.same import first_and_before, whole_hashes
from offscript.find.reuse.short import SHORT_WORDS, short_posts

NEAR_SHARE = 0.6
PASSAGE_WORDS = 12
PLAIN_WORDS = 5
"""Words that are no numbers, which a match must span."""
IDENTITY = 0.6
"""Share of the words in the longer span that must match."""

Numbers = NDArray[np.int64]
EXACT, NEAR, PASSAGE, TEMPLATE = range(4)
KINDS = ("exact", "near", "passage", "template")


@dataclass(frozen=True)
class _Found:
    """Pairs, before they are written as a table: spans in words from the start of the bodies."""

    earlier: Numbers
    later: Numbers
    kind: Numbers
    matches: Numbers
    same: Numbers
    spans: Numbers


def _exact(posts: Posts) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
    """Which posts repeat an earlier one word for word, and the links of these: to the first, and to the one before."""
    number = np.flatnonzero(posts.length >= SHORT_WORDS)
    first, before = first_and_before(whole_hashes(posts.hashes, posts.low[number], posts.high[number]))
    later = np.flatnonzero(first != np.arange(len(first)))
    repeats = np.zeros(len(posts.low), bool)
    repeats[number[later]] = True
    other = later[before[later] != first[later]]
    return repeats, number[np.concatenate([first[later], before[other]])], number[np.concatenate([later, other])]


def _rare_short(posts: Posts) -> tuple[Numbers, Numbers]:
    """Links between short posts whose words are rare: to the first, and to the one before."""
    found = short_posts(posts)
    follows = found.rare & (found.post != found.first)
    other = follows & (found.before != found.first)
    earlier = np.concatenate([found.first[follows], found.before[other]])
    return earlier, np.concatenate([found.post[follows], found.post[other]])


def _decide(posts: Posts, seeds: Candidates) -> _Found:
    """Align candidates and keep those that share enough, with their kind."""
    earlier, later = seeds.earlier, seeds.later
    found = align(posts.hashes, posts.low, posts.high, earlier, later, seeds.shift)
    longer = np.maximum(posts.length[earlier], posts.length[later])
    shorter = np.minimum(posts.length[earlier], posts.length[later])
    span = np.maximum(found.earlier_end - found.earlier_start, found.later_end - found.later_start)
    near = (found.matches >= NEAR_SHARE * longer) & (found.matches >= SHORT_WORDS)
    alike = found.matches >= IDENTITY * span
    short = (found.matches >= NEAR_SHARE * shorter) & (found.matches >= SHORT_WORDS)
    passage = alike & ((found.matches >= PASSAGE_WORDS) | short)
    form = forms(posts.hashes, posts.low, posts.high, earlier, later, found, near)
    kind = np.where(form, TEMPLATE, np.where(near, NEAR, PASSAGE))
    kept = (near | passage) & (span - found.numbers >= PLAIN_WORDS)
    spans = np.stack([found.earlier_start, found.earlier_end, found.later_start, found.later_end], axis=1)
    columns = (earlier, later, kind, found.matches, found.same, spans)
    return _Found(*(column[kept].astype(np.int64) for column in columns))


def _with_exact(posts: Posts, decided: _Found, earlier: Numbers, later: Numbers) -> _Found:
    length = posts.length[earlier]
    nothing = np.zeros(len(earlier), np.int64)
    exact = _Found(
        earlier,
        later,
        np.full(len(earlier), EXACT),
        length,
        length,
        np.stack([nothing, length, nothing, length], axis=1),
    )
    columns = zip(vars(decided).values(), vars(exact).values(), strict=True)
    return _Found(*(np.concatenate(both) for both in columns))


def _spans(posts: Posts, found: _Found) -> dict[str, Numbers]:
    """Both spans of each pair in code points."""
    number = np.concatenate([found.earlier, found.later])
    base = posts.low[number]
    low, high = (np.concatenate([found.spans[:, side], found.spans[:, side + 2]]) for side in (0, 1))
    start, end = code_points(posts, number, base + low, base + high)
    half = len(found.earlier)
    return {
        "earlier_start": start[:half],
        "earlier_end": end[:half],
        "later_start": start[half:],
        "later_end": end[half:],
    }


def _table(posts: Posts, found: _Found) -> pa.Table:
    """Pairs as a table, spans in code points, sorted by the two ids."""
    ids = posts.table["id"].combine_chunks()
    earlier_size, later_size = (found.spans[:, k + 1] - found.spans[:, k] for k in (0, 2))
    body = posts.length[found.later]
    columns = {
        "earlier": ids.take(pa.array(posts.row[found.earlier])),
        "later": ids.take(pa.array(posts.row[found.later])),
        "kind": pa.array(np.array(KINDS, dtype=object)[found.kind], pa.string()),
        "similarity": np.round(found.matches / np.maximum(np.maximum(earlier_size, later_size), 1), 4),
        "coverage": np.round(found.matches / np.maximum(body, 1), 4),
        "words": found.matches,
        "changed": earlier_size + body - 2 * found.same,
        **_spans(posts, found),
        "lag_us": posts.at[found.later] - posts.at[found.earlier],
        "lag_error_us": posts.width[found.later] + posts.width[found.earlier],
    }
    return pa.table(columns).sort_by([("earlier", "ascending"), ("later", "ascending")])


def pairs(posts: pa.Table, references: pa.Table | None = None, ranges: int | None = None) -> pa.Table:
    """All pairs of posts that share words, templates among them.

    Args:
        posts: columns `id, source, published_at, text`; optionally `precision_us`, and `body_start, body_end`.
        references: column `text`: texts nobody copied from another; their words link nobody.
        ranges: into how many ranges of the hash linking is cut; the result does not depend on it. None: as memory asks for.

    Raises:
        ValueError: a post has no time.
    """
    ready = prepared(posts, references)
    repeats, earlier, later = _exact(ready)
    rare_earlier, rare_later = _rare_short(ready)
    decided = _decide(ready, candidates(ready.hashes, ready.low, np.where(repeats, ready.low, ready.high), ranges))
    exact = np.concatenate([earlier, rare_earlier]), np.concatenate([later, rare_later])
    return _table(ready, _with_exact(ready, decided, *exact))
