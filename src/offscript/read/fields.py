"""What readers of JSON and tables share: the first field that is there, counts, records one by one, accounts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import orjson
from lxml import html

from offscript.read.identity import alias_key, name_key
from offscript.read.json_stream import LONGEST, Element, elements, lines
from offscript.read.record import Document, Reject, Setting, digest, pseudonym


@cache
def _path(name: str) -> tuple[str, ...]:
    return tuple(name.split("."))


def _within(record: dict[str, Any], name: str) -> Any:
    value: Any = record
    for part in _path(name):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def first(record: dict[str, Any], *names: str) -> Any:
    """The first of the fields named (with dots into what lies within) that holds something; None where none does."""
    for name in names:
        value = _within(record, name) if "." in name else record.get(name)
        if value is not None and value != "":
            return value
    return None


def count(value: Any) -> int | None:
    """A number of views, shares and the like, as a number or its text; None where it is none."""
    try:
        return int(float(value)) if value not in (None, "") and not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None


def cells(line: str) -> list[str]:
    """Cells of a line of a table, by the delimiter it holds most of; none where it is no such line."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=max(",;\t|", key=line.count)), [])]
    except csv.Error:
        return []


def listed(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def plain(markup: str) -> str:
    """The words of a piece of HTML, a line a paragraph."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (ValueError, SyntaxError):
        return markup.strip()
    for node in tree.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3"):
        node.tail = "\n" + (node.tail or "")
    return "\n".join(part for line in str(tree.text_content()).splitlines() if (part := " ".join(line.split())))


def loaded(line: bytes) -> Any:
    """The value of a line of JSON; bytes that are no UTF-8 stay as they are.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it is nested too deeply.
    """
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return json.loads(line.decode("utf-8-sig", "surrogateescape"))


def _lines(document: Document) -> Iterator[Element | Reject]:
    with document.open() as stream:
        for number, line in lines(stream):
            if isinstance(line, Reject):
                yield line
            elif line.strip():
                try:
                    value = loaded(line)
                except (ValueError, RecursionError) as error:
                    yield Reject(f"line {number}", f"not valid JSON ({error}); the line was skipped", digest(line))
                else:
                    yield Element(("line",), number, value)


def _one_a_line(document: Document, descend: frozenset[str]) -> bool:
    """Whether each line is a record; a first line too long to be taken is judged by how it begins."""
    with document.open() as stream:
        held = stream.readline(LONGEST)
    begun = held.strip(b"\xef\xbb\xbf \r\n\t")
    whole = begun.endswith(b"}") or len(held) == LONGEST
    return begun.startswith(b"{") and whole and not any(f'"{key}":'.encode() in begun[:200] for key in descend)


def json_records(document: Document, descend: frozenset[str] = frozenset()) -> Iterator[Element | Reject]:
    """Records of a JSON array, of JSON lines, or of the arrays under the keys in `descend` of a JSON object."""
    if _one_a_line(document, descend):
        yield from _lines(document)
        return
    with document.open() as stream:
        for element in elements(stream, descend):
            if isinstance(element, Reject) or element.number is not None:
                yield element


def placed(element: Element) -> str:
    """Where an element stands in its file."""
    return f"{'.'.join(element.path) or 'record'}[{element.number}]"


def account(platform: str, handle: object, name: object, setting: Setting) -> tuple[str, str, str | None]:
    """Key, name to show and handle of an account that may be anybody's: its own where the case or the catalogue names it, by
    handle or name, else a pseudonym for all three."""
    shown = str(handle or "").strip().removeprefix("@").lower()
    forms = {name_key(shown), name_key(f"@{shown}"), alias_key(f"@{shown}", platform), name_key(str(name or ""))}
    if (shown or name) and forms & setting.named:
        return f"{platform}:@{shown or name_key(str(name))}", str(name or shown), shown or None
    hidden = pseudonym(shown or name, setting) or "person-unknown"
    return f"{platform}:{hidden}", hidden, None
