"""Is the time left that a run tells the time it takes? `python benchmarks/left.py --posts 12000`.

A case of so many posts of `archive.py`, read and run whole; what is told of the time left is laid beside the time that was left.
Prints `{"took_s": …, "off": median of how far what was told is from what was left, as a share of the whole run, "by_tenth": […]}`.
The costs it rests on are from other sizes and, it may be, another machine: what is told sets itself right.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from pathlib import Path
from statistics import median

from archive import archive
from watch import made

from offscript.simulate import play

_SECONDS = {"s": 1, "min": 60, "h": 3600}
_SAID = re.compile(r", about ([\d.]+) (s|min|h) left")


def told(posts: int, only: list[str]) -> tuple[float, list[tuple[float, float]]]:
    """Seconds of the run; and for each time something was told, the seconds passed and the seconds said to be left."""
    stage, heard = play(), list[tuple[float, float]]()
    with tempfile.TemporaryDirectory() as folder:
        case = made(Path(folder) / "case", stage, "http://127.0.0.1:9", 5, 60)
        case.read([archive(Path(folder), stage, posts)])
        began = time.monotonic()

        def tell(what: str, done: int, total: int) -> None:
            found = _SAID.search(what)
            if found:
                heard.append((time.monotonic() - began, float(found[1]) * _SECONDS[found[2]]))

        case.analyse(only or [step.writes for step in case.steps()], tell=tell)
        return time.monotonic() - began, heard


def main() -> None:
    """Measure, and print one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=12_000)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    took, heard = told(given.posts, given.only)
    off = [(passed, abs(said - (took - passed)) / took) for passed, said in heard]
    tenths = [[one for passed, one in off if int(10 * passed / took) == tenth] for tenth in range(10)]
    said = {
        "posts": given.posts,
        "took_s": round(took, 1),
        "told": len(heard),
        "off": round(median(one for _, one in off), 3),
    }
    print(json.dumps({**said, "by_tenth": [round(median(one), 3) if one else None for one in tenths]}))


if __name__ == "__main__":
    main()
