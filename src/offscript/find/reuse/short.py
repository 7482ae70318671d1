"""Short posts, of three to seven words, that say the same: counted, and no evidence of copying unless the words are rare.

"Without comment" is said by everybody. A wording is rare where at most `FEW_HOLDERS` posts consist of it and where its two
rarest words, drawn as often as the rest of the collection uses them, would meet in fewer than `BY_CHANCE` of the short posts.
Only two words count, for the others may belong to a set phrase.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint32
from numpy.typing import NDArray

from offscript.find.reuse.posts import Posts
from offscript.find.reuse.same import first_and_before, whole_hashes

SHORTEST, SHORT_WORDS = 3, 8
"""A short post has at least three words and fewer than eight."""
FEW_HOLDERS = 3
BY_CHANCE = 1e-6

_SKETCH_BITS = 20
_COUNTED = 2_000_000
Numbers = NDArray[np.int64]


class Short(NamedTuple):
    """Short posts that others repeat, a row each: number of the post, of the first that says the same, of the one before
    (itself for the first), how many say it, posts expected by chance, and whether that makes it rare."""

    post: Numbers
    first: Numbers
    before: Numbers
    holders: Numbers
    expected: NDArray[np.float64]
    rare: NDArray[np.bool_]


@njit(cache=True)
def _word_counts(hashes, low, high, step, counts):  # type: ignore[no-untyped-def]
    """Occurrences of each word (by the highest bits of its hash) in every `step`-th post."""
    for i in range(0, len(low), step):
        for j in range(low[i], high[i]):
            counts[hashes[j] >> uint32(32 - _SKETCH_BITS)] += 1


@njit(cache=True)
def _two_rarest(hashes, low, high, holders, step, counts, out):  # type: ignore[no-untyped-def]
    """For each text the product of the shares of its two rarest words, the holders' own use left out."""
    total = float(counts.sum() + 1)
    for i in range(len(low)):
        least = second = 1.0
        for j in range(low[i], high[i]):
            elsewhere = counts[hashes[j] >> uint32(32 - _SKETCH_BITS)] - holders[i] / step
            share = (max(elsewhere, 0.0) + 1.0) / total
            if share < least:
                least, second = share, least
            elif share < second:
                second = share
        out[i] = least * second


def _expected(posts: Posts, low: Numbers, high: Numbers, holders: Numbers, among: int) -> NDArray[np.float64]:
    """Posts of `among` in which the two rarest words of each wording would meet by chance."""
    counts = np.zeros(1 << _SKETCH_BITS, np.int64)
    step = 1 + int(np.maximum(posts.length, 0).sum()) // _COUNTED
    _word_counts(posts.hashes, posts.low, posts.high, step, counts)
    both = np.zeros(len(low))
    _two_rarest(posts.hashes, low, high, holders, step, counts, both)
    return among * both


def short_posts(posts: Posts) -> Short:
    """Short posts of which another says exactly the same."""
    number = np.flatnonzero((posts.length >= SHORTEST) & (posts.length < SHORT_WORDS))
    first, before = first_and_before(whole_hashes(posts.hashes, posts.low[number], posts.high[number]))
    shorts = len(first)
    holders = np.bincount(first, minlength=len(first))[first]
    chosen = np.flatnonzero(holders > 1)
    number, first, before, holders = number[chosen], number[first[chosen]], number[before[chosen]], holders[chosen]
    expected = _expected(posts, posts.low[number], posts.high[number], holders, shorts)
    rare = (holders <= FEW_HOLDERS) & (expected < BY_CHANCE)
    return Short(number, first, before, holders, expected, rare)
