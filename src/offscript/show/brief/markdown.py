"""The brief as Markdown: the same statements, tables and footnotes; the charts are in the HTML."""

from __future__ import annotations

import re

from offscript.show.brief.document import Aside, Block, Chart, Heading, Quote, Section, Statement, Table, Words
from offscript.show.brief.notes import Note

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def _marked(statement: Statement, numbers: dict[Quote, int]) -> str:
    return _plain(statement.text) + "".join(f"[^{numbers[quote]}]" for quote in statement.evidence)


def _table(table: Table, numbers: dict[Quote, int]) -> list[str]:
    head = [" | ".join(("", *(_plain(name) for name in table.head), "")).strip(), "|" + " --- |" * len(table.head)]
    rows = ["| " + " | ".join(_marked(cell, numbers) for cell in cells) + " |" for cells in table.rows]
    return [_plain(table.caption), "\n".join([*head, *rows])]


def _block(block: Block, numbers: dict[Quote, int]) -> list[str]:
    if isinstance(block, Statement):
        return [_marked(block, numbers)]
    if isinstance(block, Words):
        return [f"> {_plain(block.text)}\n>\n> — {_marked(block.said_by, numbers)}"]
    if isinstance(block, Table):
        return _table(block, numbers)
    if isinstance(block, Chart):
        return [f"*Chart (in the HTML): {_plain(block.caption)}*"]
    if isinstance(block, Heading):
        return [f"### {_plain(block.text)}"]
    assert isinstance(block, Aside)
    return [_plain(block.text)]


def _note(note: Note) -> str:
    words = _plain(note.words) + (f" [{note.left_out} more characters]" if note.left_out else "")
    where = f"<{note.url}>" if note.url else f"no address; {_plain(note.place)}"
    who = f"{_plain(note.source)} ({note.tier}), {note.when}{note.wording}"
    return f"[^{note.number}]: {who}: “{words}” {where} `{note.digest[:12]}`"


def markdown(
    title: str, summary: list[Statement], sections: list[Section], numbers: dict[Quote, int], listed: list[Note]
) -> str:
    """The brief as Markdown, with footnotes."""
    parts = [f"# {_plain(title)}"]
    if summary:
        parts += ["## In short", "\n".join(f"- {_marked(statement, numbers)}" for statement in summary)]
    for section in sections:
        parts.append(f"## {_plain(section.title)}")
        parts += [text for block in section.blocks for text in _block(block, numbers)]
    return "\n\n".join([*parts, "\n".join(_note(note) for note in listed)]) + "\n"
