"""The words of a drawing in another language: its titles, and the names of what it shows where they are words of ours."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from offscript.show.language import catalogue
from offscript.show.stored import WORDS

Locale = Literal["ru-RU", "uk-UA"]
LOCALES: dict[str, Locale] = {"ru": "ru-RU", "uk": "uk-UA"}
"""How numbers and dates are written, by the names of d3's locales."""
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COUNTED = re.compile(r"(\s*(?:\d+\s*)?)([^\W\d]\w*)")
_GUIDES = {
    "color": "legend",
    "shape": "legend",
    "size": "legend",
    "row": "header",
    "column": "header",
    "x": "axis",
    "y": "axis",
}
"""Where the names of a channel are written."""


def labelled(spec: dict[str, Any], lang: str) -> dict[str, Any]:
    """A specification (Vega-Lite) whose own words are in a language; its data stay as they are."""
    return spec if lang == "en" else _Words(lang).of(spec)


class _Words:
    """One language's words for drawings."""

    def __init__(self, lang: str) -> None:
        self._said = catalogue(lang).gettext
        named = {word: self._said(word) for word in WORDS}
        self._names = f"({json.dumps(named, ensure_ascii=False)}[datum.label] || datum.label)"

    def of(self, held: Any, channel: str = "") -> Any:
        """A part of a specification."""
        if isinstance(held, list):
            return [self.of(one) for one in held]
        if not isinstance(held, dict):
            return held
        found = {name: one if name == "data" else self.of(one, name) for name, one in held.items()}
        if isinstance(found.get("title"), str):
            found["title"] = self._said(found["title"])
        if isinstance(found.get("labelExpr"), str):
            found["labelExpr"] = _LITERAL.sub(self._literal, found["labelExpr"])
        guide = _GUIDES.get(channel, "")
        if guide and found.get("type") in ("nominal", "ordinal") and found.get(guide, {}) is not None:
            found[guide] = {"labelExpr": self._names, **found.get(guide, {})}
        return found

    def _literal(self, match: re.Match[str]) -> str:
        """A text inside an expression: a word, or a number of something (`15 min`)."""
        text = match[1] if match[1] is not None else match[2]
        said = self._said(text)
        if said == text and (counted := _COUNTED.fullmatch(text)):
            said = counted[1] + self._said(counted[2])
        return json.dumps(said, ensure_ascii=False)
