"""A brief in a language: its titles, heads and sentences; words of posts, names and what the case says of itself stay."""

from __future__ import annotations

from dataclasses import replace

from offscript.show.brief.document import Block, Chart, Section, Statement, Table, Words
from offscript.show.language import catalogue, in_language


def stated(statement: Statement, lang: str) -> Statement:
    """A statement in a language."""
    return Statement(in_language(statement.text, lang), statement.evidence)


def _block(block: Block, lang: str) -> Block:
    if isinstance(block, Statement):
        return stated(block, lang)
    if isinstance(block, Words):
        return replace(block, said_by=stated(block.said_by, lang))
    if isinstance(block, Table):
        head = tuple(catalogue(lang).gettext(name) for name in block.head)
        rows = tuple(tuple(stated(cell, lang) for cell in cells) for cells in block.rows)
        return Table(in_language(block.caption, lang), head, rows)
    if isinstance(block, Chart):
        return replace(block, caption=in_language(block.caption, lang))
    return replace(block, text=in_language(block.text, lang))


def translated(section: Section, lang: str) -> Section:
    """A section in a language; as it is where that is English."""
    if lang == "en":
        return section
    return replace(
        section,
        title=catalogue(lang).gettext(section.title),
        blocks=tuple(_block(block, lang) for block in section.blocks),
        headline=stated(section.headline, lang) if section.headline else None,
    )
