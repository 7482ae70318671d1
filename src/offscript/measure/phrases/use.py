"""Every use of the phrases that were found, once a post."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from offscript.measure.phrases.grams import BATCH, LONGEST, SHORTEST, all_body, grams_of
from offscript.model import PHRASE_USE
from offscript.store.steps import Settings
from offscript.text.words import Words, words

Row = dict[str, Any]


def _sought(listed: list[str], wanted: Words, length: int) -> dict[int, str]:
    """Phrases of one length by their hash."""
    grams = grams_of(all_body(wanted), length)
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
        grams = grams_of(all_body(found), length)
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
    for low in range(0, len(rows), BATCH) if listed else ():
        part = rows.slice(low, BATCH)
        found += _used(part.filter(pc.is_valid(part["version"])), listed, wanted)
    return pa.Table.from_pylist(found, schema=PHRASE_USE)
