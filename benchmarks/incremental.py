"""Reuse, kept up to date: what one hundredth more posts cost an index, beside finding all pairs anew.

`python benchmarks/incremental.py --posts posts.parquet [--share .01] [--portions 5] [--seed 7]`

`--posts`: Parquet with `id, source, published_at, text`. Posts drawn at random, from all times, are kept back and added in
portions of `--share` of the rest. Last line: one JSON object: seconds of `pairs` on all posts, of laying out the index, of adding a
portion (median), its share of `pairs`, and whether the pairs are the same in the end. The posts are in memory from the start.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from offscript.find.reuse.index import Index
from offscript.find.reuse.pairs import pairs

_WARM = 2_000


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """A result, and the seconds it took."""
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


def portions(posts: pa.Table, share: float, count: int, seed: int) -> list[pa.Table]:
    """The posts that stay and, drawn at random, the portions to be added."""
    drawn = np.random.default_rng(seed).permutation(len(posts))
    size = round(len(posts) * share / (1 + share * count))
    cuts = [drawn[size * k : size * (k + 1)] for k in range(count)]
    return [posts.take(np.sort(one)).combine_chunks() for one in [drawn[size * count :], *cuts]]


def warmed(posts: pa.Table) -> None:
    """Compile all that is compiled."""
    index = Index()
    for begin in range(0, 3 * _WARM, _WARM):
        index.add(posts.slice(begin, _WARM))
    index.pairs()
    pairs(posts.slice(0, _WARM))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True)
    arguments.add_argument("--share", type=float, default=0.01)
    arguments.add_argument("--portions", type=int, default=5)
    arguments.add_argument("--seed", type=int, default=7)
    given = arguments.parse_args()
    posts = pq.read_table(given.posts)
    held, *more = portions(posts, given.share, given.portions, given.seed)
    warmed(posts)
    anew, seconds = zip(*(timed(lambda: pairs(posts)) for _ in range(3)), strict=True)
    index = Index()
    _, laid_out = timed(lambda: index.add(held))
    added = [timed(partial(index.add, portion))[1] for portion in more]
    found, read = timed(index.pairs)
    figures = {
        "posts": len(posts),
        "portion": len(more[0]),
        "pairs_seconds": round(median(seconds), 3),
        "index_seconds": round(laid_out, 3),
        "add_seconds": round(median(added), 3),
        "add_seconds_each": [round(one, 3) for one in added],
        "share": round(median(added) / median(seconds), 4),
        "read_seconds": round(read, 3),
        "pairs": len(found),
        "same": found.equals(anew[-1]),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
