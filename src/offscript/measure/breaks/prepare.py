"""From a table of times and values to a whole grid of buckets."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.breaks.levels import Prepared

Times = NDArray[np.int64]
KINDS = ("count", "share", "real")
_MOST = 20_000_000
_KEPT = 4096


class CannotTell(ValueError):
    """A series of which nothing can be said, and why."""


def _column(series: pa.Table, name: str) -> NDArray[np.float64]:
    return np.asarray(series[name].to_numpy(zero_copy_only=False), float)


def kind_of(values: NDArray[np.float64], exposure: NDArray[np.float64] | None) -> str:
    """`count` where values are whole and none is negative, `share` where they lie from 0 to 1 and exposure says of how many, else
    `real`."""
    known = values[np.isfinite(values)]
    if len(known) and (known >= 0).all() and (known == np.round(known)).all():
        return "count"
    if exposure is not None and len(known) and (known >= 0).all() and (known <= 1).all():
        return "share"
    return "real"


def _step(at: Times) -> int:
    """Length of a bucket: the commonest distance between times."""
    apart, often = np.unique(np.diff(at), return_counts=True)
    return int(apart[often.argmax()])


def _folded(series: Prepared, many: int) -> Prepared:
    """Buckets joined, so many into one: counts are added, others averaged over what is known."""
    length = -(-len(series.values) // many)
    padded = np.full(length * many, np.nan)
    padded[: len(series.values)] = series.values
    weights = np.zeros(length * many)
    weights[: len(series.exposure)] = series.exposure
    weights[np.isnan(padded)] = 0.0
    values, shares = np.nan_to_num(padded).reshape(length, many), weights.reshape(length, many)
    total = shares.sum(axis=1)
    joined = values.sum(axis=1) if series.kind == "count" else (values * shares).sum(axis=1) / np.maximum(total, 1e-9)
    rhythm = np.ones(length) if series.kind == "count" else np.zeros(length)
    return Prepared(series.kind, np.where(total > 0, joined, np.nan), np.where(total > 0, total, 1.0), rhythm)


def _checked(series: pa.Table) -> pa.Table:
    for name in ("at", "value"):
        if name not in series.column_names:
            raise CannotTell(f"no column {name!r}; needed are at and value, and exposure where it is known")
    if series["at"].null_count:
        raise CannotTell(f"column 'at' has {series['at'].null_count} empty values; leave those rows out")
    return series


def whole(series: pa.Table, kind: str | None = None) -> tuple[Times, Prepared]:
    """Times of whole buckets and the series on them; what is not there is NaN. More than 4,096 buckets are joined into longer ones.

    Args:
        series: `at` (start of a bucket, µs since 1970), `value`, and optionally `exposure` (hours collected; of a share, of how
            many it is one; none or 0 where nothing was collected).
        kind: `count`, `share` or `real`; None: told from the values.

    Raises:
        CannotTell: a column lacks, fewer than four values, all in one moment, or times that no bucket fits.
        ValueError: no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; it is one of {', '.join(KINDS)}")
    at = np.asarray(_checked(series)["at"].to_numpy(zero_copy_only=False), np.int64)
    values = _column(series, "value")
    given = _column(series, "exposure") if "exposure" in series.column_names else None
    exposure = np.ones(len(values)) if given is None else np.nan_to_num(given)
    values = np.where(np.isfinite(values) & (exposure > 0), values, np.nan)
    order = np.argsort(at, kind="stable")
    at, values, exposure = at[order], values[order], exposure[order]
    if np.isfinite(values).sum() < 4:
        raise CannotTell("fewer than four values")
    if at[0] == at[-1]:
        raise CannotTell("all values are of one moment")
    if (np.diff(at) == 0).any():
        raise CannotTell(f"two values for one moment ({int(at[1:][np.diff(at) == 0][0])}): fold them first")
    step = _step(at)
    slots = (at - at[0] + step // 2) // step
    if slots[-1] >= _MOST:
        raise CannotTell(f"{int(slots[-1]) + 1} buckets; more than {_MOST}: take longer buckets")
    if (np.diff(slots) == 0).any():
        raise CannotTell("times are not of equal buckets: fold them into hours or days first")
    length = int(slots[-1]) + 1
    full, weights = np.full(length, np.nan), np.ones(length)
    full[slots], weights[slots] = values, np.where(exposure > 0, exposure, 1.0)
    chosen = kind or kind_of(values, given)
    rhythm = np.ones(length) if chosen == "count" else np.zeros(length)
    made = Prepared(chosen, full, weights, rhythm)
    many = -(-length // _KEPT)
    if many > 1:
        made, step = _folded(made, many), step * many
    return at[0] + step * np.arange(len(made.values), dtype=np.int64), made
