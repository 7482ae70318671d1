"""What was collected, before anything is compared: the stretch held of each source, holes, and caps.

Answers, for every source and day: would a post have been seen? Evidence is the source's own sequence of ids (Telegram
numbers a channel's messages one by one: a run of 20 or more ids that are not held is a hole), counts that betray a cap
(three or more sources with the same round total, and more of them than the totals around it would give by chance; the same
highest count on seven days of ten), the first and last post, and, where offscript itself asks a feed, when it answered: a feed
that did not for three hours or more leaves a hole, unless ids show that nothing is missing. A source of which more than six ids in
ten are missing is a selection, and covers nothing; a day without a post is covered only where ids show that none is missing, or
the feed was heard throughout.
Assumes that ids rise with time. A missing id may be a deleted or a service message: missing ids are counted, not explained.
Rates compare only inside the stretch that the compared sources share.
"""

from __future__ import annotations

from bisect import bisect_right

import pyarrow as pa

from offscript.model import STRETCH
from offscript.store.steps import Group, Query, Settings, Step, sql_beside


def stretch(rows: pa.Table, settings: Settings) -> pa.Table:
    """The stretch that most sources share, the longest of those: `source, first_at, last_at` to the table `stretch`."""
    first, last = sorted(rows["first_at"].to_pylist()), sorted(rows["last_at"].to_pylist())
    held = [
        (together, last[bisect_right(last, start)] - start, start)
        for start in first
        if (together := bisect_right(first, start) - bisect_right(last, start)) > 0
    ]
    if not held:
        return STRETCH.empty_table()
    _, length, start = max(held)
    names = {row["source"]: row["first_at"] <= start < start + length <= row["last_at"] for row in rows.to_pylist()}
    found = {
        "from_us": start,
        "to_us": start + length,
        "sources": sorted(name for name, inside in names.items() if inside),
        "left_out": sorted(name for name, inside in names.items() if not inside),
    }
    return pa.Table.from_pylist([found], schema=STRETCH)


STEPS: tuple[Step, ...] = (
    Query("extent", "coverage", sql_beside("offscript.measure", "extent"), "extent"),
    Query("coverage", "coverage", sql_beside("offscript.measure", "coverage"), "coverage"),
    Query("misdated", "coverage", sql_beside("offscript.measure", "misdated"), "misdated"),
    Group("stretch", "coverage", "select source, first_at, last_at from extent", "stretch", stretch),
)
