"""The table `silence`: where fewer posts were than chance explains, of which kind that is, and by what post it ended."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.discovery import false_discovery
from offscript.measure.silence import habit, salience
from offscript.measure.silence.course import Course, Stretches, chance, looked_at, scattered, stretches
from offscript.measure.silence.few import Values, shrunk
from offscript.measure.silence.heard import Heard, Row, Times, Voice, between, heard, place, tiers
from offscript.model import SILENCE
from offscript.store.steps import Settings

MOST_FALSE = 0.1
"""Rate of false silences among those told."""
UNLIKELY = 1e-3
"""Where missing numbers, counted as posts, make a stretch likelier than this, it may be for what is not held."""


class Found(NamedTuple):
    """Stretches of one voice with few posts (about a matter; None: of any kind), which kind each is, and how many were looked
    at."""

    voice: Voice
    matter: str | None
    listed: Stretches
    kinds: list[str]
    looked_at: int


def scatters_of(courses: list[Course]) -> list[list[float]]:
    """Scatter of each course, one for each length of block, drawn towards that of all."""
    own = [scattered(course) for course in courses]
    lengths = [shrunk(list(one)) for one in zip(*own, strict=True)]
    return [list(one) for one in zip(*lengths, strict=True)]


def lacking(heard: Heard, voice: Voice, from_us: Times, to_us: Times) -> Values:
    """Numbers that lack on the days of each stretch."""
    total = np.concatenate([[0.0], np.cumsum(voice.missing)])
    first, last = (np.searchsorted(heard.days, at, "right") for at in (from_us, to_us))
    return np.asarray(total[last] - total[np.maximum(first - 1, 0)], float)


def _of_anything(heard: Heard, voices: list[Voice]) -> list[Found]:
    """Stretches in which a voice published little at all; where it might be for what is not held, it is none of its silences."""
    courses = [habit.course(heard, *each) for each in zip(voices, habit.masses(heard, voices), strict=True)]
    found = []
    for voice, course, scatters in zip(voices, courses, scatters_of(courses), strict=True):
        if len(course.events) < salience.FEWEST:
            continue
        listed = stretches(course, scatters)
        held = listed.seen + lacking(heard, voice, listed.from_us, listed.to_us)
        with_missing = chance(course, scatters, held, listed.start, listed.end)[1]
        usual = ["outage" if not seen and voice.numbered else "quiet" for seen in listed.seen]
        kinds = ["uncovered" if p > UNLIKELY else kind for p, kind in zip(with_missing, usual, strict=True)]
        kinds = ["capped"] * len(kinds) if voice.capped else kinds
        if not voice.capped:
            listed = listed._replace(chance=with_missing)
        found.append(Found(voice, None, listed, kinds, looked_at(course)))
    return found


def _of_matter(heard: Heard, voices: list[Voice], matter: str, about: salience.About) -> list[Found]:
    """Stretches in which a voice published as always, but little of a matter that others spoke of."""
    taken = salience.taken(heard, voices, about)
    courses = salience.courses(heard, taken)
    found = []
    for one, course, scatters in zip(taken, courses, scatters_of(courses), strict=True):
        listed = stretches(course, scatters)
        kinds = ["capped" if one.voice.capped else "avoidance"] * len(listed.seen)
        found.append(Found(one.voice, matter, listed, kinds, looked_at(course)))
    return found


def _if_collected(heard: Heard, voice: Voice) -> Voice:
    """A source as if it had been collected from its first post to its last."""
    ends = int(voice.times[0]), int(voice.times[-1])
    cells, into = place(heard.days, voice.times, *ends)
    return voice._replace(from_us=ends[0], to_us=ends[1], cells=cells, into=into, cover=between(heard.days, *ends))


def _holes(heard: Heard) -> list[Row]:
    """Stretches mostly not collected that would be silences had they been."""
    out = []
    for voice, mass in zip(heard.voices, habit.masses(heard, heard.voices), strict=True):
        whole = _if_collected(heard, voice)
        if len(voice.times) < salience.FEWEST or not (whole.cover > voice.cover).any():
            continue
        course, real = habit.course(heard, whole, mass), habit.course(heard, voice, mass)
        listed = stretches(course, [much for much, _ in scattered(course)])
        clock = [np.interp(at, real.times, real.events) for at in (listed.from_us, listed.to_us)]
        collected = (clock[1] - clock[0]) / (listed.end - listed.start)
        for n in np.flatnonzero((listed.chance * looked_at(course) <= MOST_FALSE) & (collected < 0.5)):
            row: Row = {"scope": "source", "name": voice.name, "tier": voice.tier, "matter": None, "kind": "uncovered"}
            out.append(row | _stretch(listed, int(n)))
    return out


def _stretch(listed: Stretches, n: int) -> Row:
    times = {"from_us": int(listed.from_us[n]), "to_us": int(listed.to_us[n])}
    return times | {"posts": int(listed.seen[n]), "expected": float(listed.expected[n])}


def _rates(found: list[Found]) -> list[NDArray[np.float64]]:
    """Rate of false ones at each stretch: sources and tiers, and anything and matters, are families that share the errors evenly
    (weighted p-values: Genovese, Roeder & Wasserman 2006); each family is as large as the stretches looked at in it."""
    families: dict[tuple[bool, str], int] = {}
    for one in found:
        family = (one.matter is None, one.voice.scope)
        families[family] = families.get(family, 0) + one.looked_at
    weighed = [one.listed.chance * families[one.matter is None, one.voice.scope] * len(families) for one in found]
    if not found:
        return []
    rates = false_discovery(np.concatenate(weighed), 1)
    return list(np.split(rates, np.cumsum([len(one) for one in weighed])[:-1]))


def _rows(one: Found, rates: NDArray[np.float64]) -> list[Row]:
    listed, voice = one.listed, one.voice
    out: list[Row] = []
    for n in np.flatnonzero(rates <= MOST_FALSE):
        row: Row = {
            "scope": voice.scope,
            "name": voice.name,
            "tier": voice.tier,
            "matter": one.matter,
            "kind": one.kinds[n],
        }
        unsure = row["kind"] in ("capped", "uncovered")
        told = {"p": None if unsure else float(listed.chance[n]), "q": None if unsure else float(rates[n])}
        out.append(row | _stretch(listed, int(n)) | told)
    return out


class Posts:
    """Posts, in the order of time, by voice and matter (None: of any kind), to find those at the ends of a silence."""

    def __init__(self, rows: list[Row]) -> None:
        self._held: dict[tuple[str, str, str | None], list[Row]] = {}
        for row in rows:
            for scope, name in (("source", row["source"]), ("tier", row["tier"])):
                self._held.setdefault((scope, name, row["matter"]), []).append(row)

    def of(self, scope: str, name: str, matter: str | None) -> list[Row]:
        """Those of a voice, in the order of time."""
        return self._held.get((scope, name, matter), [])

    def at(self, scope: str, name: str, matter: str | None, at: int) -> Row | None:
        """The first post at a time."""
        held = self.of(scope, name, matter)
        place = bisect_left(held, at, key=lambda row: row["at"])
        return held[place] if place < len(held) and held[place]["at"] == at else None


def in_time(rows: list[Row]) -> list[Row]:
    """Posts, and posts about matters, in the order of time."""
    posts = [row for row in rows if row["what"] in ("post", "about")]
    return sorted(posts, key=lambda row: (row["at"], row["version"]))


def _number_between(held: list[Row], from_us: int, to_us: int) -> int:
    """How many posts after one time and before another, of posts in the order of time."""
    first = bisect_right(held, from_us, key=lambda row: row["at"])
    return max(0, bisect_left(held, to_us, key=lambda row: row["at"]) - first)


def _ended(row: Row, posts: Posts, everybody: dict[str | None, list[Row]]) -> Row:
    scope, name, matter = row["scope"], row["name"], row["matter"]
    before, after = (posts.at(scope, name, matter, row[side]) for side in ("from_us", "to_us"))
    told: Row = {"meanwhile": _number_between(posts.of(scope, name, None), row["from_us"], row["to_us"])}
    about = _number_between(everybody.get(matter, []), row["from_us"], row["to_us"])
    told["elsewhere"] = None if matter is None else about - row["posts"]
    for side, post in (("before", before), ("ended", after)):
        told |= {f"{side}_{part}": post[part] if post else None for part in ("version", "start", "end")}
    return row | told


def silences(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `silence` from rows as `heard.sql` gives them."""
    listed = rows.to_pylist()
    every = heard(listed)
    if not every.voices:
        return SILENCE.empty_table()
    posts = in_time(listed)
    found = _of_anything(every, [*every.voices, *tiers(every)])
    shared = every._replace(voices=[voice for voice in every.voices if voice.together])
    number = {voice.name: n for n, voice in enumerate(shared.voices)}
    matters: dict[str | None, list[Row]] = {}
    for row in posts:
        if row["matter"] and row["source"] in number:
            matters.setdefault(row["matter"], []).append(row)
    together = [*shared.voices, *tiers(shared)]
    for matter, held in sorted(matters.items(), key=lambda pair: str(pair[0])):
        about = salience.About(np.array([number[row["source"]] for row in held]), np.array([row["at"] for row in held]))
        found += _of_matter(shared, together, str(matter), about)
    out = [row for one, rates in zip(found, _rates(found), strict=True) for row in _rows(one, rates)] + _holes(every)
    ends = Posts(posts)
    out = [_ended(row, ends, matters) for row in out]
    out.sort(key=lambda row: (row["scope"], row["name"], row["matter"] or "", row["from_us"], row["kind"]))
    return pa.Table.from_pylist(out, schema=SILENCE)
