"""The ladder of blame: how high it climbs, week by week, by tier and by source, and who first reaches each rung.

Only blame in own voice counts, openly, by hint or by question, no charge before a court; a post once, by the highest it blames;
copies of one text within a tier and week once. The height is the mean rung with a 95% percentile interval of 1,000 bootstrap
samples (Efron & Tibshirani 1993, ch. 13), drawn from a fixed seed. First means first in this collection.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.find.blame import RUNGS
from offscript.model import CLIMB, LADDER, REACHED
from offscript.store.steps import Group, Settings, Step, sql_beside

_SAMPLES = 1_000
_SEED = 7
Row = dict[str, Any]


def heights(settings: Settings) -> dict[str, int]:
    """Number of each rung, 1 the lowest: of the case's ladder where it has one, else of the packaged one."""
    names = [one["name"] for one in settings["rung"]]
    return {name: number for number, name in enumerate([*dict.fromkeys(names)] or RUNGS, 1)}


def interval(values: list[int]) -> tuple[float, float]:
    """95% interval of the mean by bootstrap; the mean itself where there is one value."""
    if len(values) == 1:
        return float(values[0]), float(values[0])
    held = np.array(values, float)
    drawn = np.random.default_rng(_SEED).integers(0, len(held), (_SAMPLES, len(held)))
    low, high = np.quantile(held[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def _posts(rows: list[Row], placed: dict[str, int]) -> list[Row]:
    """The highest blame of each post, in time."""
    best: dict[str, Row] = {}
    kept = (row for row in rows if row["rung"] in placed)
    for row in sorted(kept, key=lambda row: (-placed[row["rung"]], row["start"], row["end"])):
        best.setdefault(row["post"], row)
    return sorted(best.values(), key=lambda row: (row["published_at"], row["post"], row["start"]))


def ladder(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `ladder` from blame in own voice: `post, source, tier, week, text (of its cascade), rung, …`."""
    placed = heights(settings)
    names = list(placed)
    groups: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for row in _posts(rows.to_pylist(), placed):
        for scope in ("tier", "source"):
            held = groups[scope, row[scope], row["week"]]
            held[row["text"]] = max(held.get(row["text"], 0), placed[row["rung"]])
    out = []
    for (scope, name, week), held in sorted(groups.items()):
        values = sorted(held.values())
        low, high = interval(values)
        counted = [values.count(number) for number in range(1, len(names) + 1)]
        said = {"scope": scope, "name": name, "week": week, "posts": len(values), "height": sum(values) / len(values)}
        out.append({**said, "height_low": low, "height_high": high, "top": names[values[-1] - 1], "rungs": counted})
    return pa.Table.from_pylist(out, schema=LADDER)


def climbed(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `climb`: the highest rung each post in own voice blames."""
    placed = heights(settings)
    kept = ("post", "source", "tier", "published_at", "version", "start", "end", "rung")
    out = [
        {name: row[name] for name in kept} | {"height": placed[row["rung"]]} for row in _posts(rows.to_pylist(), placed)
    ]
    return pa.Table.from_pylist(out, schema=CLIMB)


def reached(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `reached`: the first post of each source at each rung."""
    placed = heights(settings)
    seen: set[tuple[str, str]] = set()
    out = []
    kept = [row for row in rows.to_pylist() if row["rung"] in placed]
    for row in sorted(kept, key=lambda row: (row["published_at"], row["post"], row["start"])):
        if (row["source"], row["rung"]) not in seen:
            first = not any(rung == row["rung"] for _, rung in seen)
            seen.add((row["source"], row["rung"]))
            columns = ("rung", "source", "tier", "published_at", "post", "version", "start", "end")
            out.append({name: row[name] for name in columns} | {"height": placed[row["rung"]], "first": first})
    return pa.Table.from_pylist(out, schema=REACHED)


_ROWS = sql_beside("offscript.measure", "ladder")

STEPS: tuple[Step, ...] = (
    Group("ladder", "ladder", _ROWS, "ladder", ladder, settings=("rung",)),
    Group("climb", "ladder", _ROWS, "climb", climbed, settings=("rung",)),
    Group("reached", "ladder", _ROWS, "reached", reached, settings=("rung",)),
)
