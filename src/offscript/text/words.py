"""Words of many texts in one compiled pass over the Arrow buffer: a hash and the place of each.

A word is a run of letters and digits once folded (`fold`). Addresses, handles' marks, emoji and markup are no words. A word
that mixes Latin and Cyrillic counts as Cyrillic where its Latin letters all have Cyrillic look-alikes, so that `Mocквa` is
`Москва`, and as Latin in the other case; Ukrainian `і` stays Ukrainian. Letters stretched three times or more count once.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
import pyarrow as pa
from numba import njit, prange, uint32, uint64
from numpy.typing import NDArray

from offscript.text.fold import JOINS, PARTS, SKIPPED, folding

_LONGEST = 64
_BREVE, _DIAERESIS = 0x306, 0x308
_I_PLAIN, _I_SHORT, _I_UKRAINIAN, _YI = ord("и"), ord("й"), ord("і"), ord("ї")


class Words(NamedTuple):
    """Words of N texts: text i has words `offset[i]:offset[i + 1]`; `hash` has its lowest bit set for numbers.

    `opens` says whether a line or a sentence ended before the word (or the text began with it).
    """

    offset: NDArray[np.int64]
    hash: NDArray[np.uint32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    opens: NDArray[np.bool_]


@njit(inline="always")
def mix(value):  # type: ignore[no-untyped-def]
    """Spread 64 bits (the finaliser of MurmurHash3, Appleby 2011)."""
    value ^= value >> uint64(33)
    value *= uint64(0xFF51AFD7ED558CCD)
    value ^= value >> uint64(33)
    value *= uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> uint64(33))


@njit(cache=True)
def _settle(word, length, to_cyrillic, to_latin):  # type: ignore[no-untyped-def]
    """Hash of a folded word: script settled by look-alikes, stretched letters once, lowest bit set for numbers."""
    cyrillic = latin = latin_alone = cyrillic_alone = 0
    numeric = True
    for k in range(length):
        letter = word[k]
        numeric &= 48 <= letter <= 57
        if 0x400 <= letter < 0x530:
            cyrillic += 1
            cyrillic_alone += to_latin[letter] == 0
        elif 97 <= letter <= 122:
            latin += 1
            latin_alone += to_cyrillic[letter] == 0
    as_cyrillic = latin_alone == 0 or (cyrillic_alone > 0 and cyrillic >= latin)
    value = uint64(1469598103934665603)
    k = 0
    while k < length:
        letter = word[k]
        if cyrillic > 0 and latin > 0 and letter < 0x600:
            swapped = to_cyrillic[letter] if as_cyrillic else to_latin[letter]
            letter = swapped if swapped > 0 else letter
        run = 1
        while k + run < length and word[k + run] == word[k]:
            run += 1
        if numeric or run < 3:
            for _ in range(run):
                value = (value ^ uint64(letter)) * uint64(1099511628211)
        else:
            value = (value ^ uint64(letter)) * uint64(1099511628211)
        k += run
    return (uint32(mix(value)) & uint32(0xFFFFFFFE)) | uint32(numeric)


@njit(cache=True)
def _address(data, at, end):  # type: ignore[no-untyped-def]
    """Length in bytes of a web address that begins here, or 0."""
    left = end - at
    starts = False
    if left > 7 and data[at] | 32 == 104 and data[at + 1] | 32 == 116 and data[at + 2] | 32 == 116:
        starts = (data[at + 4] == 58 and data[at + 5] == 47) or (data[at + 5] == 58 and data[at + 6] == 47)
    elif left > 5 and data[at] == 116 and data[at + 1] == 46 and data[at + 2] == 109 and data[at + 3] == 101:
        starts = data[at + 4] == 47
    elif left > 4 and data[at] == 119 and data[at + 1] == 119 and data[at + 2] == 119:
        starts = data[at + 3] == 46
    if not starts:
        return 0
    k = at
    while k < end and data[k] > 32 and data[k] not in (34, 41, 60, 62, 93):
        k += 1
    return k - at


@njit(cache=True)
def _decode(data, at):  # type: ignore[no-untyped-def]
    """Code point and width in bytes of the character at a byte of valid UTF-8."""
    lead = np.int32(data[at])
    if lead < 0x80:
        return lead, 1
    if lead < 0xE0:
        return (lead & 31) << 6 | np.int32(data[at + 1]) & 63, 2
    if lead < 0xF0:
        return (lead & 15) << 12 | (np.int32(data[at + 1]) & 63) << 6 | np.int32(data[at + 2]) & 63, 3
    high = (lead & 7) << 18 | (np.int32(data[at + 1]) & 63) << 12
    return high | (np.int32(data[at + 2]) & 63) << 6 | np.int32(data[at + 3]) & 63, 4


@njit(inline="always")
def _ends_something(point):  # type: ignore[no-untyped-def]
    """Whether a character ends a line or a sentence: line feed, . ! ? …"""
    return point == 10 or point == 46 or point == 33 or point == 63 or point == 0x2026


@njit(cache=True)
def _scan(data, at, end, tables, out, base, fill):  # type: ignore[no-untyped-def]
    """Words of one text; counts them, and writes them from `base` on where `fill`."""
    start_of, letters, to_cyrillic, to_latin = tables
    hashes, starts, ends, opens = out
    word = np.empty(_LONGEST, np.int32)
    found = length = point_index = first = last = 0
    ended = opened = True
    while at <= end:
        code, width, size = PARTS, 1, 1
        low = 0
        if at < end:
            skip = _address(data, at, end) if length == 0 else 0
            if skip:
                for k in range(skip):
                    point_index += data[at + k] & 0xC0 != 0x80
                at += skip
                continue
            point, width = _decode(data, at)
            if point + 1 < len(start_of):
                low = start_of[point]
                size = start_of[point + 1] - low
                code = letters[low]
            if code == SKIPPED and length and point == _BREVE and word[length - 1] == _I_PLAIN:
                word[length - 1] = _I_SHORT
            elif code == SKIPPED and length and point == _DIAERESIS and word[length - 1] == _I_UKRAINIAN:
                word[length - 1] = _YI
            if code == SKIPPED and length and 0x300 <= point < 0x370:
                last = point_index + 1
        if code > JOINS:
            if length == 0:
                first, opened, ended = point_index, ended, False
            for k in range(size):
                if length < _LONGEST:
                    word[length] = letters[low + k]
                    length += 1
            last = point_index + 1
        elif code == PARTS and length:
            if fill:
                hashes[base + found] = _settle(word, length, to_cyrillic, to_latin)
                starts[base + found], ends[base + found] = first, last
                opens[base + found] = opened
            found += 1
            length = 0
        if at < end and code == PARTS and _ends_something(point):
            ended = True
        at += width
        point_index += 1
    return found


@njit(parallel=True, cache=True)
def _count(data, bounds, tables, out, counts):  # type: ignore[no-untyped-def]
    for i in prange(len(counts)):
        counts[i] = _scan(data, bounds[i], bounds[i + 1], tables, out, 0, False)


@njit(parallel=True, cache=True)
def _fill(data, bounds, tables, out, offset):  # type: ignore[no-untyped-def]
    for i in prange(len(offset) - 1):
        _scan(data, bounds[i], bounds[i + 1], tables, out, offset[i], True)


def buffers(texts: pa.Array | pa.ChunkedArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """UTF-8 bytes of a column of texts and the byte where each begins (and the last ends); null counts as empty."""
    whole = pa.chunked_array(texts) if isinstance(texts, list) else texts
    joined = whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole
    joined = joined.cast(pa.large_string()).fill_null("")
    if len(joined) == 0:
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _, bounds, data = joined.buffers()
    first = joined.offset
    offsets = np.frombuffer(bounds, np.int64)[first : first + len(joined) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.empty(0, np.uint8), offsets


def words(texts: pa.Array | pa.ChunkedArray) -> Words:
    """Words of a column of texts.

    Args:
        texts: string or large_string column of N texts.

    Returns:
        Words with `offset` of length N + 1; `start` and `end` are code points into each text.
    """
    data, bounds = buffers(texts)
    tables = tuple(folding())
    nothing = (np.empty(0, np.uint32), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_))
    counts = np.zeros(len(bounds) - 1, np.int64)
    _count(data, bounds, tables, nothing, counts)
    offset = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    total = int(offset[-1])
    out = (np.empty(total, np.uint32), np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.bool_))
    _fill(data, bounds, tables, out, offset)
    return Words(offset, *out)


def use_threads(number: int) -> None:
    """Bound the threads of the compiled passes."""
    numba.set_num_threads(min(number, numba.config.NUMBA_NUM_THREADS))
