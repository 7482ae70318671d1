"""How many different texts of each source begin or end alike, kept so that texts can be added.

A tree of prefixes (for feet: of suffixes) in one open-addressed table: a node for each source, side and run of words, with the
number of texts that have it. A node's children are kept only once `FEWEST` texts have the node: fewer never make an edge. Until
then the node remembers its texts, so that their next words can be counted when it fills. Gives the same edges as
`boilerplate.edges` on all texts together.
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.find.reuse.boilerplate import FEWEST, LONGEST, needed
from offscript.find.reuse.same import whole_hashes
from offscript.text.scan import mix

_FIRST_SLOTS = 1 << 12
_AT_A_TEXT = FEWEST * (LONGEST + 1) * 2
"""Most nodes one text can add."""
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint32]


@njit(inline="always")
def _start(source, foot):  # type: ignore[no-untyped-def]
    return mix(uint64(2 * source + 2 + foot))


@njit(inline="always")
def _next(key, hashes, low, length, depth, foot):  # type: ignore[no-untyped-def]
    """Key of the node one word further from the edge."""
    at = low + (length - depth if foot else depth - 1)
    return mix((key ^ uint64(hashes[at])) + uint64(depth))


@njit(inline="always")
def _slot(keys, key):  # type: ignore[no-untyped-def]
    last = uint64(len(keys) - 1)
    slot = mix(key) & last
    while keys[slot] != uint64(0) and keys[slot] != key:
        slot = (slot + uint64(1)) & last
    return slot


@njit(cache=True)
def _count(hashes, low, length, source, texts, keys, counts, of, members, used):  # type: ignore[no-untyped-def]
    """Count texts on both sides until the table is half full; gives how many were counted, and nodes used."""
    waiting, depths, before = (
        np.empty(_AT_A_TEXT, np.int64),
        np.empty(_AT_A_TEXT, np.int64),
        np.empty(_AT_A_TEXT, np.uint64),
    )
    for done in range(len(texts)):
        if 2 * (used + _AT_A_TEXT) > len(keys):
            return done, used
        for foot in range(2):
            waiting[0], depths[0], before[0] = texts[done], 1, _start(source[texts[done]], foot)
            left = 1
            while left:
                left -= 1
                text, depth = waiting[left], depths[left]
                if depth > LONGEST or length[text] <= depth:
                    continue
                key = _next(before[left], hashes, low[text], length[text], depth, foot)
                slot = _slot(keys, key)
                if keys[slot] == uint64(0):
                    keys[slot], of[slot] = key, source[text]
                    used += 1
                if counts[slot] < FEWEST - 1:
                    members[slot, counts[slot]] = text
                counts[slot] += 1
                for other in range(FEWEST if counts[slot] == FEWEST else 1 if counts[slot] > FEWEST else 0):
                    waiting[left] = members[slot, other - 1] if other else text
                    depths[left], before[left] = depth + 1, key
                    left += 1
    return len(texts), used


@njit(cache=True)
def _moved(keys, counts, of, members, was, new_keys, new_counts, new_of, new_members, new_was):  # type: ignore[no-untyped-def]
    """Lay the table out anew in a larger one."""
    for slot in range(len(keys)):
        if keys[slot] != uint64(0):
            to = _slot(new_keys, keys[slot])
            new_keys[to], new_counts[to], new_of[to], new_was[to] = keys[slot], counts[slot], of[slot], was[slot]
            new_members[to] = members[slot]


@njit(parallel=True, cache=True)
def _turned(counts, of, was, need, sources):  # type: ignore[no-untyped-def]
    """Mark sources of which a node has become frequent enough for an edge, or is so no more."""
    for slot in prange(len(counts)):
        if counts[slot] >= FEWEST:
            enough = counts[slot] >= need[of[slot]]
            if enough != was[slot]:
                was[slot], sources[of[slot]] = enough, True


@njit(parallel=True, cache=True)
def _sizes(hashes, low, length, source, texts, need, foot, keys, counts, out):  # type: ignore[no-untyped-def]
    """How many words at one side of each text enough texts of its source share."""
    for i in prange(len(texts)):
        text, key = texts[i], _start(source[texts[i]], foot)
        for depth in range(1, min(LONGEST, length[text] - 1) + 1):
            key = _next(key, hashes, low[text], length[text], depth, foot)
            slot = _slot(keys, key)
            if keys[slot] == uint64(0) or counts[slot] < need[source[text]]:
                break
            out[i] = depth


class EdgeCounts:
    """Counts of the edges of all texts added so far; texts and sources are numbers."""

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._texts = np.zeros(0, np.int64)
        self._used = 0
        self._table = self._empty(_FIRST_SLOTS)

    @staticmethod
    def _empty(slots: int) -> tuple[NDArray[np.generic], ...]:
        """Keys, counts, sources, first texts, and whether the count was enough when last asked."""
        return (
            np.zeros(slots, np.uint64),
            np.zeros(slots, np.int32),
            np.zeros(slots, np.int32),
            np.zeros((slots, FEWEST - 1), np.int32),
            np.zeros(slots, bool),
        )

    def _fresh(self, hashes: Hashes, low: Numbers, high: Numbers, source: Numbers, texts: Numbers) -> Numbers:
        """Those of some texts whose source has not said the same before."""
        whole = whole_hashes(hashes, low[texts], high[texts])
        with np.errstate(over="ignore"):
            keys = (whole ^ ((source[texts] + 1).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))).tolist()
        fresh = []
        for text, key in zip(texts.tolist(), keys, strict=True):
            if key not in self._known:
                self._known.add(key)
                fresh.append(text)
        return np.array(fresh, np.int64)

    def add(self, hashes: Hashes, low: Numbers, high: Numbers, source: Numbers, texts: Numbers) -> NDArray[np.bool_]:
        """Count some texts (numbers) whose words are `hashes[low:high]`; gives which sources have edges that others than
        the new texts may gain or lose."""
        fresh = self._fresh(hashes, low, high, source, texts)
        length = high - low
        sources = int(source.max(initial=-1)) + 1
        self._texts = np.pad(self._texts, (0, sources - len(self._texts)))
        self._texts += np.bincount(source[fresh], minlength=sources)
        while len(fresh):
            keys, counts, of, members, _ = self._table
            done, self._used = _count(hashes, low, length, source, fresh, keys, counts, of, members, self._used)
            fresh = fresh[done:]
            if len(fresh):
                larger = self._empty(2 * len(keys))
                _moved(*self._table, *larger)
                self._table = larger
        turned = np.zeros(len(self._texts), bool)
        _turned(self._table[1], self._table[2], self._table[4], needed(self._texts), turned)
        return turned

    def sizes(
        self, hashes: Hashes, low: Numbers, high: Numbers, source: Numbers, texts: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Words at the head and at the foot of some texts that enough texts of their source share."""
        found = []
        for foot in range(2):
            out = np.zeros(len(texts), np.int64)
            table, need = self._table, needed(self._texts)
            _sizes(hashes, low, high - low, source, texts, need, foot, table[0], table[1], out)
            found.append(out)
        return found[0], found[1]
