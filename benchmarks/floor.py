"""The floor for reuse: read the texts, split them at spaces, hash every five words in a row once. Any engine has to do as much.

`python benchmarks/floor.py --posts posts.parquet` prints one JSON object: posts, seconds (median of five runs after compiling).
"""

from __future__ import annotations

import argparse
import json
import time
from statistics import median

import numpy as np
import pyarrow.parquet as pq
from numba import njit, prange, uint64
from numpy.typing import NDArray

from offscript.text.scan import mix
from offscript.text.words import buffers

_GRAM = 5
_SPACE = 32


@njit(parallel=True, cache=True)
def _hashed(data, bounds, out):  # type: ignore[no-untyped-def]
    """A digest of all five-word hashes of each text, from one pass over its bytes."""
    for i in prange(len(out)):
        last = np.zeros(_GRAM, np.uint64)
        count, whole, value, inside = 0, uint64(0), uint64(1469598103934665603), False
        for j in range(bounds[i], bounds[i + 1] + 1):
            byte = data[j] if j < bounds[i + 1] else _SPACE
            if byte != _SPACE:
                value = (value ^ uint64(byte)) * uint64(1099511628211)
                inside = True
            elif inside:
                last[count % _GRAM] = mix(value)
                count += 1
                if count >= _GRAM:
                    gram = uint64(0)
                    for k in range(_GRAM):
                        gram = gram * uint64(0x9E3779B97F4A7C15) + last[(count + k) % _GRAM]
                    whole ^= mix(gram)
                value, inside = uint64(1469598103934665603), False
        out[i] = whole


def _read_and_hash(path: str) -> NDArray[np.uint64]:
    data, bounds = buffers(pq.read_table(path, columns=["text"])["text"])
    out = np.zeros(len(bounds) - 1, np.uint64)
    _hashed(data, bounds, out)
    return out


def seconds(path: str, runs: int = 5) -> float:
    """Median seconds of some runs, after one that compiles."""
    _read_and_hash(path)
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        _read_and_hash(path)
        took.append(time.perf_counter() - started)
    return median(took)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True)
    given = arguments.parse_args()
    took = seconds(given.posts)
    posts = pq.ParquetFile(given.posts).metadata.num_rows
    print(json.dumps({"posts": posts, "seconds": round(took, 3), "posts_per_second": round(posts / took)}))


if __name__ == "__main__":
    main()
