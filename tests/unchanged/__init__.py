"""What every step finds in the invented country, and in some hundred posts more, as it was when somebody last looked.

A change that alters any table fails the test beside this file; whether it should is for people to say. `python -m tests.unchanged
--rows FOLDER` writes every table as a file of rows, sorted, so that those of two states of the code can be compared (`diff -r`);
without it the tables are counted and digested anew. The posts more: the sentences of our tests and measurements in five channels of
their own, each by itself and some together (`mixed.py`), beside a part of the country, so that each is read by every step and not
only by the one it was written for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

import offscript
from offscript.model import TABLES
from offscript.simulate import build
from offscript.store.compare import rounded
from offscript.store.engine import Embedded
from offscript.store.steps import in_order, reads
from tests.conftest import country, telethon
from tests.unchanged.mixed import mixed

HERE = Path(__file__).resolve().parent
KNOWN = HERE / "known.json"
_CHANNELS, _APART = 5, timedelta(minutes=19)
_BEGAN = datetime(2021, 9, 1, 6, tzinfo=UTC)
_LEFT_OUT = {
    "file",
    "step",
    "observation",
    "record",
    "resolution",
    "account",
    "assessed",
    "claim",
    "event",
    "late",
    "root",
}
"""Tables that say when and from what path something was read; and those for which a network's last digit may decide."""
_DIGITS = 6
"""Digits to which numbers must agree: the last ones depend on the processor."""
_NETWORKS = ("vector", "leaning", "asserted")
"""Tables a network makes: its numbers agree between processors to three or four digits, what is made of them does all the same."""
_PART = (
    *("kta_kd", "golos_dvora_kd", "shtab_stavriya", "svodka_press_kd", "severniy_zasov", "dnevnik_rudneva"),
    *("desktop-mo-late", "desktop-mo-early", "listok", "courier"),
)


def _exports(folder: Path) -> list[Path]:
    """Some sources of the invented country, and the sentences of our tests as five channels."""
    build(folder)
    chosen = [path for path in sorted((folder / "exports").iterdir()) if path.name.split(".")[0] in _PART]
    lines = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    said = [
        telethon(number, text, channel=50 + number % _CHANNELS, at=(_BEGAN + number * _APART).isoformat())
        for number, text in enumerate([*lines, *mixed(lines)], 1)
    ]
    for channel in range(_CHANNELS):
        written = folder / f"words{channel}.json"
        written.write_text(json.dumps(said[channel::_CHANNELS], ensure_ascii=False), encoding="utf-8")
        chosen.append(written)
    return chosen


def whole(folder: Path) -> offscript.Case:
    """The invented country, as the tests' fixture has it."""
    country(folder)
    return offscript.open(folder)


def ran(folder: Path, paths: Sequence[Path]) -> offscript.Case:
    """A case into which files were read, run in this process; its pseudonyms are always the same."""
    (folder / "case.key").write_text("0" * 64, encoding="ascii")
    found = offscript.open(folder)
    found.read(paths)
    found.run(engine=Embedded(1))
    return found


def sentences(folder: Path) -> offscript.Case:
    """The sentences beside a part of the country."""
    return ran(folder, _exports(folder))


def by_network(found: offscript.Case) -> set[str]:
    """Tables that rest on what a network says."""
    tables = set(_NETWORKS)
    for step in in_order(found.steps()):
        if tables & set(reads(step)):
            tables.add(step.writes)
    return tables


def _plain(row: tuple[Any, ...], network: bool) -> str:
    """A row as it is written down: numbers to `_DIGITS` digits, those a network made left out."""
    kept = (None if network and isinstance(value, float | list | tuple) else value for value in row)
    return repr(rounded(tuple(kept), _DIGITS))


def listed(table: duckdb.DuckDBPyRelation, network: bool) -> list[str]:
    """Rows of a table as text, sorted; `network`: whether a network made its numbers."""
    return sorted(_plain(row, network) for row in table.fetchall())


def compared() -> list[str]:
    """Names of the tables that are compared."""
    return [name for name in sorted(TABLES) if name not in _LEFT_OUT]


def rows(found: offscript.Case) -> dict[str, list[str]]:
    """Rows of every table that is compared, as text, sorted."""
    made = by_network(found)
    return {name: listed(found.table(name), name in made) for name in compared()}


def digests(found: dict[str, list[str]]) -> dict[str, str]:
    """Of each table how many rows it has, and a digest of them."""
    return {
        name: f"{len(listed)} {hashlib.sha256(chr(10).join(listed).encode()).hexdigest()[:16]}"
        for name, listed in found.items()
    }
