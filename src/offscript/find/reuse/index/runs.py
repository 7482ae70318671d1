"""All posts that hold a print, kept so that posts can be added and taken out, and what that does to the star links.

Prints lie sorted in a large part that is laid out once, and in a small one for what came since; when the small one has grown
to an eighth of the large one, they are laid together. What is taken out is marked. The posts of a print come in the order of
time, which adding others never changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.find.reuse.fingerprint import PRINT_BITS
from offscript.find.reuse.index.same_words import beginnings
from offscript.find.reuse.link import FEW, MANY, ORDINAL_BITS, pack, partners

_LAID_TOGETHER = 8
_GONE = 0xFFFFFFFFFFFFFFFF
_PIECES = 64
_OLD, _LEAVING, _ENTERING = range(3)
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class Prints(NamedTuple):
    """Prints in their order; their lowest bits say where in `places` (post above 32 bits, word below) each stands."""

    packed: Hashes
    places: Hashes


class Shared(NamedTuple):
    """Prints that two posts share, a row each: the later post, the earlier, how far the match is shifted, and whether the link
    comes (1) or goes (-1)."""

    later: Numbers
    earlier: Numbers
    shift: Numbers
    sign: Numbers


@njit(parallel=True, cache=True)
def number(places, posts):  # type: ignore[no-untyped-def]
    """Write the posts' own numbers into places, in place of their numbers in a list of posts."""
    for i in prange(len(places)):
        places[i] = uint64(posts[places[i] >> uint64(32)]) << uint64(32) | places[i] & uint64(0xFFFFFFFF)


def sorted_prints(prints: Hashes, places: Hashes) -> Prints:
    """Prints laid in order. They are overwritten.

    Raises:
        ValueError: there are more than the index can number.
    """
    if len(prints) >= 1 << ORDINAL_BITS:
        raise ValueError(f"{len(prints)} prints are too many for one index; it holds {1 << ORDINAL_BITS}")
    pack(prints)
    prints.sort()
    return Prints(prints, places)


def _no_prints() -> Prints:
    return Prints(np.empty(0, np.uint64), np.empty(0, np.uint64))


def _directory(packed: Hashes) -> tuple[Numbers, int]:
    """Where the prints with the same highest bits begin, and how many lower bits there are: a print or two for each."""
    bits = min(PRINT_BITS, max(1, len(packed).bit_length() - 1))
    shift = PRINT_BITS - bits
    firsts = np.bincount((packed >> np.uint64(ORDINAL_BITS + shift)).astype(np.int64), minlength=1 << bits)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(firsts)]), shift


@njit(parallel=True, cache=True)
def _bounds(packed, directory, shift, keys, out):  # type: ignore[no-untyped-def]
    """Where the entries of each print begin and end."""
    for k in prange(len(keys)):
        low, until = directory[keys[k] >> uint64(shift)], directory[(keys[k] >> uint64(shift)) + uint64(1)]
        while low < until and packed[low] >> uint64(ORDINAL_BITS) < keys[k]:
            low += 1
        high = low
        while high < until and packed[high] >> uint64(ORDINAL_BITS) == keys[k]:
            high += 1
        out[k, 0], out[k, 1] = low, high


@njit(cache=True)
def _ordered_bounds(packed, keys, out):  # type: ignore[no-untyped-def]
    """The same for a part of about as many prints, in one pass over both."""
    at = 0
    for k in range(len(keys)):
        while at < len(packed) and packed[at] >> uint64(ORDINAL_BITS) < keys[k]:
            at += 1
        out[k, 0] = at
        while at < len(packed) and packed[at] >> uint64(ORDINAL_BITS) == keys[k]:
            at += 1
        out[k, 1] = at


@njit(cache=True)
def _take(part, low, high, leaving, rank, entering, order, place, state, found):  # type: ignore[no-untyped-def]
    """Write the entries of one part from `found` on, with their order in time and whether they stay; gives where they end."""
    for p in range(low, high):
        there = part[1][part[0][p] & uint64((1 << ORDINAL_BITS) - 1)]
        if there != uint64(_GONE):
            post = there >> uint64(32)
            order[found] = uint64(rank[post]) << uint64(32) | (there & uint64(0xFFFFFFFF))
            place[found] = there
            state[found] = _ENTERING if entering else _LEAVING if leaving[post] else _OLD
            found += 1
    return found


@njit(cache=True)
def _links(place, state, few, sign, out, at):  # type: ignore[no-untyped-def]
    """Star links of one print's posts, in the order of time; where `few`, only those of posts that come or go."""
    for q in range(1, len(place)):
        begin, alone = partners(len(place), q), few and state[q] == _OLD
        for step in range(begin - 1, q):
            p = step if step >= begin else 0
            if (
                (step < begin and begin == 0)
                or (alone and state[p] == _OLD)
                or place[p] >> uint64(32) == place[q] >> uint64(32)
            ):
                continue
            out[0][at], out[1][at] = place[q] >> uint64(32), place[p] >> uint64(32)
            out[2][at] = np.int64(place[q] & uint64(0xFFFFFFFF)) - np.int64(place[p] & uint64(0xFFFFFFFF))
            out[3][at] = sign
            at += 1
    return at


@njit(cache=True)
def _one(place, state, out, at):  # type: ignore[no-untyped-def]
    """Links of one print that go and that come. Those between posts that stay are left out where they cannot change."""
    before, after = place[state != _ENTERING], place[state != _LEAVING]
    old, new = len(before), len(after)
    same = (old <= FEW and new <= FEW) or (old > MANY and new > MANY and before[0] == after[0])
    at = _links(before, state[state != _ENTERING], same, -1, out, at)
    return _links(after, state[state != _LEAVING], same, 1, out, at)


