"""Words of texts as stems: which text has which, how often, and where first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.phrases.grams import function_words
from offscript.text.words import ENDING_BITS, words

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


class Bag(NamedTuple):
    """Each stem of each text once: `text`, `stem` (numbered from 0), span of its first use; `stems` counts stems, `texts` texts."""

    text: Numbers
    stem: Numbers
    start: Numbers
    end: Numbers
    stems: int
    texts: int


def _persons(rows: pa.Table, owner: Numbers, at: Numbers) -> NDArray[np.bool_]:
    """Which words stand inside names of persons the case does not name (`person_starts, person_ends`)."""
    inside = np.zeros(len(at), bool)
    first = np.searchsorted(owner, np.arange(len(rows) + 1))
    pairs = zip(rows["person_starts"].to_pylist(), rows["person_ends"].to_pylist(), strict=True)
    for text, (starts, ends) in enumerate(pairs):
        if starts:
            held = at[first[text] : first[text + 1]]
            name = np.searchsorted(np.array(starts), held, "right") - 1
            inside[first[text] : first[text + 1]] = (name >= 0) & (held < np.array(ends)[name])
    return inside


def bag(rows: pa.Table) -> Bag:
    """Stems of bodies (`text, body_start, body_end`); numbers, function words and names of persons the case does not name left
    out."""
    found = words(rows["text"])
    owner = np.repeat(np.arange(len(rows)), np.diff(found.offset))
    start, end = (rows[name].to_numpy()[owner] for name in ("body_start", "body_end"))
    stem = (found.hash >> ENDING_BITS).astype(np.int64)
    kept = (found.hash & 1 == 0) & (found.start >= start) & (found.end <= end) & ~np.isin(stem, function_words())
    kept &= ~_persons(rows, owner, found.start.astype(np.int64))
    at = np.flatnonzero(kept)
    _, number = np.unique(stem[at], return_inverse=True)
    stems = int(number.max()) + 1 if len(number) else 0
    _, first = np.unique(owner[at] * max(1, stems) + number, return_index=True)
    chosen = at[first]
    spans = (found.start[chosen].astype(np.int64), found.end[chosen].astype(np.int64))
    return Bag(owner[chosen], number[first].astype(np.int64), *spans, stems, len(rows))


def folded(rows: pa.Table) -> NDArray[np.bool_]:
    """One row of each text (`lineage`), the first: so that copies count once."""
    _, first = np.unique(rows["lineage"].to_numpy(zero_copy_only=False), return_index=True)
    kept = np.zeros(len(rows), bool)
    kept[first] = True
    return kept


def carried(held: Bag, texts: NDArray[np.bool_]) -> Numbers:
    """How many of some texts have each stem."""
    return np.bincount(held.stem[texts[held.text]], minlength=held.stems)


def apart(one: Numbers, other: Numbers, prior: float = 100.0) -> Values:
    """How surely each stem belongs to the first rather than the second, in deviations: log odds with an informative Dirichlet prior
    (Monroe, Colaresi & Quinn 2008, eq. 22), the prior being both together."""
    both = (one + other).astype(float)
    belief = prior * both / max(1.0, both.sum())
    left, right = one + belief + 1e-9, other + belief + 1e-9
    rest, other_rest = one.sum() + prior - left, other.sum() + prior - right
    gap = np.log(left / np.maximum(rest, 1e-9)) - np.log(right / np.maximum(other_rest, 1e-9))
    return np.asarray(gap / np.sqrt(1 / left + 1 / right), float)
