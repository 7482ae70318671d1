"""Phrases of texts: every run of two to five words inside a sentence, by a hash of its stems."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.text.beside import toml_beside
from offscript.text.grown import Grown
from offscript.text.words import ENDING_BITS, Words, words

SHORTEST, LONGEST = 2, 5
BATCH = 20_000
"""Texts that are split into words at a time."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


class Grams(NamedTuple):
    """Uses of phrases of one length: the phrase's hash, the text, the first word."""

    hash: Hashes
    text: Numbers
    word: Numbers


@cache
def function_words() -> Numbers:
    """Stems of words that make no phrase by themselves."""
    read = toml_beside("offscript.measure.phrases", "grams")
    listed = sorted({word for text in read.values() for word in text.split()})
    return np.unique(words(pa.array(listed), places=False).hash >> ENDING_BITS).astype(np.int64)


class Said(NamedTuple):
    """Words of N texts, text i from `offset[i]` to `offset[i + 1]`: hash, whether a line or sentence ended before, and whether it
    stands in the body."""

    offset: Numbers
    hash: NDArray[np.uint32]
    opens: NDArray[np.bool_]
    inside: NDArray[np.bool_]

    def texts(self, low: int, high: int) -> Said:
        """Some of the texts."""
        offset = self.offset[low : high + 1]
        held = slice(offset[0], offset[-1])
        return Said(offset - offset[0], self.hash[held], self.opens[held], self.inside[held])


def said_in(rows: pa.Table) -> Said:
    """Words of texts and where their bodies are. Places of words are not kept: they take more room than the words."""
    grown, offsets = Grown(np.uint32, np.bool_, np.bool_), [np.zeros(1, np.int64)]
    for low in range(0, len(rows), BATCH):
        part = rows.slice(low, BATCH)
        found = words(part["text"])
        base = grown.room(len(found.hash))
        for column, given in zip(grown.columns, (found.hash, found.opens, _inside(part, found)), strict=True):
            column[base : grown.held] = given
        offsets.append(base + found.offset[1:])
    return Said(np.concatenate(offsets), *grown.finished())


def in_part(said: Said, length: int, part: int, parts: int) -> Grams:
    """Runs of so many words whose hash falls into one of so many parts."""
    found = []
    for low in range(0, len(said.offset) - 1, BATCH):
        grams = grams_of(said.texts(low, min(low + BATCH, len(said.offset) - 1)), length)
        mine = grams.hash % np.uint64(parts) == part
        found.append(Grams(grams.hash[mine], grams.text[mine] + low, grams.word[mine] + said.offset[low]))
    return Grams(*(np.concatenate(column) for column in zip(*found, strict=True)))


def grams_of(found: Said, length: int) -> Grams:
    """Every run of so many words inside one sentence of a body, none of them a number, its ends no function words."""
    count = len(found.hash) - length + 1
    if count <= 0:
        return Grams(np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int64))
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
    return Grams(value[at], owner[at], at)


def _inside(rows: pa.Table, found: Words) -> NDArray[np.bool_]:
    owner = np.repeat(np.arange(len(rows)), np.diff(found.offset))
    start, end = (rows[name].to_numpy()[owner] for name in ("body_start", "body_end"))
    inside: NDArray[np.bool_] = (found.start >= start) & (found.end <= end)
    return inside


def all_body(found: Words) -> Said:
    """Words of texts of which the body is all."""
    return Said(found.offset, found.hash, found.opens, np.ones(len(found.hash), bool))
