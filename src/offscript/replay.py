"""Replay a case: from what it was given alone, do its analyses give the tables it holds?

The case is copied or unpacked into a new folder; there every table a step wrote is set aside, the steps that wrote them run anew,
and their tables are compared with those set aside: to the byte by their digests, else row by row, floats to nine digits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from offscript.case import CaseError
from offscript.show.exports.asked import Asked
from offscript.show.exports.crate import packed
from offscript.store.cases import KEYS, Described, copy, unpack
from offscript.store.compare import rows
from offscript.store.engine import Tell, connect
from offscript.store.migrations import brought_up
from offscript.store.snapshot import Snapshot, commit
from offscript.store.tables import files
from offscript.workspace import Case

_OF_THE_RUN = ("step",)
"""Tables that tell of a run itself, with its seconds."""


@dataclass(frozen=True)
class Replayed:
    """What came of a replay: tables that are the same to the byte, the same to nine digits, and others; and what runs them by
    another version now than then, as `name: then, now`."""

    same: tuple[str, ...]
    near: tuple[str, ...]
    other: tuple[str, ...]
    versions: tuple[str, ...]


def described(case: Case) -> Described:
    """What writes the metadata of a case that is packed, for others to replay it."""
    return partial(packed, Asked(case.shown_rows, case.settings, case.snapshot.made_at))


def _versions(case: Path) -> tuple[str, ...]:
    """Libraries whose version is another than when the case was run last."""
    try:
        said = json.loads((case / "manifest.json").read_text(encoding="utf-8"))["versions"]
    except (OSError, ValueError, KeyError):
        return ()
    return tuple(f"{name}: {then}, {now}" for name, then in sorted(said.items()) if (now := _version(name)) != then)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _alike(case: Path, name: str, before: Snapshot, after: Snapshot) -> bool:
    """Whether two states of a table have the same rows, floats to nine digits."""
    if before.tables[name].rows != after.tables[name].rows:
        return False
    held = [rows(connect({name: files(case, name, state.tables[name])}).table(name)) for state in (before, after)]
    return held[0] == held[1]


def replay(given: Path, into: Path, tell: Tell) -> Replayed:
    """Replay a case, a folder or a packed file, in a new folder, which it leaves as a case that was run.

    Raises:
        CaseError: it is no case, was never run, or the new folder holds something.
    """
    if given.is_dir():
        if not brought_up(given).tables:
            raise CaseError(f"{given} holds nothing yet; read and run it first")
        copy(given, into)
    else:
        unpack(given, into)
    before, said = brought_up(into), _versions(into)
    if "step" not in before.tables:
        raise CaseError(f"{given} was never run; there is nothing to compare a replay with")
    commit(
        into,
        replace(before, tables={name: before.tables[name] for name in KEYS if name in before.tables}, keys={}),
        {},
        {},
    )
    case = Case(into)
    case.run([step.name for step in case.steps() if step.name in before.keys], tell=tell)
    after = case.snapshot
    names = [name for name in sorted(before.tables) if name not in _OF_THE_RUN and not name.endswith("-done")]
    same = [name for name in names if name in after.tables and before.tables[name].digest == after.tables[name].digest]
    near = [name for name in names if name not in same and name in after.tables and _alike(into, name, before, after)]
    other = [name for name in names if name not in same and name not in near]
    return Replayed(tuple(same), tuple(near), tuple(other), said)
