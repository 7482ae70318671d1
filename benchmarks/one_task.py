"""What the groups that are one task on Spark are given: `python benchmarks/one_task.py CASE` (a case that was run).

A group that has no parts, and whose rows cannot be told apart by what they share, is one task for each value of `by`, or one for
all. Prints, for those whose largest task is given a byte a post or more, rows and bytes (as Arrow) a post of the case, those that
hold most first; and how many posts would fill a task of `--gb`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

import offscript
from offscript.store.steps import Group


def largest(rows: pa.Table, by: str | None) -> pa.Table:
    """The rows of the largest task."""
    if by is None or not len(rows):
        return rows
    counts = rows[by].value_counts()
    place = pc.index(counts.field("counts"), pc.max(counts.field("counts")))
    return rows.filter(pc.equal(rows[by], counts.field("values")[place.as_py()]))


def given(case: offscript.Case) -> Iterator[tuple[str, float, float]]:
    """Each such group, with rows and bytes a post of its largest task."""
    ((posts,),) = case.sql("select count(*) from post").fetchall()
    for step in case.steps():
        if isinstance(step, Group) and not step.parts and step.linked is None:
            held = largest(case.sql(step.sql).to_arrow_table(), step.by)
            yield step.name, len(held) / posts, held.nbytes / posts


def main() -> None:
    """Ask each group's rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--gb", type=float, default=16.0)
    asked = parser.parse_args()
    found = sorted(given(offscript.open(asked.case)), key=lambda one: -one[2])
    told = [
        (name, round(rows, 3), round(size, 1), round(asked.gb * 1e9 / size)) for name, rows, size in found if size >= 1
    ]
    small = [name for name, _, size in found if size < 1]
    listed = [dict(zip(("step", "rows_a_post", "bytes_a_post", "posts"), one, strict=True)) for one in told]
    print(json.dumps({"groups": len(found), "gb": asked.gb, "largest": listed, "less_than_a_byte": small}))


if __name__ == "__main__":
    main()
