"""The ledger: what people entered. Append-only, hash-chained, one SQLite file in WAL mode."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from offscript.model import CORRECTION, JUDGEMENT, SECOND
from offscript.store.tables import failing_disk

KINDS = (
    "time",
    "source",
    "post",
    "matter",
    "boilerplate",
    "template",
    "link",
    "entity",
    "voice",
    "promise",
    "claim",
    "credibility",
    "finding",
)
"""What can be corrected: when a post appeared, whose a key is, which posts are one, which words belong to a matter, which
words a source repeats without meaning, which post fills a form, which two posts are not linked by what they share, which names
are one, whose words a stretch is, what became of a promise, which statements say the same, how credible a claim is, whether a
finding holds."""


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
            if failing_disk(error):
                raise
            raise LedgerError(f"{path}: cannot be used as the ledger ({error}); restore a backup") from None


def put(connection: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    """Write one entry."""
    connection.execute("insert into entry values (?, ?, ?, ?, ?, ?, ?, ?)", row)


def lay(path: Path, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write a ledger's file from its rows, one put in after another, as entering them leaves it."""
    for row in rows:
        with opened(path, durable=False) as connection:
            connection.execute("begin immediate")
            put(connection, row)
            connection.execute("commit")


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
    left = _left_of(rows)
    before = ""
    found: list[Entry] = []
    for number, at, who, kind, content, why, previous, mark in rows:
        whole = number == len(found) + 1 and previous == before
        said = (at, who, kind, content, why, previous)
        held = all(isinstance(one, str) for one in said) and (
            mark == _digest(*said) or left.get(number) == _digest(*said)
        )
        if not whole or not held:
            raise LedgerError(f"{case / LEDGER}: entry {number} was changed after it was made; restore a backup")
        before = mark
        told = json.loads(content)
        shown = FORGOTTEN_ENTRY if told == NOTHING_LEFT else kind
        found.append(Entry(number, at, who, shown, told, why, previous, mark))
    return found


def _left_of(rows: list[tuple[Any, ...]]) -> dict[int, str]:
    """Digests of what is left of entries that lost their words on request, as the requests themselves say it."""
    found: dict[int, str] = {}
    for _, at, who, kind, content, why, before, mark in rows:
        if kind == FORGOTTEN and mark == _digest(at, who, kind, content, why, before):
            found |= {int(number): digest for number, digest in json.loads(content)["left"].items()}
    return found


def settle(path: Path) -> None:
    """Bring what stands in a ledger's log of writes (`-wal`) into its file, which then is the ledger alone: closing does so too,
    but says nothing where the disk fails it.

    Raises:
        sqlite3.OperationalError: the disk fails, or somebody else holds the ledger.
    """
    with opened(path) as connection:
        (held, *_) = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        if held:
            raise sqlite3.OperationalError(f"{path}: database is locked")


def forget(case: Path, who: str, content: dict[str, Any], why: str, left: dict[int, tuple[str, str]]) -> int:
    """Enter a request to forget, and take from earlier entries what it says; the chain of digests stays as it was.

    Args:
        content: what is to be forgotten, as `store.forgotten` remembers it.
        left: what is left of the content and the reason of entries that tell of it, by their numbers.
    """
    settle(case / LEDGER)
    rows = [
        (number, at, by, kind, *left.get(number, (said, reason)), before, mark)
        for number, at, by, kind, said, reason, before, mark in written(case)
    ]
    digests = {str(row[0]): _digest(*row[1:7]) for row in rows if row[0] in left}
    with TemporaryDirectory(dir=case, prefix=".ledger-") as folder:
        lay(Path(folder) / LEDGER, rows)
        number = enter(Path(folder), who, FORGOTTEN, {**content, "left": digests}, why)
        settle(Path(folder) / LEDGER)
        (Path(folder) / LEDGER).replace(case / LEDGER)
    for path in (case / f"{LEDGER}-wal", case / f"{LEDGER}-shm"):
        path.unlink(missing_ok=True)
    return number


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
                content.get("target") if entry.kind in ("matter", "finding", "link") else None,
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
FORGOTTEN = "forget"
"""The kind of an entry that asks to forget: by keyed digests, with what is left of entries that told of it."""
FORGOTTEN_ENTRY = "forgotten"
"""The kind under which an entry is given whose words were forgotten on request, whatever it was."""
NOTHING_LEFT = {"forgotten": True}
"""What is left of its content."""
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


def labels(case: Path, sheet: str) -> dict[str, dict[str, str]]:
    """Labels given to the rows of a coding sheet (`table.column`), by coder and row, the last of each."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries(case):
        if entry.kind == CODED and entry.content["sheet"] == sheet:
            found.setdefault(entry.who, {})[entry.content["row"]] = entry.content["label"]
    return found
