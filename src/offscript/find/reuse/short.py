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

SKETCH_BITS = 20
_PIECES = 2
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
def _word_counts(hashes, low, high, counts):  # type: ignore[no-untyped-def]
    """Occurrences of each word (by the highest bits of its hash), for each thread."""
    pieces = len(counts)
    for piece in prange(pieces):
        for k in range(len(low) * piece // pieces, len(low) * (piece + 1) // pieces):
            for j in range(low[k], high[k]):
                counts[piece, hashes[j] >> uint32(32 - SKETCH_BITS)] += 1


@njit(cache=True)
def _two_rarest(hashes, low, high, holders, counts, out):  # type: ignore[no-untyped-def]
    """For each text the product of the shares of its two rarest words, the holders' own use left out."""
    total = float(counts.sum()) + 1
    for i in range(len(low)):
        least = second = 1.0
        for j in range(low[i], high[i]):
            elsewhere = float(counts[hashes[j] >> uint32(32 - SKETCH_BITS)] - holders[i])
            share = (max(elsewhere, 0.0) + 1.0) / total
            if share < least:
                least, second = share, least
            elif share < second:
                second = share
        out[i] = least * second


def word_counts(bodies: Bodies) -> Numbers:
    """How often each word is used, by the highest `SKETCH_BITS` of its hash."""
    counts = np.zeros((_PIECES, 1 << SKETCH_BITS), np.int64)
    _word_counts(bodies.hashes, bodies.low, bodies.high, counts)
    together: Numbers = counts.sum(axis=0)
    return together


def is_short(length: Numbers) -> NDArray[np.bool_]:
    """Which of some posts are short, by their words."""
    return (length >= SHORTEST) & (length < SHORT_WORDS)


def expected_by_chance(bodies: Bodies, holders: Numbers, counts: Numbers, shorts: int) -> NDArray[np.float64]:
    """How many of all short posts would have the two rarest words of each of these, drawn as often as the others use them.

    Args:
        bodies: short posts.
        holders: how many say what each says.
        counts: how often each word is used (`word_counts` of all posts).
        shorts: how many short posts there are.
    """
    expected = np.zeros(len(holders))
    _two_rarest(bodies.hashes, bodies.low, bodies.high, holders, counts, expected)
    return expected * shorts


def is_rare(holders: Numbers, expected: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which wordings are too rare to be said twice by chance."""
    return (holders <= FEW_HOLDERS) & (expected < BY_CHANCE)


def said_again(whole: NDArray[np.uint64]) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of texts in the order of time, given a hash of the words of each: which say what another says, and of these the first that
    does, the one before (itself for the first), and how many do."""
    first, before = first_and_before(whole)
    holders = np.bincount(first, minlength=len(first))[first]
    chosen = np.flatnonzero(holders > 1)
    return chosen, first[chosen], before[chosen], holders[chosen]


def short_posts(bodies: Bodies) -> Short:
    """Short posts of which another says exactly the same; posts in the order of time."""
    number = np.flatnonzero(is_short(bodies.high - bodies.low))
    whole = whole_hashes(bodies.hashes, bodies.low[number], bodies.high[number])
    chosen, first, before, holders = said_again(whole)
    shorts, number, first, before = len(number), number[chosen], number[first], number[before]
    said = Bodies(bodies.hashes, bodies.low[number], bodies.high[number])
    expected = expected_by_chance(said, holders, word_counts(bodies), shorts)
    return Short(number, first, before, holders, expected, is_rare(holders, expected))
