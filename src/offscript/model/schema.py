"""How a schema is written: columns with their types and meanings.

The names of columns are the same in memory, in the store, in exports and in the docs. Times are `int64`
microseconds since 1970 UTC; spans are `[start, end)` in code points of a version's text.
"""

from __future__ import annotations

import pyarrow as pa

SCHEMA_NUMBER = 1
"""Number of the stored schema; `store.migrations` brings an older case up to it."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

TEXT, INT, REAL, FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TEXTS = pa.list_(pa.field("element", pa.string()))
INTS = pa.list_(pa.field("element", pa.int64()))
REALS = pa.list_(pa.field("element", pa.float32()))
Column = tuple[str, pa.DataType, str]


def schema(meaning: str, *columns: Column) -> pa.Schema:
    """A schema that carries what it and each of its columns mean."""
    fields = [pa.field(name, kind, metadata={"doc": doc}) for name, kind, doc in columns]
    return pa.schema(fields, metadata={"doc": meaning})


def sides(what: str, *columns: Column) -> tuple[Column, ...]:
    """The same columns for an earlier and a later one of two."""
    return tuple(
        (f"{side}_{name}", kind, f"{doc} of the {side} {what}")
        for side in ("earlier", "later")
        for name, kind, doc in columns
    )


PLACE: tuple[Column, ...] = (
    ("post", TEXT, "post"),
    ("version", TEXT, "version"),
    ("start", INT, "span"),
    ("end", INT, "end of the span"),
)


def column_doc(field: pa.Field) -> str:
    """The meaning of a column, as written here."""
    return str((field.metadata or {}).get(b"doc", b"").decode())


def table_doc(schema: pa.Schema) -> str:
    """The meaning of a table, as written here."""
    return str((schema.metadata or {}).get(b"doc", b"").decode())
