"""One state of a case as the page shows it: a snapshot, its tables, its brief, its index; all readers see the same one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from offscript.case import CaseError, Settings, load_settings
from offscript.show.brief import key_of
from offscript.show.brief.document import Chart, Section
from offscript.show.brief.kept import Kept, read
from offscript.show.brief.narrowed import Choice, composed, narrowed
from offscript.show.page.lookup import Lookup
from offscript.show.page.search import Index
from offscript.store.engine import Rows, Tell, answered
from offscript.store.migrations import brought_up
from offscript.store.snapshot import Snapshot, latest
from offscript.store.veil import shown

_WHILE_LAID_OUT, _MEMORY = ("1GB", "4GB", "80%"), "240MB"
"""What queries over whole tables may take while all is laid out for pages (more where that is not enough), and later; beyond it
they spill to disk."""
_NOTHING = Kept("", (), {})
_KEPT = 32


class State:
    """A snapshot opened for reading. It never changes; where a newer one is wanted, another is opened."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self.settings: Settings = load_settings(folder)
        self.snapshot: Snapshot = brought_up(folder)
        self._connection = shown(folder, self.snapshot)
        self.brief = _brief(folder)
        self.brief_holds = self.brief.key == key_of(self.snapshot, self.settings)
        self.sources: dict[str, dict[str, Any]] = {row["source"]: row for row in self.rows("select * from source")}
        self.index, self.lookup = self._laid_out(tell)
        self._connection.execute(f"set memory_limit = '{_MEMORY}'")
        self._drawings: dict[tuple[int, str], str] = {}
        self._narrowing = threading.Lock()
        self._narrowed: dict[tuple[tuple[str, ...], Choice], list[Section]] = {}
        self._draw_all(tell)

    def _laid_out(self, tell: Tell) -> tuple[Index, Lookup]:
        """The index of words and what is looked up again and again, made where they do not lie there yet.

        Raises:
            CaseError: this machine's memory is not enough.
        """
        for limit in _WHILE_LAID_OUT:
            try:
                self._connection.execute(f"set memory_limit = '{limit}'")
                held = self.folder, self.snapshot, self._connection, tell
                return Index.of(*held), Lookup.of(*held)
            except duckdb.OutOfMemoryException:
                continue
        raise CaseError(
            f"{self.folder}: laying the case out for the page takes more memory than there is on this machine"
        )

    def rows(self, query: str, *values: Any) -> Rows:
        """Rows of a query, with values for its question marks. Safe to call from several threads."""
        return answered(self._connection, query, values)

    def sections(self, names: Sequence[str], choice: Choice) -> list[Section]:
        """Sections of the brief; composed anew where something is chosen, one choice at a time, the last such choices kept."""
        if choice == Choice():
            return [self.brief.sections[name] for name in names if name in self.brief.sections]
        key = (tuple(names), choice)
        with self._narrowing:
            if key not in self._narrowed:
                with narrowed(self._connection, self.settings, choice) as view:
                    found = composed(view, key[0])
                for old in list(self._narrowed)[: max(0, len(self._narrowed) - _KEPT + 1)]:
                    del self._narrowed[old]
                self._narrowed[key] = [found[name] for name in names]
            return self._narrowed[key]

    def drawing(self, chart: Chart, lang: str = "en") -> str:
        """A chart of the brief, drawn once for all readers of a language."""
        key = id(chart), lang
        if key not in self._drawings:
            self._drawings[key] = chart.svg(lang)
        return self._drawings[key]

    def _draw_all(self, tell: Tell) -> None:
        """Draw every chart of the brief, so that no reader waits for the first."""
        blocks = [block for section in self.brief.sections.values() for block in section.blocks]
        charts = [block for block in blocks if isinstance(block, Chart)]
        for number, chart in enumerate(charts, 1):
            self.drawing(chart)
            tell("drawings", number, len(charts))

    def whole(self, table: str) -> pa.Table:
        """A table, all of it, in a fixed order."""
        return self._connection.cursor().sql(f'select * from "{table}" order by all').to_arrow_table()


def _brief(folder: Path) -> Kept:
    try:
        return read((folder / "brief.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _NOTHING


class Shown:
    """What is shown now, and what could be: the newest state is opened beside the one in use, then takes its place."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self._now = State(folder, tell)
        self._opening = threading.Lock()

    @property
    def now(self) -> State:
        """The state all pages are drawn from."""
        return self._now

    def waiting(self) -> int | None:
        """Number of a newer snapshot, if there is one."""
        newest = latest(self.folder).number
        return newest if newest > self._now.snapshot.number else None

    def move(self) -> None:
        """Show the newest snapshot; readers keep the old one until it is ready."""
        with self._opening:
            if self.waiting() is not None:
                self._now = State(self.folder, lambda what, done, total: None)
