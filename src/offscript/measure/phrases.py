"""Slogans: the distinctive phrases of the line, two to five words long, where they enter and who takes them up.

The line is what ministries, officials, wires, broadcasters and aligned voices say. A phrase is compared by its stems, stays
inside a sentence, and neither begins nor ends with a word of `phrases.toml`. Copies count once: a text that a hundred channels
carry is one use. Keyness is the binary logarithm of how many times more often the line uses a phrase than everybody else (Hardie
2014, "Log Ratio: an informal introduction"), with half a use added on both sides and a 95% interval; the rise is the same for
texts since its first use by the line against all before. Kept are phrases in `FEWEST` texts of the line and of two of its
sources, at least twice as frequent there with 95% certainty, and not part of a longer one used as often; the `MOST` surest of
them. Common turns of officialese are keyed to the line too: a phrase is not a slogan for being listed.
"""

from __future__ import annotations

from functools import cache
from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offscript.model import PHRASE, PHRASE_USE
from offscript.store.steps import Group, Part, Query, Settings, Step, sql_beside
from offscript.text.beside import toml_beside
from offscript.text.grown import Grown
from offscript.text.words import ENDING_BITS, Words, words

SHORTEST, LONGEST = 2, 5
FEWEST = 4
MOST = 200
_Z = 1.959964
_TWICE = 1.0
_BATCH, _AT_ONCE = 20_000, 40_000_000
"""Texts that are split into words at a time, and words whose phrases are held at a time: of more, hash by hash in parts."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Row = dict[str, Any]


class _Grams(NamedTuple):
    """Uses of phrases of one length: the phrase's hash, the text, the first word."""

    hash: Hashes
    text: Numbers
    word: Numbers


def log_ratio(uses: int, of: int, other: int, other_of: int) -> tuple[float, float, float]:
    """Binary logarithm of the ratio of two rates, with its 95% interval; half a use is added on both sides."""
    a, b = uses + 0.5, other + 0.5
    middle = log(a / (of + 0.5) / (b / (other_of + 0.5)), 2)
    half = _Z * sqrt(1 / a + 1 / b) / log(2)
    return middle, middle - half, middle + half


@cache
def function_words() -> Numbers:
    """Stems of words that make no phrase by themselves."""
    read = toml_beside("offscript.measure", "phrases")
    listed = sorted({word for text in read.values() for word in text.split()})
    return np.unique(words(pa.array(listed), places=False).hash >> ENDING_BITS).astype(np.int64)


class _Said(NamedTuple):
    """Words of N texts, text i from `offset[i]` to `offset[i + 1]`: hash, whether a line or sentence ended before, and whether it
    stands in the body."""

    offset: Numbers
    hash: NDArray[np.uint32]
    opens: NDArray[np.bool_]
    inside: NDArray[np.bool_]

    def texts(self, low: int, high: int) -> _Said:
        """Some of the texts."""
        offset = self.offset[low : high + 1]
        held = slice(offset[0], offset[-1])
        return _Said(offset - offset[0], self.hash[held], self.opens[held], self.inside[held])


def _said(rows: pa.Table) -> _Said:
    """Words of texts and where their bodies are. Places of words are not kept: they take more room than the words."""
    grown, offsets = Grown(np.uint32, np.bool_, np.bool_), [np.zeros(1, np.int64)]
    for low in range(0, len(rows), _BATCH):
        part = rows.slice(low, _BATCH)
        found = words(part["text"])
        base = grown.room(len(found.hash))
        for column, given in zip(grown.columns, (found.hash, found.opens, _inside(part, found)), strict=True):
            column[base : grown.held] = given
        offsets.append(base + found.offset[1:])
    return _Said(np.concatenate(offsets), *grown.finished())


def _in_part(said: _Said, length: int, part: int, parts: int) -> _Grams:
    """Runs of so many words whose hash falls into one of so many parts."""
    found = []
    for low in range(0, len(said.offset) - 1, _BATCH):
        grams = _grams(said.texts(low, min(low + _BATCH, len(said.offset) - 1)), length)
        mine = grams.hash % np.uint64(parts) == part
        found.append(_Grams(grams.hash[mine], grams.text[mine] + low, grams.word[mine] + said.offset[low]))
    return _Grams(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _grams(found: _Said, length: int) -> _Grams:
    """Every run of so many words inside one sentence of a body, none of them a number, its ends no function words."""
    count = len(found.hash) - length + 1
    if count <= 0:
        return _Grams(np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int64))
    owner = np.repeat(np.arange(len(found.offset) - 1), np.diff(found.offset))
    stem = (found.hash >> ENDING_BITS).astype(np.uint64)
    plain = found.inside & (found.hash & 1 == 0)
    meaning = ~np.isin(stem.astype(np.int64), function_words())
    whole = (owner[:count] == owner[length - 1 :]) & meaning[:count] & meaning[length - 1 :]
    value = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for k in range(length):
            value = (value ^ stem[k : count + k]) * _PRIME
            value ^= value >> np.uint64(29)
            whole &= plain[k : count + k]
            whole &= ~found.opens[k : count + k] if k else True
    at = np.flatnonzero(whole)
    return _Grams(value[at], owner[at], at)


