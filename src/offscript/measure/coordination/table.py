"""The table `coordination`: pairs of sources more simultaneous than chance explains, in several windows, each with an example."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pyarrow as pa

from offscript.measure.coordination.edges import edges
from offscript.model import SIMULTANEOUS
from offscript.model.schema import SECOND
from offscript.store.steps import Settings

Row = dict[str, Any]
WINDOWS = (60 * SECOND, 600 * SECOND)
KINDS = ("text", "address", "domain", "phrase", "forward")
"""Kinds of object looked at in every case; tables of accounts add theirs."""


def _example(acts: list[Row], a: str, b: str, window: int) -> Row:
    """The first object that both acted on inside the window, and their posts."""
    mine, others = ([act for act in acts if act["account"] == one] for one in (a, b))
    by_object: dict[str, list[Row]] = {}
    for act in others:
        by_object.setdefault(act["object"], []).append(act)
    met = [
        (max(one["at"], other["at"]), one["post"], other["post"], one, other)
        for one in mine
        for other in by_object.get(one["object"], ())
        if abs(one["at"] - other["at"]) <= window
    ]
    _, _, _, one, other = min(met, key=lambda found: found[:3])
    return {"object": one["object"], "a_version": one["version"], "b_version": other["version"]}


def simultaneous(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `simultaneous` from acts `kind, account, object, at, post, version`."""
    out = []
    kinds = max(len(KINDS), len(set(rows["kind"].to_pylist())))
    listed = sorted(rows.to_pylist(), key=lambda row: (row["kind"], row["at"], row["post"], row["object"]))
    for kind, held in groupby(listed, key=lambda row: str(row["kind"])):
        acts = list(held)
        table = pa.Table.from_pylist([{name: act[name] for name in ("account", "object", "at")} for act in acts])
        for window in WINDOWS:
            for edge in edges(table, window, families=len(WINDOWS) * kinds).to_pylist():
                shown = _example(acts, edge["a"], edge["b"], window)
                out.append({"kind": kind, "window_us": window, **edge, **shown})
    return pa.Table.from_pylist(out, schema=SIMULTANEOUS)
