"""The tables `withdrawn` (each edit, disappearance, new name, and what it took away) and `control` (days with more than habit)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.find.reuse.edits import edits_between
from offscript.measure.control.many import as_many
from offscript.measure.discovery import false_discovery
from offscript.model import CONTROL, WITHDRAWN
from offscript.store.steps import Settings

Row = dict[str, Any]
_NUMBER = re.compile(r"\d[\d.,\u00a0 ]*")
_SHOWN = 12


def _figures(text: str) -> set[str]:
    return {re.sub(r"[^\d]", "", found) for found in _NUMBER.findall(text)} - {""}


def _taken(row: Row) -> Row:
    """What a post's words lost: stretches of words, figures, names."""
    if row["kind"] == "renamed":
        return {"words": [row["text"]], "figures": [], "names": []}
    if row["later_text"] is None:
        return {"words": None, "figures": None, "names": None}
    pairs = edits_between(row["text"], row["later_text"]) if row["later_text"] else [(row["text"], "")]
    words = [before for before, _ in pairs if before.strip()]
    names = sorted(set(row["names"] or ()) - set(row["later_names"] or ()))
    figures = sorted(_figures(row["text"]) - _figures(row["later_text"]))
    return {"words": words[:_SHOWN], "figures": figures, "names": names}


def withdrawn(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `withdrawn` from rows as `acts.sql` gives them."""
    kept = ("kind", "source", "tier", "post", "matter", "published_at", "low_us", "high_us", "version", "later_version")
    out = []
    for row in rows.to_pylist():
        told = {name: row[name] for name in kept} | _taken(row)
        end = len(row["text"]) if row["version"] else None
        out.append(told | {"start": 0 if row["version"] else None, "end": end})
    out.sort(key=lambda row: (row["source"], row["kind"], row["low_us"] or 0, row["post"] or "", row["version"] or ""))
    return pa.Table.from_pylist(out, schema=WITHDRAWN)


def control(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `control` from rows `kind, source, tier, day_us, posts, acts`: days on which a source changed or lost any post."""
    listed = sorted(rows.to_pylist(), key=lambda row: (row["kind"], row["source"], row["day_us"]))
    every = {kind: list(held) for kind, held in groupby(listed, key=lambda row: str(row["kind"]))}
    out: list[Row] = []
    for held in every.values():
        usual = sum(row["acts"] for row in held) / max(1, sum(row["posts"] for row in held))
        for _, days in groupby(held, key=lambda row: str(row["source"])):
            mine = list(days)
            acts, posts = (np.array([row[name] for row in mine], float) for name in ("acts", "posts"))
            expected, p = as_many(acts, posts, usual)
            for n in np.flatnonzero(acts > 0):
                out.append(mine[n] | {"expected": float(expected[n]), "p": float(p[n])})
    rates = false_discovery([row["p"] for row in out], len(listed))
    out = [row | {"q": float(q)} for row, q in zip(out, rates, strict=True)]
    out.sort(key=lambda row: (row["kind"], row["source"], row["day_us"]))
    return pa.Table.from_pylist(out, schema=CONTROL)
