"""What a post's page and the tables' rooms look up again and again, laid out for it: one file beside the index of words.

The case's tables are made for whole scans; a page asks for one post. Here findings lie sorted by wording and copies by post, so
that DuckDB reads one block for an answer (zone maps: Moerkotte 1998, "Small Materialized Aggregates", VLDB).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from offscript.model import TABLES
from offscript.show.page.findings import FINDINGS
from offscript.show.page.kept import kept_in
from offscript.store.engine import Rows, Tell, answered
from offscript.store.snapshot import Snapshot
from offscript.store.steps import sql_beside

_PACKAGE = "offscript.show.page"
_LAID = ("wording", "of_post", "shared", "pictured", "archived")
_FROM = (
    *(
        "version",
        "private",
        "redacted",
        "post",
        "language",
        "reuse",
        "translation",
        "resolution",
        "record",
        "file",
        "cascade",
        "reshown",
    ),
    *FINDINGS,
)
_MOST, _PICTURED = 400, 20


def _said(table: str, column: str) -> str:
    """A column of a finding as words, in SQL."""
    kind = TABLES[table].field(column).type
    if column == "polarity" and pa.types.is_integer(kind):
        return "case when polarity > 0 then 'for' when polarity < 0 then 'against' else 'neutral' end"
    words = f'cast("{column}" as varchar)'
    return f"regexp_replace({words}, '\\.0$', '')" if pa.types.is_floating(kind) else words


def _found() -> str:
    """All findings of all tables, with what each says, in SQL."""
    parts = []
    for place, (table, columns) in enumerate(FINDINGS.items()):
        said = ", ".join(_said(table, name) for name in columns)
        other = "where voice <> 'own'" if table == "voice" else ""
        listed = f"version, '{table}' as kind, {place} as place, start, \"end\", concat_ws(' · ', {said}) as said"
        parts.append(f'select {listed} from "{table}" {other}')
    return " union all ".join(parts)


def _laid() -> dict[str, str]:
    """Every table of the file, in the order in which they are made, with its query."""
    queries = {name: sql_beside(_PACKAGE, name) for name in _LAID}
    ends = "w.source, w.tier, w.published_at, w.precision_us"
    queries["found"] = (
        f'select f.version, f.kind, f.place, f.start, f."end", f.said, {ends} from ({_found()}) as f '
        'inner join made.wording as w on w.version = f.version order by f.version, f.start, f."end", f.place, f.said'
    )
    queries["latest"] = (
        'select kind, published_at, version, start, "end", source, tier, precision_us from made.found '
        "order by kind, published_at desc, version, start"
    )
    return queries


def _build(path: Path, connection: duckdb.DuckDBPyConnection, tell: Tell) -> None:
    queries = _laid()
    with connection.cursor() as cursor:
        cursor.execute("set preserve_insertion_order = true")
        cursor.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as made")
        for number, (name, query) in enumerate(queries.items()):
            tell("findings by post", number, len(queries))
            cursor.execute(f"create table made.{name} as {query}")
        cursor.execute("detach made")
        cursor.execute("set preserve_insertion_order = false")


def _key(snapshot: Snapshot) -> str:
    states = [snapshot.tables[name].digest for name in _FROM if name in snapshot.tables]
    return hashlib.sha256("".join([*states, *_laid().values()]).encode()).hexdigest()[:24]


class Lookup:
    """Posts and findings of one state of a case, by name."""

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True, config={"memory_limit": "100MB", "threads": 2})

    @classmethod
    def of(cls, case: Path, snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, tell: Tell) -> Lookup:
        """That of a snapshot, made where it does not lie there yet."""
        folder = kept_in(case, "found", _key(snapshot), lambda into: _build(into / "found.duckdb", connection, tell))
        return cls(folder / "found.duckdb")

    def rows(self, query: str, *values: Any) -> Rows:
        """Rows of a query, with values for its question marks. Safe to call from several threads."""
        return answered(self._connection, query, values)

    def wording(self, version: str) -> dict[str, Any] | None:
        """A wording with its post, without its words; None where there is none."""
        rows = self.rows("select * from wording where version = ?", version)
        return rows[0] if rows else None

    def wordings(self, post: str) -> Rows:
        """All wordings of a post in order, `version, number, from_us`."""
        return self.rows("select version, number, from_us from of_post where post = ? order by number", post)

    def found(self, version: str) -> Rows:
        """Everything found in a wording: `kind` (table), `start, end, said`, in the order of the text."""
        query = 'select kind, start, "end", said from found where version = ? order by start, "end", place, said'
        return self.rows(query, version)

    def shared(self, post: str) -> Rows:
        """Posts that share its words: `side` (before, after), `kind, version, start, end, source, …`, in the order of time."""
        return self.rows(
            f"select * from shared where post = ? order by published_at, version, start limit {_MOST}", post
        )

    def pictured(self, post: str) -> Rows:
        """Posts that show a picture of it: `version, source, published_at, same, lag_us, …`, in the order of time."""
        query = f"select * from pictured where post = ? order by published_at, version limit {_PICTURED}"
        return self.rows(query, post)

    def archived(self, post: str) -> Rows:
        """Where it was read from."""
        return self.rows("select * from archived where post = ? order by seen_at, place limit 20", post)
