"""Shifts: where a speaker's statement on a question differs from his last one, with both wordings.

Reversed (the other end), hardened or softened (more or less firm), conditioned or unconditioned (a condition came or went). Only
statements of a known speaker, in his own words or reported of him, copies of one text once; times of one day whose order is not
known make no shift.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any

import pyarrow as pa

from offscript.model import SHIFT
from offscript.store.steps import Group, Settings, Step, sql_beside

Row = dict[str, Any]
_SIDE = ("post", "version", "start", "end", "pole", "strength")


def relation(earlier: Row, later: Row) -> str | None:
    """What became of a position; None where nothing did."""
    if earlier["pole"] != later["pole"]:
        return "reversed"
    if earlier["strength"] != later["strength"]:
        return "hardened" if later["strength"] > earlier["strength"] else "softened"
    before, after = earlier["condition_start"] is not None, later["condition_start"] is not None
    if before == after:
        return None
    return "conditioned" if after else "unconditioned"


def shifts(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `shift` from positions of known speakers, once a text."""
    out = []
    ordered = sorted(
        rows.to_pylist(), key=lambda row: (row["axis"], row["by"], row["published_at"], row["post"], row["start"])
    )
    for (axis, by), held in groupby(ordered, key=lambda row: (row["axis"], row["by"])):
        for earlier, later in pairwise(held):
            said = relation(earlier, later)
            lag = later["published_at"] - earlier["published_at"]
            if said is None or lag < max(earlier["precision_us"], later["precision_us"]):
                continue
            row = {"axis": axis, "by": by, "by_name": later["by_name"], "relation": said, "lag_us": lag}
            for side, one in (("earlier", earlier), ("later", later)):
                row |= {f"{side}_{name}": one[name] for name in _SIDE} | {f"{side}_at": one["published_at"]}
            out.append(row)
    return pa.Table.from_pylist(out, schema=SHIFT)


STEPS: tuple[Step, ...] = (
    Group("shift", "shifts", sql_beside("offscript.measure", "shifts"), "shift", shifts, linked=("by",)),
)
