"""Fingerprints: hashes of five words in a row, endings aside, winnowed.

Of every two neighbouring hashes the smaller is kept, so that any six words two texts share in a row leave a common
print (Schleimer, Wilkerson & Aiken 2003, "Winnowing", SIGMOD). A print has `PRINT_BITS` bits: two different ones fall
together once in 10¹¹ pairs, and what they link by mistake does not align.
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint32, uint64
from numpy.typing import NDArray

from offscript.text.scan import mix
from offscript.text.words import ENDING_BITS

GRAM = 5
"""Words in a print."""
WINDOW = 2
"""Neighbouring prints of which one is kept."""
PRINT_BITS = 37

_PRIME = uint64(0x9E3779B97F4A7C15)
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
def _winnow(hashes, low, high, room, kept, place):  # type: ignore[no-untyped-def]
    counts = np.zeros(len(low), np.int64)
    for i in prange(len(low)):
        grams = high[i] - low[i] - GRAM + 1
        if grams <= 0:
            continue
        values = np.empty(grams, np.uint64)
        for j in range(grams):
            values[j] = gram(hashes, low[i] + j)
        last, found = -1, 0
        for start in range(max(1, grams - WINDOW + 1)):
            best = start
            for j in range(start, min(grams, start + WINDOW)):
                if values[j] <= values[best]:
                    best = j
            if best != last:
                kept[room[i] + found] = values[best]
                place[room[i] + found] = best
                found += 1
                last = best
        counts[i] = found
    return counts


@njit(parallel=True, cache=True)
def _gather(room, counts, kept, place, first, offset, prints, places):  # type: ignore[no-untyped-def]
    for i in prange(len(room)):
        for k in range(counts[i]):
            prints[offset[i] + k] = kept[room[i] + k]
            places[offset[i] + k] = uint64(first + i) << uint64(32) | uint64(place[room[i] + k])


def fingerprints(hashes: NDArray[np.uint32], low: Numbers, high: Numbers, first: int = 0) -> tuple[Prints, Prints]:
    """Prints of the texts whose words are `hashes[low:high]`, and where each stands: number of the text above 32 bits (counted
    from `first`), place in words from its `low` below.

    In the order of the texts, then of places. A text of fewer than five words has none.
    """
    room = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.maximum(high - low - GRAM + 1, 0))])
    kept, place = np.empty(room[-1], np.uint64), np.empty(room[-1], np.uint32)
    counts = _winnow(hashes, low, high, room, kept, place)
    offset = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    prints, places = np.empty(offset[-1], np.uint64), np.empty(offset[-1], np.uint64)
    _gather(room[:-1], counts, kept, place, first, offset, prints, places)
    return prints, places