@njit(parallel=True, cache=True)
def _changed(base, recent, entering, bounds, rank, leaving, starts, out, ends):  # type: ignore[no-untyped-def]
    """Links that come or go for the prints of each piece."""
    for piece in prange(_PIECES):
        at = starts[piece]
        for k in range(len(bounds) * piece // _PIECES, len(bounds) * (piece + 1) // _PIECES):
            b = bounds[k]
            size = b[1] - b[0] + b[3] - b[2] + b[5] - b[4]
            if size < 2:
                continue
            order, place, state = np.empty(size, np.uint64), np.empty(size, np.uint64), np.empty(size, np.int8)
            found = _take(base, b[0], b[1], leaving, rank, False, order, place, state, 0)
            found = _take(recent, b[2], b[3], leaving, rank, False, order, place, state, found)
            found = _take(entering, b[4], b[5], leaving, rank, True, order, place, state, found)
            by = np.argsort(order[:found], kind="mergesort")
            at = _one(place[:found][by], state[:found][by], out, at)
        ends[piece] = at


@njit(parallel=True, cache=True)
def _mark(part, bounds, leaving):  # type: ignore[no-untyped-def]
    """Mark the entries of posts that leave."""
    for k in prange(len(bounds)):
        for p in range(bounds[k, 0], bounds[k, 1]):
            at = part[0][p] & uint64((1 << ORDINAL_BITS) - 1)
            if part[1][at] != uint64(_GONE) and leaving[part[1][at] >> uint64(32)]:
                part[1][at] = uint64(_GONE)


@njit(parallel=True, cache=True)
def _most(bounds, most):  # type: ignore[no-untyped-def]
    """How many links the prints of each piece can give."""
    for piece in prange(_PIECES):
        for k in range(len(bounds) * piece // _PIECES, len(bounds) * (piece + 1) // _PIECES):
            size = bounds[k, 1] - bounds[k, 0] + bounds[k, 3] - bounds[k, 2] + bounds[k, 5] - bounds[k, 4]
            most[piece + 1] += size * (size - 1) if size <= 2 * FEW else 4 * size


def _room(bounds: Numbers) -> Numbers:
    """Where the links of each piece begin if all give as many as they can, and where the last end."""
    most = np.zeros(_PIECES + 1, np.int64)
    _most(bounds, most)
    return np.cumsum(most)


class Runs:
    """Prints of all posts that are in."""

    def __init__(self) -> None:
        self._base, self._recent = _no_prints(), _no_prints()
        self._directory = _directory(self._base.packed)

    def _where(self, keys: Hashes, entering: Prints) -> NDArray[np.int64]:
        """Begin and end of each print's entries in the large part, the small one, and among those that enter."""
        bounds = np.zeros((len(keys), 6), np.int64)
        if len(self._base.packed):
            _bounds(self._base.packed, *self._directory, keys, bounds[:, :2])
        for first, part in ((2, self._recent), (4, entering)):
            _ordered_bounds(part.packed, keys, bounds[:, first : first + 2])
        return bounds

    def change(self, going: Hashes, coming: Prints, rank: Numbers, leaving: NDArray[np.bool_]) -> Shared:
        """Take posts out and put posts in.

        Args:
            going: prints of the posts that leave.
            coming: prints of the posts that enter.
            rank: each post's place in the order of time.
            leaving: which posts leave; one may enter again with other words.

        Returns:
            Shared prints that come and go; some may do both.
        """
        keys = coming.packed >> np.uint64(ORDINAL_BITS)
        keys = np.sort(np.concatenate([going, keys])) if len(going) else keys
        bounds = self._where(keys[beginnings(keys)], coming)
        starts, ends = _room(bounds), np.zeros(_PIECES, np.int64)
        parts = tuple(self._base), tuple(self._recent), tuple(coming)
        out = tuple(np.empty(starts[-1], np.int64) for _ in range(4))
        _changed(*parts, bounds, rank, leaving, starts, out, ends)
        written = [slice(low, high) for low, high in zip(starts, ends, strict=False)]
        if len(going):
            _mark(parts[0], bounds[:, :2], leaving)
            _mark(parts[1], bounds[:, 2:4], leaving)
        self._put(coming)
        return Shared(*(np.concatenate([column[part] for part in written]) for column in out))

    def _put(self, coming: Prints) -> None:
        """Add prints to the small part, and lay the two together where it has grown too large."""
        self._recent = _together(self._recent, coming)
        if _LAID_TOGETHER * len(self._recent.packed) > len(self._base.packed):
            self._base, self._recent = _together(self._base, self._recent), _no_prints()
            self._directory = _directory(self._base.packed)


def _together(first: Prints, second: Prints) -> Prints:
    """Two sorted lists of prints as one."""
    if not len(first.packed):
        return second
    ordinal, moved = np.uint64((1 << ORDINAL_BITS) - 1), np.uint64(len(first.places))
    if len(first.places) + len(second.places) > ordinal:
        raise ValueError(f"{len(first.places) + len(second.places)} prints are too many for one index")
    packed = np.concatenate([first.packed, second.packed + moved])
    packed.sort(kind="stable")
    places = np.concatenate([first.places, second.places])
    return Prints(packed, places)
