"""Fingerprints: hashes of five words in a row, winnowed.

Of every four neighbouring hashes the smallest is kept, so that any eight words two texts share in a row leave a common
print (Schleimer, Wilkerson & Aiken 2003, "Winnowing", SIGMOD).
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.text.words import mix

GRAM = 5
"""Words in a print."""
WINDOW = 4
"""Neighbouring prints of which one is kept."""

_PRIME = uint64(0x9E3779B97F4A7C15)


@njit(inline="always")
def gram(hashes, at):  # type: ignore[no-untyped-def]
    """Hash of the `GRAM` words from `at` on."""
    value = uint64(0)
    for k in range(GRAM):
        value = value * _PRIME + uint64(hashes[at + k])
    return mix(value)


@njit(parallel=True, cache=True)
def _winnow(hashes, low, high, kept, place):  # type: ignore[no-untyped-def]
    counts = np.zeros(len(low), np.int64)
    for i in prange(len(low)):
        grams = high[i] - low[i] - GRAM + 1
        if grams <= 0:
            continue
        values = np.empty(grams, np.uint64)
        for j in range(grams):
            values[j] = gram(hashes, low[i] + j)
        last = -1
        for start in range(max(1, grams - WINDOW + 1)):
            best = start
            for j in range(start, min(grams, start + WINDOW)):
                if values[j] <= values[best]:
                    best = j
            if best != last:
                kept[low[i] + counts[i]] = values[best]
                place[low[i] + counts[i]] = best
                counts[i] += 1
                last = best
    return counts


@njit(parallel=True, cache=True)
def _gather(low, counts, kept, place, offset, prints, owner, position):  # type: ignore[no-untyped-def]
    for i in prange(len(low)):
        for k in range(counts[i]):
            prints[offset[i] + k] = kept[low[i] + k]
            position[offset[i] + k] = place[low[i] + k]
            owner[offset[i] + k] = i


def fingerprints(
    hashes: NDArray[np.uint32], low: NDArray[np.int64], high: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Prints of the texts whose words are `hashes[low:high]`: print, number of the text, place in words from `low`.

    In the order of the texts, then of places. A text of fewer than five words has none.
    """
    kept, place = np.empty(len(hashes), np.uint64), np.empty(len(hashes), np.int32)
    counts = _winnow(hashes, low, high, kept, place)
    offset = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    total = int(offset[-1])
    prints, owner, position = np.empty(total, np.uint64), np.empty(total, np.int32), np.empty(total, np.int32)
    _gather(low, counts, kept, place, offset, prints, owner, position)
    return prints, owner, position
