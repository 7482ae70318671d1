"""The tables `acknowledgement` (each source) and `acknowledged` (each tier)."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.measure.acknowledgement.groups import differ, sooner
from offscript.measure.acknowledgement.survival import curve, median
from offscript.model import ACKNOWLEDGED, ACKNOWLEDGEMENT
from offscript.store.steps import Settings

Row = dict[str, Any]
_KEPT = ("matter", "grade", "source", "tier", "begun_at", "begun_error_us", "version", "start", "end")
FEWEST = 10
"""Sources that a tier needs for a curve."""
_GOT_THERE = 5
"""Sources that must have got there, of a tier and of the others, before the two are set in a ratio."""


def _lag(row: Row) -> tuple[str, int | None, int | None]:
    """State of a source, and the bounds of its lag: `acknowledged`, `before` the outside report, `never` while collected."""
    begun, late = row["begun_at"], row["begun_at"] + row["begun_error_us"]
    if row["published_at"] is None:
        return "never", max(0, row["to_us"] - late), None
    low, high = row["published_at"] - late, row["published_at"] + row["precision_us"] - begun
    if high <= 0:
        return "before", None, None
    collected_late = row["from_us"] > late
    return "acknowledged", 0 if collected_late else max(0, low), high


def acknowledgement(rows: pa.Table, settings: Settings) -> pa.Table:
    """Each source's lag behind the first outside report, from rows as `watched.sql` gives them."""
    out = []
    for row in rows.to_pylist():
        if row["published_at"] is None and row["to_us"] <= row["begun_at"]:
            continue
        state, low, high = _lag(row)
        kept = {name: row[name] for name in _KEPT}
        out.append({**kept, "at": row["published_at"], "state": state, "lag_low_us": low, "lag_high_us": high})
    out.sort(key=lambda row: (row["matter"], row["grade"], row["lag_high_us"] or 2**62, row["source"]))
    return pa.Table.from_pylist(out, schema=ACKNOWLEDGEMENT)


def _bounds(rows: list[Row]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    low = np.array([row["lag_low_us"] for row in rows], float)
    high = np.array([np.inf if row["lag_high_us"] is None else row["lag_high_us"] for row in rows], float)
    return low, high


def _finite(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None


def _happened(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["state"] == "acknowledged"]


def _ratio(low: np.ndarray[Any, Any], high: np.ndarray[Any, Any], group: np.ndarray[Any, Any]) -> Row:
    found = sooner(low, high, group)
    return dict(zip(("sooner", "sooner_low", "sooner_high"), found, strict=True)) if found else {}


def _tier(key: tuple[str, str, str], rows: list[Row], others: list[Row]) -> Row:
    matter, grade, tier = key
    happened = _happened(rows)
    out: Row = {"matter": matter, "grade": grade, "tier": tier, "sources": len(rows), "acknowledged": len(happened)}
    out["first_source"] = (
        min(happened, key=lambda row: (row["lag_high_us"], row["source"]))["source"] if happened else None
    )
    if len(rows) < FEWEST:
        return out
    low, high = _bounds(rows)
    middle = median(curve(low, high))
    out |= {
        "median_us": _finite(middle.at),
        "median_low_us": _finite(middle.low),
        "median_high_us": _finite(middle.high),
    }
    if others:
        both = [*rows, *others]
        group = np.arange(len(both)) < len(rows)
        out["differs_p"] = differ(*_bounds(both), group)
        if len(others) >= FEWEST and min(len(happened), len(_happened(others))) >= _GOT_THERE:
            out |= _ratio(*_bounds(both), group)
    return out


def acknowledged(rows: pa.Table, settings: Settings) -> pa.Table:
    """Each tier's median lag and whether it differs from all other tiers'; tiers of fewer than ten sources are counted only."""
    listed = [row for row in rows.to_pylist() if row["state"] != "before"]
    listed.sort(key=lambda row: (row["matter"], row["grade"], row["tier"], row["source"]))
    out = []
    for key, held in groupby(listed, key=lambda row: (row["matter"], row["grade"], row["tier"])):
        mine = list(held)
        others = [row for row in listed if (row["matter"], row["grade"]) == key[:2] and row["tier"] != key[2]]
        out.append(_tier(key, mine, others))
    return pa.Table.from_pylist(out, schema=ACKNOWLEDGED)
