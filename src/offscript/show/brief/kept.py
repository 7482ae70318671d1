"""The brief's document as JSON and back, so that the web page shows what the run composed without composing it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, NamedTuple

from offscript.show.brief.document import Aside, Block, Chart, Heading, Quote, Section, Statement, Table, Words
from offscript.show.saying import Said, remade

_KINDS: dict[str, type] = {kind.__name__: kind for kind in (Statement, Words, Table, Chart, Heading, Aside)}


class Kept(NamedTuple):
    """A brief as it was composed: the key of the state it was made from, what it comes to, its sections by name."""

    key: str
    summary: tuple[Statement, ...]
    sections: dict[str, Section]


def _parts(held: Any) -> Any:
    """What JSON can hold: a text of ours as its parts, from which it can be told in other languages."""
    if isinstance(held, Said):
        return {"template": held.template, "many": held.many, "values": _parts(held.values)}
    if isinstance(held, dict):
        return {name: value if name == "spec" else _parts(value) for name, value in held.items()}
    return [_parts(value) for value in held] if isinstance(held, list | tuple) else held


def _text(held: str | dict[str, Any]) -> str:
    if isinstance(held, str):
        return held
    values = {name: _text(value) if isinstance(value, dict) else value for name, value in held["values"].items()}
    return remade(held["template"], held["many"], values)


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
    return json.dumps(_parts(said), ensure_ascii=False)


def _statement(held: dict[str, Any]) -> Statement:
    return Statement(_text(held["text"]), tuple(Quote(*quote) for quote in held["evidence"]))


def _read_block(held: dict[str, Any]) -> Block:
    name = held.pop("block")
    if name == "Statement":
        return _statement(held)
    if name == "Words":
        return Words(held["text"], _statement(held["said_by"]))
    if name == "Table":
        rows = tuple(tuple(_statement(cell) for cell in cells) for cells in held["rows"])
        return Table(_text(held["caption"]), tuple(map(_text, held["head"])), rows)
    if name == "Chart":
        return Chart(held["spec"], _text(held["caption"]))
    block: Block = _KINDS[name](_text(held["text"]))
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
