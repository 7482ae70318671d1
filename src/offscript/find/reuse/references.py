"""Words of texts nobody copied from another (a law, a speech): shared by quoting, so never evidence of copying."""

from __future__ import annotations

import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.find.reuse.fingerprint import GRAM, gram
from offscript.text.words import Words, mix


@njit(parallel=True, cache=True)
def _grams(hashes, offset):  # type: ignore[no-untyped-def]
    out = np.zeros(len(hashes), np.uint64)
    for i in prange(len(offset) - 1):
        for j in range(offset[i], offset[i + 1] - GRAM + 1):
            out[j] = gram(hashes, j)
    return out


@njit(cache=True)
def _cover(known):  # type: ignore[no-untyped-def]
    """Words inside a known gram, each given a hash of its own so that it matches nothing."""
    covered = np.zeros(len(known), np.bool_)
    for i in range(len(known)):
        if known[i]:
            covered[i : i + GRAM] = True
    return covered


@njit(cache=True)
def _alone(hashes, covered):  # type: ignore[no-untyped-def]
    out = hashes.copy()
    for i in range(len(hashes)):
        if covered[i]:
            out[i] = np.uint32(mix(uint64(i) + uint64(0x51ED27))) & np.uint32(0xFFFFFFFE)
    return out


def masked(found: Words, references: Words) -> Words:
    """The words, where those that stand in a reference (five in a row) match nothing any more."""
    held: NDArray[np.uint64] = np.unique(_grams(references.hash, references.offset))
    grams = _grams(found.hash, found.offset)
    known = np.isin(grams, held[held != 0])
    return found._replace(hash=_alone(found.hash, _cover(known)))
