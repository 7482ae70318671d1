"""Align a linked pair: the best local alignment of two texts, word by word, in a band around the seeds they share.

Smith & Waterman (1981) with a match of +4 and -3 for a word replaced, dropped or added, in a band of `BAND` words to either
side of the seeds' shift (Chao, Pearson & Miller 1992). The start of each alignment is carried along, so no table is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, prange, uint32
from numpy.typing import NDArray

BAND = 12
_MATCH, _OTHER = 4, -3
Numbers = NDArray[np.int64]


class Aligned(NamedTuple):
    """For each pair: words that match, spans `[start, end)` in words from each text's start, numbers in the span that has
    fewer, and how many of the first span's numbers the second has too."""

    matches: NDArray[np.int32]
    earlier_start: NDArray[np.int32]
    earlier_end: NDArray[np.int32]
    later_start: NDArray[np.int32]
    later_end: NDArray[np.int32]
    numbers: NDArray[np.int32]
    shared_numbers: NDArray[np.int32]


@njit(cache=True)
def _best(hashes, a, la, b, lb, shift, out):  # type: ignore[no-untyped-def]
    """Best local alignment of `hashes[a:a+la]` and `hashes[b:b+lb]` near a shift: matches, spans."""
    width = 2 * BAND + 1
    score, match = np.zeros(width + 1, np.int32), np.zeros(width + 1, np.int32)
    first_i, first_j = np.zeros(width + 1, np.int32), np.zeros(width + 1, np.int32)
    best = 0
    for i in range(la):
        if i + shift - BAND >= lb:
            break
        left_score, left_match, left_i, left_j = 0, 0, 0, 0
        for t in range(width):
            j = i + shift + t - BAND
            if j < 0 or j >= lb:
                score[t] = 0
                left_score = 0
                continue
            s, m, fi, fj = score[t], match[t], first_i[t], first_j[t]
            if s <= 0:
                s, m, fi, fj = 0, 0, i, j
            if hashes[a + i] == hashes[b + j]:
                s += _MATCH
                m += 1
            else:
                s += _OTHER
            if t + 1 < width and score[t + 1] + _OTHER > s:
                s, m, fi, fj = score[t + 1] + _OTHER, match[t + 1], first_i[t + 1], first_j[t + 1]
            if left_score + _OTHER > s:
                s, m, fi, fj = left_score + _OTHER, left_match, left_i, left_j
            s = max(s, 0)
            score[t], match[t], first_i[t], first_j[t] = s, m, fi, fj
            left_score, left_match, left_i, left_j = s, m, fi, fj
            if s > best:
                best = s
                out[0], out[1], out[2], out[3], out[4] = m, fi, i + 1, fj, j + 1


@njit(parallel=True, cache=True)
def _all(hashes, low, high, earlier, later, shift, out):  # type: ignore[no-untyped-def]
    for x in prange(len(earlier)):
        a, b = low[earlier[x]], low[later[x]]
        _best(hashes, a, high[earlier[x]] - a, b, high[later[x]] - b, shift[x], out[x])
        for i in range(a + out[x, 1], a + out[x, 2]):
            if hashes[i] & uint32(1):
                out[x, 5] += 1
                for j in range(b + out[x, 3], b + out[x, 4]):
                    if hashes[j] == hashes[i]:
                        out[x, 6] += 1
                        break
        later_numbers = 0
        for j in range(b + out[x, 3], b + out[x, 4]):
            later_numbers += hashes[j] & uint32(1)
        out[x, 5] = min(out[x, 5], later_numbers)


def align(
    hashes: NDArray[np.uint32], low: Numbers, high: Numbers, earlier: Numbers, later: Numbers, shift: Numbers
) -> Aligned:
    """Alignments of pairs of texts whose words are `hashes[low:high]`.

    Args:
        hashes: word hashes of all texts.
        low: first word of each text.
        high: end of each text.
        earlier: number of each pair's first text.
        later: number of each pair's second text.
        shift: how many words further the match stands in the second than in the first.
    """
    out = np.zeros((len(earlier), 7), np.int32)
    _all(hashes, low, high, earlier, later, shift, out)
    return Aligned(*(out[:, k] for k in range(7)))
