"""The case as one database file: DuckDB for its own users, SQLite for Datasette and everything else that reads it.

Every table has its columns' meanings beside it (DuckDB: comments; SQLite: the table `about`), and there are five views to begin
with.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from offscript.model import TABLES, column_doc, table_doc
from offscript.show.exports.asked import Asked

VIEWS = {
    "posts_with_words": 'select p.post, s.name, s.tier, p.published_at, p.url, v.text from "post" p '
    'join "source" s on s.source = p.source join "version" v on v.version = p.first_version',
    "who_repeats_whom": "select a.source as earlier, b.source as later, count(*) as links "
    'from "reuse" r join "post" a on a.post = r.earlier join "post" b on b.post = r.later group by a.source, b.source',
    "blame_by_rung": "select rung, tier, count(*) as texts from \"blame\" where kind = 'blame' group by rung, tier",
    "figures_revised": 'select item, earlier_value, later_value, lag_us, acknowledged from "revision" '
    "where earlier_holder = later_holder and earlier_value <> later_value",
    "claims_assessed": 'select claim, matter, credibility, affirmed, denied, rule from "assessed"',
}
"""Queries to begin with, in the words both databases have."""
_TYPES = {pa.int64(): "integer", pa.bool_(): "integer", pa.float64(): "real"}


def _held(asked: Asked, names: tuple[str, ...]) -> Iterator[tuple[str, pa.Table]]:
    for name in names:
        yield name, pa.Table.from_pylist(asked.rows(f'select * from "{name}" order by all'), TABLES[name])


def as_duckdb(asked: Asked, folder: Path, names: tuple[str, ...]) -> list[Path]:
    """`case.duckdb`."""
    path = folder / "case.duckdb"
    path.unlink(missing_ok=True)
    with closing(duckdb.connect(str(path))) as made:
        for name, table in _held(asked, names):
            made.register("given", table)
            made.execute(f'create table "{name}" as select * from given')
            made.unregister("given")
            made.execute(f"comment on table \"{name}\" is '{_quoted(table_doc(TABLES[name]))}'")
            for field in TABLES[name]:
                made.execute(f'comment on column "{name}"."{field.name}" is \'{_quoted(column_doc(field))}\'')
        for view, query in VIEWS.items():
            made.execute(f"create view {view} as {query}")
    return [path]


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def as_sqlite(asked: Asked, folder: Path, names: tuple[str, ...]) -> list[Path]:
    """`case.sqlite`."""
    path = folder / "case.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as made, made:
        made.execute('create table "about" ("table" text, "column" text, meaning text)')
        for name, table in _held(asked, names):
            columns = ", ".join(f'"{field.name}" {_TYPES.get(field.type, "text")}' for field in table.schema)
            made.execute(f'create table "{name}" ({columns})')
            rows = ([_cell(value) for value in row.values()] for row in table.to_pylist())
            made.executemany(f'insert into "{name}" values ({", ".join("?" * table.num_columns)})', rows)
            listed = [(name, None, table_doc(TABLES[name]))]
            listed += [(name, field.name, column_doc(field)) for field in TABLES[name]]
            made.executemany("insert into about values (?, ?, ?)", listed)
        for view, query in VIEWS.items():
            made.execute(f"create view {view} as {query}")
    return [path]
