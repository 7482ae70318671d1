"""The table `break`: every series of the case searched by day, joint breaks of the tiers, and how many of those told are false."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.measure.breaks.detect import Break, told_breaks
from offscript.measure.breaks.joint import joint
from offscript.measure.breaks.posterior import Posterior, posterior
from offscript.measure.breaks.prepare import CannotTell, Times, whole
from offscript.model import BREAK
from offscript.store.steps import Settings

Row = dict[str, Any]
Name = tuple[str, str, str]


def _series(rows: pa.Table) -> Iterator[tuple[Name, Times, Posterior]]:
    """Each series with what the data say of it; one of which nothing can be said is left out (the table `tested` names it)."""

    def name(row: Row) -> Name:
        return row["measure"], row["scope"], row["name"]

    for key, held in groupby(sorted(rows.to_pylist(), key=lambda row: (*name(row), row["at"])), key=name):
        listed = list(held)
        columns = {column: [row[column] for row in listed] for column in ("at", "value", "exposure")}
        try:
            at, prepared = whole(pa.table(columns), listed[0]["kind"])
        except CannotTell:
            continue
        yield key, at, posterior(at, prepared)


def _row(name: Name, one: Break) -> Row:
    measure, scope, which = name
    return {
        "measure": measure,
        "scope": scope,
        "name": which,
        "at": one.at,
        "low": one.low,
        "high": one.high,
        "probability": one.probability,
        "before": one.before,
        "after": one.after,
        "kind": one.kind,
        "carried": [],
    }


def _corrected(rows: list[Row]) -> list[Row]:
    """Rows with the share of false ones expected among those at least as probable (Newton et al. 2004)."""
    wrong = np.array([1 - row["probability"] for row in rows])
    order = np.argsort(wrong, kind="stable")
    shares = np.empty(len(rows))
    shares[order] = np.cumsum(wrong[order]) / np.arange(1, len(rows) + 1)
    return [{**row, "false_share": round(float(share), 4)} for row, share in zip(rows, shares, strict=True)]


def breaks(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `break` from the daily series `measure, scope, name, at, value, exposure, kind`."""
    read = list(_series(rows))
    found = [_row(name, one) for name, at, told in read for one in told_breaks(at, told)]
    tiers = {f"{measure} of {name}": (at, told) for (measure, scope, name), at, told in read if scope == "tier"}
    for one in joint(tiers):
        values = {**one._asdict(), "carried": list(one.carried), "before": None, "after": None, "kind": "step"}
        found.append({"measure": "several", "scope": "case", "name": "", **values})
    found = _corrected(found)
    found.sort(key=lambda row: (row["measure"], row["scope"], row["name"], row["at"]))
    return pa.Table.from_pylist(found, schema=BREAK)
