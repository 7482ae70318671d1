"""Counts and digests every table anew, or writes their rows into a folder."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.unchanged import KNOWN, case, digests, rows


def main() -> None:
    """Write what is found now as what is known, or where it is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.unchanged", description=__doc__)
    parser.add_argument("--rows", type=Path, help="folder for the rows of each table; nothing else is written")
    parser.add_argument("--digests", type=Path, help="file for the digests; what is known stays as it is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = rows(case(Path(folder) / "case"))
    if given.rows is None:
        (given.digests or KNOWN).write_text(json.dumps(digests(found), indent=1) + "\n", encoding="utf-8")
        return
    given.rows.mkdir(parents=True, exist_ok=True)
    for name, listed in found.items():
        (given.rows / f"{name}.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
