"""A case opened: the same words as the command line, in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files as packaged
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from offscript.case import CaseError, Settings, load_settings
from offscript.case.key import pseudonym_key
from offscript.find import people
from offscript.find.people import names_shown
from offscript.judge import hypotheses
from offscript.judge.check import Mark, article
from offscript.judge.coding import sample
from offscript.judge.hypotheses import NOTHING, sign_query
from offscript.model import TABLES
from offscript.read.containers import documents
from offscript.read.explain import Explained, explain
from offscript.read.record import Document, Given, Reject, Setting
from offscript.read.whole import words_of
from offscript.show import checked
from offscript.show.brief import Brief, as_word, cited, write
from offscript.show.brief.view import View
from offscript.show.exports import CITED, EXPORTED, FORMS, WHOLE
from offscript.show.exports.asked import Asked
from offscript.show.sheet import read_sheet, write_sheet
from offscript.store import intake, ledger, settle
from offscript.store.cases import merge
from offscript.store.engine import Embedded, Engine, Files, Rows, Tell, answered, connect, rows_of
from offscript.store.listing import list_met
from offscript.store.lock import writing
from offscript.store.migrations import brought_up
from offscript.store.run import Apart, Summary, plain_settings, run, snapshot_files
from offscript.store.settle import settled
from offscript.store.snapshot import Snapshot
from offscript.store.steps import Query, Step, reads
from offscript.store.tables import damage
from offscript.store.veil import shown


@cache
def every_step() -> tuple[Step, ...]:
    """Every step there is; a new analysis adds one line to the list of its package.

    They are brought in when asked for: half of the libraries here are used by them alone.
    """
    from offscript.find import analyses as find
    from offscript.judge import analyses as judge
    from offscript.measure import analyses as measure

    return (*settle.STEPS, *find.STEPS, *measure.STEPS, *judge.STEPS)


AT_ONCE: tuple[Step, ...] = (*settle.STEPS, *people.STEPS)
"""Steps that follow on reading, and come with every run: which posts there are, and what of their words is hidden."""

Say = Callable[[str], None]
_NOTHING = Given()


def _quiet(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Case:
    """One inquiry: a folder with its settings and its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: Settings = load_settings(folder)
        self._seen: tuple[int, duckdb.DuckDBPyConnection] | None = None
        self._outdated: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Case({str(self.folder)!r}, snapshot {self.snapshot.number})"

    @property
    def snapshot(self) -> Snapshot:
        """The latest state of the tables."""
        return brought_up(self.folder)

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """A table of the latest snapshot, as a DuckDB relation.

        Raises:
            KeyError: there is no table of that name.
            CaseError: an older offscript wrote it, and no run has brought it up to date.
        """
        if name not in TABLES:
            raise KeyError(f"no table {name!r}; there are: {', '.join(TABLES)}")
        snapshot = self.snapshot
        connection = self._connection(snapshot)
        if name in self._outdated:
            raise CaseError(
                f"the table {name} was written by an older offscript; bring it up to date: offscript run {self.folder}"
            )
        return connection.table(name)

    def _connection(self, snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
        """A connection that sees the tables of a snapshot; kept while the snapshot is the latest."""
        if self._seen is None or self._seen[0] != snapshot.number:
            files = snapshot_files(self.folder, snapshot)
            self._outdated = frozenset(
                name for name, state in snapshot.tables.items() if state.rows and not files.get(name, True)
            )
            self._seen = (snapshot.number, connect(files))
        return self._seen[1]

    def _shown(self) -> duckdb.DuckDBPyConnection:
        return shown(self.folder, self.snapshot)

    def shown_rows(self, query: str) -> Rows:
        """Rows of a query over the latest tables as they may be shown: without what names or leads to private persons."""
        return answered(self._shown(), query)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Any query over the tables of the latest snapshot, in DuckDB's dialect."""
        return self._connection(self.snapshot).sql(query)

    def rows(self, query: str, **given: pa.Table) -> Rows:
        """Rows of a query over the tables of the latest snapshot and those given besides."""
        connection = self._connection(self.snapshot)
        for name, table in given.items():
            connection.register(name, table)
        try:
            return rows_of(connection.sql(query))
        finally:
            for name in given:
                connection.unregister(name)

    def read(
        self,
        paths: Sequence[str | Path],
        format_name: str | None = None,
        columns: dict[str, str] | None = None,
        wait: bool = True,
        tell: Tell = _quiet,
        say: Say = print,
        placed: Given = _NOTHING,
    ) -> intake.Intake:
        """Take files, folders or globs into the case; reading the same again changes nothing.

        `placed`: whose words they are, from when on, for files that do not say it themselves.

        Raises:
            Busy: another process writes, and `wait` is false.
        """
        setting = self.reading(columns or {}, placed)
        with writing(self.folder, "offscript read", wait, say):
            before = brought_up(self.folder)
            after, found = intake.read(self.folder, before, [str(path) for path in paths], setting, tell, format_name)
            if after != before or not settled(before):
                run(self.folder, after, AT_ONCE, Embedded(), self.plain(), tell, met=self._met)
        return found

    def reading(self, columns: dict[str, str], placed: Given = _NOTHING) -> Setting:
        """What readers may know of the case."""
        return Setting(self.settings.timezone, pseudonym_key(self.folder), columns, names_shown(self.plain()), *placed)

    def explained(
        self,
        paths: Sequence[str | Path],
        format_name: str | None,
        columns: dict[str, str],
        placed: Given = _NOTHING,
    ) -> Iterator[Explained]:
        """How files would be read, one by one; nothing is read into the case."""
        setting = self.reading(columns, placed)
        for name, document in documents([str(path) for path in paths]):
            if isinstance(document, Document):
                yield explain(document, setting, format_name)
            elif isinstance(document, Reject):
                yield Explained(name, looks=f"a file that is refused: {document.reason}", advice="see there")

    def run(
        self,
        only: Sequence[str] = (),
        wait: bool = True,
        tell: Tell = _quiet,
        say: Say = print,
        engine: Engine[Any] | None = None,
    ) -> tuple[Summary, Brief]:
        """Run what is stale: all analyses, or those named with what they need; then write the brief.

        Raises:
            KeyError: a name in `only` is no analysis, step or table.
            Busy: another process writes, and `wait` is false.
        """
        with writing(self.folder, "offscript run", wait, say):
            after, summary = self._run(only, tell, engine)
            tell("brief", len(every_step()), len(every_step()))
            brief = write(self.folder, after, shown(self.folder, after), self.settings)
        return summary, brief

    def analyse(self, only: Sequence[str], wait: bool = True, tell: Tell = _quiet, say: Say = print) -> Summary:
        """Run what is stale of the analyses named, with what they need, and write no brief.

        Raises:
            KeyError: a name in `only` is no analysis, step or table.
            Busy: another process writes, and `wait` is false.
        """
        with writing(self.folder, "offscript watch", wait, say):
            return self._run(only, tell)[1]

    def analyse_apart(self, only: Sequence[str], apart: Apart, engine: Engine[Any], say: Say = print) -> Summary:
        """Run what is stale of the steps that write these tables, no others; of a long map a portion (`Summary.left`)."""
        with writing(self.folder, "offscript watch", True, say):
            return self._run(only, _quiet, engine, apart)[1]

    def _run(
        self, only: Sequence[str], tell: Tell, engine: Engine[Any] | None = None, apart: Apart | None = None
    ) -> tuple[Snapshot, Summary]:
        before, chosen, always = brought_up(self.folder), engine or Embedded(), AT_ONCE if apart is None else ()
        return run(self.folder, before, self.steps(), chosen, self.plain(), tell, only, always, apart=apart)

    def merge(self, other: Path) -> dict[str, int]:
        """Add what another case was given; gives the rows each table gained."""
        with writing(self.folder, "offscript case merge", True, print):
            after, gained = merge(self.folder, other, brought_up(self.folder))
            run(self.folder, after, AT_ONCE, Embedded(), self.plain(), _quiet, met=self._met)
        return gained

    def steps(self) -> tuple[Step, ...]:
        """Every step there is, with the case's own query for its signs.

        Raises:
            CaseError: a sign of the case asks for what its tables do not have.
        """
        wanted = sign_query(self.plain())
        if wanted == NOTHING:
            return every_step()
        own = tuple(
            replace(one, sql=wanted) if isinstance(one, Query) and one.name == "sign" else one for one in every_step()
        )
        judged = {step.writes for step in hypotheses.STEPS}
        if set(reads(next(one for one in own if one.name == "sign"))) & judged:
            raise CaseError("case.toml: a sign may not be read off what the signs lead to; name another table")
        try:
            self.sql(wanted).limit(0).fetchall()
        except duckdb.Error as error:
            if damage(error) is not None:
                raise
            raise CaseError(f"case.toml: the signs cannot be looked up: {str(error).splitlines()[0]}") from None
        return own

    def sheet(self, table: str, column: str, size: int, path: Path) -> int:
        """Write a coding sheet of a table's rows, drawn evenly over the values of a column; gives how many.

        Raises:
            CaseError: there is no such table or column, or it has no rows that point to words.
        """
        if table not in TABLES or not {"version", "start", "end", column} <= set(TABLES[table].names):
            able = [name for name, one in TABLES.items() if {"version", "start", "end"} <= set(one.names)]
            raise CaseError(f"{table}.{column}: no such column of words; tables that can be coded: {', '.join(able)}")
        rows = self.shown_rows(
            f'select t.version, t.start, t."end", t."{column}", v.text, s.name, p.published_at, p.precision_us '
            f'from "{table}" as t inner join version as v on v.version = t.version '
            "inner join post as p on p.post = v.post inner join source as s on s.source = p.source"
        )
        drawn = sample(rows, column, size)
        if not drawn:
            raise CaseError(f"the table {table} has no rows; run it first: offscript run {self.folder}")
        write_sheet(
            path, [{**row, "when": self.settings.shown(row["published_at"], row["precision_us"])} for row in drawn]
        )
        return len(drawn)

    def coded(self, table: str, column: str, path: Path, who: str) -> int:
        """Take the labels of a filled sheet into the ledger; gives how many.

        Raises:
            CaseError: it is no filled sheet, or names words the case does not hold.
        """
        labels = read_sheet(path)
        held = {row[0] for row in self.sql("select distinct version from version").fetchall()}
        unknown = [name for name in labels if name.split(":")[0] not in held]
        if unknown:
            raise CaseError(
                f"{path}: {len(unknown)} rows are of no post of this case ({unknown[0]} …); is it its sheet?"
            )
        for name, (label, note) in labels.items():
            content = {"sheet": f"{table}.{column}", "row": name, "label": label}
            ledger.enter(self.folder, who, ledger.CODED, content, note)
        return len(labels)

    def labels(self, table: str, column: str) -> dict[str, dict[str, str]]:
        """Labels given to a table's rows, by coder and row, the last of each."""
        return ledger.labels(self.folder, f"{table}.{column}")

    def known_entries(self) -> int:
        """Number of the last entry of the ledger that the tables know."""
        newest = "select max(entry) from (select entry from correction union all select entry from judgement)"
        return int(self.sql(newest).fetchall()[0][0] or 0)

    def judge(self, subject: str, value: str, why: str, who: str, odds: float | None = None, seen: str = "") -> int:
        """Enter a judgement in the ledger: of a sign, or of a question."""
        content = {"subject": subject, "value": value, "odds": odds, "seen": seen}
        return ledger.enter(self.folder, who, ledger.JUDGED, content, why)

    def plain(self) -> dict[str, Any]:
        """Settings as steps see them."""
        settings = plain_settings(self.settings, pseudonym_key(self.folder).hex())
        return {**settings, "public": people.shown(settings)}

    def export(self, form: str, folder: Path, names: Sequence[str] = ()) -> list[tuple[Path, int]]:
        """Write tables into a folder, each as a file, those named or all that hold something; gives files and their rows.

        Raises:
            KeyError: there is no table of that name.
        """
        folder.mkdir(parents=True, exist_ok=True)
        written, held = [], self._shown()
        for name in names or EXPORTED:
            self.table(name)
            table = held.table(name).order("all").to_arrow_table()
            if names or len(table):
                path = folder / f"{name}.{form}"
                FORMS[form](table, path)
                written.append((path, len(table)))
        return written

    def export_whole(self, form: str, folder: Path) -> list[Path]:
        """Write the case into a folder in a form that several tables make; gives the files.

        Raises:
            KeyError: there is no such form.
        """
        folder.mkdir(parents=True, exist_ok=True)
        asked = Asked(partial(answered, self._shown()), self.settings, self.snapshot.made_at)
        if form in CITED:
            return CITED[form](asked, folder, cited(self.folder))
        return WHOLE[form](asked, folder)

    def check(self, path: Path, folder: Path | None = None) -> tuple[Path, Path, list[Mark]]:
        """Hold an article against the case; gives the page and the table written, and the marks.

        Raises:
            CaseError: the file cannot be read, holds no statement, or the case was not run.
        """
        text = words_of(path)
        if not self.table("asserted").limit(1).fetchall():
            raise CaseError(f"the case holds no statements to check against; run it first: offscript run {self.folder}")
        marks = article(self, text)
        if not marks:
            raise CaseError(f"{path}: no sentence in it; is it the text you meant?")
        into = folder or self.folder / "checked"
        into.mkdir(parents=True, exist_ok=True)
        view = View(self._shown(), self.settings)
        written = into / f"{path.stem}.html", into / f"{path.stem}.csv"
        written[0].write_text(checked.page(path.stem, text, marks, view), encoding="utf-8")
        written[1].write_text(checked.table(text, marks, view), encoding="utf-8")
        return *written, marks

    def word(self, folder: Path) -> Path:
        """Write the brief as a Word document into a folder; gives the file."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "brief.docx"
        path.write_bytes(as_word(self._shown(), self.settings))
        return path

    def correct(self, kind: str, content: dict[str, object], why: str, who: str) -> int:
        """Enter a correction in the ledger; the next run lays it over every result it touches."""
        return ledger.enter(self.folder, who, kind, content, why)

    def _met(self, tables: Files) -> dict[str, Any]:
        """List the sources met, before anything rests on who is listed; gives the settings as steps then see them."""
        self.settings = list_met(self.folder, tables) or self.settings
        return self.plain()


def create(folder: Path, title: str = "", zone: str = "UTC") -> Case:
    """Make a new case folder with a commented `case.toml`.

    Raises:
        CaseError: there is one already.
    """
    settings = folder / "case.toml"
    if settings.exists():
        raise CaseError(f"{settings} exists already; choose another name, or go on with that case")
    folder.mkdir(parents=True, exist_ok=True)
    text = packaged("offscript").joinpath("case_template.toml").read_text(encoding="utf-8")
    settings.write_text(text.replace("@TITLE@", title or folder.name).replace("@ZONE@", zone), encoding="utf-8")
    pseudonym_key(folder)
    return Case(folder)


def open_case(folder: str | Path) -> Case:
    """Open a case by its folder.

    Raises:
        CaseError: there is none, or its settings are wrong.
    """
    return Case(Path(folder))
