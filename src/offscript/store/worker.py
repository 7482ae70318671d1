"""One process of a pool (`store.pool`): `python -m offscript.store.worker`, asked line by line on standard input.

A line is a JSON list: module, function, rows (a Parquet file), settings (a JSON file), first, step. It takes the row groups first,
first + step, … of the file, writes one segment for each beside it, says which is done on standard output, and at last `done`; it
ends where its input does. A process of its own, and not one spawned by `multiprocessing`, so that a notebook or a script without a
main guard is never run again by its own workers.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

DONE = "done"
"""What is said after the last row group of a map."""


def work(module: str, function: str, path: str, settings: str, first: int, step: int) -> None:
    """Run a map's function over every `step`-th row group from the `first`."""
    mapped = getattr(importlib.import_module(module), function)
    chosen = json.loads(Path(settings).read_text(encoding="utf-8"))
    rows = pq.ParquetFile(path)
    for number in range(first, rows.num_row_groups, step):
        pq.write_table(mapped(rows.read_row_group(number), chosen), f"{path}.{number}")
        print(number, flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        work(*json.loads(line))
        print(DONE, flush=True)
