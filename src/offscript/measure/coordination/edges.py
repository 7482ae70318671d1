"""Pairs of accounts that act on the same objects at the same time more often than chance explains."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from offscript.measure.coordination.chance import activity, expected, spread, tails
from offscript.measure.coordination.together import Codes, close_pairs, dealt, shared
from offscript.measure.discovery import false_discovery

FALSE = 0.10
_FEWEST = 2
_BLOCK_US = 3_600_000_000
_WINDOWS = 60
COLUMNS = ("account", "object", "at")


class Unreadable(ValueError):
    """A table of events that lacks a column or a value; the message says which."""


def _coded(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Numbers of a column's values in their order, and the values."""
    coded = column.combine_chunks().dictionary_encode()
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    order = pc.sort_indices(coded.dictionary)
    rank = np.empty(len(order), np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return rank[coded.indices.to_numpy(zero_copy_only=False)], coded.dictionary.take(order)


def _checked(events: pa.Table) -> pa.Table:
    for name in COLUMNS:
        if name not in events.column_names:
            raise Unreadable(f"no column {name!r}; needed are {', '.join(COLUMNS)}")
        if events[name].null_count:
            raise Unreadable(f"column {name!r} has {events[name].null_count} empty values; leave those events out")
    return events


def _table(values: pa.Array, a: Codes, b: Codes, **columns: np.ndarray[tuple[int], np.dtype[np.generic]]) -> pa.Table:
    """A table of edges, the surest first."""
    found = pa.table({"a": values.take(pa.array(a)), "b": values.take(pa.array(b)), **columns})
    return found.sort_by([("q", "ascending"), ("p", "ascending"), ("a", "ascending"), ("b", "ascending")])


def edges(
    events: pa.Table, window_us: int, most_false: float = FALSE, block_us: int | None = None, families: int = 1
) -> pa.Table:
    """Pairs of accounts more simultaneous than chance explains, the surest first; none is the usual answer.

    Args:
        events: `account, object, at` (µs since 1970 UTC): an account acted on an object (a text, link, media, phrase).
        window_us: two events of one object no further apart are together.
        most_false: rate of false edges among those given (Benjamini & Hochberg over all pairs of accounts).
        block_us: length of the blocks of time in which accounts' activity is kept; None: an hour, or sixty windows if longer.
        families: how many such searches are corrected together (windows, kinds of object).

    Returns:
        `a, b` (a before b), `objects` shared in time, `expected` of them by chance, `p`, `q`. In a burst of more than 128 accounts
        on one object in one window only a part of its pairs is compared, and as small a part expected.

    Raises:
        Unreadable: a column or value is missing.
        ValueError: a window of nothing.
    """
    if window_us < 1:
        raise ValueError(f"a window of {window_us} µs holds nothing; give at least 1")
    account, accounts = _coded(_checked(events)["account"])
    objects, things = _coded(events["object"])
    at = np.asarray(events["at"].to_numpy(zero_copy_only=False), np.int64)
    none = np.zeros(0, np.int64)
    empty = np.zeros(0)
    if len(accounts) < 2:
        return _table(accounts, none, none, objects=none, expected=empty, p=empty, q=empty)
    sorted_ = dealt(account, objects, at, window_us)
    everybody, others = close_pairs(sorted_.account, sorted_.at, sorted_.begins, window_us)
    pairs, counts = shared(sorted_, others, window_us, len(accounts), len(things), _FEWEST)
    a, b = pairs // len(accounts), pairs % len(accounts)
    length = block_us or max(_BLOCK_US, _WINDOWS * window_us)
    used, block = np.unique(sorted_.at // length, return_inverse=True)
    by_chance = activity(sorted_.account, block, len(accounts), len(used))
    means = expected(a, b, *by_chance, *spread(sorted_, everybody, block, len(used)))
    chances = tails(counts, means)
    rates = false_discovery(chances, families * len(accounts) * (len(accounts) - 1) / 2)
    told = rates <= most_false
    return _table(
        accounts, a[told], b[told], objects=counts[told], expected=means[told], p=chances[told], q=rates[told]
    )
