"""One process of a map's pool: `python -m offscript.store.worker MODULE FUNCTION ROWS.parquet SETTINGS.json FIRST STEP`.

Takes the row groups FIRST, FIRST + STEP, … of a file, writes one segment for each beside it, and says which is done on
standard output. A process of its own, and not one spawned by `multiprocessing`, so that a notebook or a script without a
main guard is never run again by its own workers.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq


def work(module: str, function: str, path: Path, settings: Path, first: int, step: int) -> None:
    """Run a map's function over every `step`-th row group from the `first`."""
    mapped = getattr(importlib.import_module(module), function)
    chosen = json.loads(settings.read_text(encoding="utf-8"))
    rows = pq.ParquetFile(path)
    for number in range(first, rows.num_row_groups, step):
        pq.write_table(mapped(rows.read_row_group(number), chosen), f"{path}.{number}")
        print(number, flush=True)


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]))
