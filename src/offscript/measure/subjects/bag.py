"""Words of texts as stems: which text has which, and where first; texts are split some at a time, only what is asked is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offscript.measure.phrases.grams import function_words
from offscript.measure.phrases.keyed import in_time, places
from offscript.text.coded import coded
from offscript.text.words import ENDING_BITS, words

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
BATCH = 50_000
"""Texts that are split into words at a time."""
STEM_BITS = 32
"""Bits of a key that say a stem, where others say of what."""
_AT_ONCE = 5_000_000


class Bag(NamedTuple):
    """Each stem of each text once, those of a text together in rising order: `text`, `stem` (its hash), span of its first use."""

    text: Numbers
    stem: Numbers
    start: Numbers
    end: Numbers

    def only(self, chosen: Flags) -> Bag:
        """Some of them."""
        return Bag(*(column[chosen] for column in self))


def _persons(rows: pa.Table, owner: Numbers, at: Numbers) -> Flags:
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
    _, first = np.unique(owner[at] << STEM_BITS | stem[at], return_index=True)
    chosen = at[first]
    return Bag(owner[chosen], stem[chosen], found.start[chosen].astype(np.int64), found.end[chosen].astype(np.int64))


def stretches(rows: int) -> Iterator[tuple[int, int]]:
    """From where to where rows are looked at together."""
    return ((low, min(low + BATCH, rows)) for low in range(0, rows, BATCH))


def bags(rows: pa.Table, chosen: Flags | None = None) -> Iterator[Bag]:
    """Stems of all texts, or of those chosen, some texts at a time; each text by the number of its row."""
    for low, high in stretches(len(rows)):
        part, number = rows.slice(low, high - low), np.arange(low, high)
        if chosen is not None:
            part, number = part.filter(pa.array(chosen[number])), number[chosen[number]]
        held = bag(part)
        yield held._replace(text=number[held.text])


class Tally:
    """How often each key was met."""

    def __init__(self) -> None:
        self._keys: list[Numbers] = []
        self._counts: list[Numbers] = []
        self._waiting = 0

    def add(self, keys: Numbers) -> None:
        """Count some keys."""
        value, count = np.unique(keys, return_counts=True)
        self._keys.append(value)
        self._counts.append(count)
        self._waiting += len(value)
        if self._waiting > _AT_ONCE:
            self.result()

    def result(self) -> tuple[Numbers, Numbers]:
        """Keys in rising order, and how often each was met."""
        empty = np.empty(0, np.int64)
        value, place = np.unique(np.concatenate([empty, *self._keys]), return_inverse=True)
        count = np.zeros(len(value), np.int64)
        np.add.at(count, place, np.concatenate([empty, *self._counts]))
        self._keys, self._counts, self._waiting = [value], [count], 0
        return value, count


def among(asked: Numbers, keys: Numbers) -> tuple[Flags, Numbers]:
    """Which of some keys are asked for (in rising order), and the place of each such among those asked."""
    place = np.minimum(np.searchsorted(asked, keys), max(0, len(asked) - 1))
    held: Flags = asked[place] == keys if len(asked) else np.zeros(len(keys), bool)
    return held, place[held]


def rank_of(rows: pa.Table) -> Numbers:
    """Place of each row in the order of time, those of one moment by their posts."""
    return places(in_time(rows))


def folded(rows: pa.Table, rank: Numbers) -> Flags:
    """The row of each text (`lineage`) that comes first in time: so that copies count once."""
    _, lineage = coded(rows["lineage"])
    order = np.argsort(rank)
    _, first = np.unique(lineage[order], return_index=True)
    kept = np.zeros(len(rows), bool)
    kept[order[first]] = True
    return kept


def hits_of(rows: pa.Table) -> tuple[Numbers, list[str | None]]:
    """Rows that matters' terms find, and the matter each is found by."""
    lists = rows["hits"].combine_chunks()
    return pc.list_parent_indices(lists).to_numpy().astype(np.int64), pc.list_flatten(lists).to_pylist()


def hit_by(rows: pa.Table, matters: Iterable[str]) -> dict[str, Flags]:
    """For each matter the rows that its terms find."""
    found, by = hits_of(rows)
    hit = {matter: np.zeros(len(rows), bool) for matter in matters}
    for matter, flags in hit.items():
        flags[found[np.array([one == matter for one in by], bool)]] = True
    return hit


def apart(one: Numbers, other: Numbers, prior: float = 100.0) -> Values:
    """How surely each stem belongs to the first rather than the second, in deviations: log odds with an informative Dirichlet prior
    (Monroe, Colaresi & Quinn 2008, eq. 22), the prior being both together."""
    both = (one + other).astype(float)
    belief = prior * both / max(1.0, both.sum())
    left, right = one + belief + 1e-9, other + belief + 1e-9
    rest, other_rest = one.sum() + prior - left, other.sum() + prior - right
    gap = np.log(left / np.maximum(rest, 1e-9)) - np.log(right / np.maximum(other_rest, 1e-9))
    return np.asarray(gap / np.sqrt(1 / left + 1 / right), float)
