"""Hours and days of the case's zone, so that SQL needs no time zones: quarter hours, and where each falls."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pyarrow as pa

from offscript.case import Settings
from offscript.model import CALENDAR, HOUR, MINUTE, SECOND
from offscript.store.steps import Group, Step
from offscript.store.steps import Settings as Chosen

QUARTER = 15 * MINUTE
"""All offsets of zones in use since 1970 are whole quarters of an hour."""


def calendar(rows: pa.Table, chosen: Chosen) -> pa.Table:
    """Quarters from the first post's day to the last post's, with the days of the case's zone."""
    settings = Settings.model_validate({"zone": chosen["zone"], "window": chosen["window"]})
    low, high = rows["low"][0].as_py(), rows["high"][0].as_py()
    if low is None:
        return CALENDAR.empty_table()
    start, end = settings.window_us(settings.window)
    day = datetime.fromtimestamp(low / SECOND, settings.timezone).date()
    found: list[dict[str, Any]] = []
    while (first := settings.micros(datetime.combine(day, time())) or 0) <= high:
        after = settings.micros(datetime.combine(day + timedelta(days=1), time())) or 0
        week = (day - timedelta(days=day.weekday())).isoformat()
        for at in range(first, after, QUARTER):
            offset = datetime.fromtimestamp(at / SECOND, settings.timezone).utcoffset() or timedelta()
            hour = at - (at + round(offset.total_seconds()) * SECOND) % HOUR
            row = {"quarter": at // QUARTER, "hour_us": hour, "day_us": first, "day": day.isoformat(), "week": week}
            inside = (start is None or at >= start) and (end is None or at < end)
            found.append({**row, "in_window": inside})
        day += timedelta(days=1)
    return pa.Table.from_pylist(found, schema=CALENDAR)


STEPS: tuple[Step, ...] = (
    Group(
        "calendar",
        "coverage",
        "select min(published_at) as low, max(published_at) as high from post",
        "calendar",
        calendar,
        settings=("zone", "window"),
        libraries=("tzdata",),
    ),
)
