"""Outside evidence: series that observers keep, one value a day or hour, as a table of numbers with a date.

Wide (a date, then one column a series: `date, day, tank, APC`) or long (`date, value`, and who, what, in which unit). A column
named like another with a star holds its qualifier (`personnel*`: about). A file whose name says `correction` holds what was
set right afterwards, dated when it was set right: never a loss.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from offscript.read.fields import cells
from offscript.read.json_stream import elements
from offscript.read.record import Document, Item, Note, Reading, Reject, Setting, digest
from offscript.read.times import instant

KEPT = {
    "value": "each number",
    "observed_at": "date",
    "series": "column, or series",
    "monitor": "source, else the file",
    "unit": "unit",
}
LOST = "columns that hold no numbers (said, with how many)"
TIME = "as stated: day, hour or second"
_TIMES = ("date", "day_date", "datetime", "time", "observed_at", "дата", "день")
_LONG = {
    "value": ("value", "count", "total", "значение", "значення"),
    "series": ("series", "indicator", "item", "measure", "показатель", "показник"),
    "unit": ("unit", "единица", "одиниця"),
    "source": ("source", "monitor", "источник", "джерело"),
    "qualifier": ("qualifier",),
    "known_at": ("known_at", "published_at"),
}
_WORDS = ("text", "body", "message", "content", "title", "headline", "текст", "сообщение", "message_id")
_COUNTERS = ("day", "id", "index", "week", "day_number")
"""Columns that count the rows and measure nothing."""
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""`1,204`: thousands, as spreadsheets write them; a decimal comma has other than three digits after it far more often."""
_SHARE = 0.5
_FIRST_ROW = re.compile(rb"\[\s*(\{[^{}]*\})")
Row = dict[str, Any]


def _plain(name: object) -> str:
    return str(name).strip().strip("\ufeff").casefold().replace(" ", "_")


def _time_column(names: list[str]) -> str | None:
    return next((name for known in _TIMES for name in names if _plain(name) == known), None)


def number(value: object) -> float | None:
    """A number as it stands in a table; None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 else None
    written = str(value).strip().replace("\u00a0", "").replace(" ", "")
    if _GROUPED.fullmatch(written):
        return float(written.replace(",", ""))
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else None


def _is_series(row: Row) -> bool:
    """Whether a row is a date and numbers, half of what it holds at least, and no post."""
    names = list(row)
    time = _time_column(names)
    if time is None or any(_plain(name) in _WORDS for name in names):
        return False
    rest = [row[name] for name in names if name != time and row[name] not in (None, "")]
    numbers = [value for value in rest if number(value) is not None]
    dated = bool(re.match(r"\s*\d{4}-\d\d|\s*\d\d?\.\d\d?\.\d{4}|\s*\d{9,}", str(row[time])))
    long = any(_plain(name) in _LONG["value"] for name in names)
    return dated and bool(numbers) and (long or len(numbers) >= _SHARE * len(rest))


def _csv_head(head: bytes) -> Row | None:
    lines = head.decode("utf-8-sig", "replace").splitlines()
    if len(lines) < 2:
        return None
    names, values = cells(lines[0]), cells(lines[1])
    return dict(zip(names, values, strict=False)) if len(names) > 1 else None


def recognise(head: bytes) -> bool:
    """Whether a file begins like a table of dated numbers, in JSON or CSV."""
    stripped = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        if stripped.startswith(b"["):
            found = _FIRST_ROW.match(stripped)
            row = json.loads(found.group(1).decode("utf-8", "replace")) if found else None
        else:
            row = None if stripped.startswith((b"{", b"<")) else _csv_head(head)
    except (ValueError, csv.Error):
        return False
    return isinstance(row, dict) and _is_series(row)


def _rows(document: Document) -> Iterator[tuple[str, Row | Reject]]:
    with document.open() as stream:
        opened = stream.read(16).lstrip(b"\xef\xbb\xbf \r\n\t")
    with document.open() as stream:
        if opened.startswith(b"["):
            for one in elements(stream):
                place = one.place if isinstance(one, Reject) else f"row {one.number}"
                yield place, one if isinstance(one, Reject) else one.value
            return
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        head = text.readline()
        delimiter = max(",;\t|", key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        for line, values in enumerate(csv.reader(text, delimiter=delimiter), 2):
            yield f"row {line}", dict(zip(names, values, strict=False))


class _Columns:
    """What the columns of a table of numbers hold."""

    def __init__(self, names: list[str], stem: str) -> None:
        self.time = _time_column(names)
        self.long = {field: name for field, known in _LONG.items() for name in names if _plain(name) in known}
        self.stem = stem
        self.is_long = "value" in self.long
        self.left_out: Counter[str] = Counter()

    def values(self, row: Row) -> Iterator[tuple[str, object, str | None]]:
        """Series, value and qualifier of each cell that is one."""
        if self.is_long:
            name = str(row.get(self.long.get("series", "")) or self.stem).strip()
            yield name, row.get(self.long["value"]), str(row.get(self.long.get("qualifier", "")) or "") or None
            return
        for column, value in row.items():
            if column == self.time or _plain(column) in _COUNTERS or str(column).endswith("*") or value in (None, ""):
                continue
            yield f"{self.stem}: {column}", value, str(row.get(f"{column}*") or "") or None


def _readings(row: Row, place: str, columns: _Columns, setting: Setting, kind: str) -> Iterator[Item]:
    stated = row.get(columns.time or "")
    observed = instant(stated, setting.zone)
    if observed is None:
        yield Reject(place, f"column {columns.time!r} holds no readable time: {stated!r}", digest(repr(row)))
        return
    told = columns.long
    known = instant(row.get(told.get("known_at", "")) or "", setting.zone)
    for series, value, qualifier in columns.values(row):
        amount = number(value)
        if amount is None and columns.is_long:
            yield Reject(place, f"column {told['value']!r} holds no number: {value!r}", digest(repr(row)))
        elif amount is None:
            columns.left_out[series.split(": ")[-1]] += 1
        elif kind == "value" or amount:
            yield Reading(
                series=series,
                source=str(row.get(told.get("source", "")) or columns.stem),
                unit=str(row.get(told.get("unit", "")) or "") or None,
                observed=observed,
                known_at=known.at if known else None,
                value=amount,
                qualifier=qualifier,
                kind=kind,
                place=place,
                digest=digest(f"{series} {stated} {value}"),
            )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Readings of one table, a value each."""
    stem = Path(document.name.split("!")[-1]).stem
    kind = "correction" if "correction" in stem.casefold() or "корек" in stem.casefold() else "value"
    columns: _Columns | None = None
    for place, row in _rows(document):
        if isinstance(row, Reject):
            yield row
            continue
        if not isinstance(row, dict):
            yield Reject(place, "not an object with a date and numbers; the value was skipped", digest(repr(row)))
            continue
        columns = columns or _Columns(list(row), stem)
        if columns.time is None:
            yield Reject(place, f"no column for the date among {', '.join(map(repr, row))}; name one date", digest(b""))
            return
        yield from _readings(row, place, columns, setting, kind)
    for name, times in columns.left_out.items() if columns else ():
        yield Note(f"column {name!r}: {times} values are no numbers and were left out")
    if kind == "correction":
        yield Note("the name says correction: its values correct the series of the same column, and count as no losses")
