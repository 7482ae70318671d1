"""Pairs of posts that share words: fold what is the same, fingerprint, link, align, decide.

Words are compared folded and without their endings (`text.words`), without each source's boilerplate. *Exact*: the same words
to the letter. *Near*: at least six tenths of the longer post match in order. *Passage*: twelve words or more, or most of a
short post, inside other words. *Template*: a form filled with other numbers, which is no copy (`forms`). Posts of fewer than
eight words have a rule of their own (`short`). Assumes that posts come with the time of publication; the direction of a link
is the order of time, and `lag_error_us` says how far it can be trusted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.align import Aligned, align
from offscript.find.reuse.forms import Fills, fills, forms
from offscript.find.reuse.link import candidates
from offscript.find.reuse.posts import Posts, code_points, prepared
from offscript.find.reuse.same import first_and_before, whole_hashes
from offscript.find.reuse.short import SHORT_WORDS, Bodies, short_posts
from offscript.find.reuse.spelt import spelt_alike

NEAR_SHARE = 0.6
PASSAGE_WORDS = 12
PLAIN_WORDS = 5
"""Words that are no numbers, which a match must span."""
IDENTITY = 0.6
"""Share of the words in the longer span that must match."""

Numbers = NDArray[np.int64]
EXACT, NEAR, PASSAGE, TEMPLATE = range(4)
KINDS = ("exact", "near", "passage", "template")


class Found(NamedTuple):
    """Pairs, before they are written as a table: spans in words from the start of the bodies."""

    earlier: Numbers
    later: Numbers
    kind: Numbers
    matches: Numbers
    same: Numbers
    spans: Numbers


def repeated(whole: NDArray[np.uint64]) -> tuple[Numbers, Numbers, Numbers]:
    """Of texts in the order of time, given a hash of the words of each: which repeat an earlier one word for word, and the
    links of these, as earlier and later: to the first, and to the one before."""
    first, before = first_and_before(whole)
    later = np.flatnonzero(first != np.arange(len(first)))
    other = later[before[later] != first[later]]
    return later, np.concatenate([first[later], before[other]]), np.concatenate([later, other])


def _exact(posts: Posts) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
    """Which posts repeat an earlier one word for word, and their links."""
    number = np.flatnonzero(posts.length >= SHORT_WORDS)
    again, earlier, later = repeated(whole_hashes(posts.hashes, posts.low[number], posts.high[number]))
    repeats = np.zeros(len(posts.low), bool)
    repeats[number[again]] = True
    return repeats, number[earlier], number[later]


def rare_short(bodies: Bodies) -> tuple[Numbers, Numbers]:
    """Links between short posts whose words are rare, in the order of time: to the first, and to the one before."""
    found = short_posts(bodies)
    follows = found.rare & (found.post != found.first)
    other = follows & (found.before != found.first)
    earlier = np.concatenate([found.first[follows], found.before[other]])
    return earlier, np.concatenate([found.post[follows], found.post[other]])


class Judged(NamedTuple):
    """What is to be said of aligned pairs one by one: the kind of each if it fills no form (its place in `KINDS`, -1 where too
    little is shared), and what it says of forms."""

    kind: NDArray[np.int8]
    fills: Fills


def judged(posts: Posts, earlier: Numbers, later: Numbers, found: Aligned) -> Judged:
    """Judge aligned pairs one by one."""
    longer = np.maximum(posts.length[earlier], posts.length[later])
    shorter = np.minimum(posts.length[earlier], posts.length[later])
    span = np.maximum(found.earlier_end - found.earlier_start, found.later_end - found.later_start)
    near = (found.matches >= NEAR_SHARE * longer) & (found.matches >= SHORT_WORDS)
    alike = found.matches >= IDENTITY * span
    short = (found.matches >= NEAR_SHARE * shorter) & (found.matches >= SHORT_WORDS)
    passage = alike & ((found.matches >= PASSAGE_WORDS) | short)
    kept = (near | passage) & (span - found.numbers >= PLAIN_WORDS)
    return Judged(np.where(kept, np.where(near, NEAR, PASSAGE), -1).astype(np.int8), fills(found, near))


def kinds(posts: Posts, earlier: Numbers, later: Numbers, given: Judged) -> NDArray[np.int8]:
    """The kind of each pair, now that forms are known by all pairs together."""
    form = forms(posts.hashes, posts.low, posts.high, earlier, later, given.fills)
    return np.where(form & (given.kind >= 0), np.int8(TEMPLATE), given.kind)


def decided(earlier: Numbers, later: Numbers, kind: NDArray[np.int8], found: Aligned) -> Found:
    """Those of some aligned pairs that are of a kind."""
    kept = kind >= 0
    spans = np.stack([found.earlier_start, found.earlier_end, found.later_start, found.later_end], axis=1)
    columns = (earlier, later, kind, found.matches, found.same, spans)
    return Found(*(column[kept].astype(np.int64) for column in columns))


def word_for_word(posts: Posts, earlier: Numbers, later: Numbers) -> Found:
    """Pairs of posts that have the same words."""
    length = posts.length[earlier]
    nothing = np.zeros(len(earlier), np.int64)
    return Found(
        earlier,
        later,
        np.full(len(earlier), EXACT),
        length,
        length,
        np.stack([nothing, length, nothing, length], axis=1),
    )


def joined(*found: Found) -> Found:
    """Pairs found in several ways."""
    return Found(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _spans(posts: Posts, found: Found) -> dict[str, Numbers]:
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


def in_order(found: pa.Table) -> pa.Table:
    """Pairs by the ids of both posts."""
    return found.sort_by([("earlier", "ascending"), ("later", "ascending")])


def placed(posts: Posts, found: Found) -> tuple[pa.Table, NDArray[np.bool_]]:
    """Pairs as a table, spans in code points, and which of them are spelt alike: of the others the words only hash alike."""
    ids = posts.table["id"].combine_chunks()
    earlier_size, later_size = (found.spans[:, k + 1] - found.spans[:, k] for k in (0, 2))
    body, spans = posts.length[found.later], _spans(posts, found)
    alike = spelt_alike(posts, found.earlier, found.later, spans)
    columns = {
        "earlier": ids.take(pa.array(posts.row[found.earlier])),
        "later": ids.take(pa.array(posts.row[found.later])),
        "kind": pa.array(KINDS).take(pa.array(found.kind)),
        "similarity": np.round(found.matches / np.maximum(np.maximum(earlier_size, later_size), 1), 4),
        "coverage": np.round(found.matches / np.maximum(body, 1), 4),
        "words": found.matches,
        "changed": earlier_size + body - 2 * found.same,
        **spans,
        "lag_us": posts.at[found.later] - posts.at[found.earlier],
        "lag_error_us": posts.width[found.later] + posts.width[found.earlier],
    }
    return pa.table(columns), alike


def laid_out(posts: Posts, found: Found) -> pa.Table:
    """Pairs as a table, spans in code points; none whose words only hash alike."""
    rows, alike = placed(posts, found)
    return rows.filter(pa.array(alike))


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
    rare_earlier, rare_later = rare_short(Bodies(ready.hashes, ready.low, ready.high))
    seeds = candidates(ready.hashes, ready.low, np.where(repeats, ready.low, ready.high), ranges)
    found = align(ready.hashes, ready.low, ready.high, seeds.earlier, seeds.later, seeds.shift)
    kind = kinds(ready, seeds.earlier, seeds.later, judged(ready, seeds.earlier, seeds.later, found))
    reworded = decided(seeds.earlier, seeds.later, kind, found)
    exact = word_for_word(ready, np.concatenate([earlier, rare_earlier]), np.concatenate([later, rare_later]))
    return in_order(laid_out(ready, joined(reworded, exact)))
