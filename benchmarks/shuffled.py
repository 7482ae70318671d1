"""How many bytes pass between Spark's tasks, a post and a step? `python benchmarks/shuffled.py --posts 5000 20000 --only reuse`.

An archive of so many posts about nothing (`archive.py`) is run on Spark on this machine, groups in parts however few their
rows are; Spark's own log of events says what each stage wrote for others to read (shuffle), read of the case, and wrote to disk
for want of memory. Stages are told apart by the step that was at work. Prints the steps that shuffle most, and
`{"posts": [...], "shuffled": {step: [bytes a post, ...]}, "read": {...}, "spilled": {...}}`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive import read

METRICS = {
    "shuffled": "internal.metrics.shuffle.write.bytesWritten",
    "read": "internal.metrics.input.bytesRead",
    "spilled": "internal.metrics.diskBytesSpilled",
}
_LEAST = 1.0
"""Bytes a post below which a step is not listed."""


def _settings(folder: Path) -> Path:
    """Settings of Spark by which it writes its events down."""
    events = folder / "events"
    events.mkdir()
    told = (
        ("spark.eventLog.enabled", "true"),
        ("spark.eventLog.dir", events.as_uri()),
        ("spark.eventLog.compress", "false"),
        ("spark.eventLog.rolling.enabled", "false"),
    )
    (folder / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in told), encoding="utf-8")
    os.environ["SPARK_CONF_DIR"] = str(folder)
    return events


def stages(logs: Sequence[Path]) -> Iterator[tuple[float, dict[str, int]]]:
    """Of each stage that was completed when it began, in seconds, and what it did."""
    for path in logs:
        for line in path.read_text(encoding="utf-8").splitlines():
            event: dict[str, Any] = json.loads(line)
            if event["Event"] != "SparkListenerStageCompleted":
                continue
            stage = event["Stage Info"]
            held = {one["Name"]: one["Value"] for one in stage["Accumulables"]}
            yield stage["Submission Time"] / 1000, {name: int(held.get(of, 0)) for name, of in METRICS.items()}


def _logs(events: Path) -> set[Path]:
    return {one for one in events.rglob("*") if one.is_file()}


def measured(folder: Path, events: Path, posts: int, only: list[str]) -> dict[str, dict[str, int]]:
    """Bytes by step."""
    from offscript.store.spark import Spark

    before, case = _logs(events), read(folder / "case", posts)
    began: list[tuple[float, str]] = []

    def tell(text: str, done: int, total: int) -> None:
        step = re.search(r": (\w+)", text)
        if step and (not began or began[-1][1] != step[1]):
            began.append((time.time(), step[1]))

    engine = Spark("local[2]", 0)
    case.run(only, tell=tell, engine=engine)
    engine.session.stop()
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(METRICS, 0))
    for at, did in stages(sorted(_logs(events) - before)):
        place = bisect_right(began, (at, "￿")) - 1
        for name, many in did.items():
            found[began[place][1] if place >= 0 else ""][name] += many
    return found


def main() -> None:
    """Measure every size, and print one JSON object on the last line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--posts", type=int, nargs="+", default=[5_000, 20_000])
    asked.add_argument("--only", nargs="*", default=[], help="names of analyses or tables")
    given = asked.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory(prefix="shuffled-") as held:
        events, sizes = _settings(Path(held)), []
        for posts in given.posts:
            sizes.append(measured(Path(held) / str(posts), events, posts, given.only))
    told: dict[str, Any] = {"posts": given.posts}
    for metric in METRICS:
        by = {
            step: [
                round(one.get(step, {}).get(metric, 0) / posts, 1)
                for one, posts in zip(sizes, given.posts, strict=True)
            ]
            for step in sorted(set().union(*sizes))
        }
        whole = [
            round(sum(step[metric] for step in one.values()) / posts, 1)
            for one, posts in zip(sizes, given.posts, strict=True)
        ]
        most = sorted(((name, many) for name, many in by.items() if max(many) >= _LEAST), key=lambda one: -one[1][-1])
        told[metric] = {"everything": whole, **dict(most)}
    for step, many in told["shuffled"].items():
        print(f"{step:20} {many}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
