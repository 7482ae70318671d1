"""What became of each promise: later promises that bear on it, and where it stands at the end of what the case knows.

A later promise bears on an earlier one where their sentences are about the same thing (by the weight of shared words) and the
same holder made both, or, of a denial, anybody on record. Rules: a denial that its holder later turns round is broken, one that
held only `at the moment` is withdrawn; a promise its holder later denies is withdrawn; past its deadline it is overdue; with a
condition it is undecidable by rule, for a condition that was never met leaves it void. Where a later sentence has three quarters
of its words, by weight, and says that it was done, or not (`outcome`), it is met or broken, by the word of whoever says so; another
source's word stands before its own. What a person said stands above.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.model import BEARING, DAY, PROMISE
from offscript.store.steps import Settings
from offscript.text.gist import alike, perhaps_alike, telling

ALIKE, TURNED = 0.6, 0.75
"""How alike two promises must be to bear on each other, and for one to turn the other round."""
REACH = 120 * DAY
_ORDER = ("not ruled out", "may", "plans", "will", "vowed")

Row = dict[str, Any]


def _ordered(rows: pa.Table) -> list[Row]:
    by_time = rows.sort_by([("published_at", "ascending"), ("version", "ascending"), ("start", "ascending")])
    return [{**row, "gist": frozenset(row["gist"])} for row in by_time.to_pylist()]


def _relation(earlier: Row, later: Row) -> str:
    """How a later promise bears on an earlier one about the same thing."""
    if earlier["polarity"] != later["polarity"]:
        return "contradicted"
    one, other = earlier["due_high"], later["due_high"]
    if one is not None and other is not None and abs(one - other) >= DAY:
        return "put off" if other > one else "brought forward"
    firm = _ORDER.index(later["strength"]) - _ORDER.index(earlier["strength"])
    return "restated" if firm == 0 else "sharpened" if firm > 0 else "softened"


def _bears(earlier: Row, later: Row, tells: dict[str, float]) -> bool:
    if not 0 < later["published_at"] - earlier["published_at"] <= REACH or earlier["post"] == later["post"]:
        return False
    turned = earlier["polarity"] != later["polarity"]
    if turned and (earlier["condition_start"] is not None or later["condition_start"] is not None):
        return False
    same = earlier["holder"] is not None and earlier["holder"] == later["holder"]
    return same and alike(earlier["gist"], later["gist"], tells) >= (TURNED if turned else ALIKE)


def _pairs(rows: list[Row]) -> list[tuple[Row, Row, str]]:
    """Promises of one holder, each with the later ones that bear on it."""
    tells = telling(rows, "promises")
    by_holder: dict[str, list[Row]] = {}
    for row in rows:
        if row["holder"]:
            by_holder.setdefault(row["holder"], []).append(row)
    return [
        (own[earlier], own[later], _relation(own[earlier], own[later]))
        for own in by_holder.values()
        for earlier, later in sorted(
            (earlier, later)
            for later, before in perhaps_alike((row["gist"] for row in own), tells, ALIKE)
            for earlier in before
        )
        if _bears(own[earlier], own[later], tells)
    ]


def bearings(rows: pa.Table, settings: Settings) -> pa.Table:
    """Later promises beside the earlier ones they bear on: to the table `bearing`."""
    out = []
    for earlier, later, relation in _pairs(_ordered(rows)):
        row: Row = {"relation": relation, "lag_us": later["published_at"] - earlier["published_at"]}
        for side, one in (("earlier", earlier), ("later", later)):
            row |= {f"{side}_{name}": one[name] for name in ("post", "version", "start", "end")}
        out.append(row)
    return pa.Table.from_pylist(out, schema=BEARING)


def _status(row: Row, turned: bool, due: int | None) -> tuple[str, str]:
    """Status of a promise, and the rule that gives it."""
    if row["said_status"]:
        return row["said_status"], "person"
    if turned and row["polarity"] < 0:
        return ("withdrawn", "held only at the moment") if row["expires"] else ("broken", "denial turned round")
    if turned:
        return "withdrawn", "denied by its holder"
    if row["condition_start"] is not None:
        return "undecidable", "conditional"
    if row["outcome"]:
        who = "its own source" if row["by_its_source"] else "another source"
        said = "done" if row["outcome"] == "met" else "not done" if row["polarity"] > 0 else "done after all"
        return ("met" if row["outcome"] == "met" else "broken"), f"said to be {said}, by {who}"
    if due is None:
        return "open", "no deadline"
    return ("overdue", "past its deadline") if due < row["until_us"] else ("open", "not yet due")


def promises(rows: pa.Table, settings: Settings) -> pa.Table:
    """Promises with their status: to the table `promise`."""
    ordered = _ordered(rows)
    turned = {(one["version"], one["start"]) for one, _, relation in _pairs(ordered) if relation == "contradicted"}
    out = []
    for row in ordered:
        high = row["due_high"]
        if high is None and row["near"]:
            high = row["published_at"] + settings["near_future_days"] * DAY
        status, rule = _status(row, (row["version"], row["start"]) in turned, high)
        out.append({name: row.get(name) for name in PROMISE.names} | {"due_high": high, "status": status, "rule": rule})
    return pa.Table.from_pylist(out, schema=PROMISE)
