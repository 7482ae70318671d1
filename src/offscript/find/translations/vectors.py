"""The sentences of each wording as vectors."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import razdel

from offscript.model import VECTOR
from offscript.store.steps import Settings
from offscript.text.embedding import embed
from offscript.text.words import words

FEWEST, MOST = 6, 60
"""Words of a sentence that is looked at: shorter ones mean little by themselves, longer ones are lists."""


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(found.start, found.stop) for found in razdel.sentenize(text)]


def vectors(rows: pa.Table, settings: Settings) -> pa.Table:
    """Sentences of versions, `version, text`, with their vectors: to the table `vector`."""
    places = [
        (version, *place)
        for version, text in zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
        for place in _sentences(text)
    ]
    text_of = dict(zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True))
    texts = [text_of[version][start:end] for version, start, end in places]
    counts = np.diff(words(pa.array(texts, pa.large_string()), places=False).offset)
    chosen = [k for k in range(len(places)) if FEWEST <= counts[k] <= MOST]
    found = embed([texts[k] for k in chosen])
    rows_out = [
        {"version": places[k][0], "start": places[k][1], "end": places[k][2], "vector": vector}
        for k, vector in zip(chosen, found.tolist() if chosen else [], strict=True)
    ]
    return pa.Table.from_pylist(rows_out, schema=VECTOR)
