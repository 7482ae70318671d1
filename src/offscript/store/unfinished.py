"""What a run has finished so far, noted now and then, so that one that was killed need not be done again from its beginning.

A note names tables as a snapshot does, but nobody reads it except the next run, which takes up a step's table with the step's key:
a key holds all that the table depends on, so a table whose step would do something else now is done anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from offscript.case import CaseError
from offscript.collect.keep import written
from offscript.store.tables import TableState, files

EVERY = 20.0
"""Seconds after which it is noted what is finished."""


@dataclass
class Unfinished:
    """Tables and keys by their names, and what the table `step` is to say of each step."""

    tables: dict[str, TableState] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)


def _path(case: Path) -> Path:
    return case / "snapshots" / ".unfinished.json"


def noted(case: Path) -> Unfinished:
    """What the last run left behind that was not finished; a torn note is none."""
    try:
        content = json.loads(_path(case).read_text(encoding="utf-8"))
        tables = {name: TableState(**state) for name, state in content["tables"].items()}
        return Unfinished(tables, content["keys"], content["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return Unfinished()


def note(case: Path, held: Unfinished) -> None:
    """Note what is finished; nothing where nothing is."""
    path = _path(case)
    if not held.keys:
        path.unlink(missing_ok=True)
        return
    written(path, json.dumps(asdict(held)).encode())


def without(held: Unfinished, keys: Iterable[str]) -> Unfinished:
    """A note without some keys."""
    left = {name: key for name, key in held.keys.items() if name not in set(keys)}
    return Unfinished(held.tables, left, [row for row in held.rows if row["step"] in left])


def settled(case: Path, keys: Iterable[str]) -> None:
    """Take out of the note what a run has brought to its end."""
    note(case, without(noted(case), keys))


def lies(case: Path, name: str, state: TableState) -> bool:
    """Whether a table's files are still there: the store may have been tidied since."""
    try:
        return all(Path(path.removeprefix("file://")).exists() for path in files(case, name, state))
    except CaseError:
        return False
