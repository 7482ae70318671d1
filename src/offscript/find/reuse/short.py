"""Short posts, of three to seven words, that say the same: counted, and no evidence of copying unless the words are rare.

"Without comment" is said by everybody. A wording is rare where at most `FEW_HOLDERS` posts consist of it and where, were its
words drawn one by one as often as the collection has them, fewer than `BY_CHANCE` posts would be expected to say it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint32
from numpy.typing import NDArray

from offscript.find.reuse.boilerplate import whole_hashes
from offscript.find.reuse.posts import Posts

SHORTEST, SHORT_WORDS = 3, 8
"""A short post has at least three words and fewer than eight."""
FEW_HOLDERS = 3
BY_CHANCE = 0.001

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
def _surprise(hashes, low, high, rarity, out):  # type: ignore[no-untyped-def]
    for i in range(len(low)):
        for j in range(low[i], high[i]):
            out[i] += rarity[hashes[j] >> uint32(32 - _SKETCH_BITS)]


def _expected(posts: Posts, low: Numbers, high: Numbers, among: int) -> NDArray[np.float64]:
    """Posts of `among` expected to consist of each wording by chance, from how often its words are used."""
    counts = np.zeros(1 << _SKETCH_BITS, np.int64)
    step = 1 + int(np.maximum(posts.length, 0).sum()) // _COUNTED
    _word_counts(posts.hashes, posts.low, posts.high, step, counts)
    rarity = -np.log((counts + 1) / (counts.sum() + np.count_nonzero(counts) + 1))
    surprise = np.zeros(len(low))
    _surprise(posts.hashes, low, high, rarity, surprise)
    return among * np.exp(-surprise)


def short_posts(posts: Posts) -> Short:
    """Short posts of which another says exactly the same."""
    number = np.flatnonzero((posts.length >= SHORTEST) & (posts.length < SHORT_WORDS))
    key = whole_hashes(posts.hashes, posts.low[number], posts.high[number])
    order = np.argsort(key, kind="stable")
    number, key = number[order], key[order]
    fresh = np.concatenate([np.ones(min(1, len(key)), bool), key[1:] != key[:-1]])
    begins = np.flatnonzero(fresh)
    size = np.diff(np.concatenate([begins, [len(key)]])).astype(np.int64)
    group = np.cumsum(fresh) - 1
    chosen = size[group] > 1 if len(key) else fresh
    first, holders = number[begins][group], size[group]
    before = np.where(fresh, number, np.concatenate([number[:1], number[:-1]]))
    expected = np.zeros(len(number))
    heads = begins[size > 1]
    if len(heads):
        value = _expected(posts, posts.low[number[heads]], posts.high[number[heads]], len(number))
        expected[chosen] = np.repeat(value, size[size > 1])
    rare = (holders <= FEW_HOLDERS) & (expected < BY_CHANCE)
    return Short(*(column[chosen] for column in (number, first, before, holders, expected, rare)))
