"""Reuse: how many planted copies are found, how many links are true, where the spans lie, and how fast.

`python benchmarks/reuse.py --posts posts.parquet [--truth truth.parquet]`

`--posts`: Parquet with `id, source, published_at, text`. `--truth`: Parquet with `earlier, later, kind` and, where known,
`earlier_start, earlier_end, later_start, later_end`. Recall: share of planted pairs whose two posts end in one group of true
links (so a false link cannot help). Precision: mean over copying posts of the share of their links that descend from one
planted original. Last line: one JSON object. Seconds are the median of three runs after compiling; the floor (`floor.py`) is
measured before and after, in a process of its own, so that `peak_mb` is that of the posts and their links.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from offscript.find.reuse import links
from offscript.store.groups import Groups

Rows = list[dict[str, Any]]
_SPAN_WORDS, _WORD = 3, 8
_FEW = 2_000


def scored(found: Rows, truth: Rows) -> dict[str, Any]:
    """Recall by kind, precision, and the share of spans that lie right."""
    lineage: dict[str, set[str]] = defaultdict(set)
    for fact in truth:
        lineage[fact["later"]].add(fact["earlier"])
        lineage[fact["earlier"]].add(fact["earlier"])
    groups, of_post = Groups(), defaultdict(list)
    for link in found:
        right = bool(lineage[link["earlier"]] & lineage[link["later"]])
        of_post[link["later"]].append(right)
        if right:
            groups.join(link["earlier"], link["later"])
    recall: dict[str, list[bool]] = defaultdict(list)
    for fact in truth:
        recall[fact["kind"]].append(groups.root(fact["earlier"]) == groups.root(fact["later"]))
    precision = [sum(marks) / len(marks) for marks in of_post.values()]
    return {
        "recall": {kind: round(sum(hits) / len(hits), 4) for kind, hits in sorted(recall.items())},
        "precision": round(sum(precision) / max(1, len(precision)), 4),
        "spans_right": spans_right(found, truth),
    }


def spans_right(found: Rows, truth: Rows) -> float | None:
    """Of planted pairs linked directly, the share whose four ends lie within three words (of eight letters) of the truth."""
    ends = ("earlier_start", "earlier_end", "later_start", "later_end")
    if not truth or not found or not set(ends) <= truth[0].keys() & found[0].keys():
        return None
    linked = {(link["earlier"], link["later"]): link for link in found}
    near = [
        all(abs(linked[pair][end] - fact[end]) <= _SPAN_WORDS * _WORD for end in ends)
        for fact in truth
        if (pair := (fact["earlier"], fact["later"])) in linked
    ]
    return round(sum(near) / max(1, len(near)), 4)


def floor_seconds(path: str) -> float:
    """Seconds of the floor."""
    script = str(Path(__file__).with_name("floor.py"))
    done = subprocess.run([sys.executable, script, "--posts", path], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.strip().splitlines()[-1])["seconds"])


def timed(posts: pa.Table, runs: int) -> tuple[pa.Table, float]:
    """Links, and the median of some runs in seconds, after one of a few posts that compiles."""
    found, took = links(posts.slice(0, _FEW)), []
    for _ in range(runs):
        started = time.perf_counter()
        found = links(posts)
        took.append(time.perf_counter() - started)
    return found, median(took)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True)
    arguments.add_argument("--truth")
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    before = floor_seconds(given.posts)
    posts = pq.read_table(given.posts)
    found, seconds = timed(posts, given.runs)
    count = len(posts)
    del posts  # two processes that both hold ten million posts are too many for 24 GB
    pa.default_memory_pool().release_unused()
    floor = (before + floor_seconds(given.posts)) / 2
    figures: dict[str, Any] = {
        "posts": count,
        "links": len(found),
        "seconds": round(seconds, 3),
        "posts_per_second": round(count / seconds),
        "floor_seconds": round(floor, 3),
        "times_floor": round(seconds / floor, 2),
        "back_in_time": pc.sum(pc.less(found["lag_us"], 0)).as_py() or 0,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if given.truth:
        figures |= scored(found.to_pylist(), pq.read_table(given.truth).to_pylist())
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
