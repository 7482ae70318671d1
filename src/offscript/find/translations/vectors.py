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
        (version, start, end, text[start:end])
        for version, text in zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
        for start, end in _sentences(text)
    ]
    counts = np.diff(words(pa.array([place[3] for place in places], pa.large_string()), places=False).offset)
    chosen = [place for place, count in zip(places, counts, strict=True) if FEWEST <= count <= MOST]
    found = embed([text for *_, text in chosen]).tolist()
    out = [
        {"version": version, "start": start, "end": end, "vector": vector}
        for (version, start, end, _), vector in zip(chosen, found, strict=True)
    ]
    return pa.Table.from_pylist(out, schema=VECTOR)
