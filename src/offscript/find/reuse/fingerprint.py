"""Fingerprints: hashes of five words in a row, endings aside, winnowed.

Of every two neighbouring hashes the smaller is kept, so that any six words two texts share in a row leave a common
print (Schleimer, Wilkerson & Aiken 2003, "Winnowing", SIGMOD). A print has `PRINT_BITS` bits: two different ones fall
together once in 7·10¹⁰ pairs, and what they link by mistake does not align.
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint32, uint64
from numpy.typing import NDArray

from offscript.text.grown import Grown
from offscript.text.scan import mix
from offscript.text.words import ENDING_BITS

GRAM = 5
"""Words in a print."""
WINDOW = 2
"""Neighbouring prints of which one is kept; `_winnow` is written for two."""
PRINT_BITS = 36
PRINTS_A_WORD = 2 / (WINDOW + 1)
"""Most prints to be expected."""
_BATCH = 1 << 14
_LOW = uint64(0xFFFFFFFF)
_HIGHEST = uint64(0xFFFFFFFFFFFFFFFF)

_PRIME = uint64(0x9E3779B97F4A7C15)
_PRIME_4 = uint64(0x9E3779B97F4A7C15**4 & 0xFFFFFFFFFFFFFFFF)
_ENDING = uint32(ENDING_BITS)
Numbers = NDArray[np.int64]
Prints = NDArray[np.uint64]


@njit(inline="always")
def gram(hashes, at):  # type: ignore[no-untyped-def]
    """Hash of the stems of the `GRAM` words from `at` on."""
    value = uint64(0)
    for k in range(GRAM):
        value = value * _PRIME + uint64(hashes[at + k] >> _ENDING)
    return mix(value) >> uint64(64 - PRINT_BITS)


@njit(parallel=True, cache=True)
def _winnow(hashes, low, high, room, part, parts, kept, place):  # type: ignore[no-untyped-def]
    """Prints of each text from `room` on; the hash of a gram is rolled from the one before. No branch depends on a hash.

    Of each gram and the one before it the smaller is kept, the later one where they are equal.
    """
    counts = np.zeros(len(low), np.int64)
    for i in prange(len(low)):
        grams = high[i] - low[i] - GRAM + 1
        if grams <= 0:
            continue
        value, first, to = uint64(0), low[i], room[i]
        for j in range(GRAM - 1):
            value = value * _PRIME + uint64(hashes[first + j] >> _ENDING)
        last, before, found = -1, _HIGHEST, 0
        for j in range(grams):
            value = value * _PRIME + uint64(hashes[first + j + GRAM - 1] >> _ENDING)
            print_here = mix(value) >> uint64(64 - PRINT_BITS)
            value -= uint64(hashes[first + j] >> _ENDING) * _PRIME_4
            smaller = print_here <= before
            best, least = (j, print_here) if smaller else (j - 1, before)
            kept[to + found], place[to + found] = least, best
            wanted = (best != last) & ((j > 0) | (grams == 1))
            found += wanted & (((least & _LOW) * parts) >> uint64(32) == part)
            last = best if j > 0 else last
            before = print_here
        counts[i] = found
    return counts


@njit(parallel=True, cache=True)
def _gather(room, counts, kept, place, first, offset, prints, places):  # type: ignore[no-untyped-def]
    for i in prange(len(room)):
        for k in range(counts[i]):
            prints[offset[i] + k] = kept[room[i] + k]
            places[offset[i] + k] = uint64(first + i) << uint64(32) | uint64(place[room[i] + k])


def fingerprints(
    hashes: NDArray[np.uint32], low: Numbers, high: Numbers, part: int = 0, parts: int = 1
) -> tuple[Prints, Prints]:
    """Prints of the texts whose words are `hashes[low:high]`, and where each stands: number of the text above 32 bits, place in
    words from its `low` below.

    In the order of the texts, then of places; only those in one part of the hash's range, if it is cut in several (by its low
    bits: what winnowing keeps is small). A text of fewer than five words has none.
    """
    found = Grown(np.uint64, np.uint64)
    expected = int(np.maximum(high - low, 0).sum() * PRINTS_A_WORD / parts)
    for first in range(0, len(low), _BATCH):
        begin, end = low[first : first + _BATCH], high[first : first + _BATCH]
        room = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.maximum(end - begin - GRAM + 1, 0))])
        kept, place = np.empty(room[-1], np.uint64), np.empty(room[-1], np.uint32)
        counts = _winnow(hashes, begin, end, room, np.uint64(part), np.uint64(parts), kept, place)
        offset = found.room(int(counts.sum()), expected) + np.cumsum(counts) - counts
        _gather(room[:-1], counts, kept, place, first, offset, *found.columns)
    prints, places = found.finished()
    return prints, places
