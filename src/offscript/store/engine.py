"""What an engine must do for the three kinds of step, and the embedded one: DuckDB for queries, a process pool for maps.

What a step finds stays with its engine until it is kept as a table; the embedded engine holds it in memory, one on a cluster
need not hold it anywhere. Nothing else in the code knows which engine it is on.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

import duckdb
import pyarrow as pa

from offscript.model import TABLES
from offscript.store import many
from offscript.store.many import Spill
from offscript.store.pool import Pool
from offscript.store.steps import Group, Map, Settings
from offscript.store.tables import TableState, conform, replace, replace_many

Files = Mapping[str, list[str]]
"""Parquet files of every table, by its name; an empty list is an empty table."""

Rows = list[dict[str, Any]]
"""Rows of a table, each by the names of its columns."""

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_FEW, _SLOW = 4_000, 4
"""Rows, and batches, that are sooner done in this process than shared among others; a map that takes long has small batches."""


Found = TypeVar("Found")
"""What a step finds, as its engine holds it: rows with columns."""


class Engine(Protocol[Found]):
    """Runs the three kinds of step, and keeps what they find."""

    def query(self, sql: str, tables: Files) -> Found:
        """Result of a SQL text in DuckDB's dialect."""
        ...

    def map(self, step: Map, rows: Found, settings: Settings, tell: Tell) -> Found:
        """A map's function over rows, in any number of batches."""
        ...

    def group(self, step: Group, rows: Found, settings: Settings, tell: Tell) -> Found:
        """A group's function over each of its groups."""
        ...

    def together(self, one: Found, other: Found) -> Found:
        """Rows of both, which have the same columns."""
        ...

    def keep(
        self, case: Path, name: str, found: Found, schema: pa.Schema, before: TableState | None = None
    ) -> TableState:
        """Write what was found as a table of the case, in place of what the table held; `before` may stand where it is the same."""
        ...


def connect(tables: Files) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables by their names."""
    connection = many.bare()
    _lay_out(connection, tables)
    return connection


@cache
def _instance() -> duckdb.DuckDBPyConnection:
    """The one DuckDB of this process for short queries: making one takes longer than most of them."""
    return connect({})


_numbers = count(1)


@contextmanager
def opened(tables: Files) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the tables by their names for as long as it is used."""
    connection, own = _own_catalog()
    try:
        _lay_out(connection, tables)
        yield connection
    finally:
        _let_go(connection, own)


def _own_catalog() -> tuple[duckdb.DuckDBPyConnection, str]:
    """A connection with a catalog of its own, and that catalog's name."""
    own = f"query{next(_numbers)}"
    connection = _instance().cursor()
    many.settle(connection)
    connection.execute(f"attach ':memory:' as {own}")
    connection.execute(f"use {own}")
    return connection, own


def _let_go(connection: duckdb.DuckDBPyConnection, own: str) -> None:
    connection.execute("use memory")
    connection.execute(f"detach {own}")
    connection.close()


def _lay_out(connection: duckdb.DuckDBPyConnection, tables: Files) -> None:
    """The tables by their names: views of their files, or of nothing where there are none."""
    for name, paths in tables.items():
        schema = TABLES.get(name)
        if paths:
            columns = ", ".join(f'"{field.name}"' for field in schema) if schema else "*"
            connection.execute(f'create or replace view "{name}" as select {columns} from {many.listed(paths)}')
        else:
            connection.execute(f'create or replace view "{name}" as {_nothing(name)}')


@cache
def _nothing(name: str) -> str:
    """A query that has the columns of a table and no rows."""
    empty = TABLES.get(name, pa.schema([("version", pa.string())])).remove_metadata().empty_table()
    with _instance().cursor() as cursor:
        kinds = cursor.from_arrow(empty)
        columns = zip(kinds.columns, kinds.types, strict=True)
        listed = ", ".join(f'cast(null as {kind}) as "{column}"' for column, kind in columns)
    return f"select {listed} where false"


