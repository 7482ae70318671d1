"""A series in its own time, and the stretches of it with few posts.

The clock of such a series runs as posts are expected: fast at its usual hours, slow at night, not at all while it was not
collected. On that clock posts would come evenly, were nothing the matter. Looked at is every stretch that begins at a post (or
the start) and ends at the next but 0, 1, 2, 4, 8 … (or the end): gaps and r-scans (Karlin & Macken 1991). What to expect in it
comes from the series around it, the stretch itself left out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.silence.few import Values, as_few, scatter

Times = NDArray[np.int64]
_LISTED = 1e-2
"""Stretches less likely than this are listed."""
_FEWER = 2.0
"""So many deviations of a Poisson count must lack before the chance is worked out: it would be above one in a hundred."""


class Course(NamedTuple):
    """A series on its own clock.

    `events`, `times`: clock and time (µs) of each post, rising; `end`, `from_us`, `to_us`: the clock at the end, and the times of
    both ends; `edges`: for each length of block, the clock at its edges; `reach`: how far around a stretch its level is learnt;
    `shape`, `rate`: what is believed of the level beforehand (gamma); `others`: times of posts that what is expected rests on;
    `unsure`: how much of the rhythm is not known, as the square of a share.
    """

    events: Values
    times: Times
    end: float
    from_us: int
    to_us: int
    edges: tuple[Values, ...]
    reach: float
    shape: float
    rate: float
    others: Times | None = None
    unsure: float = 0.0


class Stretches(NamedTuple):
    """Stretches with few posts, one entry each: clock at start and end, posts inside, expected, chance, times of start and end."""

    start: Values
    end: Values
    seen: Times
    expected: Values
    chance: Values
    from_us: Times
    to_us: Times


def level(course: Course, start: Values, end: Values) -> tuple[Values, Values]:
    """Level around a stretch, and the size (gamma's shape) that says how well it is known."""
    low, high = np.maximum(0.0, start - course.reach), np.minimum(course.end, end + course.reach)
    before = np.searchsorted(course.events, start, "left") - np.searchsorted(course.events, low, "left")
    after = np.searchsorted(course.events, high, "right") - np.searchsorted(course.events, end, "right")
    shape = course.shape + np.maximum(0, before) + np.maximum(0, after)
    rate = course.rate + (start - low) + (high - end)
    return np.asarray(shape / rate, float), np.asarray(shape, float)


def scattered(course: Course) -> list[tuple[float, int]]:
    """Scatter beyond chance over the course's blocks, one of each length."""
    found = []
    for edges in course.edges:
        inside = np.diff(edges) > 0
        start, end = edges[:-1][inside], edges[1:][inside]
        counts = np.diff(np.searchsorted(course.events, np.append(start, course.end + 1), "left")).astype(float)
        found.append(scatter(counts, level(course, start, end)[0] * (end - start)))
    return found


def _concentrated(edges: Values, start: Values, end: Values) -> Values:
    """How much of a stretch lies in few blocks: sum of the squares of its shares, 1 where one block holds all."""
    squares = np.concatenate([[0.0], np.cumsum(np.diff(edges) ** 2)])
    first = np.searchsorted(edges, start, "right")
    last = np.searchsorted(edges, end, "left") - 1
    inside = last >= first
    low, high = np.minimum(first, len(edges) - 1), np.maximum(last, 0)
    parts = (edges[low] - start) ** 2 + (squares[high] - squares[low]) + (end - edges[high]) ** 2
    length = np.maximum(end - start, 1e-12)
    return np.asarray(np.where(inside, parts, length**2) / length**2, float)


def _steps(posts: int) -> list[int]:
    """Posts inside a stretch that is looked at: none, 1, 2, 4 … up to a quarter of all."""
    return [0, *(1 << step for step in range(max(0, (posts // 4).bit_length())))]


def looked_at(course: Course) -> int:
    """How many stretches are looked at."""
    posts = len(course.events)
    return sum(posts - inside + 1 for inside in _steps(posts))


def chance(
    course: Course, scatters: list[float], seen: Values, start: Values, end: Values, others: Values | None = None
) -> tuple[Values, Values]:
    """What is expected of stretches, and the chance of as few as seen: the largest under a scatter that holds for hours, or a
    day."""
    rate, shape = level(course, start, end)
    mean = rate * (end - start)
    unsure = course.unsure + 1 / shape + (0.0 if others is None else 1 / (others + 1))
    found = np.zeros(len(mean))
    for edges, much in zip(course.edges, scatters, strict=True):
        size = 1 / np.maximum(much * _concentrated(edges, start, end) + unsure, 1e-9)
        found = np.maximum(found, as_few(seen, mean, size))
    return mean, found


def stretches(course: Course, scatters: list[float]) -> Stretches:
    """All stretches with fewer posts than one in a hundred would have, none overlapping: the least likely first chosen."""
    starts, from_us = np.append(0.0, course.events), np.append(course.from_us, course.times)
    ends, to_us = np.append(course.events, course.end), np.append(course.times, course.to_us)
    parts = []
    for inside in _steps(len(course.events)):
        number = len(ends) - inside
        start, end = starts[:number], ends[inside:]
        near = (end > start) & ((end - start <= course.reach / 2) | (inside == 0))
        mean = level(course, start, end)[0] * (end - start)
        first = np.flatnonzero(near & (mean - inside > _FEWER * np.sqrt(mean)))
        others = None
        if course.others is not None:
            high, low = (np.searchsorted(course.others, at) for at in (to_us[inside:][first], from_us[:number][first]))
            others = (high - low).astype(float)
        seen = np.full(len(first), float(inside))
        mean, p = chance(course, scatters, seen, start[first], end[first], others)
        few = p < _LISTED
        first = first[few]
        counts = seen[few].astype(np.int64)
        parts.append(
            Stretches(start[first], end[first], counts, mean[few], p[few], from_us[first], to_us[first + inside])
        )
    return _apart(Stretches._make(np.concatenate(column) for column in zip(*parts, strict=True)))


def _apart(found: Stretches) -> Stretches:
    """The least likely of stretches that overlap, then the least likely of the rest."""
    kept: list[int] = []
    for one in np.lexsort((found.from_us, found.chance)):
        start, end = found.from_us[one], found.to_us[one]
        if all(end <= found.from_us[other] or start >= found.to_us[other] for other in kept):
            kept.append(int(one))
    chosen = np.array(sorted(kept), np.int64)
    return Stretches._make(column[chosen] for column in found)
