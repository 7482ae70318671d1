"""Star links: each occurrence of a print is linked to the first one and to the one just before it, never to all others.

Work grows with the number of occurrences. A print that few texts hold (up to `FEW`) links them all, which costs no more than
a constant for each; one that very many hold (above `MANY`) links each to the first alone: what was changed on the way stands in
rarer prints. Prints are taken range by range of their hash and made anew for each, which takes a third of the time of
writing them to disk and reading them back; the result is the same for any number of ranges.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.find.reuse.fingerprint import PRINT_BITS, PRINTS_A_WORD, fingerprints

FEW = 8
"""Holders of a print up to which all are linked."""
MANY = 256
"""Holders of a print up to which each is linked to the one before it."""

ENOUGH, SEEDS = 6, 2
"""A post that has so many candidates takes no further ones that share fewer than so many prints with it."""

ORDINAL_BITS = 64 - PRINT_BITS
_IN_A_RANGE = 180_000_000
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class Candidates(NamedTuple):
    """Pairs of texts that share prints: earlier, later (numbers), how far the match is shifted, prints shared."""

    earlier: Numbers
    later: Numbers
    shift: Numbers
    seeds: Numbers


@njit(parallel=True, cache=True)
def pack(prints):  # type: ignore[no-untyped-def]
    """Put each print's ordinal below it, in place: sorting the numbers then sorts prints, equal ones as they came."""
    for i in prange(len(prints)):
        prints[i] = prints[i] << uint64(ORDINAL_BITS) | uint64(i)


@njit(inline="always")
def partners(size, q):  # type: ignore[no-untyped-def]
    """Of `size` holders of a print, the one from which on holder `q` is linked to all up to itself, besides to the first."""
    return 0 if size <= FEW else q - 1 if size <= MANY else q


@njit(cache=True)
def _run_end(packed, low):  # type: ignore[no-untyped-def]
    """End of the run of equal prints that begins at `low`."""
    high, held = low + 1, packed[low] >> uint64(ORDINAL_BITS)
    while high < len(packed) and packed[high] >> uint64(ORDINAL_BITS) == held:
        high += 1
    return high


@njit(parallel=True, cache=True)
def _room(packed, cuts, room):  # type: ignore[no-untyped-def]
    """Most links each piece of the sorted prints can give."""
    for piece in prange(len(cuts) - 1):
        low, total = cuts[piece], 0
        while low < cuts[piece + 1]:
            high = _run_end(packed, low)
            size = high - low
            total += size * (size - 1) // 2 if size <= FEW else 2 * size
            low = high
        room[piece] = total


@njit(cache=True)
def _star(packed, places, low, end, bits, pair, shift, found):  # type: ignore[no-untyped-def]
    """Links of one piece, written from `found` on; gives where they end. A pair is packed as earlier << bits | later."""
    ordinal = uint64((1 << ORDINAL_BITS) - 1)
    while low < end:
        high = _run_end(packed, low)
        for q in range(low + 1, high):
            there = places[packed[q] & ordinal]
            later = there >> uint64(32)
            begin = low + partners(high - low, q - low)
            for step in range(begin - 1, q):
                p = step if step >= begin else low
                if step < begin and begin == low:
                    continue
                here = places[packed[p] & ordinal]
                earlier = here >> uint64(32)
                if earlier != later:
                    pair[found] = earlier << uint64(bits) | later
                    shift[found] = np.int64(there & uint64(0xFFFFFFFF)) - np.int64(here & uint64(0xFFFFFFFF))
                    found += 1
        low = high
    return found


@njit(parallel=True, cache=True)
def _stars(packed, places, cuts, bits, start, pair, shift, ends):  # type: ignore[no-untyped-def]
    for piece in prange(len(cuts) - 1):
        ends[piece] = _star(packed, places, cuts[piece], cuts[piece + 1], bits, pair, shift, start[piece])


def _cuts(packed: Hashes) -> Numbers:
    """Where the sorted prints may be cut without parting a run, in some pieces for each thread."""
    pieces = 8 * numba.get_num_threads()
    at = np.linspace(0, len(packed), pieces + 1).astype(np.int64)
    held = packed[at[1:-1]] >> np.uint64(ORDINAL_BITS) << np.uint64(ORDINAL_BITS)
    return np.concatenate([[0], np.searchsorted(packed, held), [len(packed)]])