def _inside(rows: pa.Table, found: Words) -> NDArray[np.bool_]:
    owner = np.repeat(np.arange(len(rows)), np.diff(found.offset))
    start, end = (rows[name].to_numpy()[owner] for name in ("body_start", "body_end"))
    inside: NDArray[np.bool_] = (found.start >= start) & (found.end <= end)
    return inside


class _Texts(NamedTuple):
    """What is known of each text: its lineage, whether it is of the line, its source, its time; and of the whole: lineages of the
    line and of others, and when each lineage is first and last met, in rising order."""

    lineage: Numbers
    line: NDArray[np.bool_]
    source: Numbers
    at: Numbers
    line_of: int
    other_of: int
    first_at: Numbers
    last_at: Numbers


def _texts(rows: pa.Table, order: Numbers) -> _Texts:
    """Texts in the order of time, which is given."""
    rows = rows.select(["lineage", "source", "line", "published_at"]).take(pa.array(order))
    coded = [
        rows[name].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
        for name in ("lineage", "source")
    ]
    (lineage, source), line, at = coded, rows["line"].to_numpy(), rows["published_at"].to_numpy()
    _, first, count = np.unique(lineage, return_index=True, return_counts=True)
    last = np.argsort(lineage, kind="stable")[np.cumsum(count) - 1]
    line_of, other_of = (len(np.unique(lineage[side])) for side in (line, ~line))
    return _Texts(lineage, line, source, at, line_of, other_of, np.sort(at[first]), np.sort(at[last]))


def _lineages(texts: _Texts, chosen: Numbers) -> int:
    return len(np.unique(texts.lineage[chosen]))


def _one(texts: _Texts, using: Numbers) -> Row | None:
    """Figures of a phrase from the texts that use it; None where it is not the line's."""
    of_line = using[texts.line[using]]
    if _lineages(texts, of_line) < FEWEST or len(np.unique(texts.source[of_line])) < 2:
        return None
    line, other = _lineages(texts, of_line), _lineages(texts, using[~texts.line[using]])
    key = log_ratio(line, texts.line_of, other, texts.other_of)
    if key[1] < _TWICE:
        return None
    entered = int(texts.at[of_line].min())
    before = int(np.searchsorted(texts.first_at, entered))
    after = len(texts.last_at) - int(np.searchsorted(texts.last_at, entered))
    used_before = _lineages(texts, using[texts.at[using] < entered])
    rise = log_ratio(_lineages(texts, using[texts.at[using] >= entered]), after, used_before, before)
    said = {"line_texts": line, "line_of": texts.line_of, "other_texts": other, "other_of": texts.other_of}
    said |= {
        "sources": len(np.unique(texts.source[using])),
        "entered_at": entered,
        "before": used_before,
        "before_of": before,
    }
    names = ("keyness", "keyness_low", "keyness_high", "rise", "rise_low", "rise_high")
    return {**said, **dict(zip(names, (*key, *rise), strict=True))}


def _runs(value: Hashes) -> tuple[Numbers, Numbers]:
    """Where each run of equal values begins, and how long it is."""
    begins = np.flatnonzero(np.concatenate([np.ones(min(1, len(value)), bool), value[1:] != value[:-1]]))
    return begins, np.diff(np.concatenate([begins, [len(value)]]))


def _may_be_keyed(value: Hashes, text: Numbers, texts: _Texts) -> Hashes:
    """Phrases that enough texts of the line use, and twice as often as others, before lineages are counted out in full."""
    by = np.lexsort((texts.lineage[text], value))
    value, lineage, line = value[by], texts.lineage[text][by], texts.line[text][by]
    fresh = np.concatenate(
        [np.ones(min(1, len(value)), bool), (value[1:] != value[:-1]) | (lineage[1:] != lineage[:-1])]
    )
    value, line = value[fresh], line[fresh]
    begins, sizes = _runs(value)
    of_line = np.add.reduceat(line.astype(np.int64), begins) if len(begins) else begins
    share = max(1, int(texts.line.sum())) / max(1, len(texts.line))
    return value[begins[(of_line + 1 >= FEWEST) & (of_line + 1 > 1.5 * share * sizes)]]


def _of_length(said: _Said, texts: _Texts, order: Numbers, grams: _Grams) -> list[tuple[Row, int, int]]:
    """Phrases that are the line's, with the row and the word in it of their first use by the line."""
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    grams = grams._replace(text=rank[grams.text])
    chosen = np.isin(grams.hash, _may_be_keyed(grams.hash, grams.text, texts))
    by = np.flatnonzero(chosen)[np.lexsort((grams.text[chosen], grams.hash[chosen]))]
    value, text, word = grams.hash[by], grams.text[by], grams.word[by]
    out = []
    for begin, size in zip(*_runs(value), strict=True):
        using = text[begin : begin + size]
        row = _one(texts, np.unique(using))
        if row is None:
            continue
        first = begin + min(range(size), key=lambda k: (not texts.line[using[k]], texts.at[using[k]], using[k]))
        at = int(order[text[first]])
        out.append((row, at, int(word[first] - said.offset[at])))
    return out


