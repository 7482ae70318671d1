"""Phrases that are the line's: how much more often it uses them than everybody else, and how they rise."""

from __future__ import annotations

from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offscript.measure.phrases.grams import LONGEST, SHORTEST, Grams, Hashes, Numbers, in_part, said_in
from offscript.model import PHRASE
from offscript.store.steps import Settings
from offscript.text.coded import coded
from offscript.text.words import words

FEWEST = 4
MOST = 200
_Z = 1.959964
_TWICE = 1.0
_AT_ONCE = 40_000_000
"""Words whose phrases are held at a time: of more, hash by hash in parts."""
Row = dict[str, Any]


def log_ratio(uses: int, of: int, other: int, other_of: int) -> tuple[float, float, float]:
    """Binary logarithm of the ratio of two rates, with its 95% interval; half a use is added on both sides."""
    a, b = uses + 0.5, other + 0.5
    middle = log(a / (of + 0.5) / (b / (other_of + 0.5)), 2)
    half = _Z * sqrt(1 / a + 1 / b) / log(2)
    return middle, middle - half, middle + half


class Whole(NamedTuple):
    """Of all texts: lineages of the line and of others, and the share of texts that are of the line."""

    line_of: int
    other_of: int
    line_share: float

    @classmethod
    def of(cls, line_of: int, other_of: int, of_line: int, texts: int) -> Whole:
        """From lineages of either side, texts of the line, and all texts."""
        return cls(line_of, other_of, max(1, of_line) / max(1, texts))


class Texts(NamedTuple):
    """What is known of each text: its lineage, whether it is of the line, its source, its time."""

    lineage: Numbers
    line: NDArray[np.bool_]
    source: Numbers
    at: Numbers

    def whole(self) -> Whole:
        """Of these, where they are all there are."""
        line_of, other_of = (len(np.unique(self.lineage[side])) for side in (self.line, ~self.line))
        return Whole.of(line_of, other_of, int(self.line.sum()), len(self.line))

    def met(self) -> tuple[Numbers, Numbers]:
        """When each lineage is first met, and when last, in rising order."""
        _, first, count = np.unique(self.lineage, return_index=True, return_counts=True)
        last = np.argsort(self.lineage, kind="stable")[np.cumsum(count) - 1]
        return np.sort(self.at[first]), np.sort(self.at[last])


def in_time(rows: pa.Table) -> Numbers:
    """Order of texts by time, those of one moment by their posts."""
    by = [("published_at", "ascending"), ("post", "ascending")]
    order: Numbers = pc.sort_indices(rows.select(["published_at", "post"]), by).to_numpy().astype(np.int64)
    return order


def places(order: Numbers) -> Numbers:
    """Place of each row in an order of all."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


def texts_of(rows: pa.Table, order: Numbers) -> Texts:
    """Texts in the order of time, which is given."""
    rows = rows.select(["lineage", "source", "line", "published_at"]).take(pa.array(order))
    (_, lineage), (_, source) = (coded(rows[name]) for name in ("lineage", "source"))
    return Texts(lineage, rows["line"].to_numpy(), source, rows["published_at"].to_numpy())


def _lineages(texts: Texts, chosen: Numbers) -> int:
    return len(np.unique(texts.lineage[chosen]))


def _one(texts: Texts, whole: Whole, using: Numbers) -> Row | None:
    """Figures of a phrase from the texts that use it, but for its rise; None where it is not the line's."""
    of_line = using[texts.line[using]]
    if _lineages(texts, of_line) < FEWEST or len(np.unique(texts.source[of_line])) < 2:
        return None
    line, other = _lineages(texts, of_line), _lineages(texts, using[~texts.line[using]])
    key = log_ratio(line, whole.line_of, other, whole.other_of)
    if key[1] < _TWICE:
        return None
    entered = int(texts.at[of_line].min())
    said = {"line_texts": line, "line_of": whole.line_of, "other_texts": other, "other_of": whole.other_of}
    said |= {"sources": len(np.unique(texts.source[using])), "entered_at": entered}
    said |= {"before": _lineages(texts, using[texts.at[using] < entered])}
    said |= {"since": _lineages(texts, using[texts.at[using] >= entered])}
    return {**said, **dict(zip(("keyness", "keyness_low", "keyness_high"), key, strict=True))}


def risen(row: Row, before_of: int, since_of: int) -> Row:
    """A phrase with its rise: against so many lineages that there were before it entered, and so many that there are since."""
    rise = log_ratio(row["since"], since_of, row["before"], before_of)
    return {**row, "before_of": before_of, **dict(zip(("rise", "rise_low", "rise_high"), rise, strict=True))}


