"""Spreadsheets (.xlsx, .xls, .ods), each sheet a table whose columns are guessed by name, as of a CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import python_calamine

from offscript.read import table
from offscript.read.record import Document, Item, Note, Reject, Setting, digest
from offscript.read.rows import Row

KEPT = table.KEPT
LOST = "formulas (their last values are taken), formats, comments, hidden marks"
TIME = "as the cells state it; a cell with only a date is a day"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(head: bytes) -> bool:
    """Whether a file is a spreadsheet."""
    packed = head.startswith(b"PK") and (b"xl/" in head or b"opendocument.spreadsheet" in head)
    return packed or head.startswith(_OLD)


def _cell(value: Any) -> Any:
    """A cell as text: a date without an hour is a day, a whole number no decimal."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else value


def _rows(name: str, sheet: list[list[Any]]) -> Iterator[tuple[str, Row | Reject]]:
    """Rows of a sheet by the names of its head: the first row with a text and a time, else the first."""
    heads = [
        number for number, row in enumerate(sheet[:20]) if table.is_head([str(cell) for cell in row if cell != ""])
    ]
    head = heads[0] if heads else 0
    names = [str(cell).strip() or f"column {place}" for place, cell in enumerate(sheet[head], 1)]
    for number, row in enumerate(sheet[head + 1 :], head + 2):
        if any(cell != "" for cell in row):
            yield f"{name}!{number}", dict(zip(names, map(_cell, row), strict=False))


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of all sheets of a file."""
    with document.open() as stream:
        raw = stream.read()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except (python_calamine.CalamineError, OSError) as error:
        yield Reject(
            "file", f"the spreadsheet cannot be opened ({error}); save it again, without a password", digest(raw)
        )
        return
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name).to_python()
        if len(sheet) < 2:
            yield Note(f"sheet {name!r} is empty and was left out")
            continue
        yield from table.posts(_rows(name, sheet), document, setting)
