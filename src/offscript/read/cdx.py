"""Listings of web archives (CDX, of the Wayback Machine and others): which address was copied when, with which digest.

Lines of `urlkey timestamp original mimetype statuscode digest length`, or JSON rows under a head of such names. No words: each
line is a capture, so that a post that vanished can still be shown, and a page whose digest changed is known to have changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from offscript.read.json_stream import Element, elements, lines
from offscript.read.record import Capture, Document, Item, Reject, Setting, digest
from offscript.read.times import instant

KEPT = {
    "url": "original",
    "taken_at": "timestamp",
    "hash": "digest",
    "status": "statuscode",
    "archive": "address in the Wayback Machine",
}
LOST = "mimetype, length, file and offset"
TIME = "second (UTC)"
_ORDER = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_LINE = re.compile(rb"^\S+[)/]\S* \d{14} \S+ \S+ (?:\d{3}|-|warc/revisit) \S+", re.MULTILINE)
_JSON = re.compile(rb'^\s*\[\s*\[\s*"(?:urlkey|timestamp|original)"')


def recognise(head: bytes) -> bool:
    """Whether a file begins like a listing of captures."""
    return bool(_JSON.match(head)) or head.lstrip().startswith(b"CDX ") or bool(_LINE.match(head.lstrip()))


def _capture(names: tuple[str, ...], cells: list[str], place: str, setting: Setting) -> Capture | Reject:
    row = dict(zip(names, cells, strict=False))
    stamp = row.get("timestamp", "")
    taken = instant(f"{stamp[:8]}T{stamp[8:14]}Z", setting.zone) if re.fullmatch(r"\d{14}", stamp) else None
    url = row.get("original", "")
    if taken is None or not url:
        return Reject(place, "a capture without a timestamp of 14 digits or an address", digest(" ".join(cells)))
    kept = row.get("digest")
    return Capture(
        url, taken, f"https://web.archive.org/web/{stamp}/{url}", f"SHA-1:{kept}" if kept and kept != "-" else None,
        row.get("statuscode"), place, digest(" ".join(cells)),
    )  # fmt: skip


def _cells(element: Element) -> list[str]:
    """A row of a listing; one that is no list has no columns."""
    return [str(cell) for cell in element.value] if isinstance(element.value, list) else []


def _rows(document: Document) -> Iterator[tuple[str, list[str] | Reject]]:
    with document.open() as stream:
        start = stream.read(16).lstrip(b"\xef\xbb\xbf \r\n\t")
    with document.open() as stream:
        if start.startswith(b"["):
            for element in elements(stream):
                place = element.place if isinstance(element, Reject) else f"row {element.number}"
                yield place, element if isinstance(element, Reject) else _cells(element)
            return
        for number, line in lines(stream):
            yield f"line {number}", line if isinstance(line, Reject) else line.decode("utf-8", "replace").split()


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Captures of one listing."""
    names: tuple[str, ...] = _ORDER
    for place, cells in _rows(document):
        if isinstance(cells, Reject):
            yield cells
        elif cells[:1] == ["CDX"] or not cells:
            continue
        elif cells[0] in _ORDER:
            names = tuple(cells)
        elif cells[1:2] and cells[1].startswith("{"):
            yield from _in_json(cells, place, setting)
        else:
            yield _capture(names, cells, place, setting)


def _in_json(cells: list[str], place: str, setting: Setting) -> Iterator[Item]:
    try:
        held = json.loads(" ".join(cells[1:]))
    except ValueError:
        yield Reject(place, "a capture whose JSON cannot be read", digest(" ".join(cells)))
        return
    named = {
        "original": held.get("url", ""),
        "timestamp": cells[0],
        "statuscode": held.get("status", ""),
        "digest": held.get("digest", ""),
    }
    yield _capture(tuple(named), list(map(str, named.values())), place, setting)
