"""Posts that say themselves whom they have their words from: `X сообщает`, `— X`, `as X reports`.

Only posts that share words with an earlier one and have its source's name in them are looked at; the name must stand in the
words that name a speaker (`voice`), so that a post about the ministry is no post by way of it.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.voice import segments
from offscript.model import CREDIT
from offscript.store.steps import Settings
from offscript.text.language import language

Row = dict[str, Any]


def _named(row: Row, spoken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first of the words that name a speaker which hold a source's name."""
    text, name = row["text"].casefold(), row["name"].casefold()
    at = text.find(name)
    while at >= 0:
        found = next((span for span in spoken if span[0] < at + len(name) and span[1] > at), None)
        if found is not None:
            return found
        at = text.find(name, at + 1)
    return None


def credits_of(rows: pa.Table, settings: Settings) -> pa.Table:
    """Versions with the name of a source that had their words before, to the table `credit`."""
    speakers: dict[str, list[tuple[int, int]]] = {}
    out: list[Row] = []
    for row in rows.to_pylist():
        version = row["version"]
        if version not in speakers:
            found = segments(row["text"], language(row["text"]).code)
            speakers[version] = [(one.speaker[0], one.speaker[1]) for one in found if one.speaker]
        if span := _named(row, speakers[version]):
            said = {name: row[name] for name in ("post", "version", "source")}
            out.append({**said, "start": span[0], "end": span[1]})
    return pa.Table.from_pylist(out, schema=CREDIT)
