"""Who repeats whom: between sources and between tiers, how often and how fast.

Share: posts of the later source that carry words of the earlier, of all its posts while both were collected, with Wilson's
95% interval (Wilson 1927). Lag: median with a distribution-free 95% interval from order statistics (David & Nagaraja 2003,
ch. 7; fewer than six values have none), over links whose order the time precision settles. Posts are taken as independent,
which copies of one event are not: intervals are too narrow where one day's news makes most of the links. "Repeats" means
later with the same words; both may have a third source.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pyarrow as pa

from offscript.model import REPEAT
from offscript.store.steps import Group, Settings, Step, sql_beside

_Z = 1.959964
_FEWEST = 6
"""Smallest number of values whose extremes hold the median with 95%."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """95% interval of a share."""
    if trials == 0:
        return 0.0, 1.0
    share, square = successes / trials, _Z**2 / trials
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def median_interval(ordered: list[int]) -> tuple[int | None, int | None]:
    """95% interval of the median of sorted values, from order statistics; none where there are fewer than six."""
    count = len(ordered)
    if count < _FEWEST:
        return None, None
    reach = _Z * sqrt(count) / 2
    low, high = int(np.floor(count / 2 - reach)), int(np.ceil(count / 2 + reach)) - 1
    return ordered[max(0, low)], ordered[min(count - 1, high)]


def _pair(scope: str, earlier: str, later: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    links = len({row["post"] for row in rows})
    possible = max(max(row["possible"] for row in rows), links)
    low, high = wilson(links, possible)
    lags = sorted(row["lag_us"] for row in rows if row["lag_us"] >= row["lag_error_us"])
    between = median_interval(lags)
    return {
        "scope": scope,
        "earlier": earlier,
        "later": later,
        "links": links,
        "of": possible,
        "share": links / possible,
        "share_low": low,
        "share_high": high,
        "median_lag_us": int(np.median(lags)) if lags else None,
        "lag_low_us": between[0],
        "lag_high_us": between[1],
        "order_unknown": len(rows) - len(lags),
    }


def repeats(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `repeat` from the links of each pair of sources or tiers."""
    gathered: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        gathered.setdefault((row["scope"], row["earlier"], row["later"]), []).append(row)
    return pa.Table.from_pylist([_pair(*key, linked) for key, linked in sorted(gathered.items())], schema=REPEAT)


STEPS: tuple[Step, ...] = (
    Group("repeat", "repeats", sql_beside("offscript.measure", "repeats"), "repeat", repeats, linked=("later",)),
)
