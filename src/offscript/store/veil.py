"""The tables as they may be shown: words that name or lead to private persons are blotted out, wherever a table holds words.

Everything that is shown or exported reads a case through this. A wording is replaced by its row in `redacted`; columns that hold
words taken out of a wording, or lemmas of them, lose every word that `private` names by its keyed digest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from offscript.case import CaseError
from offscript.case.key import pseudonym_key
from offscript.model import TABLES
from offscript.store.engine import connect
from offscript.store.run import snapshot_files
from offscript.store.snapshot import Snapshot
from offscript.text.keyed import hidden

WORDED: Final[Mapping[str, tuple[str, ...]]] = {
    "record": ("text", "url", "forward_name"),
    "file": ("path",),
    "reject": ("path", "reason"),
    "reference": ("path", "text"),
    "share": ("object",),
    "capture": ("url", "archive"),
    "picture": ("name",),
    "ghost": ("name",),
    "post": ("url",),
    "link": ("url",),
    "shared_link": ("url",),
    "name": ("base",),
    "edit": ("earlier_words", "later_words"),
    "amount": ("item", "gist", "proper"),
    "figure": ("item",),
    "figure_words": ("thing", "lemmas"),
    "revision": ("item",),
    "count": ("item",),
    "appeal": ("gist",),
    "pledge": ("gist", "acts"),
    "deed": ("gist", "acts"),
    "asserted": ("gist", "denied"),
    "status": ("gist", "denied"),
    "phrase": ("phrase",),
    "phrase_use": ("phrase",),
    "uptake": ("phrase",),
    "emerging": ("words",),
    "suggested": ("term",),
    "withdrawn": ("words", "figures", "names"),
    "proposed": ("word",),
    "simultaneous": ("object",),
    "coordination": ("object",),
    "company": ("object",),
    "measured": ("item",),
    "comparison": ("item",),
}
"""Columns, by table, that hold words of posts or lead to their authors."""
NAMING: Final = frozenset(
    {
        *("by", "by_name", "earlier_holder", "earlier_speaker", "entity", "holder", "holder_name", "later_holder"),
        *("later_speaker", "name", "of", "of_name", "origin", "origin_name", "party", "scope"),
    }
)
"""Columns of any table that hold an entity or its name; some of them, in other tables, hold other things."""
_MARKS = """select distinct unnest(p.marks)
from private as p
inner join redacted as r on r.version = p.version
where substring(r.text, p.start + 1, 1) = '█'"""
"""Digests of words that are hidden in the wording they stand in."""
_HIDDEN = """create table "hidden entity" as
select distinct unnest([e.entity, e.name]) as shown
from entity as e
inner join redacted as r on r.version = e.version
where
    e.basis = 'key'
    and e.kind in ('organisation', 'place')
    and contains(substring(r.text, e.start + 1, e."end" - e.start), '█')"""
"""What the recogniser of names takes for a body or a place, and what has a hidden word in it."""
_PIECE = re.compile(r"[^\W_](?:[\w.+'’ʼ-]*[^\W_])?")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_ADDRESSES = ("url", "archive", "object")
_PATHS = (("file", "path"), ("reject", "path"), ("reference", "path"))


class Veil:
    """Blots out words by their digests."""

    def __init__(self, marks: frozenset[str], secret: str) -> None:
        self._marks, self._secret = marks, secret

    def _hides(self, words: str) -> bool:
        return hidden(words.casefold().replace("ё", "е"), self._secret) in self._marks

    def over(self, words: str | None) -> str | None:
        """Words as they may be shown."""
        if not words or not self._marks:
            return words

        def blotted(match: re.Match[str]) -> str:
            whole = match[0]
            if self._hides(whole):
                return "█" * len(whole)
            return _WORD.sub(lambda word: "█" * len(word[0]) if self._hides(word[0]) else word[0], whole)

        return _PIECE.sub(blotted, words)

    def over_address(self, words: str | None) -> str | None:
        """An address as it may be shown: what names its holder is hidden whole, words inside it stay."""
        if not words or not self._marks:
            return words
        return _PIECE.sub(lambda one: "█" * len(one[0]) if self._hides(one[0]) else one[0], words)

    def over_all(self, column: pa.ChunkedArray) -> pa.Array:
        """A column of words as it may be shown."""
        return pa.array([self.over(one) for one in column.to_pylist()], pa.string())

    def over_addresses(self, column: pa.ChunkedArray) -> pa.Array:
        """A column of addresses as it may be shown."""
        return pa.array([self.over_address(one) for one in column.to_pylist()], pa.string())


def _column(table: str, name: str) -> str:
    quoted = f'"{name}"'
    if pa.types.is_list(TABLES[table].field(name).type):
        return f"list_transform({quoted}, lambda one: veiled(one)) as {quoted}"
    if (table, name) in _PATHS:
        return f"veiled(regexp_extract({quoted}, '[^/]*$')) as {quoted}"
    return f"{'veiled_address' if name in _ADDRESSES else 'veiled'}({quoted}) as {quoted}"


def _aside(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Put a view aside under another name; gives that name, quoted."""
    connection.execute(f'alter view "{table}" rename to "{table} as read"')
    return f'"{table} as read"'


def _marks(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute(_MARKS).fetchall())


def shown(case: Path, snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables of a snapshot as they may be shown.

    Raises:
        CaseError: the case holds words that were not looked through yet for private persons.
    """
    held, seen = (snapshot.tables[name].rows if name in snapshot.tables else 0 for name in ("version", "private-done"))
    if held != seen:
        raise CaseError(f"{case} was not looked through yet for private persons; run it first: offscript run {case}")
    files = snapshot_files(case, snapshot)
    connection = connect(files)
    if held:
        _veil(connection, pseudonym_key(case).hex(), {name for name, paths in files.items() if paths})
    return connection


def _veil(connection: duckdb.DuckDBPyConnection, secret: str, filled: Set[str]) -> None:
    over = Veil(_marks(connection), secret)
    for name, function in (("veiled", over.over_all), ("veiled_address", over.over_addresses)):
        connection.create_function(
            name, function, ["varchar"], "varchar", type=PythonUDFType.ARROW, null_handling=FunctionNullHandling.SPECIAL
        )
    aside = _aside(connection, "version")
    connection.execute(
        f"create view version as select v.* replace (coalesce(r.text, v.text) as text) from {aside} as v "
        "left join redacted as r on r.version = v.version"
    )
    connection.execute(_HIDDEN)
    for table in filled - {"version"}:
        worded = WORDED.get(table, ())
        columns = TABLES[table] if table != "source" else ()
        naming = [one.name for one in columns if _holds_entity(one) and one.name not in worded]
        replaced = [*(_column(table, name) for name in worded), *(_naming(name) for name in naming)]
        if replaced:
            aside = _aside(connection, table)
            connection.execute(f'create view "{table}" as select * replace ({", ".join(replaced)}) from {aside}')


def _holds_entity(column: pa.Field) -> bool:
    return column.name in NAMING and pa.types.is_string(column.type)


def _naming(name: str) -> str:
    """A column with an entity or its name, in SQL: what is hidden as a person's is called one."""
    quoted = f'"{name}"'
    return f"""case when {quoted} in (select shown from "hidden entity") then 'person' else {quoted} end as {quoted}"""
