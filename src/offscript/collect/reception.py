"""When each feed was heard: stretches in which it answered, and in which it did not, for coverage to know silence from a hole."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from offscript.collect.log import log_path, opened_log
from offscript.model import MINUTE, RECEPTION

APART = 90 * MINUTE
"""Two answers farther apart than this, and than three turns of the feed, leave a stretch in which nobody asked."""


def _stretches(asked: list[tuple[int, str | None]], apart: int) -> list[dict[str, Any]]:
    """Stretches of one feed: `up` from answer to answer, `down` where none came or nobody asked."""
    found: list[dict[str, Any]] = []
    last_up: int | None = None
    problem: str | None = None
    for at, failed in asked:
        if failed is not None:
            problem = failed
            continue
        if last_up is not None:
            gap = problem is not None or at - last_up > apart
            row = {"state": "down" if gap else "up", "from_us": last_up, "to_us": at}
            why = (problem or "nobody asked") if gap else None
            if found and found[-1]["state"] == row["state"] == "up":
                found[-1]["to_us"] = at
            else:
                found.append({**row, "problem": why})
        last_up, problem = at, None
    if last_up is not None and problem is not None:
        found.append({"state": "down", "from_us": last_up, "to_us": asked[-1][0], "problem": problem})
    return found


def reception(case: Path, every: dict[str, float]) -> pa.Table:
    """The table `reception` from the log of a case; `every`: minutes between two questions, by feed. Empty where none was asked."""
    if not log_path(case).exists():
        return RECEPTION.remove_metadata().empty_table()
    with opened_log(case) as log:
        lines = list(log.stretches())
    rows = []
    for feed, held in groupby(lines, key=lambda line: line[0]):
        listed = list(held)
        apart = max(APART, round(3 * every.get(feed, 0) * MINUTE))
        files = sorted({digest for _, _, _, digest in listed if digest})
        rows += [{"feed": feed, "files": files, **row} for row in _stretches([line[1:3] for line in listed], apart)]
    return pa.Table.from_pylist(rows, schema=RECEPTION)
