"""Prints that posts share, kept for each later post, and the candidates they make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offscript.find.reuse.index.runs import Shared
from offscript.find.reuse.index.same_words import beginnings, stretches
from offscript.find.reuse.link import Candidates, each_once, without_chaff
from offscript.text.grown import Grown

Numbers = NDArray[np.int64]


def _bits(column: Numbers) -> int:
    return int(column.max(initial=0)).bit_length()


def _by_place(shared: Shared) -> Shared:
    """The rows by later post, earlier post and shift; packed into one number where that fits, which is many times faster."""
    least = int(shared.shift.min(initial=0))
    width, earlier = _bits(shared.shift - least), _bits(shared.earlier)
    if _bits(shared.later) + earlier + width + 1 > 64:
        by = np.lexsort((shared.shift, shared.earlier, shared.later))
        return Shared(*(column[by] for column in shared))
    packed = shared.later << earlier | shared.earlier
    both = (packed << width | (shared.shift - least)).astype(np.uint64) << np.uint64(1) | (shared.sign > 0)
    both.sort()
    sign = np.where(both & np.uint64(1), 1, -1)
    rest = (both >> np.uint64(1)).astype(np.int64)
    pair = rest >> width
    return Shared(pair >> earlier, pair & ((1 << earlier) - 1), (rest & ((1 << width) - 1)) + least, sign)


def netted(shared: Shared) -> Shared:
    """Rows that are left once what comes and what goes is set against each other, in order."""
    if not len(shared.later):
        return shared
    rows = _by_place(shared)
    differ = (np.diff(rows.later) != 0) | (np.diff(rows.earlier) != 0) | (np.diff(rows.shift) != 0)
    first = np.flatnonzero(np.concatenate([[True], differ]))
    total = np.add.reduceat(rows.sign, first)
    by = np.repeat(first, np.abs(total))
    return Shared(rows.later[by], rows.earlier[by], rows.shift[by], np.repeat(np.sign(total), np.abs(total)))


class Seeds:
    """Shared prints of all posts that are in: for each later post the earlier ones with their shifts."""

    def __init__(self) -> None:
        self._kept = Grown(np.int32, np.int32)
        self._start, self._size = np.empty(0, np.int64), np.empty(0, np.int64)

    def _held(self, later: Numbers) -> Shared:
        size = self._size[later]
        places = stretches(self._start[later], size)
        earlier, shift = (column[places].astype(np.int64) for column in self._kept.columns)
        return Shared(np.repeat(later, size), earlier, shift, np.ones(len(places), np.int64))

    def _keep(self, later: Numbers, rows: Shared) -> None:
        """Lay the rows of some later posts (sorted) down, in place of what was kept of them."""
        base = self._kept.room(len(rows.later))
        end = np.searchsorted(rows.later, later, "right")
        self._start[later] = base + np.searchsorted(rows.later, later, "left")
        self._size[later] = end - (self._start[later] - base)
        for column, new in zip(self._kept.columns, (rows.earlier, rows.shift), strict=True):
            column[base : base + len(new)] = new
        if self._kept.held > 2 * int(self._size.sum()) + len(self._size):
            self._tidy()

    def _tidy(self) -> None:
        """Lay down anew what is still kept."""
        places = stretches(self._start, self._size)
        columns = [column[places] for column in self._kept.columns]
        self._kept = Grown(np.int32, np.int32)
        self._kept.room(len(places))
        for column, new in zip(self._kept.columns, columns, strict=True):
            column[: len(new)] = new
        self._start = np.cumsum(self._size) - self._size

    def change(self, change: Shared, rank: Numbers, order: Numbers) -> tuple[Numbers, Candidates]:
        """Later posts whose shared prints are others now, and all their candidates.

        Args:
            change: shared prints that come and go.
            rank: each post's place in the order of time.
            order: the post at each place.
        """
        more = np.zeros(len(rank) - len(self._start), np.int64)
        self._start, self._size = np.concatenate([self._start, more]), np.concatenate([self._size, more])
        change = netted(change)
        later = change.later[beginnings(change.later)]
        rows = netted(Shared(*(np.concatenate(both) for both in zip(self._held(later), change, strict=True))))
        self._keep(later, rows)
        bits = max(1, len(rank).bit_length())
        pair = rank[rows.earlier].astype(np.uint64) << np.uint64(bits) | rank[rows.later].astype(np.uint64)
        found = without_chaff(each_once(pair, rows.shift.astype(np.int32), bits))
        return later, Candidates(order[found.earlier], order[found.later], found.shift, found.seeds)
