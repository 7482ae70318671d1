"""Short posts, of three to seven words, that say the same: counted, and no evidence of copying unless the words are rare.

"Without comment" is said by everybody. A wording is rare where at most `FEW_HOLDERS` posts consist of it and where its two
rarest words, drawn as often as the rest of the collection uses them, would meet in fewer than `BY_CHANCE` of the short posts.
Only two words count, for the others may belong to a set phrase.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, prange, uint32
from numpy.typing import NDArray

from offscript.find.reuse.same import first_and_before, whole_hashes

SHORTEST, SHORT_WORDS = 3, 8
"""A short post has at least three words and fewer than eight."""
FEW_HOLDERS = 3
BY_CHANCE = 1e-6

_SKETCH_BITS = 20
_PIECES = 2
_COUNTED = 2_000_000
Numbers = NDArray[np.int64]


class Bodies(NamedTuple):
    """Words of posts in the order of time: post n has `hashes[low[n]:high[n]]`."""

    hashes: NDArray[np.uint32]
    low: Numbers
    high: Numbers


class Short(NamedTuple):
    """Short posts that others repeat, a row each: number of the post, of the first that says the same, of the one before
    (itself for the first), how many say it, posts expected by chance, and whether that makes it rare."""

    post: Numbers
    first: Numbers
    before: Numbers
    holders: Numbers
    expected: NDArray[np.float64]
    rare: NDArray[np.bool_]


@njit(parallel=True, cache=True)
def _word_counts(hashes, low, high, step, counts):  # type: ignore[no-untyped-def]
    """Occurrences of each word (by the highest bits of its hash) in every `step`-th post, for each thread."""
    pieces, chosen = len(counts), (len(low) + step - 1) // step
    for piece in prange(pieces):
        for k in range(chosen * piece // pieces, chosen * (piece + 1) // pieces):
            for j in range(low[k * step], high[k * step]):
                counts[piece, hashes[j] >> uint32(32 - _SKETCH_BITS)] += 1


@njit(cache=True)
def _two_rarest(hashes, low, high, holders, step, counts, out):  # type: ignore[no-untyped-def]
    """For each text the product of the shares of its two rarest words, the holders' own use left out."""
    total = float(counts.sum()) + 1
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


def _counted(bodies: Bodies) -> tuple[NDArray[np.int32], int]:
    """How often each word was used in every so many posts, and in how many-eth."""
    counts = np.zeros((_PIECES, 1 << _SKETCH_BITS), np.int32)
    step = 1 + int(np.maximum(bodies.high - bodies.low, 0).sum()) // _COUNTED
    _word_counts(bodies.hashes, bodies.low, bodies.high, step, counts)
    return counts.sum(axis=0, dtype=np.int32), step


def short_posts(bodies: Bodies) -> Short:
    """Short posts of which another says exactly the same; posts in the order of time."""
    length = bodies.high - bodies.low
    number = np.flatnonzero((length >= SHORTEST) & (length < SHORT_WORDS))
    first, before = first_and_before(whole_hashes(bodies.hashes, bodies.low[number], bodies.high[number]))
    shorts = len(first)
    holders = np.bincount(first, minlength=len(first))[first]
    chosen = np.flatnonzero(holders > 1)
    number, first, before, holders = number[chosen], number[first[chosen]], number[before[chosen]], holders[chosen]
    expected = np.zeros(len(number))
    _two_rarest(bodies.hashes, bodies.low[number], bodies.high[number], holders, *_counted(bodies)[::-1], expected)
    expected *= shorts
    rare = (holders <= FEW_HOLDERS) & (expected < BY_CHANCE)
    return Short(number, first, before, holders, expected, rare)
