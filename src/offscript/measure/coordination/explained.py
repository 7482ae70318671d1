"""What explains that two sources act at the same time, named before anything else could be thought of."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.model import COORDINATION
from offscript.store.steps import Settings

Row = dict[str, Any]
_MOSTLY = 0.5
"""Share from which texts are mostly those of a third, and posts mostly on the full minute (one in sixty is by chance)."""
_VERDICTS = {
    "common": "a common source, owner or machine: they share words in an order and haste of no copying",
    "copying": "one copies the other",
}


def _explanation(row: Row, owners: dict[str, str]) -> str | None:
    """The first that holds: an owner, what their words say, a third whose texts both carry, schedules; None where none does."""
    owner = owners.get(row["a"])
    if owner and owner == owners.get(row["b"]):
        return f"one owner: {owner}"
    if row["verdict"] in _VERDICTS:
        return _VERDICTS[row["verdict"]]
    if row["kind"] == "text" and row["by_third"] >= _MOSTLY:
        return "both carry texts that a third source here had first, as those of a wire do"
    if min(row["a_on_minute"], row["b_on_minute"]) >= _MOSTLY:
        return "both publish on the full minute, as schedules do"
    return None


def explained(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `coordination` from rows as `explained.sql` gives them, and the owners a case's sources have."""
    owners = {one["id"]: one["owner"] for one in settings["source"] if one["owner"]}
    out = [row | {"explanation": _explanation(row, owners)} for row in rows.to_pylist()]
    out.sort(key=lambda row: (row["kind"], row["window_us"], row["a"], row["b"]))
    return pa.Table.from_pylist(out, schema=COORDINATION)
