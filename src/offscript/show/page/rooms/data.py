"""Tables: any finding, series or judgement as rows with filters, each row with a way to its words; and who copied whom."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from offscript.model import TABLES, column_doc, table_doc
from offscript.show.exports import CITED, EXPORTED, WHOLE
from offscript.show.page.filters import Filters, filters
from offscript.show.page.findings import FINDINGS, listed_columns
from offscript.show.page.render import Page
from offscript.show.page.rooms.posts import choices
from offscript.show.page.state import State
from offscript.show.wording import number
from offscript.store.engine import Rows
from offscript.store.steps import sql_beside

_SIZE = 50
_SPAN = {"version", "start", "end"}


def _column(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _conditions(chosen: Filters, equal: dict[str, str], of: str = "p") -> tuple[str, list[Any]]:
    """What rows `t` must fulfil, and the values of its question marks; `of` is what has source, tier and time of a row."""
    parts: list[str] = []
    values: list[str | int] = []
    asked = {
        "tier =": chosen.tier,
        "source =": chosen.source,
        "published_at >=": chosen.low,
        "published_at <": chosen.high,
    }
    for condition, value in asked.items():
        if value:
            parts.append(f"{of}.{condition} ?")
            values.append(value)
    if chosen.matter:
        parts.append("v.post in (select post from matter where matter = ?)")
        values.append(chosen.matter)
    if chosen.words:
        parts.append('contains(lower(v.text[t.start + 1 : t."end"]), lower(?))')
        values.append(chosen.words)
    for name, value in equal.items():
        parts.append(f'cast(t."{name}" as varchar) = ?' if value else f't."{name}" is null')
        values += [value] if value else []
    return " and ".join(parts) or "true", values


_PLACE = ("version", "start", "end", "source", "published_at", "precision_us")


def _places(state: State, table: str, chosen: Filters, equal: dict[str, str]) -> tuple[Rows, int]:
    """Where a table's rows point to, the latest first, and how many there are: from what is laid out, where that is enough."""
    page = f"limit {_SIZE} offset {(chosen.page - 1) * _SIZE}"
    if table in FINDINGS and table != "voice" and not (equal or chosen.words or chosen.matter):
        where, values = _conditions(chosen, equal, "f")
        listed = ", ".join(f'f."{name}"' for name in _PLACE)
        from_where, ask = f"latest as f where f.kind = '{table}' and {where}", state.lookup.rows
    else:
        where, values = _conditions(chosen, equal)
        joined = (
            f'"{table}" as t inner join version as v on v.version = t.version inner join post as p on p.post = v.post'
        )
        listed = ", ".join(f'{"t" if name in _SPAN else "p"}."{name}"' for name in _PLACE)
        from_where, ask = f"{joined} where {where}", state.rows
    total = ask(f"select count(*) as n from {from_where}", *values)[0]["n"]
    order = "order by published_at desc, version, start"
    return ask(f"select {listed} from {from_where} {order} {page}", *values), total


def _found(state: State, table: str, chosen: Filters, equal: dict[str, str]) -> tuple[Rows, int]:
    """Rows of a table that point to words, with the words, the latest first; and how many there are."""
    rows, total = _places(state, table, chosen, equal)
    columns = listed_columns(table)
    versions = sorted({row["version"] for row in rows})
    marks = ", ".join("?" * len(versions))
    listed = "".join(f', "{name}"' for name in columns)
    held = (
        state.rows(f'select version, start, "end"{listed} from "{table}" where version in ({marks})', *versions)
        if rows
        else []
    )
    said: dict[tuple[Any, ...], Rows] = {}
    for one in held:
        said.setdefault((one["version"], one["start"], one["end"]), []).append(one)
    for row in rows:
        row |= said[row["version"], row["start"], row["end"]].pop(0)
        row["words"] = (state.index.text(row["version"]) or "")[row["start"] : row["end"]][:240]
    return rows, total


def _plain(state: State, table: str, equal: dict[str, str], page: int) -> tuple[Rows, int]:
    """Rows of a table that points to no words of one post."""
    where, values = _conditions(Filters(), equal)
    total = state.rows(f'select count(*) as n from "{table}" as t where {where}', *values)[0]["n"]
    rows = state.rows(
        f'select * from "{table}" as t where {where} order by all limit {_SIZE} offset {(page - 1) * _SIZE}', *values
    )
    return rows, total


def tables(request: Request) -> Response:
    """Every table there is, with what it means and how many rows it has."""
    page = Page(request)
    held = page.state.snapshot.tables
    listed = [
        (name, table_doc(TABLES[name]), held[name].rows if name in held else 0) for name in TABLES if name in EXPORTED
    ]
    return page.answer("tables.html", "data", listed=listed, forms=(*WHOLE, *CITED))


def table(request: Request) -> Response:
    """One table."""
    page, name = Page(request), request.path_params["table"]
    if name not in TABLES or name not in EXPORTED:
        raise HTTPException(404, f"no table {name!r} to look at; all are listed in Tables")
    chosen = filters(request.query_params, page.zone)
    points = set(TABLES[name].names) >= _SPAN
    own = {"q", "tier", "source", "matter", "from", "to", "order", "page", "lang"} if points else {"page", "lang"}
    equal = {key: value for key, value in request.query_params.items() if key not in own and key in TABLES[name].names}
    rows, total = _found(page.state, name, chosen, equal) if points else _plain(page.state, name, equal, chosen.page)
    columns = listed_columns(name) if points else [one for one in TABLES[name].names if one != "vector"]
    meanings = {field.name: column_doc(field) for field in TABLES[name]}

    def address(**other: str | int) -> str:
        return chosen.address(**equal, **other)

    return page.answer(
        "table.html",
        "data",
        name=name,
        about=table_doc(TABLES[name]),
        rows=rows,
        total=total,
        columns=columns,
        meanings=meanings,
        points=points,
        filters=chosen,
        equal=equal,
        choices=choices(page.state),
        size=_SIZE,
        address=address,
        cell=_column,
    )


_ENDS = ("earlier", "later", "earlier_source", "later_source")


def copies(request: Request) -> Response:
    """Pairs of posts that share words, between two tiers or two sources, both ends shown."""
    page = Page(request)
    chosen = filters(request.query_params, page.zone)
    ends = {name: request.query_params.get(name, "") for name in _ENDS}
    values = [value for one in ends.values() for value in (one, one)]
    query = sql_beside("offscript.show.page.rooms", "pairs")
    rows = page.state.rows(query, *values, _SIZE, (chosen.page - 1) * _SIZE)
    total = rows[0]["total"] if rows else 0
    for row in rows:
        for side in ("earlier", "later"):
            row[side] = (page.state.index.text(row[f"{side}_version"]) or "")[
                row[f"{side}_start"] : row[f"{side}_end"]
            ][:400]

    def address(**other: str | int) -> str:
        return chosen.address(**ends, **other)

    return page.answer(
        "copies.html",
        "repeats",
        rows=rows,
        total=total,
        ends=ends,
        tiers=choices(page.state).tiers,
        filters=chosen,
        size=_SIZE,
        address=address,
    )
