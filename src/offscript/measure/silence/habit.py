"""What a voice publishes by habit: hours of the day, days of the week, its own volume, and the days on which all others publish
less.

A holiday, or a day of great news, is told by what the others publish against their habit that day. Hours are drawn towards those of
all voices, days of the week and days of all towards none, by how little is known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from offscript.measure.breaks.rhythm import factors
from offscript.measure.silence.course import Course
from offscript.measure.silence.few import Values, scatter
from offscript.measure.silence.heard import HOURS, Heard, Times, Voice, place
from offscript.model.schema import DAY, HOUR

REACH = 28.0
"""Days around a stretch from which a voice's volume is learnt."""
_ASIDE = 10.0
"""Posts that belief in a usual day weighs against what the others publish."""
_BLOCKS = (3, 12, 24)
_NEAR = 14
_WEEKS = 14
"""Days from which a week's rhythm is learnt."""
_WEEK = 0.3
"""How much days of the week usually differ, where that is not known."""


class Habit(NamedTuple):
    """A voice's share of a day's posts by hour and factor by day (of the week), and posts seen and expected by day, each worth
    what its scatter leaves of it."""

    hours: Values
    week: Values
    seen: Values
    expected: Values


def _hours(voices: list[Voice]) -> list[Values]:
    """Share of a day's posts that each hour has, one array a voice."""
    counts = [np.bincount(voice.cells % HOURS, minlength=HOURS).astype(float) for voice in voices]
    together = np.sum([count / max(1.0, count.sum()) for count in counts], axis=0) + 1e-3
    pooled = together / together.sum()
    return [(count + HOURS * pooled) / (count.sum() + HOURS) for count in counts]


def _around(values: Values) -> Values:
    """Sum over two weeks before and after each day."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    day = np.arange(len(values))
    return np.asarray(total[np.minimum(day + _NEAR + 1, len(values))] - total[np.maximum(day - _NEAR, 0)], float)


def _usual(mass: Values, seen: Values) -> Values:
    """Posts expected by day at the level of the weeks around it."""
    return np.asarray(mass * _around(seen) / np.maximum(_around(mass), 1e-9), float)


def _habit(voice: Voice, days: Times, hours: Values) -> Habit:
    collected = np.asarray(voice.cover @ hours, float)
    held = collected > 0
    seen = np.bincount(voice.cells // HOURS, minlength=len(days)).astype(float) * held
    week = np.ones(len(days))
    if held.sum() >= _WEEKS:
        weekday = np.asarray(((days + DAY // 2) // DAY + 3) % 7, np.int64)
        week = np.exp(factors(np.where(held, seen, np.nan), _usual(collected, seen), weekday))
    expected = _usual(collected * week, seen)
    worth = 1 / (1 + scatter(seen, expected)[0] * expected)
    return Habit(hours, week, worth * seen, worth * expected)


def _all(heard: Heard, voices: list[Voice]) -> list[Habit]:
    return [_habit(voice, heard.days, hours) for voice, hours in zip(voices, _hours(voices), strict=True)]


def belongs(source: Voice, voice: Voice) -> bool:
    """Whether a source is the voice, or one of its tier."""
    return source.name == voice.name if voice.scope == "source" else source.tier == voice.name


def masses(heard: Heard, voices: list[Voice]) -> list[Values]:
    """For each voice (days, 24) its usual share of a day's posts, others' days taken into account (of a tier: other tiers')."""
    habits = _all(heard, heard.voices)
    told = np.array([[habit.seen, habit.expected] for habit in habits])
    out = []
    for voice, habit in zip(voices, _all(heard, voices), strict=True):
        others = np.array([not belongs(source, voice) for source in heard.voices])
        seen, expected = told[others].sum(axis=0) + _ASIDE
        out.append(habit.hours * (habit.week * seen / expected)[:, None])
    return out


def _clock(voice: Voice, mass: Values) -> tuple[Values, Values]:
    """How far a voice's clock moves in each hour of the grid, and where it stands at the hours' edges."""
    flat = np.asarray((voice.cover * mass).ravel(), float)
    return flat, np.concatenate([[0.0], np.cumsum(flat)])


def clock_at(heard: Heard, voice: Voice, mass: Values, at: Times) -> Values:
    """Where times lie on a voice's clock."""
    (flat, clock), (cells, into) = _clock(voice, mass), place(heard.days, at, voice.from_us, voice.to_us)
    return np.asarray(clock[cells] + into * flat[cells], float)


def course(heard: Heard, voice: Voice, mass: Values) -> Course:
    """A voice on the clock of its habits, which stands while it was not collected."""
    flat, clock = _clock(voice, mass)
    events = clock[voice.cells] + voice.into * flat[voice.cells]
    collected = np.flatnonzero(flat > 0)
    moments = (heard.days[:, None] + np.arange(HOURS) * HOUR).ravel()
    from_us, to_us = (int(moments[collected[0]]), int(moments[collected[-1]]) + HOUR) if len(collected) else (0, 0)
    from_us, to_us = max(from_us, voice.from_us), min(to_us, voice.to_us)
    usual = max(1.0, len(events)) / max(float(clock[-1]), 1e-9)
    edges = tuple(clock[::length] for length in _BLOCKS)
    known = (voice.cover.sum(axis=1) > 0).sum() >= _WEEKS
    return Course(
        events,
        voice.times,
        float(clock[-1]),
        from_us,
        to_us,
        edges,
        REACH,
        0.5,
        0.5 / usual,
        unsure=0.0 if known else _WEEK**2,
    )
