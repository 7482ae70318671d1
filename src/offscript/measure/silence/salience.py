"""What a voice would say of a matter, by how much the others speak of it and by its own habit of taking the matter up.

The clock runs with the voice's own posts, each worth the share of others' posts about the matter around that hour: a voice that
publishes nothing is not silent about anything in particular. How far voices differ in their liking for the matter is learnt from
all of them, and what a voice likes from its own posts before and after (gamma-Poisson, as in Robbins 1956).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.silence.course import Course
from offscript.measure.silence.few import Values
from offscript.measure.silence.habit import belongs
from offscript.measure.silence.heard import HOURS, Heard, Times, Voice, place
from offscript.model.schema import DAY

_BLOCK = 6
"""Hours over which what others say is counted."""
FEWEST = 20
"""Posts of a voice from which something can be told."""


class About(NamedTuple):
    """Posts about one matter: number of the source among the voices heard, and time."""

    source: NDArray[np.int64]
    at: Times


class Taken(NamedTuple):
    """A voice's own posts in the stretch, what each is worth, and those about the matter."""

    voice: Voice
    own: Times
    worth: Values
    about: Times
    others: Times


def _blocks(heard: Heard, cells: NDArray[np.int64]) -> Values:
    return np.bincount(cells // _BLOCK, minlength=len(heard.days) * HOURS // _BLOCK).astype(float)


def _smoothed(values: Values) -> Values:
    """A block and half of each neighbour."""
    padded = np.pad(values, 1)
    return np.asarray(padded[1:-1] + (padded[:-2] + padded[2:]) / 2, float)


def _inside(heard: Heard, voice: Voice) -> NDArray[np.bool_]:
    inside = (voice.times >= heard.from_us) & (voice.times <= heard.to_us)
    return np.asarray(inside & (voice.cover.ravel()[voice.cells] > 0))


def taken(heard: Heard, voices: list[Voice], about: About) -> list[Taken]:
    """What each voice made of a matter that others speak of; voices of fewer than twenty posts are left out."""
    kept = (about.at >= heard.from_us) & (about.at <= heard.to_us)
    source, at = about.source[kept], about.at[kept]
    cells = place(heard.days, at, heard.from_us, heard.to_us)[0]
    posts = np.array([_blocks(heard, voice.cells[_inside(heard, voice)]) for voice in heard.voices])
    found = []
    for voice in voices:
        mine = np.array([belongs(one, voice) for one in heard.voices])
        own, by_it = _inside(heard, voice), mine[source]
        if own.sum() < FEWEST:
            continue
        rest = _smoothed(_blocks(heard, cells[~by_it])) / np.maximum(_smoothed(posts[~mine].sum(axis=0)), 1.0)
        worth = rest[voice.cells[own] // _BLOCK]
        if worth.sum() > 0:
            found.append(Taken(voice, voice.times[own], worth, np.sort(at[by_it]), np.sort(at[~by_it])))
    return found


def _liking(found: list[Taken]) -> tuple[float, float]:
    """Gamma's shape and rate of how often voices take up the matter against the others (moments)."""
    about = np.array([len(one.about) for one in found], float)
    worth = np.array([one.worth.sum() for one in found])
    usual = max(about.sum(), 0.5) / worth.sum()
    expected = usual * worth
    beyond = float(((about - expected) ** 2 - expected).sum() / (expected**2).sum())
    shape = float(np.clip(1 / max(beyond, 1e-6), 0.2, 20.0))
    return shape, shape / usual


def courses(heard: Heard, found: list[Taken]) -> list[Course]:
    """Each voice on the clock of its own posts."""
    if not found:
        return []
    shape, rate = _liking(found)
    edges_us = [np.append(heard.days, heard.days[-1] + DAY)]
    edges_us.insert(0, (edges_us[0][:-1, None] + np.arange(0, HOURS, _BLOCK) * (DAY // HOURS)).ravel())
    out = []
    for one in found:
        clock = np.concatenate([[0.0], np.cumsum(one.worth)])
        events = clock[np.searchsorted(one.own, one.about, "right")]
        edges = tuple(np.append(clock[np.searchsorted(one.own, times)], clock[-1]) for times in edges_us)
        end = float(clock[-1])
        out.append(
            Course(events, one.about, end, int(one.own[0]), int(one.own[-1]), edges, end, shape, rate, one.others)
        )
    return out
