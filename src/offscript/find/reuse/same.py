"""Texts that have the same words: a hash of each text's words, and for each the first and the latest with the same hash."""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.text.scan import mix

_BUCKET = 1 << 15
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


@njit(parallel=True, cache=True)
def _whole(hashes, low, high):  # type: ignore[no-untyped-def]
    out = np.empty(len(low), np.uint64)
    for i in prange(len(low)):
        value = uint64(high[i] - low[i])
        for j in range(low[i], high[i]):
            value = mix(value ^ uint64(hashes[j])) + uint64(j - low[i])
        out[i] = value
    return out


def whole_hashes(hashes: NDArray[np.uint32], low: Numbers, high: Numbers) -> Hashes:
    """A hash of the words `low:high` of each text, in order."""
    whole: Hashes = _whole(hashes, low, high)
    return whole


@njit(cache=True)
def _deal(keys, bits, bounds, places):  # type: ignore[no-untyped-def]
    """Places of the keys, bucket by bucket of their highest bits, in rising order inside each."""
    for key in keys:
        bounds[(key >> uint64(64 - bits)) + uint64(2)] += 1
    for k in range(2, len(bounds)):
        bounds[k] += bounds[k - 1]
    for i in range(len(keys)):
        bucket = (keys[i] >> uint64(64 - bits)) + uint64(1)
        places[bounds[bucket]] = i
        bounds[bucket] += 1


@njit(parallel=True, cache=True)
def _seen(keys, bits, bounds, places, first, before):  # type: ignore[no-untyped-def]
    """Bucket by bucket, one pass over an open-addressed table of the first and the latest place of each key."""
    for bucket in prange(len(bounds) - 2):
        low, high = bounds[bucket], bounds[bucket + 1]
        size = 4
        while size < 2 * (high - low):
            size *= 2
        began, latest = np.full(size, -1, np.int64), np.empty(size, np.int64)
        for k in range(low, high):
            i = places[k]
            slot = mix(keys[i]) & uint64(size - 1)
            while began[slot] >= 0 and keys[began[slot]] != keys[i]:
                slot = (slot + uint64(1)) & uint64(size - 1)
            if began[slot] < 0:
                began[slot] = latest[slot] = i
            first[i], before[i] = began[slot], latest[slot]
            latest[slot] = i


def first_and_before(keys: Hashes) -> tuple[Numbers, Numbers]:
    """For each key the place where it first stands, and where it stood last before (its own place for the first)."""
    first, before, places = (np.empty(len(keys), np.int64) for _ in range(3))
    bits = max(1, (len(keys) // _BUCKET).bit_length())
    bounds = np.zeros((1 << bits) + 2, np.int64)
    _deal(keys, bits, bounds, places)
    _seen(keys, bits, bounds, places, first, before)
    return first, before
