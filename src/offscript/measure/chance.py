"""Who repeats whom, against chance: is it more than their volume of posts and the news of the day would bring about?

Null model: on each day the posts that carry a source's earlier words are dealt at random among all posts of the other sources of
that day, so that a source gets its share by volume (labels permuted within the day). The count of each pair is then a sum of
hypergeometric draws, one a day; its distribution is found by putting those of the days together (convolution), so p is exact
(one-sided; below 1e-20 no matter how far). q is Benjamini & Hochberg (1995). Two sources of one subject repeat each other more
than this chance and need not copy for that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.discovery import false_discovery
from offscript.model import CHANCE
from offscript.store.steps import Group, Settings, Step, sql_beside

Key = tuple[int, str]
Values = NDArray[np.float64]
_LEAST = 1e-20
"""Smallest p that is told."""
_OUTSIDE = 50.0
"""How unlikely counts are that are left out of a day's distribution, or of several days': less than e to minus that (Bernstein)."""
_KEPT = 65_536


class Day(NamedTuple):
    """What is dealt on a day: posts with a source's words, all posts of the others, those of the source that is asked about."""

    carried: int
    others: int
    own: int


class Spread(NamedTuple):
    """Chances of each count from `low` on."""

    low: int
    chances: Values


def _reach(mean: float) -> float:
    """How far from the mean of so rare events counts lie that are looked at."""
    return _OUTSIDE / 3 + math.sqrt((_OUTSIDE / 3) ** 2 + 2 * _OUTSIDE * mean) + 1


@lru_cache(maxsize=_KEPT)
def dealt(day: Day) -> Spread:
    """How many of a day's carried posts fall to a source by chance: hypergeometric, from ratios of neighbours."""
    carried, others, own = day
    mean = carried * own / others
    low = max(0, carried + own - others, math.floor(mean - _reach(mean)))
    high = min(carried, own, math.ceil(mean + _reach(mean)))
    count = np.arange(low, high, dtype=np.float64)
    steps = np.log((carried - count) * (own - count)) - np.log((count + 1) * (others - carried - own + count + 1))
    told = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(told - told.max())
    return Spread(low, chances / chances.sum())


def _near(whole: Spread, mean: float) -> Spread:
    """The same without the counts that are too far from the mean to matter."""
    first = max(0, math.floor(mean - _reach(mean)) - whole.low)
    last = math.ceil(mean + _reach(mean)) - whole.low + 1
    return Spread(whole.low + first, whole.chances[first:last])


def as_many(days: Iterable[Day], links: int) -> float:
    """Chance that so many links or more fall to a source on these days together."""
    whole, mean = Spread(0, np.ones(1)), 0.0
    for day in days:
        one = dealt(day)
        mean += day.carried * day.own / day.others
        whole = _near(Spread(whole.low + one.low, np.convolve(whole.chances, one.chances)), mean)
    return min(1.0, max(_LEAST, float(whole.chances[max(0, links - whole.low) :].sum())))


def _counts(rows: pa.Table) -> tuple[dict[Key, int], dict[tuple[int, str, str], int]]:
    """Posts of each source on each day, and those of them that carry each other source's words."""
    posts: dict[Key, int] = {}
    carried: dict[tuple[int, str, str], int] = {}
    for row in rows.to_pylist():
        if row["earlier"] == "":
            posts[row["day_us"], row["later"]] = row["posts"]
        else:
            carried[row["day_us"], row["earlier"], row["later"]] = row["posts"]
    return posts, carried


def chances(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `chance`: for each pair of sources links found, links expected, p and q."""
    posts, carried = _counts(rows)
    on_day: dict[int, int] = defaultdict(int)
    for (day, _), count in posts.items():
        on_day[day] += count
    given: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (day, earlier, later), count in carried.items():
        given[earlier][day] += count
        found[earlier, later] += count
    out, chance = [], []
    for (earlier, later), links in sorted(found.items()):
        days = [
            Day(count, on_day[day] - posts.get((day, earlier), 0), posts[day, later])
            for day, count in sorted(given[earlier].items())
            if (day, later) in posts
        ]
        expected = sum(day.carried * day.own / day.others for day in days)
        out.append({"earlier": earlier, "later": later, "links": links, "expected": expected})
        chance.append(as_many(days, links))
    rated = [{**row, "p": p, "q": q} for row, p, q in zip(out, chance, false_discovery(chance).tolist(), strict=True)]
    return pa.Table.from_pylist(rated, schema=CHANCE)


STEPS: tuple[Step, ...] = (Group("chance", "repeats", sql_beside("offscript.measure", "chance"), "chance", chances),)
