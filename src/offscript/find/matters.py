"""Which posts a matter is about: its terms and places in any inflected form, its exclusions, its window.

Forms come from dictionaries (`text.inflect`); sentences like the examples that a matter has count like terms (`likened`); what a
person says of a post, or of words in it, stands above what the terms say.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.case import MatterSettings, Settings
from offscript.find.likened import likened
from offscript.model import MENTION
from offscript.store.steps import Map, Query, Step, sql_beside
from offscript.store.steps import Settings as Chosen
from offscript.text.inflect import Terms

_LANGUAGES = ("ru", "uk", "en")
Prepared = list[tuple[MatterSettings, dict[str, Terms], tuple[int | None, int | None]]]


def _prepare(chosen: Chosen) -> Prepared:
    settings = Settings.model_validate({"matter": chosen["matter"], "zone": chosen["zone"]})
    prepared = []
    for matter in settings.matter:
        roles = {
            "term": Terms((term, language) for language, terms in matter.terms.items() for term in terms),
            "place": Terms((place, language) for place in matter.places for language in _LANGUAGES),
            "exclude": Terms((term, language) for term in matter.exclude for language in _LANGUAGES),
        }
        prepared.append((matter, roles, settings.window_us(matter.window)))
    return prepared


def _mentions(version: str, text: str, prepared: Prepared) -> list[dict[str, Any]]:
    found: dict[tuple[str, str, int, int], dict[str, Any]] = {}
    for matter, roles, (start, end) in prepared:
        for role, terms in roles.items():
            for use in terms.uses(text):
                row = {"version": version, "matter": matter.id, "role": role, "start": use.start, "end": use.end}
                found.setdefault(
                    (matter.id, role, use.start, use.end), {**row, "term": use.term, "from_us": start, "to_us": end}
                )
    return list(found.values())


def mentions(rows: pa.Table, chosen: Chosen) -> pa.Table:
    """Terms, places and exclusions each version uses: `version, text` to the table `mention`."""
    prepared = _prepare(chosen)
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found = [row for version, text in pairs for row in _mentions(version, text, prepared)] if prepared else []
    return pa.Table.from_pylist(found, schema=MENTION)


STEPS: tuple[Step, ...] = (
    Map(
        "mention",
        "matter",
        "select version, text from version",
        "mention",
        mentions,
        settings=("matter", "zone"),
        libraries=("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "simplemma"),
    ),
    Map(
        "likened",
        "matter",
        "select v.version, v.text, l.lang from version as v inner join language as l on l.version = v.version",
        "likened",
        likened,
        settings=("matter", "zone"),
        libraries=("onnxruntime", "razdel"),
        batch=64,
    ),
    Query("matter", "matter", sql_beside("offscript.find", "matters"), "matter"),
)
