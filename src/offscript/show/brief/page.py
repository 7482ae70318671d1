"""The executive page: what the case comes to, on one side."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from offscript.show.brief.document import Quote, Section, Statement
from offscript.show.brief.html import template
from offscript.show.language import catalogue

FIRST = ("judged", "breaks", "known", "blame", "promises", "figures", "monitors", "coverage")
"""What is told first, where the case has it; the rest follows in the order of the brief."""
_ASSESSED = ("judged",)
_MOST, _TITLE = 3_400, 150
"""Characters that fit on one side of A4, and those a title takes the room of."""


class Part(NamedTuple):
    """What one section comes to."""

    title: str
    statement: Statement
    assessed: bool


def chosen(sections: list[Section]) -> tuple[list[Part], int]:
    """What fits on one side, and how many more sections come to something."""
    told = [section for section in sections if section.headline is not None]
    told.sort(key=lambda section: FIRST.index(section.name) if section.name in FIRST else len(FIRST))
    parts: list[Part] = []
    room = _MOST
    for section in told:
        assert section.headline is not None
        room -= len(section.headline.text) + _TITLE
        if room < 0 and parts:
            break
        parts.append(Part(section.title, section.headline, section.name in _ASSESSED))
    return parts, len(told) - len(parts)


def page(title: str, sections: list[Section], numbers: dict[Quote, int], lang: str) -> str:
    """The page as HTML, in a language; its marks lead to the footnotes of `brief.html` beside it."""

    def marked(statement: Statement) -> Markup:
        marks = [
            Markup('<a class="mark" href="brief.html#fn-{0}">[{0}]</a>').format(numbers[quote])
            for quote in statement.evidence
        ]
        return escape(statement.text) + Markup("").join(marks)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals |= {"lang": lang, "_": catalogue(lang).gettext}
    environment.filters["marked"] = marked
    parts, left = chosen(sections)
    style = Markup(template("brief.css"))  # noqa: S704 - our own file
    return environment.from_string(template("page.html")).render(title=title, parts=parts, left=left, style=style)
