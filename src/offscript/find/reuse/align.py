"""Align a linked pair: the best local alignment of two texts, word by word, in a band around the seeds they share.

Smith & Waterman (1981) with a match of +4 and -3 for a word replaced, dropped or added, in a band of `BAND` words to either
side of the seeds' shift (Chao, Pearson & Miller 1992). Words match by their stems, so that a change of case or tense costs
nothing; how many match to the letter is counted beside. The start of each alignment is carried along, so no table is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, prange, uint32
from numpy.typing import NDArray

from offscript.text.words import ENDING_BITS

BAND = 12
_MATCH, _OTHER = 4, -3
_NUMBERS = 64
_ENDING = uint32(ENDING_BITS)
Numbers = NDArray[np.int64]


class Aligned(NamedTuple):
    """For each pair: words that match, how many of them to the letter, spans `[start, end)` in words from each text's start,
    numbers in the span that has fewer (of its first 64), and how many of the first span's numbers the second has too."""

    matches: NDArray[np.int32]
    same: NDArray[np.int32]
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
    score, match, exact = np.zeros(width + 1, np.int32), np.zeros(width + 1, np.int32), np.zeros(width + 1, np.int32)
    first_i, first_j = np.zeros(width + 1, np.int32), np.zeros(width + 1, np.int32)
    best = 0
    for i in range(max(0, -shift - BAND), la):
        if i + shift - BAND >= lb:
            break
        left_score, left_match, left_exact, left_i, left_j = 0, 0, 0, 0, 0
        for t in range(width):
            j = i + shift + t - BAND
            if j < 0 or j >= lb:
                score[t] = 0
                left_score = 0
                continue
            s, m, x, fi, fj = score[t], match[t], exact[t], first_i[t], first_j[t]
            if s <= 0:
                s, m, x, fi, fj = 0, 0, 0, i, j
            differ = hashes[a + i] ^ hashes[b + j]
            if differ >> _ENDING == 0:
                s += _MATCH
                m += 1
                x += differ == 0
            else:
                s += _OTHER
            if t + 1 < width and score[t + 1] + _OTHER > s:
                s, m, x = score[t + 1] + _OTHER, match[t + 1], exact[t + 1]
                fi, fj = first_i[t + 1], first_j[t + 1]
            if left_score + _OTHER > s:
                s, m, x, fi, fj = left_score + _OTHER, left_match, left_exact, left_i, left_j
            s = max(s, 0)
            score[t], match[t], exact[t], first_i[t], first_j[t] = s, m, x, fi, fj
            left_score, left_match, left_exact, left_i, left_j = s, m, x, fi, fj
            if s > best:
                best = s
                out[0], out[1], out[2], out[3], out[4], out[5] = m, x, fi, i + 1, fj, j + 1


@njit(cache=True)
def _shared_numbers(hashes, low, high, other_low, other_high, out):  # type: ignore[no-untyped-def]
    """Numbers of both spans: the fewer of the two, and how many of the first are in the second."""
    held, count = np.empty(_NUMBERS, np.uint32), 0
    for j in range(other_low, other_high):
        if hashes[j] & uint32(1) and count < _NUMBERS:
            held[count] = hashes[j]
            count += 1
    numbers = 0
    for i in range(low, high):
        if hashes[i] & uint32(1) and numbers < _NUMBERS:
            numbers += 1
            for k in range(count):
                if held[k] == hashes[i]:
                    out[7] += 1
                    break
    out[6] = min(numbers, count)


@njit(parallel=True, cache=True)
def _all(hashes, low, high, earlier, later, shift, out):  # type: ignore[no-untyped-def]
    for x in prange(len(earlier)):
        a, b = low[earlier[x]], low[later[x]]
        _best(hashes, a, high[earlier[x]] - a, b, high[later[x]] - b, shift[x], out[x])
        _shared_numbers(hashes, a + out[x, 2], a + out[x, 3], b + out[x, 4], b + out[x, 5], out[x])


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
    out = np.zeros((len(earlier), 8), np.int32)
    _all(hashes, low, high, earlier, later, shift, out)
    return Aligned(*(out[:, k] for k in range(8)))
