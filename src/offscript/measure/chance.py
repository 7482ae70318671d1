"""Who repeats whom, against chance: is it more than their volume of posts and the news of the day would bring about?

Null model: on each day the posts that carry a source's earlier words are dealt at random among all posts of the other sources of
that day, so that a source gets its share by volume (labels permuted within the day). The count of each pair is then a sum of
hypergeometric draws, one a day; `DRAWS` sums are drawn with a fixed seed for p (one-sided, never nought), q is Benjamini &
Hochberg (1995). Two sources of one subject repeat each other more than this chance and need not copy for that.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.discovery import false_discovery
from offscript.model import CHANCE
from offscript.store.steps import Group, Settings, Step, sql_beside

DRAWS = 2_000
_SEED = 1
Key = tuple[int, str]


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
    dealt: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (day, earlier, later), count in carried.items():
        dealt[earlier][day] += count
        found[earlier, later] += count
    drawing = np.random.default_rng(_SEED)
    out, chance = [], []
    for (earlier, later), links in sorted(found.items()):
        drawn: NDArray[np.int64] = np.zeros(DRAWS, np.int64)
        expected = 0.0
        for day, good in sorted(dealt[earlier].items()):
            others, own = on_day[day] - posts.get((day, earlier), 0), posts.get((day, later), 0)
            if own:
                expected += good * own / others
                drawn += drawing.hypergeometric(good, others - good, own, DRAWS)
        p = (1 + int((drawn >= links).sum())) / (1 + DRAWS)
        out.append({"earlier": earlier, "later": later, "links": links, "expected": expected})
        chance.append(p)
    rated = [{**row, "p": p, "q": q} for row, p, q in zip(out, chance, false_discovery(chance).tolist(), strict=True)]
    return pa.Table.from_pylist(rated, schema=CHANCE)


STEPS: tuple[Step, ...] = (Group("chance", "repeats", sql_beside("offscript.measure", "chance"), "chance", chances),)