def stars(prints: Hashes, places: Hashes, bits: int) -> tuple[Hashes, NDArray[np.int32]]:
    """Links between the holders of some prints, given in the order of texts and places: pairs, packed as earlier << bits | later,
    and shifts. The prints are overwritten."""
    if len(prints) >= 1 << ORDINAL_BITS:
        raise ValueError(f"{len(prints)} prints in one range are too many; cut the work into more ranges")
    packed = prints
    pack(packed)
    packed.sort()
    if len(packed) < 2:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    cuts = _cuts(packed)
    room = np.zeros(len(cuts) - 1, np.int64)
    _room(packed, cuts, room)
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(room)])
    pair, shift, ends = np.empty(start[-1], np.uint64), np.empty(start[-1], np.int32), start[:-1].copy()
    _stars(packed, places, cuts, bits, start, pair, shift, ends)
    found = [slice(low, high) for low, high in zip(start, ends, strict=False)]
    return np.concatenate([pair[part] for part in found]), np.concatenate([shift[part] for part in found])


def _ordered(pair: Hashes, shift: NDArray[np.int32], bits: int) -> tuple[Hashes, Numbers]:
    """Pairs with their shifts, sorted by both: packed into one number where that fits, which is many times faster."""
    least = int(shift.min())
    width = int(shift.max() - least).bit_length()
    if 2 * bits + width > 64:
        by = np.lexsort((shift, pair))
        return pair[by], shift[by].astype(np.int64)
    packed = pair << np.uint64(width) | (shift - least).astype(np.uint64)
    packed.sort()
    return packed >> np.uint64(width), (packed & np.uint64((1 << width) - 1)).astype(np.int64) + least


def sides_of(pair: Hashes, bits: int) -> tuple[Numbers, Numbers]:
    """The earlier and the later of pairs that are packed as earlier << bits | later."""
    return (pair >> np.uint64(bits)).astype(np.int64), (pair & np.uint64((1 << bits) - 1)).astype(np.int64)


def each_once(pair: Hashes, shift: NDArray[np.int32], bits: int) -> Candidates:
    """Each pair once, with its middle shift and how many prints it shares; packed as earlier << bits | later."""
    if not len(pair):
        return Candidates(*(np.empty(0, np.int64) for _ in range(4)))
    pair, shifts = _ordered(pair, shift, bits)
    first = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]]))
    seeds = np.diff(np.concatenate([first, [len(pair)]]))
    return Candidates(*sides_of(pair[first], bits), shifts[first + seeds // 2], seeds)


def without_chaff(found: Candidates) -> Candidates:
    """Candidates less those that share a print or two with a post which has `ENOUGH` better ones."""
    crowded = np.flatnonzero(np.bincount(found.later, minlength=1)[found.later] > ENOUGH)
    by = crowded[np.lexsort((found.earlier[crowded], -found.seeds[crowded], found.later[crowded]))]
    later = found.later[by]
    begins = np.flatnonzero(np.concatenate([np.ones(min(1, len(later)), bool), later[1:] != later[:-1]]))
    rank = np.arange(len(by)) - np.repeat(begins, np.diff(np.concatenate([begins, [len(by)]])))
    kept = np.ones(len(found.later), bool)
    kept[by[(rank >= ENOUGH) & (found.seeds[by] < SEEDS)]] = False
    return Candidates(*(column[kept] for column in found))


def candidates(hashes: NDArray[np.uint32], low: Numbers, high: Numbers, ranges: int | None = None) -> Candidates:
    """Pairs of texts that share at least one print, each once, with the shift of their middle seed.

    Args:
        hashes: word hashes of all texts.
        low: first word of each text, texts in the order of time.
        high: end of each text.
        ranges: into how many ranges of the hash the work is cut; None: as many as memory asks for.
    """
    expected = int(np.maximum(high - low, 0).sum() * PRINTS_A_WORD)
    bits = max(1, len(low).bit_length())
    parts = ranges or 1 + expected // _IN_A_RANGE
    found = [stars(*fingerprints(hashes, low, high, part, parts), bits) for part in range(parts)]
    pair, shift = (np.concatenate([one[column] for one in found]) for column in (0, 1))
    return without_chaff(each_once(pair, shift, bits))
