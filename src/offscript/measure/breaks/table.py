"""The table `break`: every series of the case searched by day, joint breaks of the tiers, and how many of those told are false."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.measure.breaks.detect import Break, told_breaks
from offscript.measure.breaks.joint import joint
from offscript.measure.breaks.levels import Prepared
from offscript.measure.breaks.online import RECENT, SHORTEST, Alarm, first_alarm, judged, threshold
from offscript.measure.breaks.posterior import Posterior, posterior
from offscript.measure.breaks.prepare import CannotTell, Times, whole
from offscript.model import ALARM, BREAK
from offscript.model.schema import DAY
from offscript.store.steps import Settings

Row = dict[str, Any]
Name = tuple[str, str, str]


def _name(row: Row) -> Name:
    return row["measure"], row["scope"], row["name"]


def _whole(rows: pa.Table) -> Iterator[tuple[Name, list[Row], Times, Prepared]]:
    """Each series on whole days; one of which nothing can be said is left out (the table `tested` names it)."""
    for key, held in groupby(sorted(rows.to_pylist(), key=lambda row: (*_name(row), row["at"])), key=_name):
        listed = list(held)
        columns = {column: [row[column] for row in listed] for column in ("at", "value", "exposure")}
        try:
            yield key, listed, *whole(pa.table(columns), listed[0]["kind"])
        except CannotTell:
            continue


def _series(rows: pa.Table) -> Iterator[tuple[Name, Times, Posterior]]:
    """Each series with what the data say of it."""
    for key, _, at, prepared in _whole(rows):
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


def _alarm(name: Name, at: Times, found: Alarm | None, broken: int, least: float) -> Row:
    row: Row = dict(zip(("measure", "scope", "name"), name, strict=True)) | {"at": broken, "threshold": least}
    if found is None:
        return row | {"fired_at": None, "delay_days": None, "probability": None, "open": False}
    fired = int(at[found.fired]) + DAY
    told = {"fired_at": fired, "delay_days": (fired - broken) // DAY, "probability": round(found.probability, 4)}
    return row | told | {"open": found.fired == len(at) - 1}


def alarms(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `alarm` from rows as `alarm.sql` gives them: when each break told would have been said, and what is said today."""
    read = list(_whole(rows))
    least = threshold(settings["alarms_per_week"], len(read))
    out = []
    for name, listed, at, prepared in read:
        if len(at) < SHORTEST or int(at[1] - at[0]) != DAY:
            continue
        said = set()
        for broken in listed[0]["breaks"] or ():
            begin = int(np.searchsorted(at, broken))
            found = first_alarm(at, prepared, begin, min(len(at), begin + RECENT), least)
            out.append(_alarm(name, at, found, int(broken), least))
            said.add(int(broken))
        now = judged(at, prepared, len(at))
        if now.probability >= least and not any(abs(int(at[now.at]) - one) < RECENT * DAY for one in said):
            out.append(_alarm(name, at, now, int(at[now.at]), least))
    out.sort(key=lambda row: (row["measure"], row["scope"], row["name"], row["at"]))
    return pa.Table.from_pylist(out, schema=ALARM)
