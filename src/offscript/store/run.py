"""Run what is stale: steps in order, each skipped where its key stands, all committed as one snapshot."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import Any, Generic, NamedTuple

import pyarrow as pa

from offscript.case import Settings as CaseSettings
from offscript.collect.reception import reception
from offscript.model import STEP, TABLES
from offscript.store import ledger, unfinished
from offscript.store.engine import Engine, Files, Found, Tell, opened
from offscript.store.foresee import TimeLeft, unfinished_seconds
from offscript.store.references import references
from offscript.store.snapshot import Snapshot, commit, forget_old
from offscript.store.steps import (
    Group,
    Map,
    Query,
    Settings,
    Step,
    in_order,
    method_key,
    needed,
    reads,
    step_key,
)
from offscript.store.tables import TableState, files, replace, tidy

_TIDY_EVERY = 20
_PORTION = 16
"""Batches that make a portion of a map, where it is done by portions."""
_DONE_SCHEMA = pa.schema([("version", pa.string())])


@dataclass
class Summary:
    """What a run did: steps that ran with seconds and rows, how many were up to date, and of maps that were done in part, by the
    table each writes, how many portions are left."""

    ran: list[tuple[str, float, int]] = field(default_factory=list)
    fresh: int = 0
    left: dict[str, int] = field(default_factory=dict)


_UNSEEN = """select chosen.*
from (
{chosen}
) as chosen
left join done as d on d.version = chosen.version
where d.version is null"""

_PART = """{unseen}
order by chosen.version
limit {most}"""

_VERSIONS = """select version
from (
{chosen}
) as chosen"""

_PART_SEEN = """select chosen.version
from (
{chosen}
) as chosen
inner join done as d on d.version = chosen.version
union all
select part.version
from (
{part}
) as part"""

_SEEN = """select k.*
from "{name}" as k
inner join (
    select distinct version
    from (
{chosen}
    ) as chosen
) as c on c.version = k.version"""


class _Run(Generic[Found]):
    """The state of one run: tables as they stand, keys, and what was done."""

    def __init__(
        self, case: Path, before: Snapshot, engine: Engine[Found], settings: Settings, tell: Tell, by_portions: bool
    ) -> None:
        self.case, self.engine, self.settings, self.tell = case, engine, settings, tell
        self.by_portions = by_portions
        self.tables, self.keys = dict(before.tables), dict(before.keys)
        self.listed: dict[str, tuple[TableState, list[str]]] = {}
        self.summary = Summary()
        self.rows: list[dict[str, Any]] = []
        self.noted_at = time.monotonic()

    def take_up(self, steps: Sequence[Step]) -> None:
        """Take up what a run that was killed had finished of these steps."""
        left = unfinished.noted(self.case)
        for name, table in _kept_of(steps):
            state = left.tables.get(table)
            if name in left.keys and state is not None and unfinished.lies(self.case, table, state):
                self.keys[name], self.tables[table] = left.keys[name], state
                self.rows += [row for row in left.rows if row["step"] == name]

    def note(self, steps: Sequence[Step]) -> None:
        """Note what is finished of these steps, where that was not done a while ago."""
        if time.monotonic() - self.noted_at < unfinished.EVERY:
            return
        kept = [(name, table) for name, table in _kept_of(steps) if name in self.keys and table in self.tables]
        tables, keys = {table: self.tables[table] for _, table in kept}, {name: self.keys[name] for name, _ in kept}
        other = unfinished.without(unfinished.noted(self.case), [name for name, _ in _kept_of(steps)])
        held = unfinished.Unfinished({**other.tables, **tables}, {**other.keys, **keys}, [*other.rows, *self.rows])
        unfinished.note(self.case, held)
        self.noted_at = time.monotonic()

    def files(self, names: Sequence[str]) -> Files:
        """Files of the tables named, looked up once a version."""
        for name in names:
            state = self.tables.get(name)
            if state is not None and self.listed.get(name, (None, []))[0] != state:
                self.listed[name] = (state, files(self.case, name, state))
        return {name: self.listed[name][1] if name in self.tables and self.tables[name].rows else [] for name in names}

    def given(self) -> None:
        """Lay out what people gave as tables, where it changed: corrections and judgements in the ledger,
        references; and when each feed was heard."""
        laid = {
            "correction": ledger.corrections(self.case),
            "judgement": ledger.judgements(self.case),
            "reference": references(self.case),
            "reception": reception(self.case, {feed["id"]: feed["every"] for feed in self.settings.get("feed", ())}),
        }
        for name, wanted in laid.items():
            key = step_key(name, {"given": str([str(row) for row in wanted.to_pylist()])})
            if self.keys.get(name) != key:
                self.tables[name] = replace(self.case, name, wanted, before=self.tables.get(name))
                self.keys[name] = key

    def step(self, step: Step) -> None:
        """Run a step unless its key stands."""
        method = method_key(step, self.settings)
        inputs = {name: self.tables[name].digest if name in self.tables else "" for name in reads(step)}
        key = step_key(method, inputs)
        if self.keys.get(step.name) == key and step.writes in self.tables:
            self.summary.fresh += 1
            return
        started = time.perf_counter()
        found = self.result(step, method)
        key = "" if step.writes in self.summary.left else key
        before = self.tables.get(step.writes)
        self.tables[step.writes] = self.engine.keep(self.case, step.writes, found, TABLES[step.writes], before)
        self.keys[step.name] = key
        rows = self.tables[step.writes].rows
        seconds = round(time.perf_counter() - started, 3)
        self.summary.ran.append((step.name, seconds, rows))
        self.rows.append({"step": step.name, "writes": step.writes, "key": key, "rows": rows, "seconds": seconds})

    def result(self, step: Step, method: str) -> Found:
        """What a step finds."""
        tables = self.files(reads(step))
        if isinstance(step, Query):
            return self.engine.query(step.sql, tables)
        chosen = {name: self.settings[name] for name in step.settings}
        if isinstance(step, Group):
            return self.engine.group(step, self.engine.query(step.sql, tables), chosen, self.tell)
        return self.mapped(step, method, tables, chosen)

    def mapped(self, step: Map, method: str, tables: Files, chosen: Settings) -> Found:
        """A map's result: kept rows of versions seen before, and new rows of those not seen, or of a portion of them."""
        done = f"{step.writes}-done"
        stands = self.keys.get(done) == method and step.writes in self.tables and done in self.tables
        kept, seen = (self.files([name])[name] if stands else [] for name in (step.writes, done))
        laid = {**tables, "done": seen}
        unseen, now_seen = _UNSEEN.format(chosen=step.sql), _VERSIONS.format(chosen=step.sql)
        if self.by_portions and (left := _left(step, unseen, laid)):
            self.summary.left[step.writes] = left
            unseen = _PART.format(unseen=unseen, most=_PORTION * step.batch)
            now_seen = _PART_SEEN.format(chosen=step.sql, part=unseen)
        new = self.engine.query(unseen, laid)
        old = self.engine.query(_SEEN.format(chosen=step.sql, name=step.writes), {**tables, step.writes: kept})
        versions = self.engine.query(now_seen, laid)
        found = self.engine.together(old, self.engine.map(step, new, chosen, self.tell))
        self.tables[done] = self.engine.keep(self.case, done, versions, _DONE_SCHEMA, self.tables.get(done))
        self.keys[done] = method
        return found

    def log(self) -> None:
        """Keep what ran in the table `step`, beside what earlier runs left standing."""
        before = self.files(["step"])["step"]
        with opened({"step": before}) as connection:
            earlier = connection.sql("select * from step").to_arrow_table().to_pylist()
        now = {row["step"]: row for row in [*earlier, *self.rows]}
        self.tables["step"] = replace(self.case, "step", pa.Table.from_pylist(list(now.values()), schema=STEP))


