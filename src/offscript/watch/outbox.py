"""What was decided about each alert and where it was sent: one SQLite file a case, so that a restart repeats and loses nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from offscript.watch.choose import WEEK, Alert

_TABLES = """
create table if not exists decided (
    number integer primary key, alert text not null unique, decided_at integer not null, decision text not null,
    content text not null
);
create table if not exists begun (at integer not null);
create table if not exists sent (
    alert text not null, way text not null, sent_at integer not null, primary key (alert, way)
);
"""


def outbox_path(case: Path) -> Path:
    """Where the outbox of a case lies."""
    return case / "alerts.db"


class Outbox:
    """The outbox, opened."""

    def __init__(self, case: Path) -> None:
        self._held = sqlite3.connect(outbox_path(case), timeout=30)
        self._held.execute("pragma journal_mode=wal")
        self._held.execute("pragma synchronous=full")
        self._held.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._held.close()

    def known(self) -> set[str]:
        """Alerts that were decided about."""
        return {str(row[0]) for row in self._held.execute("select alert from decided")}

    def began(self) -> bool:
        """Whether this case was watched before."""
        return self._held.execute("select 1 from begun").fetchone() is not None

    def begin(self, before: Sequence[Alert], now: int) -> None:
        """The watch begins: what happened before it is not told."""
        self.decide([(alert, "before") for alert in before], now)
        with self._held:
            self._held.execute("insert into begun values (?)", (now,))

    def decide(self, decisions: Sequence[tuple[Alert, str]], now: int) -> None:
        """Write decisions down, all of them or none; an alert that was decided about stays as it was."""
        rows = [(alert["alert"], now, decision, json.dumps(alert, ensure_ascii=False)) for alert, decision in decisions]
        with self._held:
            self._held.executemany(
                "insert or ignore into decided (alert, decided_at, decision, content) values (?, ?, ?, ?)", rows
            )

    def told_this_week(self, now: int) -> dict[str, int]:
        """How many alerts of each kind were told in the last seven days, those of blind spots aside."""
        found = self._held.execute(
            "select substr(alert, 1, instr(alert, ':') - 1) as kind, count(*) from decided "
            "where decision = 'told' and decided_at >= ? and alert not like 'blind spot:%' group by kind",
            (now - WEEK,),
        )
        return {str(kind): int(many) for kind, many in found.fetchall()}

    def waiting(self, way: str) -> list[tuple[int, Alert]]:
        """Alerts to be told that did not go this way yet, with their numbers, in order."""
        rows = self._held.execute(
            "select number, content from decided where decision = 'told' and alert not in (select alert from sent where way = ?) "
            "order by number",
            (way,),
        )
        return [(int(number), json.loads(content)) for number, content in rows.fetchall()]

    def went(self, alerts: Sequence[str], way: str, now: int) -> None:
        """These alerts went this way."""
        with self._held:
            self._held.executemany(
                "insert or ignore into sent values (?, ?, ?)", [(alert, way, now) for alert in alerts]
            )

    def listed(self, decision: str = "told", last: int = 200) -> list[dict[str, Any]]:
        """The last alerts of a decision, newest first: `number, decided_at` and the alert."""
        rows = self._held.execute(
            "select number, decided_at, content from decided where decision = ? order by number desc limit ?",
            (decision, last),
        )
        return [{"number": number, "decided_at": at, **json.loads(content)} for number, at, content in rows.fetchall()]

    def numbered(self, number: int) -> str | None:
        """The key of an alert by its number."""
        found = self._held.execute("select alert from decided where number = ?", (number,)).fetchone()
        return str(found[0]) if found else None

    def counts(self) -> dict[str, int]:
        """How many alerts were decided about, by decision."""
        return {
            str(name): int(many)
            for name, many in self._held.execute("select decision, count(*) from decided group by 1")
        }

    def sound(self) -> bool:
        """Whether the file is whole."""
        return bool(self._held.execute("pragma quick_check").fetchone() == ("ok",))


@contextmanager
def opened_outbox(case: Path) -> Iterator[Outbox]:
    """The outbox of a case, closed in the end."""
    outbox = Outbox(case)
    try:
        yield outbox
    finally:
        outbox.close()