def met_by(entered: Numbers, first_at: Numbers, last_at: Numbers) -> tuple[Numbers, Numbers]:
    """How many lineages are first met before each of some moments, and how many last met then or later; from rising times."""
    return np.searchsorted(first_at, entered), len(last_at) - np.searchsorted(last_at, entered)


def _runs(value: Hashes) -> tuple[Numbers, Numbers]:
    """Where each run of equal values begins, and how long it is."""
    begins = np.flatnonzero(np.concatenate([np.ones(min(1, len(value)), bool), value[1:] != value[:-1]]))
    return begins, np.diff(np.concatenate([begins, [len(value)]]))


def _may_be_keyed(value: Hashes, text: Numbers, texts: Texts, line_share: float) -> Hashes:
    """Phrases that enough texts of the line use, and twice as often as others, before lineages are counted out in full."""
    by = np.lexsort((~texts.line[text], texts.lineage[text], value))
    value, lineage, line = value[by], texts.lineage[text][by], texts.line[text][by]
    fresh = np.concatenate(
        [np.ones(min(1, len(value)), bool), (value[1:] != value[:-1]) | (lineage[1:] != lineage[:-1])]
    )
    value, line = value[fresh], line[fresh]
    begins, sizes = _runs(value)
    of_line = np.add.reduceat(line.astype(np.int64), begins) if len(begins) else begins
    return value[begins[(of_line + 1 >= FEWEST) & (of_line + 1 > 1.5 * line_share * sizes)]]


def of_the_line(grams: Grams, texts: Texts, order: Numbers, whole: Whole) -> list[tuple[Row, int, int]]:
    """Phrases that are the line's, with the row and the word of their first use by the line; words of a text in rising order."""
    grams = grams._replace(text=places(order)[grams.text])
    chosen = np.isin(grams.hash, _may_be_keyed(grams.hash, grams.text, texts, whole.line_share))
    by = np.flatnonzero(chosen)[np.lexsort((grams.text[chosen], grams.hash[chosen]))]
    value, text, word = grams.hash[by], grams.text[by], grams.word[by]
    out = []
    for begin, size in zip(*_runs(value), strict=True):
        using = text[begin : begin + size]
        row = _one(texts, whole, np.unique(using))
        if row is None:
            continue
        first = begin + min(range(size), key=lambda k: (not texts.line[using[k]], texts.at[using[k]], using[k]))
        out.append((row, int(order[text[first]]), int(word[first])))
    return out


def shown(row: Row, text: str, word: int, length: int) -> Row:
    """A phrase with its words as they stand where the line first uses it."""
    placed = words(pa.array([text]))
    start, end = int(placed.start[word]), int(placed.end[word + length - 1])
    return {**row, "phrase": text[start:end].casefold(), "words": length, "start": start, "end": end}


def surest(rows: list[Row]) -> list[Row]:
    """Phrases that are not part of a longer one which is used nearly as often; the surest of them."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row["words"], -row["keyness_low"], row["phrase"])):
        padded = f" {row['phrase']} "
        whole = any(
            padded in f" {longer['phrase']} " and longer["line_texts"] >= 0.7 * row["line_texts"] for longer in kept
        )
        if not whole:
            kept.append(row)
    return sorted(kept, key=lambda row: (-row["keyness_low"], row["phrase"]))[:MOST]


def phrases(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `phrase` from the wordings of all sources."""
    if not len(rows) or not pc.any(rows["line"]).as_py():
        return PHRASE.remove_metadata().empty_table()
    order, said = in_time(rows), said_in(rows)
    texts, parts = texts_of(rows, order), 1 + len(said.hash) // _AT_ONCE
    whole, (first_at, last_at) = texts.whole(), texts.met()
    listed = [
        shown(row | {"version": rows["version"][at].as_py()}, rows["text"][at].as_py(), word - said.offset[at], length)
        for length in range(SHORTEST, LONGEST + 1)
        for part in range(parts)
        for row, at, word in of_the_line(in_part(said, length, part, parts), texts, order, whole)
    ]
    chosen = surest(listed)
    met = met_by(np.array([row["entered_at"] for row in chosen], np.int64), first_at, last_at)
    found = [risen(row, *counts) for row, *counts in zip(chosen, *(side.tolist() for side in met), strict=True)]
    return pa.Table.from_pylist(found, schema=PHRASE)