def _left(step: Map, unseen: str, tables: Files) -> int:
    """Portions of a map's rows that are left once the next one is done."""
    with opened(tables) as connection:
        ((rows,),) = connection.sql(f"select count(*)\nfrom (\n{unseen}\n) as unseen").fetchall()
    return max(0, math.ceil(int(rows) / (_PORTION * step.batch)) - 1)


def _kept_of(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """What a step leaves, as key and table: what it writes, and for a map which versions it has seen."""
    for step in steps:
        yield step.name, step.writes
        if isinstance(step, Map):
            yield f"{step.writes}-done", f"{step.writes}-done"


def plain_settings(settings: CaseSettings, secret: str = "") -> Settings:
    """Settings as plain values, for steps to declare and keys to digest; `secret`: the case's key, for pseudonyms."""
    return {**settings.model_dump(mode="json", by_alias=True), "secret": secret}


class Apart(NamedTuple):
    """Tables that are found apart from the rest: on what an earlier snapshot held (`base`), but for each other (`own`)."""

    base: Snapshot
    own: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a table, or what a map has seen for it, is one of these."""
        return name == "step" or name.removesuffix("-done") in self.own

    def seen(self, now: Snapshot) -> Snapshot:
        """What those see that find them, while the case stands at `now`."""
        base, own = self.base, self.has
        tables = {name: state for name, state in base.tables.items() if not own(name)}
        keys = {name: key for name, key in base.keys.items() if not own(name)}
        return replace_fields(
            now,
            tables=tables | {name: state for name, state in now.tables.items() if own(name)},
            keys=keys | {name: key for name, key in now.keys.items() if own(name)},
        )


def _committed(case: Path, before: Snapshot, state: _Run[Any], done: Sequence[Step], apart: Apart | None) -> Snapshot:
    """A snapshot with what a run wrote; now and then old ones go."""
    if state.rows:
        state.log()
    tables = {name: held for name, held in state.tables.items() if apart is None or apart.has(name)}
    keys = {name: key for name, key in state.keys.items() if apart is None or apart.has(name)}
    after = commit(case, before, tables, keys)
    unfinished.settled(case, [name for name, _ in _kept_of(done)])
    if after.number % _TIDY_EVERY == 0:
        forget_old(case)
        moved = tidy(case, after.tables)
        after = commit(case, after, moved, {}) if moved else after
    return after


def run(
    case: Path,
    before: Snapshot,
    steps: Sequence[Step],
    engine: Engine[Any],
    settings: Settings,
    tell: Tell,
    only: Sequence[str] = (),
    always: Sequence[Step] = (),
    met: Callable[[Files], Settings] | None = None,
    apart: Apart | None = None,
) -> tuple[Snapshot, Summary]:
    """Run the steps that are stale (those named in `only`, with what they need, and those in `always`) and commit their tables
    together.

    `met`: asked with the files of `source` and `alias` once both stand; gives the settings of all steps after it.
    `apart`: the steps alone that write the tables named in `only`, on what these see; of a map that has much to do, a portion.

    Raises:
        KeyError: a name in `only` is no analysis, step or table.
    """
    wanted = steps if apart is not None or not only else needed(steps, only)
    asked = [step for step in wanted if apart is None or step.writes in only]
    chosen = in_order([*asked, *(step for step in always if step not in asked)])
    seen = before if apart is None else apart.seen(before)
    state = _Run(case, seen, engine, settings, tell, by_portions=apart is not None)
    state.take_up(chosen)
    if apart is None:
        state.given()
    waiting = {"source", "alias"}
    left = TimeLeft(unfinished_seconds(chosen, state.tables, state.keys, settings), tell)
    state.tell = left.tell
    for number, step in enumerate(chosen):
        left.begin(step.name)
        left.tell(f"{step.analysis}: {step.name}", number, len(chosen))
        state.step(step)
        if step.writes == "close_read":
            left.foresee(unfinished_seconds(chosen[number + 1 :], state.tables, state.keys, settings))
        state.note(chosen)
        waiting.discard(step.writes)
        if met is not None and not waiting:
            state.settings, met = met(state.files(["source", "alias"])), None
    tell("done", len(chosen), len(chosen))
    if state.tables == seen.tables and state.keys == seen.keys:
        unfinished.settled(case, [name for name, _ in _kept_of(chosen)])
        return before, state.summary
    return _committed(case, before, state, chosen, apart), state.summary


def snapshot_files(case: Path, snapshot: Snapshot) -> Files:
    """Files of every table of a snapshot; tables not written yet are empty."""
    held = {
        name: files(case, name, state) if state.rows else []
        for name, state in snapshot.tables.items()
        if name in TABLES
    }
    return {**{name: [] for name in TABLES}, **held}
