"""Rows of delimited tables, one by one, by the names of their head; a row that cannot be read costs itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

from offscript.read.json_stream import LONGEST
from offscript.read.record import Document, Reject, digest

Row = dict[str, Any]
csv.field_size_limit(LONGEST)


def encoding(document: Document) -> str:
    """UTF-8, or the Windows Cyrillic code page where the beginning is plainly not UTF-8."""
    with document.open() as stream:
        head = stream.read(1 << 16)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    broken = head.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte >= 0x80 for byte in head)
    return "cp1251" if broken > 3 and broken * 3 > high else "utf-8-sig"


def delimiter(line: str) -> str:
    """The delimiter a line holds most of."""
    return max(",;\t|", key=line.count)


def csv_rows(
    document: Document, small: bool = False, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, Row | Reject]]:
    """Rows with their places.

    Args:
        document: a delimited table.
        small: names in small letters, without spaces around them.
        names: names of the columns where the table has no head.
    """
    with document.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding(document), errors="surrogateescape", newline="")
        first = text.readline(1 << 20)
        table = csv.reader(chain([first], text), delimiter=delimiter(first))
        head = list(names)
        number = 0
        while True:
            number += 1
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"row {number}", Reject(f"row {number}", f"not readable as CSV ({error}); skipped", digest(b""))
                continue
            if not head:
                head = [name.strip().lower() for name in cells] if small else cells
            elif cells:
                cells += [""] * (len(head) - len(cells))
                yield f"row {number}", dict(zip(head, cells, strict=False))
