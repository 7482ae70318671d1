"""What a counted petition asks for, and how strongly: it asks, it calls, it demands."""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import Any, NamedTuple

import pyarrow as pa

from offscript.model import APPEAL
from offscript.store.steps import Settings
from offscript.text.beside import toml_beside
from offscript.text.gist import alike, gist
from offscript.text.ground import any_of, ground
from offscript.text.language import language
from offscript.text.plain import plain
from offscript.text.sentences import sentences

_LEVELS = ("ask", "call", "demand")
_REWORDED = 0.75
Row = dict[str, Any]


class Appeal(NamedTuple):
    """A sentence at `[start, end)` that asks (1), calls (2) or demands (3), and what it is about."""

    start: int
    end: int
    strength: int
    gist: frozenset[str]


@cache
def _patterns(lang: str) -> tuple[Pattern[str], ...]:
    words = toml_beside("offscript.find.counts", "appeals").get(lang, {})
    return tuple(any_of(words[level]) for level in _LEVELS) if words else ()


def _strength(said: str, lang: str) -> int:
    return max((number for number, pattern in enumerate(_patterns(lang), 1) if pattern.search(said)), default=0)


def appeals_of(text: str, lang: str) -> list[Appeal]:
    """Sentences that ask, call or demand, in order."""
    bare, patterns = plain(text), _patterns(lang)
    whole = ground(bare)
    if not any(pattern.search(whole) for pattern in patterns):
        return []
    found = []
    for part in sentences(bare):
        said = bare[part.start : part.end]
        if strength := _strength(ground(said), lang):
            found.append(Appeal(part.start, part.end, strength, gist(said, lang)))
    return found


def appeals(rows: pa.Table, settings: Settings) -> pa.Table:
    """Appeals of versions, `version, text`: to the table `appeal`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found = [
        {"version": version, "start": one.start, "end": one.end, "strength": one.strength, "gist": sorted(one.gist)}
        for version, text in pairs
        for one in appeals_of(text, language(text).code)
    ]
    return pa.Table.from_pylist(found, schema=APPEAL)


def change(before: Row | None, now: Row) -> str | None:
    """What became of the demand since the step before: softened, sharpened, reworded, or nothing."""
    if before is None:
        return None
    if now["demand_strength"] != before["demand_strength"]:
        return "softened" if now["demand_strength"] < before["demand_strength"] else "sharpened"
    one, other = frozenset(before["demand_gist"]), frozenset(now["demand_gist"])
    same = one == other or alike(one, other, dict.fromkeys(one | other, 1.0)) >= _REWORDED
    return None if same else "reworded"
