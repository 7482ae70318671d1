"""Migrations of the stored tables, by number. Tables that steps write need none: they are written anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from offscript.case import CaseError
from offscript.model import SCHEMA_NUMBER
from offscript.store.snapshot import Snapshot, commit, latest
from offscript.store.swap import finish
from offscript.store.tables import TableState

Migration = Callable[[Path, Snapshot], dict[str, TableState]]

MIGRATIONS: dict[int, Migration] = {}
"""By the number it starts from: what brings `record`, `file` and `reject` one number further; gives the tables it wrote."""


def brought_up(case: Path, migrations: dict[int, Migration] | None = None, target: int = SCHEMA_NUMBER) -> Snapshot:
    """The latest snapshot, in the schema of this version.

    Raises:
        CaseError: the case was written by a newer version.
    """
    finish(case)
    steps = MIGRATIONS if migrations is None else migrations
    held = latest(case)
    if held.number == 0:
        return held
    if held.schema > target:
        raise CaseError(
            f"{case} was written by a newer offscript (schema {held.schema}); update this one (schema {target})"
        )
    for number in range(held.schema, target):
        held = commit(case, held, steps[number](case, held), {})
    return held
