"""The brief as a Word document: the same statements, tables, drawings and footnotes, for those who go on writing in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import vl_convert
from docx import Document
from docx.shared import Cm, Pt

from offscript.show.brief.document import Aside, Block, Chart, Heading, Quote, Section, Statement, Table, Words
from offscript.show.brief.notes import Note
from offscript.show.language import in_language
from offscript.show.saying import say
from offscript.show.saying import word as named

_WIDE = Cm(16)
_SMALL = Pt(8)


def _marked(statement: Statement, numbers: dict[Quote, int]) -> str:
    marks = "".join(f" [{numbers[quote]}]" for quote in statement.evidence)
    return statement.text + marks


def _table(document: Any, table: Table, numbers: dict[Quote, int]) -> None:
    document.add_paragraph(table.caption, style="Caption")
    grid = document.add_table(rows=1, cols=len(table.head), style="Light List")
    for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
        cell.text = name
    for cells in table.rows:
        for cell, statement in zip(grid.add_row().cells, cells, strict=True):
            cell.text = _marked(statement, numbers)
    for row in grid.rows:
        for cell in row.cells:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = _SMALL


def _block(document: Any, block: Block, numbers: dict[Quote, int], lang: str) -> None:
    if isinstance(block, Statement):
        document.add_paragraph(_marked(block, numbers))
    elif isinstance(block, Words):
        document.add_paragraph(block.text, style="Quote")
        document.add_paragraph(f"— {_marked(block.said_by, numbers)}")
    elif isinstance(block, Table):
        _table(document, block, numbers)
    elif isinstance(block, Chart):
        document.add_picture(BytesIO(vl_convert.svg_to_png(block.svg(lang), scale=2)), width=_WIDE)
        document.add_paragraph(block.caption, style="Caption")
    elif isinstance(block, Heading):
        document.add_heading(block.text, level=2)
    else:
        assert isinstance(block, Aside)
        document.add_paragraph(block.text, style="Caption")


def word(
    title: str,
    summary: list[Statement],
    sections: list[Section],
    numbers: dict[Quote, int],
    listed: list[Note],
    lang: str,
) -> bytes:
    """The brief as the bytes of a .docx file, in a language; footnotes stand at its end, numbered as in the HTML."""
    document = Document()
    document.add_heading(title, level=0)
    if summary:
        document.add_heading(in_language(say("In short"), lang), level=1)
        for statement in summary:
            document.add_paragraph(_marked(statement, numbers), style="List Bullet")
    for section in sections:
        document.add_heading(section.title, level=1)
        for block in section.blocks:
            _block(document, block, numbers, lang)
    document.add_heading(in_language(say("The words"), lang), level=1)
    for note in listed:
        where = note.url or f"{in_language(say('no address'), lang)}; {note.place}"
        when = f"{note.when}{in_language(note.wording, lang)}"
        who = f"{note.source} ({in_language(named(note.tier), lang)}), {when}"
        said = f"[{note.number}] {who}: “{note.words}” {where} {note.digest[:12]}"
        document.add_paragraph(said, style="Caption")
    held = BytesIO()
    document.save(held)
    return held.getvalue()
