"""What a section may look at: the tables of one snapshot, and the case's settings."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from offscript.case import Settings
from offscript.show.brief.document import Quote
from offscript.store.engine import Rows, rows_of
from offscript.store.steps import sql_beside

_AROUND = 60
_SECTIONS = "offscript.show.brief.sections"


class View:
    """One state of a case, for reading."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
        self._connection, self.settings = connection, settings
        self.matters = {matter.id: matter.name or matter.id for matter in settings.matter}
        """Names of the case's matters by id."""

    def rows(self, name: str, package: str = _SECTIONS, **given: pa.Table) -> Rows:
        """Result of the query `name.sql` beside the sections, row by row; `given` are tables it may name besides."""
        for table, content in given.items():
            self._connection.register(table, content)
        rows = rows_of(self._connection.sql(sql_beside(package, name)))
        for table in given:
            self._connection.unregister(table)
        return rows

    def shown(self, at: int, precision_us: int = 1) -> str:
        """A time as people read it, no finer than it is known."""
        return self.settings.shown(at, precision_us)

    def day(self, at: int) -> str:
        """The day of a time, in the case's zone."""
        return self.settings.shown(at)[:10]


def whole(row: dict[str, Any]) -> Quote:
    """All words of the version a row names, as evidence (columns `version, length`)."""
    return Quote(row["version"], 0, row["length"])


def span(row: dict[str, Any]) -> Quote:
    """The words a row names, as evidence (columns `version, start, end`)."""
    return Quote(row["version"], row["start"], row["end"])


def around(text: str, start: int, end: int, most: int = _AROUND) -> tuple[int, int]:
    """A span widened to the words around it, so that a figure is shown with what it counts."""
    low = max(0, text.rfind(" ", 0, max(0, start - most)) + 1)
    high = text.find(" ", min(len(text), end + most))
    return low, high if high >= 0 else len(text)


def quoted(row: dict[str, Any]) -> Quote:
    """The words a row names with those around them, as evidence (columns `version, start, end, text`)."""
    return Quote(row["version"], *around(row["text"], row["start"], row["end"]))


def both(row: dict[str, Any]) -> tuple[Quote, Quote]:
    """The words of both ends of a link, as evidence (columns `earlier_version, earlier_start, …, later_end`)."""
    return (
        Quote(row["earlier_version"], row["earlier_start"], row["earlier_end"]),
        Quote(row["later_version"], row["later_start"], row["later_end"]),
    )
