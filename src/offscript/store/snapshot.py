"""Snapshots: one small file that names the version of every table, renamed into place, so that readers see one state."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from offscript.model import SCHEMA_NUMBER
from offscript.store.tables import RETENTION, TableState


@dataclass(frozen=True)
class Snapshot:
    """One state of a case: its number, when it was made, the tables, and the key of every step's result."""

    number: int = 0
    made_at: float = 0.0
    schema: int = SCHEMA_NUMBER
    tables: dict[str, TableState] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


def _folder(case: Path) -> Path:
    return case / "snapshots"


def _numbers(case: Path) -> list[int]:
    return sorted(int(path.stem) for path in _folder(case).glob("*.json") if path.stem.isdigit())


def _load(path: Path) -> Snapshot:
    content = json.loads(path.read_text(encoding="utf-8"))
    tables = {name: TableState(**state) for name, state in content.pop("tables").items()}
    return Snapshot(tables=tables, **content)


def numbered(case: Path, number: int) -> Snapshot | None:
    """A snapshot by its number, where it still stands."""
    try:
        return _load(_folder(case) / f"{number:08}.json")
    except FileNotFoundError:
        return None


def latest(case: Path) -> Snapshot:
    """The newest snapshot; an empty one where nothing was read yet."""
    for number in reversed(_numbers(case)):
        try:
            return _load(_folder(case) / f"{number:08}.json")
        except FileNotFoundError:
            continue
    return Snapshot()


def commit(case: Path, before: Snapshot, tables: dict[str, TableState], keys: dict[str, str]) -> Snapshot:
    """Make a new snapshot the latest: whole or not at all."""
    after = Snapshot(
        before.number + 1, time.time(), SCHEMA_NUMBER, {**before.tables, **tables}, {**before.keys, **keys}
    )
    folder = _folder(case)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{after.number:08}.{os.getpid()}"
    with unfinished.open("w", encoding="utf-8") as out:
        json.dump(asdict(after), out, indent=1, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(folder / f"{after.number:08}.json")
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return after


def forget_old(case: Path) -> None:
    """Remove snapshots that stopped being the latest more than a day ago."""
    numbers = _numbers(case)
    for number, successor in pairwise(numbers):
        replaced = (_folder(case) / f"{successor:08}.json").stat().st_mtime
        if time.time() - replaced > RETENTION.total_seconds():
            (_folder(case) / f"{number:08}.json").unlink(missing_ok=True)
    for leftover in _folder(case).glob(".[0-9]*"):
        leftover.unlink(missing_ok=True)
