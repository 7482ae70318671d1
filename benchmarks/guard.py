"""Has anything that was measured before become slower?

`python benchmarks/guard.py` times a few claims on posts made by script, each in seconds of the floor: a fixed piece of work in the
same process, timed before and after each, so that a slower machine or a busy one moves both. Prints how many floors each takes;
exits with 1 where one takes `--worse` times the median of the last five lines of `history.jsonl` or more. `--keep` adds a line.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from planted import Writer
from readers import FORMS, measured, write

from offscript.find.reuse import links
from offscript.text.words import words

HISTORY = Path(__file__).with_name("history.jsonl")
_LAST, _RUNS = 5, 3
_POSTS, _MEGABYTES = 20_000, 20
Work = Callable[[], object]


def floor() -> None:
    """What is fixed: a dictionary of digests, and numbers sorted."""
    held: dict[str, int] = {}
    for number in range(60_000):
        held[sha256(str(number).encode()).hexdigest()] = number
    np.sort(np.random.default_rng(1).random(2_000_000))


def seconds(work: Work) -> float:
    """Processor seconds of this process and those it waited for."""
    before, started = os.times(), time.perf_counter()
    work()
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    return spent if spent > 0 else time.perf_counter() - started


def floors(work: Work) -> float:
    """How many floors a piece of work takes: the median of some runs after one that compiles."""
    work()
    found = []
    for _ in range(_RUNS):
        low, took, high = seconds(floor), seconds(work), seconds(floor)
        found.append(2 * took / (low + high))
    return round(median(found), 3)


def works(folder: Path) -> dict[str, Work]:
    """The claims, on posts made by script."""
    path = folder / "posts.parquet"
    writer = Writer(1, 200, path)
    writer.write(_POSTS)
    posts = pq.read_table(path)
    found: dict[str, Work] = {"words": lambda: words(posts["text"]), "reuse": lambda: links(posts)}
    for form, (name, lines) in FORMS.items():
        held = folder / name
        write(held, lines(random.Random(1)), _MEGABYTES * 1_000_000)
        found[f"reading {form}"] = partial(measured, held)
    return found


def before() -> list[dict[str, Any]]:
    """The lines kept."""
    return [json.loads(line) for line in HISTORY.read_text("utf-8").splitlines()] if HISTORY.exists() else []


def slower(claims: dict[str, float], history: list[dict[str, Any]], worse: float) -> dict[str, float]:
    """Claims that take so many times what they took, and how many times."""
    found = {}
    for name, now in claims.items():
        was = [line["claims"][name] for line in history[-_LAST:] if name in line["claims"]]
        if was and now >= worse * median(was):
            found[name] = round(now / median(was), 2)
    return found


def main() -> int:
    """Time, compare, keep."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--worse", type=float, default=1.3)
    asked.add_argument("--keep", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="guard-") as held:
        claims = {name: floors(work) for name, work in works(Path(held)).items()}
    found = slower(claims, before(), given.worse)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    said = {
        "at": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": commit,
        "python": platform.python_version(),
        "claims": claims,
    }
    if given.keep:
        with HISTORY.open("a", encoding="utf-8") as out:
            print(json.dumps(said), file=out)
    print(json.dumps({**said, "slower": found}))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
