"""Do the same files give the same tables whatever the machine is set to?

Posts of the invented country are read and run in processes of their own: as here; with another hash seed; in another zone and
locale; on one core; with the files in another order, and in two readings. Compared is every table of findings by the digest the
store keeps of it, without what tells of the run itself.
Usage: python benchmarks/same_everywhere.py [--only reuse,figures,…] [--python PATH …] prints `{"tables": …, "different": {…}}`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import offscript
from offscript.model import TABLES
from offscript.simulate import build
from offscript.store.compare import rows
from offscript.store.staging import LAID

CHOSEN = ("desktop-mo-early", "desktop-mo-late", "desktop-glava-late", "brod_sosedi.json", "courier.xml")
LEFT_OUT = ("step", "file", "observation", "record", "reject", "alias")
"""Tables of the run itself and of files by name."""
WORK = """
import sys, json
from pathlib import Path
import offscript
folder, only, readings = Path(sys.argv[1]), sys.argv[2].split(","), json.loads(sys.argv[3])
if __name__ == "__main__":
    case = offscript.open(folder)
    for paths in readings:
        case.read(paths)
    case.analyse([name for name in only if name])
"""
Variation = tuple[str, dict[str, str], int, bool]
VARIATIONS: tuple[Variation, ...] = (
    ("as it is here", {}, 0, False),
    ("hash seed 1", {"PYTHONHASHSEED": "1"}, 0, False),
    ("hash seed 2, reversed files", {"PYTHONHASHSEED": "2"}, 0, True),
    ("Asia/Kolkata, C locale", {"TZ": "Asia/Kolkata", "LC_ALL": "C"}, 0, False),
    ("one core", {}, 1, False),
    ("two readings, reversed", {}, 0, True),
)


def digests(case: offscript.Case) -> dict[str, str]:
    """Digest of each table, as its snapshot has it; of those that readings add to, whose digest tells of the readings, one of their
    rows."""
    found = {
        name: held.digest for name, held in case.snapshot.tables.items() if name in TABLES and name not in LEFT_OUT
    }
    added = {laid.table for laid in LAID.values()} & found.keys()
    return found | {name: hashlib.sha256(repr(rows(case.table(name))).encode()).hexdigest() for name in sorted(added)}


def ran(folder: Path, source: Path, python: str, variation: Variation, only: str) -> dict[str, str]:
    """Digests of the tables that a process of its own makes under a variation."""
    name, environment, cores, backwards = variation
    offscript.new(folder)
    shutil.copy2(source / "case.toml", folder / "case.toml")
    (folder / "case.key").write_text("0" * 64, encoding="utf-8")
    paths = sorted((str(source / "exports" / one) for one in CHOSEN), reverse=backwards)
    readings = [paths[:2], paths[2:]] if name.startswith("two") else [paths]
    command = [python, "-c", WORK, str(folder), only, json.dumps(readings)]
    pinned = (
        (lambda: os.sched_setaffinity(0, set(range(cores)))) if cores and hasattr(os, "sched_setaffinity") else None
    )
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, preexec_fn=pinned)
    return digests(offscript.open(folder))


def main() -> None:
    """Run every variation, compare with the first."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--only", default="", help="analyses, by comma; all where none")
    asked.add_argument("--python", nargs="*", default=[], help="other interpreters that have offscript")
    given = asked.parse_args()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="same-") as held:
        source = Path(held) / "country"
        build(source)
        every = [(sys.executable, one) for one in VARIATIONS]
        every += [(path, (f"python {path}", {}, 0, False)) for path in given.python]
        first: dict[str, str] = {}
        for number, (python, variation) in enumerate(every):
            found = ran(Path(held) / str(number), source, python, variation, given.only)
            first = first or found
            told[variation[0]] = sorted(name for name in first if found.get(name) != first[name])
            print(variation[0], told[variation[0]] or "the same", file=sys.stderr, flush=True)
    print(json.dumps({"tables": len(first), "different": told}, ensure_ascii=False))


if __name__ == "__main__":
    main()
