"""Runs the parts of a group here, as several machines would: rows dealt to tasks that know nothing of each other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from offscript.store.components import components
from offscript.store.groups import Groups
from offscript.store.steps import Part


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def asked(sql: str, tables: dict[str, pa.Table]) -> pa.Table:
    """The answer to a query over tables in memory."""
    for name, rows in tables.items():
        _connection().register(name, rows)
    return _connection().sql(sql).to_arrow_table()


def linked(links: pa.Table) -> pa.Table:
    """The component of each node, by the queries that Spark is given."""
    return components(
        links, lambda sql, rows: asked(sql, {"link": rows}), lambda rows: rows, lambda rows: len(rows) == 0
    )


def _to_tasks(rows: pa.Table, belongs: Sequence[Any], chance: random.Random) -> list[pa.Table]:
    """Rows dealt to three tasks, those that belong together to the same."""
    task = {value: chance.randrange(3) for value in sorted(set(belongs))}
    return [rows.filter(pa.array([task[value] == number for value in belongs], pa.bool_())) for number in range(3)]


def _dealt(rows: pa.Table, by: str | None, chance: random.Random) -> list[pa.Table]:
    """Rows dealt to three tasks, those with one value of a column to the same, and in any order."""
    rows = rows.take(pa.array(chance.sample(range(len(rows)), len(rows)), pa.int64()))
    return _to_tasks(rows, rows[by].to_pylist() if by else list(range(len(rows))), chance)


def in_parts(parts: Sequence[Part], handed: pa.Table, settings: dict[str, Any], chance: random.Random) -> pa.Table:
    """What the last part gives."""
    tables = {"handed": handed}
    for part in parts:
        rows = asked(part.sql, tables)
        if part.linked:
            rows = linked(rows)
        elif part.function is not None and part.columns is not None:
            given = settings | ({} if part.along is None else {"along": asked(part.along, tables)})
            found = [part.function(task, given).cast(part.columns) for task in _dealt(rows, part.by, chance)]
            rows = pa.concat_tables(found)
        tables[part.name] = rows
    return tables[parts[-1].name]


def dealt_by_link(rows: pa.Table, columns: Sequence[str], chance: random.Random) -> list[pa.Table]:
    """Rows dealt to three tasks, those that share a value of some columns, even by way of others, to the same."""
    groups = Groups()
    values = [tuple(map(str, row)) for row in zip(*(rows[name].to_pylist() for name in columns), strict=True)]
    for row in values:
        for value in row:
            groups.join(row[0], value)
    belongs = [groups.root(row[0]) for row in values] or [str(number) for number in range(len(rows))]
    return _to_tasks(rows, belongs, chance)
