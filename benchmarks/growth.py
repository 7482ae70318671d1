"""Cost of every step as a case grows: `python benchmarks/growth.py --posts 10000 30000 100000`.

The invented country among so many posts of shuffled words, in fifty channels over a month. Prints, for the steps that take
longest, seconds and peak memory at each size, and the exponent by which the seconds grow between the last two (Goldsmith et al.
2007, "Measuring Empirical Computational Complexity"); steps above 1.1 that take a second or more are listed as `steep`.
`--only` names analyses; `--limit-gb` stops a step that takes more memory than that, and says which it was.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from watch import ballast, made

from offscript.simulate import play

STEEP = 1.1


def _held() -> float:
    """Megabytes this process and its workers hold."""
    page = resource.getpagesize() / 2**20
    total = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            status = (process / "stat").read_text().rsplit(")", 1)[1].split()
            mine = process.name == str(os.getpid()) or status[1] == str(os.getpid())
            total += int((process / "statm").read_text().split()[1]) * page if mine else 0
        except OSError:
            continue
    return total


class Watched:
    """What each step held at most; ends the process where it outgrows the limit."""

    def __init__(self, limit_mb: float) -> None:
        self.now, self.peaks, self.limit = "", dict[str, float](), limit_mb
        threading.Thread(target=self._look, daemon=True).start()

    def tell(self, text: str, done: int, total: int) -> None:
        """Notes which step runs."""
        self.now = text if ": " in text else self.now

    def _look(self) -> None:
        while True:
            step, held = self.now, _held()
            self.peaks[step] = max(held, self.peaks.get(step, 0.0))
            if held > self.limit:
                print(json.dumps({"outgrew": step, "mb": round(held)}), flush=True)
                os._exit(3)
            time.sleep(0.05)


def measured(posts: int, only: list[str], limit_mb: float) -> dict[str, tuple[float, float]]:
    """Seconds and peak megabytes of every step on a case of so many posts."""
    stage = play()
    with tempfile.TemporaryDirectory() as folder:
        case = made(Path(folder) / "case", stage, "http://127.0.0.1:9", 5, 60)
        began = time.perf_counter()
        case.read([ballast(Path(folder), stage, posts)])
        reading = time.perf_counter() - began
        watched = Watched(limit_mb)
        case.analyse(only, tell=watched.tell)
        ran = case.sql("select step, seconds from step").fetchall()
    by_step = {name.split(": ", 1)[-1]: peak for name, peak in watched.peaks.items()}
    return {"read": (reading, 0.0), **{step: (seconds, by_step.get(step, 0.0)) for step, seconds in ran}}


def main() -> None:
    """Measure each size in a process of its own, then compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[10_000, 30_000])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--limit-gb", type=float, default=18.0)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.posts[0], given.only, given.limit_gb * 1024)))
        return
    found = []
    for posts in given.posts:
        call = [sys.executable, __file__, "--one", "--posts", str(posts), "--limit-gb", str(given.limit_gb)]
        told = subprocess.run([*call, "--only", *given.only], stdout=subprocess.PIPE, text=True, check=False)
        last = json.loads(told.stdout.splitlines()[-1])
        if "outgrew" in last:
            print(json.dumps({"posts": posts, **last}))
            return
        found.append(last)
    steps: dict[str, dict[str, Any]] = {}
    for step in sorted(found[-1], key=lambda name: -found[-1][name][0]):
        cost = [size.get(step, (0.0, 0.0)) for size in found]
        steps[step] = {"seconds": [round(s, 2) for s, _ in cost], "mb": [round(mb) for _, mb in cost]}
        if len(found) > 1 and min(cost[-2][0], cost[-1][0]) > 0:
            steps[step]["grows"] = round(math.log(cost[-1][0] / cost[-2][0], given.posts[-1] / given.posts[-2]), 2)
    steep = [name for name, cost in steps.items() if cost.get("grows", 0) > STEEP and cost["seconds"][-1] >= 1]
    total = [round(sum(seconds for seconds, _ in size.values()), 1) for size in found]
    print(json.dumps({"posts": given.posts, "total_s": total, "steep": steep, "steps": dict(list(steps.items())[:40])}))


if __name__ == "__main__":
    main()
