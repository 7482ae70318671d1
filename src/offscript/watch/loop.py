"""The loop: one turn of a case, and turn after turn of several."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from offscript.case import CaseError
from offscript.collect.fetch import Fetcher
from offscript.collect.keep import written
from offscript.collect.log import opened_log
from offscript.collect.turn import Turn, now_us
from offscript.model import HOUR, SECOND
from offscript.read.record import Given
from offscript.store.engine import Embedded
from offscript.store.run import Apart
from offscript.store.snapshot import Snapshot, numbered
from offscript.store.steps import in_order, needed, sql_beside
from offscript.watch import shown, telling
from offscript.watch.choose import decided, is_quiet, thresholds, weeks_of
from offscript.watch.outbox import Outbox, opened_outbox
from offscript.workspace import AT_ONCE, Case, open_case

_LONGEST_SLEEP = 60.0
_QUIETEST = 1.0
FULL = HOUR
"""Time between two full turns."""
_LONG_S = 10.0
"""Seconds after which a full turn looks first whether there is news that can be told."""
_NOT_DONE = "watch-left.json"
_SOON, _ALL = "soon", "alerts"
_CURRENT = sql_beside("offscript.watch", "current")
Say = Callable[[str], None]
Clock = Callable[[], int]


@dataclass
class Turned:
    """What one turn did: files fetched, records new, alerts decided, and what went wrong."""

    fetched: int = 0
    new: int = 0
    decisions: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, other: Turned) -> None:
        """What another did besides; a problem counts once."""
        self.fetched += other.fetched
        self.new += other.new
        decisions = Counter(self.decisions)
        decisions.update(other.decisions)
        self.decisions = dict(decisions)
        self.problems = [*dict.fromkeys((*self.problems, *other.problems))]


def fetcher_of(case: Case) -> Fetcher:
    """How a case asks."""
    collect = case.settings.collect
    return Fetcher(collect.contact, collect.pause, collect.robots)


def _quietly(text: str) -> None:
    """Tell nobody."""


def collected(case: Case, fetcher: Fetcher, say: Say, clock: Clock = now_us, asking: Say = _quietly) -> Turned:
    """Ask what is due, and take what was fetched, now or before a kill, into the case; `asking` is told whom it asks."""
    turned = Turned()
    with opened_log(case.folder) as log:
        turn = Turn(case.folder, case.settings, log, fetcher, asking, clock)
        turn.run()
        turned.problems += [f"{feed}: {problem}" for feed, problem in turn.problems.items()]
        waiting = log.waiting()
        turned.fetched = len(waiting) + len(turn.dropped)
        if waiting or turn.dropped:
            fetched = {str(case.folder / path): address for _, path, address in waiting}
            found = case.read([*fetched, *(one.path for one in turn.dropped)], say=say, placed=Given(addresses=fetched))
            turned.new = found.new + sum(found.laid.values())
            turned.problems += [f"{row['path']}: {row['reason']}" for row in found.rejects[:5]]
            log.took([number for number, _, _ in waiting])
            for one in turn.dropped:
                log.put(one.feed, str(one.path), one.seen)
    return turned


def _thresholds(rows: Sequence[Mapping[str, Any]], case: Case) -> dict[str, float]:
    past = ((row["kind"], row["known_at"], row["score"]) for row in rows)
    return thresholds(past, case.settings.watch.alerts_per_week)


def _decide(case: Case, outbox: Outbox, say: Say, clock: Clock) -> dict[str, int]:
    """Decide about alerts not seen before; at the first turn, those that are there already are none."""
    known = outbox.known()
    standing = case.rows(_CURRENT)
    rows = [row for row in standing if row["alert"] not in known]
    now = clock()
    if not outbox.began():
        outbox.begin(rows, now)
        if rows:
            lowest = _thresholds(rows, case)
            kept = sum(row["score"] >= lowest[row["kind"]] for row in rows) / weeks_of(
                [row["known_at"] for row in rows]
            )
            say(
                f"{len(rows)} things happened before this watch and are not told; replayed, it would have told {kept:.1f} a week"
            )
        return {"before": len(rows)}
    watch = case.settings.watch
    decisions = decided(
        shown.with_words(case, rows),
        _thresholds(standing, case),
        outbox.told_this_week(now),
        watch.alerts_per_week,
        watch.mute,
    )
    outbox.decide(decisions, now)
    return {name: sum(decision == name for _, decision in decisions) for name in ("told", "held", "muted")}


def told(case: Case, say: Say, clock: Clock = now_us) -> Turned:
    """Decide about what is new and send what waits."""
    turned = Turned()
    with opened_outbox(case.folder) as outbox:
        turned.decisions = _decide(case, outbox, say, clock)

        def every() -> list[telling.Told]:
            return [shown.told_of(case, one["number"], one, one["decided_at"]) for one in outbox.listed()]

        now = clock()
        local = datetime.fromtimestamp(now / SECOND, case.settings.timezone)
        turned.problems = telling.send(
            outbox,
            telling.ways(case.folder, case.settings, say, every),
            lambda number, alert: shown.told_of(case, number, alert, now),
            is_quiet(local, case.settings.watch.quiet),
            now,
        )
    return turned


def _stretches(case: Case) -> list[list[str]]:
    """Tables that only a full turn finds, in order, in stretches that took no longer than `_LONG_S` the last time (or one step)."""
    took = {row["writes"]: row["seconds"] for row in case.rows("select writes, seconds from step")}
    steps = case.steps()
    before = {step.writes for step in (*needed(steps, [_SOON]), *AT_ONCE)}
    stretches: list[list[str]] = [[]]
    left = _LONG_S
    for step in in_order(needed(steps, [_ALL])):
        if step.writes in before:
            continue
        seconds = took.get(step.writes, 0.0)
        if stretches[-1] and seconds > left:
            stretches.append([])
            left = _LONG_S
        stretches[-1].append(step.writes)
        left -= seconds
    return stretches


def _note_not_done(case: Case, base: Snapshot, stretches: Sequence[Sequence[str]]) -> None:
    """Note what a full turn has not done yet, and on what it looks; nothing where it has done all."""
    path = case.folder / _NOT_DONE
    left = [table for stretch in stretches for table in stretch]
    if left:
        written(path, json.dumps({"snapshot": base.number, "left": left}).encode())
    else:
        path.unlink(missing_ok=True)


def _begun(case: Case, stretches: list[list[str]]) -> tuple[Snapshot, list[list[str]]]:
    """What a full turn looks on, and what of its stretches is to be done: where the last one was killed, it goes on."""
    try:
        noted = json.loads((case.folder / _NOT_DONE).read_text(encoding="utf-8"))
        base, left = numbered(case.folder, int(noted["snapshot"])), set(noted["left"])
    except (OSError, ValueError, KeyError, TypeError):
        return case.snapshot, stretches
    kept = [[table for table in stretch if table in left] for stretch in stretches]
    return (base, [one for one in kept if one]) if base is not None and any(kept) else (case.snapshot, stretches)


def _by_stretches(case: Case, say: Say, between: Callable[[], Turned]) -> Turned:
    """What only a full turn finds, stretch by stretch and a long map portion by portion, with a short turn after each.

    All of it looks on the case as it stood at first: of steps that saw different states, one would take for silence what another
    has not seen.
    """
    stretches = _stretches(case)
    own = frozenset(table for stretch in stretches for table in stretch)
    base, stretches = _begun(case, stretches)
    turned, apart = Turned(), Apart(base, own)
    with closing(Embedded()) as engine:

        def looked(tables: Sequence[str]) -> list[str]:
            left = case.analyse_apart(tables, apart, engine, say).left
            turned.add(between())
            return list(left)

        for number, stretch in enumerate(stretches):
            _note_not_done(case, base, stretches[number:])
            cut = left = looked(stretch)
            while left:
                left = looked(left)
            if cut:
                looked(stretch)
    _note_not_done(case, base, [])
    return turned


def _looked(case: Case, analysis: str, say: Say, clock: Clock) -> Turned:
    case.analyse([analysis], say=say)
    return told(case, say, clock)


def turn(case: Case, fetcher: Fetcher, say: Say, clock: Clock = now_us, full: bool = True) -> Turned:
    """One turn: ask, read, analyse what is new, decide, tell; in a full one, what takes longer too, once all else is told.

    What comes while that is looked for does not wait for all of it: after each stretch, and each portion of a long map, there is a
    short turn. Each step of a full turn is done once, on what stood at its beginning; what came after it waits for the next.
    """
    turned = collected(case, fetcher, say, clock)
    with opened_outbox(case.folder) as outbox:
        began = outbox.began()
    if full and began:
        turned.add(_looked(case, _SOON, say, clock))
        turned.add(_by_stretches(case, say, lambda: turn(case, fetcher, say, clock, full=False)))
        return turned
    turned.add(_looked(case, _ALL if full else _SOON, say, clock))
    return turned


def beat(case: Case, turned: Turned, clock: Clock = now_us) -> None:
    """Leave a sign of life: who watches, when it last turned, what went wrong."""
    sign = {
        "process": os.getpid(),
        "turned_at": clock(),
        "fetched": turned.fetched,
        "new": turned.new,
        "problems": turned.problems[:20],
    }
    written(case.folder / "watch.json", json.dumps(sign, ensure_ascii=False, indent=1).encode())


class _Watched:
    """One case that is watched: how it asks, and when what takes longer was last looked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetcher: Fetcher | None = None
        self.full_at = 0

    def turn(self, say: Say) -> float:
        """One turn, with the settings as they are now; gives the seconds until the next is due.

        Raises:
            CaseError: the settings are wrong now, or the case cannot be used.
            OSError: a file cannot be read or written.
        """
        case = open_case(self.folder)
        self.fetcher = self.fetcher or fetcher_of(case)
        full = not 0 <= now_us() - self.full_at < FULL
        self.full_at = now_us() if full else self.full_at
        turned = turn(case, self.fetcher, say, full=full)
        beat(case, turned)
        for problem in turned.problems:
            say(f"{self.folder}: {problem}")
        with opened_log(self.folder) as log:
            due = Turn(self.folder, case.settings, log, self.fetcher, _quietly).next_due()
        return max(_QUIETEST, (due - now_us()) / SECOND)


def watch(
    folders: Sequence[Path],
    say: Say,
    once: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    before: Callable[[], None] | None = None,
) -> None:
    """Watch cases, turn after turn, until stopped; settings are read anew every turn, and `before` is done before each.

    What takes longer to find (claims that turn, silences, breaks, promises that fall due) is looked for once an hour. A case that
    cannot be used now, since somebody is changing its settings or the disk is full, is told and tried again; the others go on.
    """
    if not once:
        say(f"watching {', '.join(map(str, folders))}; stop with Ctrl+C")
    watched = [_Watched(folder) for folder in folders]
    while True:
        wait = _LONGEST_SLEEP
        if before is not None:
            before()
        for one in watched:
            try:
                wait = min(wait, one.turn(say))
            except (CaseError, OSError) as error:
                if once:
                    raise
                say(f"{one.folder}: this turn failed, it is tried again: {error}")
        if once:
            return
        sleep(wait)
