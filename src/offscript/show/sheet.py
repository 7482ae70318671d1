"""Coding sheets as files: rows to label as CSV or as a spreadsheet, read back with their labels."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from offscript.case import CaseError
from offscript.judge.coding import name_of
from offscript.show.exports.tables import cell

HEAD = ("row", "source", "when", "words", "around", "label", "note")
_AROUND = 200
_WIDTHS = (12, 24, 20, 50, 80, 18, 30)
_WORKBOOK = ".xlsx"


def _lines(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        text, start, end = row["text"], row["start"], row["end"]
        around = text[max(0, start - _AROUND) : end + _AROUND]
        yield name_of(row), row["name"], row["when"], text[start:end], around, "", ""


def _write_book(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """A workbook whose cells are words and nothing else, whatever they begin with."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, wrapped = book.add_worksheet("label"), book.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, wrapped)
        for number, line in enumerate([HEAD, *lines]):
            for column, value in enumerate(line):
                sheet.write_string(number, column, value)
        sheet.freeze_panes(1, 0)


def write_sheet(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write a sheet, a workbook where the file's name ends in .xlsx, CSV else: `row` names the words, `label` is to be filled;
    what the analysis said of them is left out.
    """
    lines = list(_lines(rows))
    if path.suffix.lower() == _WORKBOOK:
        _write_book(path, lines)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows([cell(value) for value in line] for line in lines)


def _read_book(path: Path) -> list[dict[str, str]]:
    try:
        rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, OSError) as error:
        raise CaseError(f"{path}: cannot be read as a workbook: {error}") from None
    head = [str(name).strip() for name in rows[0]] if rows else []
    return [dict(zip(head, map(str, row), strict=False)) for row in rows[1:]]


def _read_lines(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CaseError(f"{path}: cannot be read as CSV in UTF-8: {error}") from None


def read_sheet(path: Path) -> dict[str, tuple[str, str]]:
    """Labels and notes of a filled sheet, by row; rows without a label are left out.

    Raises:
        CaseError: it is no such sheet, or has no label.
    """
    rows = _read_book(path) if path.suffix.lower() == _WORKBOOK else _read_lines(path)
    if not rows or "row" not in rows[0] or "label" not in rows[0]:
        raise CaseError(
            f"{path}: no coding sheet; it needs the columns row and label, as offscript code sheet writes them"
        )
    found = {row["row"]: ((row["label"] or "").strip(), (row.get("note") or "").strip()) for row in rows}
    kept = {name: given for name, given in found.items() if given[0]}
    if not kept:
        raise CaseError(f"{path}: no row has a label; fill the column label and give it again")
    return kept
