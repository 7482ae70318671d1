"""Coding sheets: words stay words in a spreadsheet, and labels filled in come back, from CSV and from a workbook."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from offscript.case import CaseError
from offscript.show.sheet import HEAD, read_sheet, write_sheet

ROWS: list[dict[str, Any]] = [
    {"version": "a", "start": 0, "end": 11, "text": "=HYPERLINK()", "name": "Степь", "when": "2022-09-10 12:00"},
    {"version": "b", "start": 4, "end": 9, "text": "Это провал, говорят", "name": "@весть", "when": "2022-09-10 13:00"},
]


def filled(path: Path, labels: list[str]) -> None:
    """Fill the column `label` of a sheet as a spreadsheet program would, and save it."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    else:
        lines = [
            [str(cell) for cell in row]
            for row in python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        ]
    for line, label in zip(lines[1:], labels, strict=True):
        line[HEAD.index("label")] = label
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        return
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.write_string(number, column, value)


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_labels_come_back_by_the_words_they_are_of(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_sheet(path, ROWS)
    filled(path, ["", "blame"])
    assert read_sheet(path) == {"b:4:9": ("blame", "")}


def test_words_that_look_like_a_formula_are_words(tmp_path: Path) -> None:
    write_sheet(tmp_path / "sheet.csv", ROWS)
    write_sheet(tmp_path / "sheet.xlsx", ROWS)
    assert "'=HYPERLINK" in (tmp_path / "sheet.csv").read_text(encoding="utf-8-sig")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "sheet.xlsx").get_sheet_by_index(0).to_python()
    assert book[1][HEAD.index("words")] == "=HYPERLINK("


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "one,two\n1,2\n", "no coding sheet"),
        ("b.csv", "row,label\nx,\n", "no row has a label"),
        ("c.xlsx", "not a workbook", "cannot be read as a workbook"),
    ],
)
def test_what_is_no_filled_sheet_is_refused_in_words(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CaseError, match=said):
        read_sheet(tmp_path / name)
