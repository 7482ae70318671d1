"""How a text spread: how many carried it, which tiers it reached in what order, how fast, how far, and who was first.

A burst is the fullest hour of a cascade, counted from any of its posts. A copy keeps the attribution where it forwards, answers or
links to an earlier post, or has the name of the root's source in its words; who is quoted in other words is not seen. Views
are those of the last reading, which comes at other ages for other posts, so they are a least. A first mover is a source that
stands at the root of a cascade of two sources or more, among the cascades it has part in whose order the times settle
(Wilson's interval). First means first in this collection.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import pyarrow as pa

from offscript.measure.repeats import wilson
from offscript.model import FIRST_MOVER, HOUR, SPREAD
from offscript.store.steps import Group, Query, Settings, Step, sql_beside

Row = dict[str, Any]


def _cascades(rows: pa.Table) -> list[list[Row]]:
    """Members of each cascade of two sources or more, in their order."""
    gathered: dict[str, list[Row]] = {}
    for row in rows.to_pylist():
        gathered.setdefault(row["cascade"], []).append(row)
    ordered = (sorted(gathered[key], key=lambda row: row["position"]) for key in sorted(gathered))
    return [members for members in ordered if len({member["source"] for member in members}) > 1]


def _burst(times: list[int]) -> tuple[int, int]:
    """Most posts inside one hour, and when that hour began."""
    counts = [(bisect_right(times, at + HOUR - 1) - place, -at) for place, at in enumerate(times)]
    most, begun = max(counts)
    return most, -begun


def _sum(members: list[Row], name: str) -> int | None:
    known = [member[name] for member in members if member[name] is not None]
    return sum(known) if known else None


def _spread(members: list[Row]) -> Row:
    followers = members[1:]
    lags = sorted(member["lag_us"] for member in followers)
    burst, burst_at = _burst(sorted(member["published_at"] for member in members))
    seen = [(member["seen_from"], member["seen_to"]) for member in members if member["seen_to"] is not None]
    return {
        "cascade": members[0]["cascade"],
        "posts": len(members),
        "sources": len({member["source"] for member in members}),
        "tiers": list(dict.fromkeys(member["tier"] for member in members)),
        "span_us": lags[-1],
        "half_us": lags[(len(lags) - 1) // 2],
        "named": sum(bool(member["named"]) for member in followers),
        "burst": burst,
        "burst_at": burst_at,
        "views": _sum(members, "views"),
        "forwards": _sum(members, "forwards"),
        "read_from": min((low for low, _ in seen), default=None),
        "read_to": max((high for _, high in seen), default=None),
    }


def spread(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `spread` from the members of all cascades."""
    return pa.Table.from_pylist([_spread(members) for members in _cascades(rows)], schema=SPREAD)


def first_movers(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `first_mover` from the members of all cascades."""
    roots: dict[str, int] = {}
    parts: dict[str, int] = {}
    for members in _cascades(rows):
        if all(member["order_known"] for member in members):
            roots[members[0]["source"]] = roots.get(members[0]["source"], 0) + 1
            for source in {member["source"] for member in members}:
                parts[source] = parts.get(source, 0) + 1
    out = []
    for source, of in sorted(parts.items()):
        low, high = wilson(roots.get(source, 0), of)
        said = {"source": source, "first": roots.get(source, 0), "of": of}
        out.append({**said, "share": roots.get(source, 0) / of, "share_low": low, "share_high": high})
    return pa.Table.from_pylist(out, schema=FIRST_MOVER)


_MEMBERS = sql_beside("offscript.measure", "spread")

STEPS: tuple[Step, ...] = (
    Group("spread", "repeats", _MEMBERS, "spread", spread, linked=("cascade",)),
    Group("first_mover", "repeats", _MEMBERS, "first_mover", first_movers),
    Query("shared_link", "repeats", sql_beside("offscript.measure", "shared_links"), "shared_link"),
)
