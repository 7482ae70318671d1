"""What each source, and each tier, published while it was collected, laid out by day and hour."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.silence.few import Values
from offscript.model.schema import HOUR

Times = NDArray[np.int64]
Cells = NDArray[np.int64]
Row = dict[str, Any]
HOURS = 24


class Voice(NamedTuple):
    """One source or tier: when it began and ceased to be collected; times of its posts, the hour of the grid each falls in and how
    far into what was collected of it; how much of each hour was collected (days, 24); whether it was collected throughout the
    stretch that sources share, whether a cap cut it, whether its posts are numbered, and how many numbers each day lacks."""

    scope: str
    name: str
    tier: str
    from_us: int
    to_us: int
    times: Times
    cells: Cells
    into: Values
    cover: Values
    together: bool
    capped: bool
    numbered: bool
    missing: Values


class Heard(NamedTuple):
    """All sources on one grid of days (starts, µs), and the stretch that they share."""

    days: Times
    from_us: int
    to_us: int
    voices: list[Voice]


def place(days: Times, at: Times, from_us: int, to_us: int) -> tuple[Cells, Values]:
    """Hour of the grid that each time falls in, and how far into what of it lies between two times; a day's 25th hour counts as its
    24th."""
    day = np.clip(np.searchsorted(days, at, "right") - 1, 0, len(days) - 1)
    hour = np.minimum((at - days[day]) // HOUR, HOURS - 1)
    start = days[day] + hour * HOUR
    low, high = np.maximum(start, from_us), np.minimum(start + HOUR, to_us)
    return day * HOURS + hour, np.clip((at - low) / np.maximum(high - low, 1), 0.0, 1.0)


def between(days: Times, from_us: int, to_us: int) -> Values:
    """Share of each hour of the grid that lies between two times."""
    hours = days[:, None] + np.arange(HOURS) * HOUR
    return np.asarray(np.minimum(np.clip((hours + HOUR - from_us) / HOUR, 0, 1), np.clip((to_us - hours) / HOUR, 0, 1)))


def _source(name: str, rows: list[Row], days: Times, times: Times) -> Voice:
    first, missing, held = rows[0], np.zeros(len(days)), np.zeros(len(days))
    for row in rows:
        day = int(np.searchsorted(days, row["day_us"]))
        missing[day], held[day] = row["missing"], row["state"] in ("covered", "capped")
    ends = int(first["from_us"]), int(first["to_us"])
    cover = between(days, *ends) * held[:, None]
    capped = sum(row["state"] == "capped" for row in rows) > 1
    return Voice(
        "source",
        name,
        first["tier"],
        *ends,
        times,
        *place(days, times, *ends),
        np.asarray(cover, float),
        bool(first["together"]),
        capped,
        bool(first["numbered"]),
        missing,
    )


def tiers(heard: Heard) -> list[Voice]:
    """Tiers of two sources or more that were held throughout the stretch, each as one voice, inside that stretch."""
    by_tier: dict[str, list[Voice]] = {}
    for voice in heard.voices:
        if voice.together and voice.tier != "unassigned":
            by_tier.setdefault(voice.tier, []).append(voice)
    shared = between(heard.days, heard.from_us, heard.to_us)
    found = []
    for tier, members in sorted(by_tier.items()):
        if len(members) < 2:
            continue
        times = np.sort(np.concatenate([voice.times for voice in members]))
        times = times[(times >= heard.from_us) & (times <= heard.to_us)]
        cover = np.min([voice.cover for voice in members], axis=0) * shared
        ends = max(heard.from_us, *(one.from_us for one in members)), min(heard.to_us, *(one.to_us for one in members))
        capped = any(voice.capped for voice in members)
        numbered = all(voice.numbered for voice in members)
        missing = np.sum([voice.missing for voice in members], axis=0)
        found.append(
            Voice(
                "tier",
                tier,
                tier,
                *ends,
                times,
                *place(heard.days, times, *ends),
                cover,
                True,
                capped,
                numbered,
                missing,
            )
        )
    return found


def heard(rows: list[Row]) -> Heard:
    """Sources from rows as `heard.sql` gives them: `stretch`, days, posts."""
    stretch = next((row for row in rows if row["what"] == "stretch"), {"from_us": 0, "to_us": 0})
    by_source: dict[str, list[Row]] = {}
    posts: dict[str, list[int]] = {}
    for row in rows:
        if row["what"] == "day":
            by_source.setdefault(row["source"], []).append(row)
        elif row["what"] == "post":
            posts.setdefault(row["source"], []).append(row["at"])
    days = np.array(sorted({row["day_us"] for held in by_source.values() for row in held}), np.int64)
    voices = [
        _source(name, by_source[name], days, np.sort(np.array(posts[name], np.int64)))
        for name in sorted(by_source)
        if name in posts
    ]
    return Heard(days, stretch["from_us"], stretch["to_us"], voices)
