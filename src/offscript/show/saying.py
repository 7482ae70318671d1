"""Words of ours that can be told in another language: English as it stands, with the template and what was put into it.

A text is made by `say("{posts} of {sources}", posts=…, sources=…)`: it is a `str`, in English, and keeps its parts. What was
put into it may itself be told. Words of posts, names and times go in as they are and stay as they are in every language. The
templates are the messages of GNU gettext catalogues, in Python's brace format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any

_LETTER = re.compile(r"[^\W\d_]")
_FIELD = re.compile(r"\{[^{}]*\}")
_FIGURES = {"ru": str.maketrans(",.", "\u00a0,"), "uk": str.maketrans(",.", "\u00a0,")}
"""How a language parts thousands and fractions, where it is not as English does."""


class Said(str):
    """A text of ours. Added to others it stays one.

    Attributes:
        template: with a field in braces for everything that was put in.
        many: the same for other numbers than one, chosen by the value `number`; none where it is not counted.
        values: what was put in, by its field.
    """

    template: str
    many: str
    values: dict[str, Any]

    def __add__(self, other: str) -> Said:
        return joined("", (self, other))

    def __radd__(self, other: str) -> Said:
        return joined("", (other, self))


class _Shown(Formatter):
    """Fills a template: figures as the language writes them."""

    def __init__(self, lang: str) -> None:
        self._marks = _FIGURES.get(lang, {})

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = format(value, format_spec)
        return shown.translate(self._marks) if self._marks and isinstance(value, int | float) else shown


def filled(template: str, values: dict[str, Any], lang: str) -> str:
    """A template with what is put into its fields, figures as a language writes them."""
    return _Shown(lang).vformat(template, (), values)


def say(template: str, /, **values: Any) -> Said:
    """A text with what is put into its fields: text of ours or of others, numbers."""
    return _made(template, "", values)


def word(value: str | None) -> Said:
    """A word of ours that a table holds: a tier, a kind, a status; nothing where it holds none."""
    return _made((value or "").replace("{", "{{").replace("}", "}}"), "", {})


def counted(number: float, one: str, many: str) -> Said:
    """A text about a number, which its templates name `{number}`; `many` for all but one."""
    return _made(one, many, {"number": number})


def joined(between: str, parts: Iterable[str]) -> Said:
    """Texts one after another."""
    values = {f"part_{place}": part for place, part in enumerate(parts)}
    return _made(between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in values), "", values)


def remade(template: str, many: str, values: dict[str, Any]) -> Said:
    """A text from its parts, as it was kept."""
    return _made(template, many, values)


def _made(template: str, many: str, values: dict[str, Any]) -> Said:
    chosen = many if many and values["number"] != 1 else template
    made = Said(filled(chosen, values, "en"))
    made.template, made.many, made.values = template, many, values
    return made


def worded(template: str) -> bool:
    """Whether a template has words of its own, which a catalogue translates; marks and fields need none."""
    return _LETTER.search(_FIELD.sub("", template)) is not None
