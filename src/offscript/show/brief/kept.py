"""The brief's document as JSON and back, so that the web page shows what the run composed without composing it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, NamedTuple

from offscript.show.brief.document import Aside, Block, Chart, Heading, Quote, Section, Statement, Table, Words

_KINDS: dict[str, type] = {kind.__name__: kind for kind in (Statement, Words, Table, Chart, Heading, Aside)}


class Kept(NamedTuple):
    """A brief as it was composed: the key of the state it was made from, what it comes to, its sections by name."""

    key: str
    summary: tuple[Statement, ...]
    sections: dict[str, Section]


def _block(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__, **asdict(block)}


def kept(key: str, summary: list[Statement], sections: list[Section]) -> str:
    """A brief as JSON."""
    listed = [
        {
            "name": section.name,
            "title": section.title,
            "headline": asdict(section.headline) if section.headline else None,
            "blocks": [_block(block) for block in section.blocks],
        }
        for section in sections
    ]
    said = {"key": key, "summary": [asdict(one) for one in summary], "sections": listed}
    return json.dumps(said, ensure_ascii=False)


def _statement(held: dict[str, Any]) -> Statement:
    return Statement(held["text"], tuple(Quote(*quote) for quote in held["evidence"]))


def _read_block(held: dict[str, Any]) -> Block:
    name = held.pop("block")
    if name == "Statement":
        return _statement(held)
    if name == "Words":
        return Words(held["text"], _statement(held["said_by"]))
    if name == "Table":
        rows = tuple(tuple(_statement(cell) for cell in cells) for cells in held["rows"])
        return Table(held["caption"], tuple(held["head"]), rows)
    block: Block = _KINDS[name](**held)
    return block


def read(text: str) -> Kept:
    """A brief from its JSON.

    Raises:
        ValueError: it is no brief.
    """
    try:
        held = json.loads(text)
        sections = [
            Section(
                one["name"],
                one["title"],
                tuple(_read_block(block) for block in one["blocks"]),
                _statement(one["headline"]) if one["headline"] else None,
            )
            for one in held["sections"]
        ]
        return Kept(held["key"], tuple(map(_statement, held["summary"])), {one.name: one for one in sections})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no brief: {error!r}") from None
