"""Words of many texts in one compiled pass over the Arrow buffer: a hash and the place of each.

A word is a run of letters and digits once folded (`fold`). Addresses, handles' marks, emoji and markup are no words. A word
that mixes Latin and Cyrillic counts as Cyrillic where its Latin letters all have Cyrillic look-alikes, so that `Mocквa` is
`Москва`, and as Latin in the other case; Ukrainian `і` stays Ukrainian. Letters stretched three times or more count once.
Two forms of a word that differ in their ending (`endings`) share all of their hash above `ENDING_BITS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.text.endings import endings
from offscript.text.fold import folding
from offscript.text.grown import Grown

ENDING_BITS = 9
"""Lowest bits of a word's hash, which say its ending and whether it is a number; those above are the stem's."""

_CHUNK = 16 << 20
_PLACE = np.int32
_SPARE = 1.05
_NONE = np.zeros(1, np.int64)
Bounds = NDArray[np.int64]


class Words(NamedTuple):
    """Words of N texts: text i has words `offset[i]:offset[i + 1]`; `hash` has its lowest bit set for numbers.

    `opens` says whether a line or a sentence ended before the word (or the text began with it). `start` and `end` are code
    points into each text, empty where places were not asked for.
    """

    offset: Bounds
    hash: NDArray[np.uint32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    opens: NDArray[np.bool_]


def buffers(texts: pa.Array) -> tuple[NDArray[np.uint8], Bounds]:
    """UTF-8 bytes of a column of texts and the byte where each begins (and the last ends); null counts as empty."""
    whole = pa.chunked_array(texts) if isinstance(texts, list) else texts
    joined = whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole
    joined = joined.cast(pa.large_string())
    if joined.null_count:
        joined = joined.fill_null("")
    if len(joined) == 0:
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _, bounds, data = joined.buffers()
    first = joined.offset
    offsets = np.frombuffer(bounds, np.int64)[first : first + len(joined) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.empty(0, np.uint8), offsets


def _stretches(texts: pa.Array | pa.ChunkedArray) -> Iterator[tuple[NDArray[np.uint8], Bounds]]:
    """The column in stretches of some megabytes (or one text), each with its bytes and bounds; nothing is copied."""
    for part in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        data, bounds = buffers(part)
        low = 0
        while low < len(bounds) - 1:
            high = max(low + 1, int(np.searchsorted(bounds, bounds[low] + _CHUNK, side="right")) - 1)
            yield data, bounds[low : high + 1]
            low = high


def words(texts: pa.Array | pa.ChunkedArray, places: bool = True) -> Words:
    """Words of a column of texts.

    Args:
        texts: string or large_string column of N texts.
        places: whether to say where each word stands; costs eight bytes a word.

    Returns:
        Words with `offset` of length N + 1.
    """
    # Compiled functions bring 60 MB and half a second: only who splits words pays for them.
    from offscript.text.scanned import gather, scan_all

    grown, counted = Grown(np.uint32, _PLACE if places else None, _PLACE if places else None, np.bool_), [_NONE]
    scratch = Grown(np.uint32, _PLACE if places else None, _PLACE if places else None, np.bool_)
    for data, bounds in _stretches(texts):
        room = (bounds[:-1] - bounds[0]) // 2 + np.arange(len(bounds) - 1)
        scratch.held = 0
        scratch.room(int(bounds[-1] - bounds[0]) // 2 + len(bounds))
        counts = np.zeros(len(room), np.int64)
        scan_all(data, bounds, tuple(folding()), tuple(endings()), tuple(scratch.columns), room, counts, places)
        found = int(counts.sum())
        expected = int(found / max(1, bounds[-1] - bounds[0]) * texts.nbytes * _SPARE)
        low = grown.room(found, expected) + np.cumsum(counts) - counts
        gather(tuple(scratch.columns), room, counts, tuple(grown.columns), low, places)
        counted.append(counts)
    hashes, start, end, opens = grown.finished()
    return Words(np.cumsum(np.concatenate(counted)), hashes, start, end, opens)
