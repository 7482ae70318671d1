"""Candidates with their alignments, kept so that only what changed is aligned again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.find.reuse.align import Aligned, align
from offscript.find.reuse.forms import Fills
from offscript.find.reuse.link import Candidates
from offscript.find.reuse.pairs import Found, Judged, decided, judged, kinds
from offscript.find.reuse.posts import Posts

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_NUMBER_BITS = 32


class Links(NamedTuple):
    """Pairs of posts by number."""

    earlier: Numbers
    later: Numbers

    def keys(self) -> Numbers:
        """Both numbers of each pair as one."""
        return self.later << _NUMBER_BITS | self.earlier

    def take(self, which: NDArray[np.generic]) -> Links:
        """Some of the pairs."""
        return Links(self.earlier[which], self.later[which])


def together(*links: Links) -> Links:
    """Pairs of several lists."""
    return Links(*(np.concatenate(columns) for columns in zip(*links, strict=True)))


class _Rows(NamedTuple):
    """A row for each candidate: the two posts, the shift, the alignment (a column for each of its figures), the kind, and what was
    judged of it alone (a column for its kind, then one for each field of `Fills`)."""

    earlier: Numbers
    later: Numbers
    shift: Numbers
    aligned: NDArray[np.int32]
    kind: NDArray[np.int8]
    judged: NDArray[np.int8]

    def take(self, which: NDArray[np.generic]) -> _Rows:
        """Some of the rows."""
        return _Rows(*(column[which] for column in self))

    def links(self) -> Links:
        """Those that are of a kind."""
        return Links(self.earlier, self.later).take(self.kind >= 0)

    def found(self) -> Found:
        """Those that are of a kind, with their spans."""
        return decided(self.earlier, self.later, self.kind, Aligned(*self.aligned.T))


def _together(*rows: _Rows) -> _Rows:
    return _Rows(*(np.concatenate(columns) for columns in zip(*rows, strict=True)))


def _known(seeds: Candidates, rows: _Rows) -> tuple[Numbers, Flags]:
    """For each candidate the row that says the same of the same posts, and whether there is one."""
    keys, wanted = Links(rows.earlier, rows.later).keys(), Links(seeds.earlier, seeds.later).keys()
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    by = np.argsort(keys)
    at = by[np.minimum(np.searchsorted(keys[by], wanted), len(keys) - 1)]
    return at, (keys[at] == wanted) & (rows.shift[at] == seeds.shift)


def _aligned(posts: Posts, earlier: Numbers, later: Numbers, shift: Numbers) -> _Rows:
    """Rows of candidates, aligned and judged one by one, of no kind yet."""
    found = align(posts.hashes, posts.low, posts.high, earlier, later, shift)
    given = judged(posts, earlier, later, found)
    said = np.stack([given.kind, *(column.view(np.int8) for column in given.fills)], axis=1)
    return _Rows(earlier, later, shift, np.stack(found, axis=1), np.full(len(earlier), -1, np.int8), said)


class AlignedPairs:
    """All candidates there are, with their alignments and kinds."""

    def __init__(self) -> None:
        nothing, kind = np.empty(0, np.int64), np.empty(0, np.int8)
        figures, said = np.empty((0, len(Aligned._fields)), np.int32), np.empty((0, 1 + len(Fills._fields)), np.int8)
        self._rows = _Rows(nothing, nothing, nothing, figures, kind, said)

    def change(self, posts: Posts, later: Numbers, seeds: Candidates, turned: Flags) -> tuple[Links, Found]:
        """Take in the candidates of some later posts in place of those they had; gives pairs that went and that came.

        Args:
            posts: all posts, by number.
            later: posts whose candidates are others now.
            seeds: their candidates.
            turned: which posts have other bodies than before.
        """
        touched = np.zeros(len(turned), bool)
        touched[later] = True
        stale = turned[self._rows.earlier] | turned[self._rows.later]
        replaced = touched[self._rows.later]
        before = self._rows.take(replaced & ~stale)
        at, known = _known(seeds, before)
        unused = np.ones(len(before.earlier), bool)
        unused[at[known]] = False
        went = together(self._rows.take(stale).links(), before.take(unused).links())
        again = self._rows.take(stale & ~replaced)
        fresh = [np.concatenate([column[~known], old]) for column, old in zip(seeds[:3], again[:3], strict=True)]
        rows = _together(self._rows.take(~replaced & ~stale), before.take(at[known]), _aligned(posts, *fresh))
        said = Judged(rows.judged[:, 0], Fills(*(column.view(bool) for column in rows.judged[:, 1:].T)))
        kind = kinds(posts, rows.earlier, rows.later, said)
        other = rows.take(kind != rows.kind)
        self._rows = rows._replace(kind=kind)
        return together(went, other.links()), self._rows.take(kind != rows.kind).found()
