"""The tables `unison` (each tier, and each source beside the rest of its tier, by window) and `chorus` (what each source does to
it)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.measure.discovery import false_discovery
from offscript.measure.unison import shares as made
from offscript.measure.unison.alike import Shares, Values, likeness, moved, ratio, unusual
from offscript.model import CHORUS, UNISON
from offscript.store.steps import Settings

Row = dict[str, Any]
_MAKERS = {"subjects": made.subjects, "phrases": made.subjects, "texts": made.texts, "stance": made.stance}
_FEWEST = {"subjects": 20, "phrases": 20, "texts": 10, "stance": 20}
"""Posts of a tier in a window from which its likeness is told."""


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def beside(shares: Shares, window: int) -> Values:
    """Likeness of each voice to the rest, one value a voice; NaN where it, or all others, said nothing."""
    held = shares.held[window]
    out = np.full(len(held), np.nan)
    if held.sum() < 2:
        return out
    vectors, own = shares.vectors[window][held], shares.own[window][held]

    def common(of: Values) -> Values:
        return np.asarray((of * (of.sum(axis=0) - of)).sum(axis=1) / (len(of) - 1), float)

    base = common(own) if own.ndim == 2 else np.full(len(vectors), own.mean())
    out[held] = np.divide(common(vectors), base, out=np.full(len(base), np.nan), where=base > 0)
    return out


def _posts(rows: list[Row], windows: list[int], voices: list[str]) -> Values:
    """Posts by window and voice."""
    counted = np.zeros((len(windows), len(voices)))
    at, name = {one: n for n, one in enumerate(windows)}, {one: n for n, one in enumerate(voices)}
    for where, who, _ in {(row["at"], row["source"], row["post"]) for row in rows}:
        counted[at[where], name[who]] += 1
    return counted


def _of_tier(key: Row, rows: list[Row], windows: list[int], cycle: int) -> list[Row]:
    """Likeness of one tier in one aspect by window, and of each of its sources to the rest."""
    voices = sorted({row["source"] for row in rows})
    if len(voices) < 2:
        return []
    shares, posts = _MAKERS[key["aspect"]](rows, windows, voices), _posts(rows, windows, voices)
    random = np.random.default_rng(zlib.crc32("|".join(map(str, key.values())).encode()))
    out: list[Row] = []
    for window, at in enumerate(windows):
        held = shares.held[window]
        if held.sum() < 2 or posts[window].sum() < _FEWEST[key["aspect"]]:
            continue
        found = likeness(shares, window, random)
        if not np.isfinite(found.value):
            continue
        drawn = moved(shares, window, cycle, random) if key["aspect"] != "texts" else np.array([])
        row = {**key, "scope": "tier", "name": key["tier"], "at": at, "sources": int(held.sum())}
        row |= {"posts": int(posts[window].sum()), "value": found.value, "low": _finite(found.low)}
        row |= {"high": _finite(found.high), "expected": _finite(float(np.median(drawn))) if len(drawn) else None}
        out.append(row | {"p": unusual(found.value, drawn) if len(drawn) else None})
        for n, value in enumerate(beside(shares, window)):
            if np.isfinite(value):
                one = {**key, "scope": "source", "name": voices[n], "at": at, "sources": int(held.sum())}
                out.append(one | {"posts": int(posts[window, n]), "value": float(value)})
    return out


def _windows(rows: list[Row]) -> list[tuple[str, list[Row], list[int], int]]:
    """Rows by day and by week, the windows there are, and how many make a week."""
    days = sorted({row["day_us"] for row in rows})
    weeks: dict[str, int] = {}
    for row in rows:
        weeks[row["week"]] = min(row["day_us"], weeks.get(row["week"], row["day_us"]))
    by_day = [{**row, "at": row["day_us"]} for row in rows]
    by_week = [{**row, "at": weeks[row["week"]]} for row in rows]
    return [("day", by_day, days, 7), ("week", by_week, sorted(weeks.values()), 1)]


def _parts(rows: pa.Table) -> Iterator[tuple[Row, list[Row], list[int], int]]:
    """Rows of each tier in each aspect by day and by week, with the windows there are, and how many make a week."""
    listed = sorted(rows.to_pylist(), key=lambda row: tuple(str(value) for value in row.values()))
    for bucket, held, windows, cycle in _windows(listed):
        held.sort(key=lambda row: (row["aspect"], row["tier"]))
        for (aspect, tier), mine in groupby(held, key=lambda row: (row["aspect"], row["tier"])):
            yield {"aspect": aspect, "bucket": bucket, "tier": tier}, list(mine), windows, cycle


def unison(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `unison` from rows `aspect, tier, source, day_us, week, post, thing, side`."""
    out = [row for key, mine, windows, cycle in _parts(rows) for row in _of_tier(key, mine, windows, cycle)]
    tested = [row for row in out if row.get("p") is not None]
    for row, q in zip(tested, false_discovery([row["p"] for row in tested]), strict=True):
        row["q"] = float(q)
    out.sort(key=lambda row: (row["aspect"], row["bucket"], row["scope"], row["name"], row["at"]))
    return pa.Table.from_pylist(out, schema=UNISON)


def _carried(key: Row, rows: list[Row], windows: list[int]) -> list[Row]:
    """What each source of a tier does to its unison, over all windows."""
    voices = sorted({row["source"] for row in rows})
    if len(voices) < 2:
        return []
    shares = _MAKERS[key["aspect"]](rows, windows, voices)
    alike = np.array([beside(shares, window) for window in range(len(windows))])
    kept = np.ones((len(voices) + 1, len(voices))) - np.eye(len(voices) + 1, len(voices))
    values = []
    for window in range(len(windows)):
        held = shares.held[window]
        values.append(ratio(shares.vectors[window][held], shares.own[window][held], kept[:, held]))
    told = np.array(values)
    out = []
    for n, name in enumerate(voices):
        both = np.isfinite(told[:, n]) & np.isfinite(told[:, -1]) & np.isfinite(alike[:, n])
        if both.any():
            means = {"alike": alike[both, n].mean(), "whole": told[both, -1].mean(), "without": told[both, n].mean()}
            row = {"aspect": key["aspect"], "tier": key["tier"], "source": name, "windows": int(both.sum())}
            out.append(row | {name: float(value) for name, value in means.items()})
    return out


def chorus(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `chorus` from the same rows, by week."""
    weeks = [part for part in _parts(rows) if part[0]["bucket"] == "week"]
    out = [row for key, mine, windows, _ in weeks for row in _carried(key, mine, windows)]
    return pa.Table.from_pylist(out, schema=CHORUS)
