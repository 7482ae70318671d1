"""The collector's log, one SQLite file a case: every question with its answer, and how far each feed was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = """
create table if not exists asked (
    number integer primary key, feed text not null, address text not null, asked_at integer not null, status integer,
    problem text, etag text, modified text, gist text, digest text, path text, due_at integer not null,
    taken integer not null default 0
);
create index if not exists asked_of on asked (feed, address, number);
create table if not exists place (feed text not null, name text not null, value text not null, primary key (feed, name));
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer. Times in microseconds since 1970 UTC; `problem` is null where it was answered."""

    feed: str
    address: str
    asked_at: int
    due_at: int
    status: int | None = None
    problem: str | None = None
    etag: str | None = None
    modified: str | None = None
    gist: str | None = None
    digest: str | None = None
    path: str | None = None


_COLUMNS = ("feed", "address", "asked_at", "due_at", "status", "problem", "etag", "modified", "gist", "digest", "path")


def log_path(case: Path) -> Path:
    """Where the log of a case lies."""
    return case / "collect.db"


class Log:
    """The log, opened; whoever writes in it commits a line at a time."""

    def __init__(self, case: Path) -> None:
        self._held = sqlite3.connect(log_path(case), timeout=30)
        self._held.execute("pragma journal_mode=wal")
        self._held.execute("pragma synchronous=full")
        self._held.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._held.close()

    def add(self, asked: Asked) -> None:
        """Write one question down."""
        values = [getattr(asked, name) for name in _COLUMNS]
        marks = ", ".join("?" * len(values))
        with self._held:
            self._held.execute(f"insert into asked ({', '.join(_COLUMNS)}) values ({marks})", values)

    def last(self, feed: str, address: str, answered: bool = False) -> Asked | None:
        """The last question about an address; with `answered`, the last that brought something."""
        only = "and gist is not null" if answered else ""
        found = self._held.execute(
            f"select {', '.join(_COLUMNS)} from asked where feed = ? and address = ? {only} order by number desc limit 1",
            (feed, address),
        ).fetchone()
        return Asked(**dict(zip(_COLUMNS, found, strict=True))) if found else None

    def failures(self, feed: str, address: str) -> int:
        """How often in a row an address was not answered."""
        found = self._held.execute(
            "select count(*) from asked where feed = ? and address = ? and number > coalesce((select max(number) from asked "
            "where feed = ? and address = ? and problem is null), 0)",
            (feed, address) * 2,
        ).fetchone()
        return int(found[0])

    def waiting(self) -> list[tuple[int, str, str]]:
        """Files fetched that were not taken into the case yet: number, path, address."""
        rows = self._held.execute(
            "select number, path, address from asked where path is not null and taken = 0 order by number"
        )
        return [(int(number), str(path), str(address)) for number, path, address in rows.fetchall()]

    def took(self, numbers: list[int]) -> None:
        """These files are in the case now."""
        with self._held:
            self._held.executemany("update asked set taken = 1 where number = ?", [(number,) for number in numbers])

    def place(self, feed: str, name: str) -> str | None:
        """How far a feed was read, by a name of the collector's."""
        found = self._held.execute("select value from place where feed = ? and name = ?", (feed, name)).fetchone()
        return str(found[0]) if found else None

    def put(self, feed: str, name: str, value: str | None) -> None:
        """Keep how far a feed was read; None forgets it."""
        with self._held:
            self._held.execute("delete from place where feed = ? and name = ?", (feed, name))
            if value is not None:
                self._held.execute("insert into place values (?, ?, ?)", (feed, name, value))

    def state(self) -> list[dict[str, Any]]:
        """Every feed with its last question, last answer, failures since, and what was kept of it."""
        rows = self._held.execute(
            "select feed, max(asked_at), max(case when problem is null then asked_at end), sum(path is not null), count(*), "
            "(select b.problem from asked as b where b.feed = a.feed order by b.number desc limit 1), min(due_at) "
            "from asked as a group by feed order by feed"
        ).fetchall()
        names = ("feed", "asked_at", "answered_at", "kept", "asked", "problem", "due_at")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def stretches(self) -> Iterator[tuple[str, int, str | None, str | None]]:
        """Every question in order: feed, when, problem, digest of what was kept."""
        yield from self._held.execute("select feed, asked_at, problem, digest from asked order by feed, number")


@contextmanager
def opened_log(case: Path) -> Iterator[Log]:
    """The log of a case, closed in the end."""
    log = Log(case)
    try:
        yield log
    finally:
        log.close()