def rows_of(relation: duckdb.DuckDBPyRelation) -> Rows:
    """Rows of a relation, each by the names of its columns."""
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def answered(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Rows:
    """Rows of a query with values for its question marks, on a cursor of its own, so that several threads may ask at once."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _here(step: Map, rows: pa.Table, settings: Settings, tell: Tell) -> pa.Table:
    """A map in this process, batch by batch."""
    schema = TABLES[step.writes]
    parts = [schema.remove_metadata().empty_table()]
    for low in range(0, max(1, len(rows)), step.batch):
        tell(step.name, low, len(rows))
        parts.append(conform(step.function(rows.slice(low, step.batch), settings), schema))
    return pa.concat_tables(parts)


Held: TypeAlias = pa.Table | Spill
"""What a step found: in memory, or on disk where it has many rows."""


def in_memory(found: Held) -> pa.Table:
    """What a step found, in memory."""
    return found.table() if isinstance(found, Spill) else found


def _shifted(tell: Tell, before: int, rows: int, whole: int) -> Tell:
    """Tells how far a part of a map is as how far the whole is."""
    return lambda name, done, total: tell(name, before + rows * done // max(1, total), whole)


def _in_groups(rows: pa.Table, by: str) -> Iterator[tuple[pa.Table, int, int]]:
    """The rows of each value of a column, in the order of the values; each with its place and how many there are."""
    groups = many.cut(rows.sort_by(by), by)
    for number, group in enumerate(groups, 1):
        yield group, number, len(groups)


class Embedded:
    """DuckDB and a pool of processes on this machine. What has many rows goes from file to file, a part at a time; only a group's
    function has all rows of its group in memory."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or max(
            1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._pool = Pool(self.processes)
        self._laid: dict[str, list[str]] = {}

    def query(self, sql: str, tables: Files) -> Held:
        """Result of a SQL text. Views of tables stay for the next one, where their files stay the same."""
        if self._connection is None:
            self._connection, own = _own_catalog()
            weakref.finalize(self, _let_go, self._connection, own)
        changed = {name: paths for name, paths in tables.items() if self._laid.get(name) != paths}
        _lay_out(self._connection, changed)
        self._laid |= {name: list(paths) for name, paths in changed.items()}
        if not any(many.may_be_many(paths) for paths in tables.values()):
            return self._connection.sql(sql).to_arrow_table()
        spilled = many.found(self._connection, sql)
        return spilled if spilled.rows >= many.MANY else spilled.table()

    def map(self, step: Map, rows: Held, settings: Settings, tell: Tell) -> Held:
        """A map's function, here for few rows, in a pool of processes for more."""
        if not isinstance(rows, Spill):
            return self._mapped(step, rows, settings, tell)
        found, before, whole = Spill(), 0, rows.rows
        for part in rows.parts():
            found.add(self._mapped(step, part, settings, _shifted(tell, before, len(part), whole)))
            before += len(part)
        return found

    def _mapped(self, step: Map, rows: pa.Table, settings: Settings, tell: Tell) -> pa.Table:
        schema = TABLES[step.writes]
        if len(rows) <= min(_FEW, _SLOW * step.batch) or self.processes == 1:
            return _here(step, rows, settings, tell)
        parts = self._pool.map(step, rows, settings, tell)
        return pa.concat_tables([conform(part, schema) for part in parts])

    def group(self, step: Group, rows: Held, settings: Settings, tell: Tell) -> pa.Table:
        """A group's function over each of its groups, one after another."""
        schema = TABLES[step.writes]
        if step.by is None:
            return conform(step.function(in_memory(rows), settings), schema)
        parts = [schema.remove_metadata().empty_table()]
        for group, done, whole in rows.groups(step.by) if isinstance(rows, Spill) else _in_groups(rows, step.by):
            parts.append(conform(step.function(group, settings), schema))
            tell(step.name, done, whole)
        return pa.concat_tables(parts)

    def together(self, one: Held, other: Held) -> Held:
        """Rows of both."""
        if not isinstance(one, Spill) and not isinstance(other, Spill):
            return pa.concat_tables([one.select(other.column_names).cast(other.schema), other])
        both = Spill()
        for held in (other, one):
            for part in held.parts() if isinstance(held, Spill) else [held]:
                both.add(part.select(both.columns) if both.paths else part)
        return both

    def close(self) -> None:
        """End the processes; a map that needs some starts them anew."""
        self._pool.close()

    def keep(
        self, case: Path, name: str, found: Held, schema: pa.Schema, before: TableState | None = None
    ) -> TableState:
        """Write a table anew, unless it is what it was."""
        if isinstance(found, Spill):
            return replace_many(case, name, found.paths, schema, before)
        return replace(case, name, found, schema, before)
