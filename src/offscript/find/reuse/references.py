"""Words of texts nobody copied from another (a law, a speech): shared by quoting, so never evidence of copying."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numba import njit, prange, uint32, uint64
from numpy.typing import NDArray

from offscript.find.reuse.fingerprint import GRAM, PRINT_BITS, gram
from offscript.find.reuse.same import whole_hashes
from offscript.text.scan import mix
from offscript.text.words import Words, words

_EMPTY = np.uint64(1 << PRINT_BITS)


@njit(cache=True)
def _grams(hashes, offset, table):  # type: ignore[no-untyped-def]
    """Put every gram of the references into an open-addressed table."""
    last = uint64(len(table) - 1)
    for i in range(len(offset) - 1):
        for j in range(offset[i], offset[i + 1] - GRAM + 1):
            value = gram(hashes, j)
            slot = mix(value) & last
            while table[slot] != _EMPTY and table[slot] != value:
                slot = (slot + uint64(1)) & last
            table[slot] = value


@njit(parallel=True, cache=True)
def _alone(hashes, offset, seed, table):  # type: ignore[no-untyped-def]
    """Give each word inside a known gram a hash of its own, in place, so that it matches nothing."""
    last = uint64(len(table) - 1)
    for i in prange(len(offset) - 1):
        until = offset[i]
        for j in range(offset[i], offset[i + 1]):
            if j <= offset[i + 1] - GRAM:
                value = gram(hashes, j)
                slot = mix(value) & last
                while table[slot] != _EMPTY:
                    if table[slot] == value:
                        until = j + GRAM
                        break
                    slot = (slot + uint64(1)) & last
            if j < until:
                hashes[j] = uint32(mix(seed[i] + uint64(j - offset[i]))) & uint32(0xFFFFFFFE)


def mask(
    hashes: NDArray[np.uint32],
    offset: NDArray[np.int64],
    references: Words,
    ids: pa.ChunkedArray,
    at: NDArray[np.int64],
) -> None:
    """Change the words in place, so that those which stand in a reference (five in a row) match nothing any more.

    Args:
        hashes: of the words of posts, one post after another.
        offset: where each post begins among them, and where the last ends.
        references: words of the references.
        ids: of the posts.
        at: when each was published; with its id it says what hashes its words get, so that those of two posts differ and those of
            one do not hang on the others.
    """
    size = 1 << (2 * len(references.hash) + 2).bit_length()
    table: NDArray[np.uint64] = np.full(size, _EMPTY, np.uint64)
    named = words(ids.cast(pa.string()), places=False)
    seed = whole_hashes(named.hash, named.offset[:-1], named.offset[1:]) ^ whole_hashes(
        at.view(np.uint32), np.arange(0, 2 * len(at), 2), np.arange(2, 2 * len(at) + 2, 2)
    )
    _grams(references.hash, references.offset, table)
    _alone(hashes, offset, seed, table)