def _shown(rows: pa.Table, found: tuple[Row, int, int], length: int) -> Row:
    """A phrase with its words as they stand where the line first uses it."""
    row, at, word = found
    text = rows["text"][at].as_py()
    placed = words(pa.array([text]))
    start, end = int(placed.start[word]), int(placed.end[word + length - 1])
    phrase = {"phrase": text[start:end].casefold(), "words": length, "version": rows["version"][at].as_py()}
    return {**row, **phrase, "start": start, "end": end}


def _without_parts(rows: list[Row]) -> list[Row]:
    """Phrases that are not part of a longer one which is used nearly as often."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row["words"], -row["keyness_low"], row["phrase"])):
        padded = f" {row['phrase']} "
        whole = any(
            padded in f" {longer['phrase']} " and longer["line_texts"] >= 0.7 * row["line_texts"] for longer in kept
        )
        if not whole:
            kept.append(row)
    return sorted(kept, key=lambda row: (-row["keyness_low"], row["phrase"]))


def phrases(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `phrase` from the wordings of all sources."""
    if not len(rows) or not pc.any(rows["line"]).as_py():
        return PHRASE.remove_metadata().empty_table()
    by_time = [("published_at", "ascending"), ("post", "ascending")]
    order = pc.sort_indices(rows.select(["published_at", "post"]), by_time).to_numpy().astype(np.int64)
    said, texts = _said(rows), _texts(rows, order)
    parts = 1 + len(said.hash) // _AT_ONCE
    listed = [
        _shown(rows, found, length)
        for length in range(SHORTEST, LONGEST + 1)
        for part in range(parts)
        for found in _of_length(said, texts, order, _in_part(said, length, part, parts))
    ]
    return pa.Table.from_pylist(_without_parts(listed)[:MOST], schema=PHRASE)


def _whole(found: Words) -> _Said:
    """Words of texts of which the body is all."""
    return _Said(found.offset, found.hash, found.opens, np.ones(len(found.hash), bool))


def _sought(listed: list[str], wanted: Words, length: int) -> dict[int, str]:
    """Phrases of one length by their hash."""
    grams = _grams(_whole(wanted), length)
    lengths = np.diff(wanted.offset)
    pairs = zip(grams.hash.tolist(), grams.text.tolist(), strict=True)
    return {value: listed[text] for value, text in pairs if lengths[text] == length}


def _used(rows: pa.Table, listed: list[str], wanted: Words) -> list[Row]:
    """Uses of phrases in some texts, once a text."""
    found = words(rows["text"])
    columns = {name: rows[name].to_pylist() for name in ("source", "post", "version", "published_at")}
    out: dict[tuple[int, str], Row] = {}
    for length in range(SHORTEST, LONGEST + 1):
        sought = _sought(listed, wanted, length)
        grams = _grams(_whole(found), length)
        for k in np.flatnonzero(np.isin(grams.hash, np.array(list(sought), np.uint64))):
            text, word, phrase = int(grams.text[k]), int(grams.word[k]), sought[int(grams.hash[k])]
            place = {"start": int(found.start[word]), "end": int(found.end[word + length - 1])}
            row = {name: values[text] for name, values in columns.items()}
            out.setdefault((text, phrase), {**row, "phrase": phrase, **place})
    return list(out.values())


def uses(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `phrase_use`: every use of a phrase, once a post. The phrases are among the rows, or beside them in `along`."""
    listed = settings.get("along", rows)["phrase"].drop_null().to_pylist()
    wanted, found = words(pa.array(listed, pa.string())), list[Row]()
    for low in range(0, len(rows), _BATCH) if listed else ():
        part = rows.slice(low, _BATCH)
        found += _used(part.filter(pc.is_valid(part["version"])), listed, wanted)
    return pa.Table.from_pylist(found, schema=PHRASE_USE)


STEPS: tuple[Step, ...] = (
    Group("phrase", "phrases", sql_beside("offscript.measure", "phrases"), "phrase", phrases, libraries=("numpy",)),
    Group(
        "phrase_use",
        "phrases",
        sql_beside("offscript.measure", "phrase_uses"),
        "phrase_use",
        uses,
        libraries=("numpy",),
        parts=(
            Part(
                "phrase_use",
                "select * from handed where version is not null",
                uses,
                PHRASE_USE,
                along="select phrase from handed where phrase is not null",
            ),
        ),
    ),
    Query("uptake", "phrases", sql_beside("offscript.measure", "uptake"), "uptake"),
)
