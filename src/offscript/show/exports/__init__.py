"""Exports: a case's tables as files other tools read. A new form is one module with a writer, and one line in `FORMS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from offscript.model import TABLES
from offscript.show.exports import tables

FORMS: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": tables.as_csv,
    "parquet": tables.as_parquet,
    "ndjson": tables.as_ndjson,
}
"""Every form a table may be exported in: its name, which is the file's ending, and what writes it."""

_INNER = frozenset(
    {
        *(
            "record",
            "resolution",
            "vector",
            "name",
            "named",
            "utterance",
            "segment",
            "amount",
            "pledge",
            "appeal",
            "deed",
        ),
        *("measured", "pair", "edge", "mention", "step"),
    }
)
"""Tables that only lead to others, or hold whole texts as they were read."""

EXPORTED = tuple(name for name in TABLES if name not in _INNER)
"""Tables that are exported where none is named."""
