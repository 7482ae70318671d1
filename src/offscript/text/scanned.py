"""Words of many texts, compiled: scanned text by text into room for the most there can be, then gathered without gaps."""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from offscript.text.scan import scan

_LONGEST = 64


@njit(parallel=True, cache=True)
def scan_all(data, bounds, folding, endings, out, room, counts, places):  # type: ignore[no-untyped-def]
    """Words of each text, between its bounds, into room of its own; `counts` says how many."""
    for i in prange(len(counts)):
        word = np.empty(_LONGEST, np.int32)
        counts[i] = scan(data, bounds[i], bounds[i + 1], folding, endings, word, out, room[i], places)


@njit(parallel=True, cache=True)
def gather(scratch, room, counts, out, low, places):  # type: ignore[no-untyped-def]
    """What was found of each text, from its room to where the texts before end."""
    for i in prange(len(counts)):
        first, size, to = room[i], counts[i], low[i]
        out[0][to : to + size] = scratch[0][first : first + size]
        out[3][to : to + size] = scratch[3][first : first + size]
        if places:
            out[1][to : to + size] = scratch[1][first : first + size]
            out[2][to : to + size] = scratch[2][first : first + size]
