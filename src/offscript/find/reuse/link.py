"""Star links: each occurrence of a print is linked to the first one and to the one just before it, never to all others.

Work grows with the number of occurrences. A print that few texts hold (up to `FEW`) links them all, which costs no more than
a constant for each. Prints are taken in ranges of their hash; the result is the same for any number of ranges.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

_MOST_BITS = 26
FEW = 8
"""Holders of a print up to which all are linked."""


class Candidates(NamedTuple):
    """Pairs of texts that share prints: earlier, later (numbers), how far the match is shifted, prints shared."""

    earlier: NDArray[np.int64]
    later: NDArray[np.int64]
    shift: NDArray[np.int64]
    seeds: NDArray[np.int64]


@njit(cache=True)
def _maybe_shared(prints, bits):  # type: ignore[no-untyped-def]
    """Which prints may occur twice: those that fall where another fell too. The rest link nobody and need no sorting."""
    counts = np.zeros(1 << bits, np.uint8)
    shift = uint64(64 - bits)
    for value in prints:
        place = value >> shift
        if counts[place] < 2:
            counts[place] += 1
    out = np.empty(len(prints), np.bool_)
    for i in range(len(prints)):
        out[i] = counts[prints[i] >> shift] > 1
    return out


@njit(cache=True)
def _star(prints, owner, position, out, shift):  # type: ignore[no-untyped-def]
    """Links of one sorted range; returns how many. A pair is packed as earlier << 32 | later."""
    found, low, total = 0, 0, len(prints)
    while low < total:
        high = low + 1
        while high < total and prints[high] == prints[low]:
            high += 1
        for q in range(low + 1, high):
            begin = low if high - low <= FEW else q - 1
            for p in range(begin, q):
                if owner[p] != owner[q]:
                    out[found] = uint64(owner[p]) << uint64(32) | uint64(owner[q])
                    shift[found] = position[q] - position[p]
                    found += 1
            if begin > low and owner[low] != owner[q]:
                out[found] = uint64(owner[low]) << uint64(32) | uint64(owner[q])
                shift[found] = position[q] - position[low]
                found += 1
        low = high
    return found


def _one_range(
    prints: NDArray[np.uint64], owner: NDArray[np.int32], position: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    order = np.argsort(prints, kind="stable")
    room = len(prints) * FEW // 2 + 2
    out, shift = np.empty(room, np.uint64), np.empty(room, np.int32)
    found = _star(prints[order], owner[order], position[order], out, shift)
    return out[:found].copy(), shift[:found].copy()


def candidates(
    prints: NDArray[np.uint64], owner: NDArray[np.int32], position: NDArray[np.int32], ranges: int = 1
) -> Candidates:
    """Pairs that share at least one print, each once, with the shift of their middle seed.

    Args:
        prints: hash of each print, in the order of texts (texts in the order of time).
        owner: number of the text each is of.
        position: its place in that text, in words.
        ranges: into how many ranges of the hash the work is cut.
    """
    shared = _maybe_shared(prints, min(_MOST_BITS, len(prints).bit_length() + 2))
    prints, owner, position = prints[shared], owner[shared], position[shared]
    ranged = (prints >> np.uint64(40)) * np.uint64(ranges) >> np.uint64(24)
    parts = []
    for number in range(ranges):
        inside = slice(None) if ranges == 1 else ranged == number
        parts.append(_one_range(prints[inside], owner[inside], position[inside]))
    pair = np.concatenate([part[0] for part in parts])
    shift = np.concatenate([part[1] for part in parts]).astype(np.int64)
    order = np.lexsort((shift, pair))
    pair, shift = pair[order], shift[order]
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(pair)), bool), pair[1:] != pair[:-1]]))
    seeds = np.diff(np.concatenate([first, [len(pair)]]))
    middle = shift[first + seeds // 2] if len(first) else np.empty(0, np.int64)
    kept = pair[first]
    earlier, later = (kept >> np.uint64(32)).astype(np.int64), (kept & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return Candidates(earlier, later, middle, seeds.astype(np.int64))
