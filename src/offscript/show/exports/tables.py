"""Tables as CSV, Parquet and JSON lines; columns are named as in the docs, times are µs since 1970 UTC."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """A cell of CSV: lists as JSON; text that a spreadsheet would run as a formula begins with an apostrophe."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def as_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV in UTF-8 with a mark at its beginning, so that spreadsheets read Cyrillic."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            writer.writerows([cell(value) for value in row.values()] for row in batch.to_pylist())


def as_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet."""
    pq.write_table(table, path)


def as_ndjson(table: pa.Table, path: Path) -> None:
    """Write a table as JSON lines, one object a row."""
    with path.open("w", encoding="utf-8") as out:
        for batch in table.to_batches():
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in batch.to_pylist())
