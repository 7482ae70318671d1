"""Whether two runs found the same: tables as multisets of rows, floats to nine digits, for a sum depends on its order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import duckdb

_DIGITS = 9


def rounded(value: Any, digits: int = _DIGITS) -> Any:
    """A value that is equal to another where the two differ in the last digits only."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else float(f"{value:.{digits - 1}e}")
    if isinstance(value, list | tuple):
        return tuple(rounded(one, digits) for one in value)
    return value


def rows(table: duckdb.DuckDBPyRelation) -> list[Any]:
    """Rows of a table in an order of their own."""
    return sorted((rounded(row) for row in table.fetchall()), key=repr)


def different(
    one: Callable[[str], duckdb.DuckDBPyRelation],
    other: Callable[[str], duckdb.DuckDBPyRelation],
    tables: Iterable[str],
) -> list[str]:
    """Names of the tables that two cases hold differently; `one`, `other`: what opens a table by its name."""
    return [name for name in sorted(tables) if rows(one(name)) != rows(other(name))]
