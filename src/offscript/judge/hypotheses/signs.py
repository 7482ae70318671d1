"""What a case's settings call a sign, as a query over its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlglot
from sqlglot import exp

from offscript.case import CaseError
from offscript.model import TABLES

Given = Mapping[str, Any]
NOTHING = (
    "select cast(null as varchar) as sign, cast(null as varchar) as version, cast(null as bigint) as start, "
    'cast(null as bigint) as "end", cast(null as bigint) as "at" where false'
)
_TIMES = ("published_at", "at", "first_at", "deed_at")
_PLACES = (("version", "start", "end"), ("later_version", "later_start", "later_end"))


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def _condition(column: str, wanted: object) -> str:
    listed = wanted if isinstance(wanted, list | tuple) else [wanted]
    return f'"{column}" in ({", ".join(_quoted(one) for one in listed)})'


def _columns(names: Sequence[str]) -> str:
    """The place and the time of a row, from whichever of its columns hold them; null where none does."""
    place = next((one for one in _PLACES if set(one) <= set(names)), None)
    at = next((one for one in _TIMES if one in names), None)
    version, start, end = (f'"{one}"' if place else "null" for one in (place or ("", "", "")))
    return (
        f"cast({version} as varchar) as version, cast({start} as bigint) as start, "
        f'cast({end} as bigint) as "end", cast({f"{chr(34)}{at}{chr(34)}" if at else "null"} as bigint) as "at"'
    )


def _from_table(name: str, sign: Given, where: str) -> str:
    table = sign["table"]
    if table not in TABLES:
        raise CaseError(f"{where}: {table!r} is no table; the tables are listed in docs/tables.md")
    columns = TABLES[table].names
    for column in sign["match"]:
        if column not in columns:
            raise CaseError(f"{where}: the table {table} has no column {column!r}; it has: {', '.join(columns)}")
    conditions = [_condition(column, wanted) for column, wanted in sign["match"].items()]
    wanted = f" where {' and '.join(conditions)}" if conditions else ""
    return f'select {_quoted(name)} as sign, {_columns(columns)} from "{table}"{wanted}'


def _from_query(name: str, sign: Given, where: str) -> str:
    try:
        parsed = sqlglot.parse(sign["query"], read="duckdb")
    except sqlglot.errors.ParseError as error:
        said = error.errors[0]["description"] if error.errors else str(error)
        raise CaseError(f"{where}: the query cannot be read: {said}") from None
    if len(parsed) != 1 or not isinstance(parsed[0], exp.Query):
        raise CaseError(f"{where}: write one select over the tables of the case")
    parts = {part.alias_or_name for part in parsed[0].find_all(exp.CTE)}
    unknown = {table.name for table in parsed[0].find_all(exp.Table)} - TABLES.keys() - parts
    if unknown or any(isinstance(table.this, exp.Func) for table in parsed[0].find_all(exp.Table)):
        raise CaseError(
            f"{where}: the query reads {', '.join(sorted(unknown)) or 'a file'}; it may read only the tables in docs/tables.md"
        )
    names = [one.alias_or_name for one in parsed[0].selects]
    if any(isinstance(one, exp.Star) for one in parsed[0].selects) and len(list(parsed[0].find_all(exp.Table))) == 1:
        names = TABLES[next(parsed[0].find_all(exp.Table)).name].names
    return f"select {_quoted(name)} as sign, {_columns(names)} from ({parsed[0].sql(dialect='duckdb')}) as found"


def sign_query(settings: Given) -> str:
    """One query for all indicators and questions that the case's tables answer: `sign, version, start, end, at`.

    Raises:
        CaseError: a sign names a table or column there is none of, or its query is no plain select over the tables.
    """
    parts = []
    for kind in ("indicator", "question"):
        for sign in settings[kind]:
            where = f"case.toml, {kind} {sign['id']}"
            name = f"{kind}:{sign['id']}"
            if sign["table"]:
                parts.append(_from_table(name, sign, where))
            elif sign["query"]:
                parts.append(_from_query(name, sign, where))
    return "\nunion all\n".join(parts) or NOTHING
