"""The ledger: what people entered. Append-only, hash-chained, one SQLite file in WAL mode."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.model import CORRECTION, JUDGEMENT, SECOND

KINDS = (
    "time",
    "source",
    "post",
    "matter",
    "boilerplate",
    "template",
    "entity",
    "voice",
    "promise",
    "claim",
    "credibility",
    "finding",
)
"""What can be corrected: when a post appeared, whose a key is, which posts are one, which words belong to a matter, which
words a source repeats without meaning, which post fills a form, which names are one, whose words a stretch is, what became of
a promise, which statements say the same, how credible a claim is, whether a finding holds."""


LEDGER = "ledger.sqlite"


class LedgerError(RuntimeError):
    """The ledger was changed by something else than this program."""


@dataclass(frozen=True)
class Entry:
    """One thing somebody entered."""

    number: int
    at: str
    who: str
    kind: str
    content: dict[str, Any]
    why: str
    before: str
    digest: str


def _digest(at: str, who: str, kind: str, content: str, why: str, before: str) -> str:
    return hashlib.sha256("\x1f".join((at, who, kind, content, why, before)).encode()).hexdigest()


@contextmanager
def opened(path: Path, durable: bool = True) -> Iterator[sqlite3.Connection]:
    """A ledger's file, made where it is missing.

    Raises:
        LedgerError: it is none, or is damaged.
    """
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute(f"pragma synchronous = {'full' if durable else 'off'}")
            connection.execute(
                "create table if not exists entry (number integer primary key, at text not null, who text not null,"
                " kind text not null, content text not null, why text not null, before text not null, digest text not null)"
            )
            yield connection
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise LedgerError(f"{path}: cannot be used as the ledger ({error}); restore a backup") from None


def put(connection: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    """Write one entry."""
    connection.execute("insert into entry values (?, ?, ?, ?, ?, ?, ?, ?)", row)


def written(case: Path) -> list[tuple[Any, ...]]:
    """Entries as they stand in the file, in order, unchecked."""
    with opened(case / LEDGER) as connection:
        return connection.execute("select * from entry order by number").fetchall()


def enter(case: Path, who: str, kind: str, content: dict[str, Any], why: str) -> int:
    """Add an entry; its number is given back once it is safe on disk."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with opened(case / LEDGER) as connection:
        connection.execute("begin immediate")
        last = connection.execute("select number, digest from entry order by number desc limit 1").fetchone()
        number, before = (last[0] + 1, last[1]) if last else (1, "")
        row = (number, at, who, kind, said, why, before, _digest(at, who, kind, said, why, before))
        put(connection, row)
        connection.execute("commit")
    return number


def entries(case: Path) -> list[Entry]:
    """All entries, in order.

    Raises:
        LedgerError: the chain of digests is broken.
    """
    if not (case / LEDGER).exists():
        return []
    rows = written(case)
    before = ""
    found: list[Entry] = []
    for number, at, who, kind, content, why, previous, mark in rows:
        whole = number == len(found) + 1 and previous == before
        said = (at, who, kind, content, why, previous)
        if not whole or not all(isinstance(one, str) for one in said) or mark != _digest(*said):
            raise LedgerError(f"{case / LEDGER}: entry {number} was changed after it was made; restore a backup")
        before = mark
        found.append(Entry(number, at, who, kind, json.loads(content), why, previous, mark))
    return found


def corrections(case: Path) -> pa.Table:
    """Corrections as the table `correction`: the last word for each kind and anchor."""
    last: dict[tuple[Any, ...], dict[str, Any]] = {}
    listed = entries(case)
    gone = taken_back(listed)
    for entry in listed:
        if entry.kind in KINDS and entry.number not in gone:
            content = entry.content
            key = (
                entry.kind,
                content.get("anchor"),
                content.get("start"),
                content.get("target") if entry.kind in ("matter", "finding") else None,
            )
            last[key] = {"entry": entry.number, "kind": entry.kind, "why": entry.why, "who": entry.who, **content}
    rows = [{field.name: row.get(field.name) for field in CORRECTION} for row in last.values()]
    return pa.Table.from_pylist(rows, schema=CORRECTION)


def taken_back(listed: list[Entry]) -> set[int]:
    """Numbers of the entries that a later one takes back; they stay in the ledger, and count no more."""
    return {entry.content["entry"] for entry in listed if entry.kind == UNDONE}


CODED = "coding"
"""The kind of an entry that holds one label of a coding sheet."""
NOTED = "note"
"""The kind of an entry that says something about a wording."""
TRANSLATED = "translation"
"""The kind of an entry that puts a wording into other words of a person's own."""
UNDONE = "undo"
"""The kind of an entry that takes an earlier one back."""
JUDGED = "judgement"
"""The kind of an entry that judges: a sign seen or not, odds given to a question, its resolution."""


def judgements(case: Path) -> pa.Table:
    """Judgements as the table `judgement`, all of them, in order; what supersedes what is for their readers."""
    rows = [
        {name: entry.content.get(name) for name in ("subject", "value", "odds", "seen")}
        | {"entry": entry.number, "at": _micros(entry.at), "who": entry.who, "why": entry.why}
        for entry in entries(case)
        if entry.kind == JUDGED
    ]
    return pa.Table.from_pylist(rows, schema=JUDGEMENT)


def _micros(at: str) -> int:
    return round(datetime.fromisoformat(at).timestamp()) * SECOND
