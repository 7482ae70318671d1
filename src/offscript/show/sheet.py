"""Coding sheets as files: rows to label as CSV, read back with their labels."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from offscript.case import CaseError
from offscript.judge.coding import name_of

HEAD = ("row", "source", "when", "words", "around", "label", "note")
_AROUND = 200


def write_sheet(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write a sheet: `row` names the words, `label` is to be filled; what the analysis said of them is left out."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for row in rows:
            text, start, end = row["text"], row["start"], row["end"]
            around = text[max(0, start - _AROUND) : end + _AROUND]
            writer.writerow([name_of(row), row["name"], row["when"], text[start:end], around, "", ""])


def read_sheet(path: Path) -> dict[str, tuple[str, str]]:
    """Labels and notes of a filled sheet, by row; rows without a label are left out.

    Raises:
        CaseError: it is no such sheet, or has no label.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CaseError(f"{path}: cannot be read as CSV in UTF-8: {error}") from None
    if not rows or "row" not in rows[0] or "label" not in rows[0]:
        raise CaseError(
            f"{path}: no coding sheet; it needs the columns row and label, as offscript code sheet writes them"
        )
    found = {row["row"]: ((row["label"] or "").strip(), (row.get("note") or "").strip()) for row in rows}
    kept = {name: given for name, given in found.items() if given[0]}
    if not kept:
        raise CaseError(f"{path}: no row has a label; fill the column label and give it again")
    return kept
