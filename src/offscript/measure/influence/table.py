"""The table `influence`: for each matter, which tiers' and sources' posts are followed by whose, each with an example."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Any

import pyarrow as pa

from offscript.measure.discovery import false_discovery
from offscript.measure.influence.precede import precedes
from offscript.model import INFLUENCE
from offscript.model.schema import DAY
from offscript.store.steps import Settings

Row = dict[str, Any]
_SOURCES = 12
"""Sources that are looked at by themselves: those that speak most of the matter."""
_PARTS = ("version", "start", "end")


def _nodes(rows: list[Row], scope: str) -> list[Row]:
    """Events of the nodes of one scope; tiers nobody has assigned are no node."""
    if scope == "source":
        most = [
            name
            for name, _ in sorted(Counter(row["source"] for row in rows).items(), key=lambda one: (-one[1], one[0]))
        ]
        kept = set(most[:_SOURCES])
        listed = [row for row in rows if row["source"] in kept]
    else:
        listed = [row for row in rows if row["tier"] != "unassigned"]
    return [{**row, "node": row[scope], "copy_of": row[f"origin_{scope}"]} for row in listed]


def _example(events: list[Row], found: Row) -> Row:
    """A post of one node and the next of the other's, as far apart as is usual."""
    mine = sorted((row for row in events if row["node"] == found["a"]), key=lambda row: (row["at"], row["version"]))
    times = [row["at"] for row in mine]
    usual, best = found["lag_us"] or DAY, None
    for row in sorted(
        (row for row in events if row["node"] == found["b"]), key=lambda row: (row["at"], row["version"])
    ):
        place = bisect_right(times, row["at"] - 1) - 1
        if place >= 0:
            far = abs(row["at"] - times[place] - usual)
            if best is None or far < best[0]:
                best = (far, mine[place], row)
    sides = {"a": best[1], "b": best[2]} if best else {}
    return {f"{side}_{part}": row[part] for side, row in sides.items() for part in _PARTS}


def influence(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `influence` from rows as `about.sql` gives them."""
    out: list[Row] = []
    listed = rows.to_pylist()
    for matter in sorted({row["matter"] for row in listed}):
        mine = [row for row in listed if row["matter"] == matter]
        for scope in ("tier", "source"):
            events = _nodes(mine, scope)
            if not events:
                continue
            table = pa.Table.from_pylist([{name: row[name] for name in ("node", "at", "copy_of")} for row in events])
            for found in precedes(table).to_pylist():
                out.append({"matter": matter, "scope": scope, **found, **_example(events, found)})
    rates = false_discovery([row["p"] for row in out])
    out = [row | {"q": float(q)} for row, q in zip(out, rates, strict=True)]
    out.sort(key=lambda row: (row["matter"], row["scope"], row["a"], row["b"]))
    return pa.Table.from_pylist(out, schema=INFLUENCE)
