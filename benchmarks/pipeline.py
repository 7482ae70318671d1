"""The main job on real files: new, read, run (coverage, reuse, volume), run again; each a process of its own, as a user types it.

`python benchmarks/pipeline.py --posts FOLDER [--only coverage,reuse,volume] [--zone Europe/Moscow]`

Last line: one JSON object with posts, sources, links, seconds of each command, and the largest resident memory of any (MB).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import offscript


def timed(*words: str) -> tuple[float, str]:
    """Seconds a command takes, and what it says."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "offscript", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"offscript {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return round(time.perf_counter() - started, 2), done.stdout


def main() -> None:
    """Time the commands and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True, help="folder or file of exports")
    arguments.add_argument("--only", default="coverage,reuse,volume")
    arguments.add_argument("--zone", default="Europe/Moscow")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = str(Path(folder) / "case")
        seconds = {
            "new": timed("new", case, "--zone", given.zone)[0],
            "read": timed("read", case, given.posts)[0],
            "run": timed("run", case, "--only", given.only)[0],
        }
        again, said = timed("run", case, "--only", given.only)
        held = offscript.open(case)
        figures = {
            "posts": held.table("post").shape[0],
            "sources": held.table("source").shape[0],
            "links": held.table("reuse").shape[0],
            "rejects": held.table("reject").shape[0],
            "seconds": seconds,
            "seconds_together": round(sum(seconds.values()), 2),
            "seconds_again": again,
            "nothing_was_stale": "nothing was stale" in said,
            "peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
            "cores": len(os.sched_getaffinity(0)),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
