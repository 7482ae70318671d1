"""Counts and digests every table anew, or writes their rows into a folder."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.unchanged import KNOWN, digests, rows
from tests.unchanged.cases import CASES


def main() -> None:
    """Write what is found now as what is known, or where it is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.unchanged", description=__doc__)
    parser.add_argument("--rows", type=Path, help="folder for the rows of each table; nothing else is written")
    parser.add_argument("--digests", type=Path, help="file for the digests; what is known stays as it is")
    parser.add_argument("--only", choices=sorted(CASES), help="one of the two cases")
    given = parser.parse_args()
    chosen = [given.only] if given.only else list(CASES)
    with tempfile.TemporaryDirectory() as folder:
        found = {name: rows(CASES[name](Path(folder) / name)) for name in chosen}
    if given.rows is None:
        said = {name: digests(listed) for name, listed in found.items()}
        written = given.digests or KNOWN
        kept = json.loads(KNOWN.read_text(encoding="utf-8")) if written == KNOWN else {}
        written.write_text(json.dumps(kept | said, indent=1) + "\n", encoding="utf-8")
        return
    for name, tables in found.items():
        (given.rows / name).mkdir(parents=True, exist_ok=True)
        for table, listed in tables.items():
            (given.rows / name / f"{table}.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
