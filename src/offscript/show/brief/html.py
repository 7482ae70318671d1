"""The brief as one HTML file: no network, no script; prints, and fits a phone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from offscript.show.brief.document import Quote, Section, Statement
from offscript.show.brief.notes import Note
from offscript.show.drawing import inline
from offscript.show.language import catalogue, in_language


@cache
def template(name: str) -> str:
    """A template or style that lies beside this module."""
    return files("offscript.show.brief").joinpath(name).read_text(encoding="utf-8")


def _marked(statement: Statement, numbers: dict[Quote, int]) -> Markup:
    """A statement with a link to each of its footnotes."""
    marks = [Markup('<a class="mark" href="#fn-{0}">[{0}]</a>').format(numbers[quote]) for quote in statement.evidence]
    return escape(statement.text) + ("\u00a0" if marks else "") + Markup("").join(marks)


def _inline(svg: str, number: int) -> Markup:
    return Markup(inline(svg, number))  # noqa: S704 - drawn by us, text in it is escaped by Vega


def html(
    title: str,
    summary: list[Statement],
    sections: list[Section],
    numbers: dict[Quote, int],
    listed: list[Note],
    lang: str,
) -> str:
    """The brief as HTML.

    Args:
        title: title of the case.
        summary: what each section comes to.
        sections: the sections, in order.
        numbers: footnote number of every quote.
        listed: the footnotes.
        lang: the language all of it is told in.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals |= {"lang": lang, "_": catalogue(lang).gettext}
    environment.filters["told"] = lambda text: in_language(text, lang)
    drawing = count(1)
    environment.filters["marked"] = lambda statement: _marked(statement, numbers)
    environment.filters["inline"] = lambda svg: _inline(svg, next(drawing))
    environment.filters["kind"] = lambda block: type(block).__name__
    said: dict[str, Any] = {"title": title, "summary": summary, "sections": sections, "notes": listed}
    return environment.from_string(template("brief.html")).render(style=Markup(template("brief.css")), **said)  # noqa: S704 - our own file
