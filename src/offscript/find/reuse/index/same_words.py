"""Posts with the same words, kept so that posts can be added: who repeats whom word for word before a change and after it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.find.reuse.pairs import repeated

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class Repeats(NamedTuple):
    """Posts that repeat an earlier one, and their links: earlier, later."""

    again: Numbers
    earlier: Numbers
    later: Numbers


def stretches(start: Numbers, size: Numbers) -> Numbers:
    """All places of stretches that begin at `start` and have some sizes, one stretch after the other."""
    before = np.cumsum(size) - size
    places: Numbers = np.repeat(start - before, size) + np.arange(int(size.sum()))
    return places


def beginnings(ordered: NDArray[np.generic]) -> Numbers:
    """Where each run of equal values begins in an ordered column."""
    if not len(ordered):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


class SameWords:
    """A hash of the words of each post that is in, in order."""

    def __init__(self) -> None:
        self._keys, self._posts = np.empty(0, np.uint64), np.empty(0, np.int64)

    def _places(self, keys: Hashes) -> Numbers:
        low, high = np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")
        return stretches(low, high - low)

    def _repeats(self, places: Numbers, rank: Numbers) -> Repeats:
        by = places[np.argsort(rank[self._posts[places]])]
        posts = self._posts[by]
        return Repeats(*(posts[column] for column in repeated(self._keys[by])))

    def change(
        self, going: Numbers, gone: Hashes, coming: Numbers, came: Hashes, rank: Numbers
    ) -> tuple[Repeats, Repeats]:
        """Take posts out and put posts in.

        Args:
            going: posts that leave.
            gone: hashes of their words.
            coming: posts that enter.
            came: hashes of their words.
            rank: each post's place in the order of time.

        Returns:
            Repeats among the posts with any of these words, before and after.
        """
        keys = np.sort(np.concatenate([gone, came]))
        keys = keys[beginnings(keys)]
        places = self._places(keys)
        before = self._repeats(places, rank)
        out = places[np.isin(self._posts[places], going)]
        self._keys, self._posts = np.delete(self._keys, out), np.delete(self._posts, out)
        by = np.argsort(came, kind="stable")
        at = np.searchsorted(self._keys, came[by])
        self._keys, self._posts = np.insert(self._keys, at, came[by]), np.insert(self._posts, at, coming[by])
        return before, self._repeats(self._places(keys), rank)
