"""What a brief is made of, before it is HTML or Markdown: sections of blocks, and statements with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from offscript.show.drawing import Spec, drawn


class Quote(NamedTuple):
    """Evidence: the words `[start, end)` of a version."""

    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, with the words that show it; each quote becomes a footnote."""

    text: str
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a post, shown as a quotation, under a line that says whose they are."""

    text: str
    said_by: Statement


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; what the figures mean stands in the caption."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as its specification, and what it shows in words for those who cannot see it."""

    spec: Spec
    caption: str

    def svg(self, lang: str = "en") -> str:
        """The drawing, its own words in a language."""
        return drawn(self.spec, lang)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that explains rather than states: methods, limits."""

    text: str


Block = Statement | Words | Table | Chart | Heading | Aside


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the brief; `headline` is what it comes to, for the summary and the console."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    headline: Statement | None = None


def row(*cells: str | Statement) -> tuple[Statement, ...]:
    """A row of a table."""
    return tuple(cell if isinstance(cell, Statement) else Statement(cell) for cell in cells)


def quotes_of(section: Section) -> Iterator[Quote]:
    """Everything a section rests on, in the order in which it comes to it."""
    for block in section.blocks:
        for statement in _statements(block):
            yield from statement.evidence


def _statements(block: Block) -> Iterator[Statement]:
    if isinstance(block, Statement):
        yield block
    elif isinstance(block, Words):
        yield block.said_by
    elif isinstance(block, Table):
        for cells in block.rows:
            yield from cells


def numbered(sections: list[Section]) -> dict[Quote, int]:
    """The footnote number of every quote, in the order in which the brief comes to them."""
    numbers: dict[Quote, int] = {}
    for section in sections:
        for quote in quotes_of(section):
            numbers.setdefault(quote, len(numbers) + 1)
    return numbers
