"""An article held against a case, as people read it: the text with its marks, each statement with the words it rests on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from offscript.judge.check import MARKS, Mark
from offscript.show.brief.document import Quote
from offscript.show.brief.notes import Note, notes
from offscript.show.brief.view import View
from offscript.show.wording import count

_OPEN = ("not in the case", "outside coverage", "not checkable")
_WRONG = ("contradicted", "different figure", "different date", "attribution differs", "ordering differs")


class Piece(NamedTuple):
    """Words of the article: a statement with its number and mark, or what stands between two."""

    text: str
    mark: str = ""
    number: int = 0


def headline(marks: Sequence[Mark]) -> str:
    """What the check comes to, in one sentence; what could not be checked is part of it."""
    held = Counter(mark.mark for mark in marks)
    wrong, unknown = sum(held[name] for name in _WRONG), sum(held[name] for name in _OPEN)
    return (
        f"{count(len(marks), 'statement')}: {held['supported']} supported, {held['supported in part']} in part, {wrong} differ "
        f"from what the case holds, {unknown} could not be checked ({', '.join(f'{held[name]} {name}' for name in _OPEN)})."
    )


def _paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """The article line by line, its statements apart from what stands between them."""
    found: list[list[Piece]] = []
    at, number = 0, 0
    for line in text.split("\n"):
        end, pieces, here = at + len(line), [], at
        while number < len(marks) and marks[number].start < end:
            mark = marks[number]
            pieces += [Piece(text[here : mark.start]), Piece(text[mark.start : mark.end], mark.mark, number + 1)]
            here, number = mark.end, number + 1
        pieces.append(Piece(text[here:end]))
        if line.strip():
            found.append([piece for piece in pieces if piece.text])
        at = end + 1
    return found


def _notes(marks: Sequence[Mark], view: View) -> list[list[Note]]:
    """The words of the case each statement rests on, as footnotes."""
    numbers = {
        Quote(*place): number for number, place in enumerate(dict.fromkeys(p for m in marks for p in m.evidence), 1)
    }
    by_quote = dict(zip(numbers, notes(numbers, view), strict=True))
    return [[by_quote[Quote(*place)] for place in mark.evidence] for mark in marks]


def _template(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def page(name: str, text: str, marks: Sequence[Mark], view: View) -> str:
    """The article as a page: marked where it stands, each statement with its mark, the reason, and the words of the case.

    Args:
        name: what the article is called.
        text: the article.
        marks: its marks, in order.
        view: the case.
    """
    held = Counter(mark.mark for mark in marks)
    statements: list[dict[str, Any]] = [
        {
            "number": number,
            "text": text[mark.start : mark.end],
            "mark": mark.mark,
            "reason": mark.reason,
            "notes": listed,
        }
        for number, (mark, listed) in enumerate(zip(marks, _notes(marks, view), strict=True), 1)
    ]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["slug"] = lambda mark: mark.replace(" ", "-")
    style = _template("offscript.show.brief", "brief.css") + _template("offscript.show.checked", "checked.css")
    return environment.from_string(_template("offscript.show.checked", "checked.html")).render(
        name=name,
        title=view.settings.title,
        headline=headline(marks),
        counts=[(mark, held[mark]) for mark in MARKS if held[mark]],
        paragraphs=_paragraphs(text, marks),
        statements=statements,
        style=Markup(style),  # noqa: S704 - our own files
    )


def table(text: str, marks: Sequence[Mark], view: View) -> str:
    """The statements as CSV: number, span, words, mark, reason, and for each place of the case source, time, words, address."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["statement", "start", "end", "text", "mark", "reason", "evidence", "source", "tier", "when", "words", "url"]
    )
    for number, (mark, listed) in enumerate(zip(marks, _notes(marks, view), strict=True), 1):
        row = [number, mark.start, mark.end, text[mark.start : mark.end], mark.mark, mark.reason]
        for place, note in enumerate(listed, 1):
            writer.writerow([*row, place, note.source, note.tier, note.when, note.words, note.url or note.place])
        if not listed:
            writer.writerow([*row, "", "", "", "", "", ""])
    return out.getvalue()
