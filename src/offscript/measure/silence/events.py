"""The table `hushed`: how many posts each voice had in the hours after an event of the case, against its habit.

Where an analyst names the moments that matter beforehand, few stretches are looked at, and a shorter silence can be told than
where all are: the hours after each event, and no others, are the family of tests.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from offscript.case import EventSettings
from offscript.case import Settings as CaseSettings
from offscript.measure.discovery import false_discovery
from offscript.measure.silence import habit, salience
from offscript.measure.silence.course import Course, chance
from offscript.measure.silence.few import Values
from offscript.measure.silence.heard import Heard, Row, Voice, between, heard, tiers
from offscript.measure.silence.table import MOST_FALSE, UNLIKELY, Posts, in_time, lacking, scatters_of
from offscript.model import HUSHED
from offscript.model.schema import HOUR
from offscript.store.steps import Settings

WINDOWS = (6, 24, 72)
"""Hours after an event that are looked at."""
_COLLECTED = 0.9
"""Share of these hours that must have been collected."""
_EXPECTED = 1.0
"""Posts that must be expected before their absence says anything."""


def _collected(every: Heard, voice: Voice, at: int, hours: int) -> float:
    """Share of the hours after a time in which a voice was collected."""
    asked = between(every.days, at, at + hours * HOUR)
    return float((np.minimum(asked, voice.cover)).sum() / hours)


def _outcome(row: Row, collected: float, voice: Voice, with_missing: float) -> str:
    if collected < _COLLECTED:
        return "cannot be told: not collected throughout"
    if voice.capped:
        return "cannot be told: a cap took posts away"
    if row["expected"] < _EXPECTED:
        return "cannot be told: too few posts to be expected"
    if row["p"] <= UNLIKELY < with_missing:
        return "cannot be told: numbers lack"
    return "as always"


def _rows(every: Heard, voice: Voice, on: tuple[Course, list[float], Values], at: int) -> list[Row]:
    """Posts of one voice in the hours after a time."""
    course, scatters, mass = on
    ends = at + np.array(WINDOWS, np.int64) * HOUR
    start, *clock = habit.clock_at(every, voice, mass, np.append(at, ends))
    stretch = np.full(len(ends), start), np.array(clock)
    first, last = np.searchsorted(voice.times, at, "right"), np.searchsorted(voice.times, ends, "right")
    seen = (last - first).astype(float)
    expected, p = chance(course, scatters, seen, *stretch)
    missing = lacking(every, voice, np.full(len(ends), at), ends - 1)
    _, with_missing = chance(course, scatters, seen + missing, *stretch)
    known: Row = {"scope": voice.scope, "name": voice.name, "tier": voice.tier}
    known["next_at"] = int(voice.times[first]) if first < len(voice.times) else None
    out = []
    for n, hours in enumerate(WINDOWS):
        row = known | {"hours": hours, "posts": int(seen[n]), "expected": float(expected[n]), "p": float(p[n])}
        outcome = _outcome(row, _collected(every, voice, at, hours), voice, float(with_missing[n]))
        out.append(row | {"outcome": outcome} | ({} if outcome == "as always" else {"p": None}))
    return out


def after_events(every: Heard, events: list[tuple[str, int]]) -> list[Row]:
    """Every voice in the hours after each event; of those told as fewer at most one in ten is false."""
    voices = [voice for voice in [*every.voices, *tiers(every)] if len(voice.times) >= salience.FEWEST]
    if not voices:
        return []
    masses = habit.masses(every, voices)
    courses = [habit.course(every, voice, mass) for voice, mass in zip(voices, masses, strict=True)]
    held = list(zip(voices, zip(courses, scatters_of(courses), masses, strict=True), strict=True))
    out = [
        {"event": name, "at": at} | row
        for name, at in events
        for voice, on in held
        for row in _rows(every, voice, on, at)
    ]
    tested: list[Row] = [row for row in out if row["p"] is not None]
    for row, q in zip(tested, false_discovery([row["p"] for row in tested]), strict=True):
        row.update({"q": float(q)} | ({"outcome": "fewer"} if q <= MOST_FALSE else {}))
    return out


def hushed(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `hushed` from rows as `heard.sql` gives them."""
    told = CaseSettings.model_validate({"zone": settings["zone"]})
    events = [
        (one.name, at)
        for one in map(EventSettings.model_validate, settings["event"])
        if (at := told.micros(one.at)) is not None
    ]
    listed = rows.to_pylist() if events else []
    every = heard(listed)
    if not every.voices:
        return HUSHED.empty_table()
    inside = [(name, at) for name, at in events if every.days[0] <= at <= every.days[-1] + 24 * HOUR]
    posts = Posts(in_time(listed))
    out = []
    for row in after_events(every, inside):
        first = posts.at(row["scope"], row["name"], None, row["next_at"]) if row["next_at"] else None
        out.append(row | {name: first[name] if first else None for name in ("version", "start", "end")})
    out.sort(key=lambda row: (row["at"], row["event"], row["scope"], row["name"], row["hours"]))
    return pa.Table.from_pylist(out, schema=HUSHED)
