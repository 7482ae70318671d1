"""The brief as Markdown: the same statements, tables and footnotes; the charts are in the HTML."""

from __future__ import annotations

import re

from offscript.show.brief.document import Aside, Block, Chart, Heading, Quote, Section, Statement, Table, Words
from offscript.show.brief.notes import Note
from offscript.show.language import in_language
from offscript.show.saying import say, word

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


def _block(block: Block, numbers: dict[Quote, int], lang: str) -> list[str]:
    if isinstance(block, Statement):
        return [_marked(block, numbers)]
    if isinstance(block, Words):
        return [f"> {_plain(block.text)}\n>\n> — {_marked(block.said_by, numbers)}"]
    if isinstance(block, Table):
        return _table(block, numbers)
    if isinstance(block, Chart):
        return [f"*{in_language(say('Chart (in the HTML): {caption}', caption=_plain(block.caption)), lang)}*"]
    if isinstance(block, Heading):
        return [f"### {_plain(block.text)}"]
    assert isinstance(block, Aside)
    return [_plain(block.text)]


def _note(note: Note, lang: str) -> str:
    more = in_language(say(" [{left_out} more characters]", left_out=note.left_out), lang) if note.left_out else ""
    words = _plain(note.words) + more
    where = f"<{note.url}>" if note.url else f"{in_language(say('no address'), lang)}; {_plain(note.place)}"
    who = f"{_plain(note.source)} ({in_language(word(note.tier), lang)}), {note.when}{in_language(note.wording, lang)}"
    return f"[^{note.number}]: {who}: “{words}” {where} `{note.digest[:12]}`"


def markdown(
    title: str,
    summary: list[Statement],
    sections: list[Section],
    numbers: dict[Quote, int],
    listed: list[Note],
    lang: str,
) -> str:
    """The brief as Markdown, with footnotes; the words around it in a language."""
    parts = [f"# {_plain(title)}"]
    if summary:
        parts += [
            f"## {in_language(say('In short'), lang)}",
            "\n".join(f"- {_marked(statement, numbers)}" for statement in summary),
        ]
    for section in sections:
        parts.append(f"## {_plain(section.title)}")
        parts += [text for block in section.blocks for text in _block(block, numbers, lang)]
    return "\n\n".join([*parts, "\n".join(_note(note, lang) for note in listed)]) + "\n"
