"""Mood: how each tier sounds each day against its own habit.

The share of a tier's posts that sound of a register (odds of at least one to one, own voice) on a day, with Wilson's interval,
beside its share on all other days of the collection; the ratio of the two odds has a 95% interval by Woolf's method with one
half added to each cell (Haldane 1956). A tier is only ever compared with itself: tiers write differently.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, fsum, log, sqrt
from typing import Any

import pyarrow as pa

from offscript.find.register import REGISTERS
from offscript.measure.repeats import wilson
from offscript.model import MOOD
from offscript.store.steps import Group, Settings, Step, sql_beside

_Z = 1.959964


def ratio(toned: int, posts: int, usual_toned: int, usual_posts: int) -> tuple[float, float, float]:
    """Odds of a day over the odds of all others, with its 95% interval."""
    cells = [toned + 0.5, posts - toned + 0.5, usual_toned + 0.5, usual_posts - usual_toned + 0.5]
    middle, spread = log(cells[0] * cells[3] / (cells[1] * cells[2])), _Z * sqrt(fsum(1 / cell for cell in cells))
    return exp(middle), exp(middle - spread), exp(middle + spread)


def mood(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `mood` from counts: `tier, day, posts, register (null: none that day), toned`."""
    days: dict[tuple[str, str], int] = {}
    toned: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows.to_pylist():
        days[row["tier"], row["day"]] = row["posts"]
        if row["register"]:
            toned[row["tier"], row["day"], row["register"]] = row["toned"]
    all_posts: dict[str, int] = defaultdict(int)
    all_toned: dict[tuple[str, str], int] = defaultdict(int)
    for (tier, _), posts in days.items():
        all_posts[tier] += posts
    for (tier, _, register), many in toned.items():
        all_toned[tier, register] += many
    out: list[dict[str, Any]] = []
    for (tier, day), posts in sorted(days.items()):
        for register in REGISTERS:
            many, usual = toned[tier, day, register], all_toned[tier, register] - toned[tier, day, register]
            others = all_posts[tier] - posts
            low, high = wilson(many, posts)
            odds, odds_low, odds_high = ratio(many, posts, usual, others)
            said = {"tier": tier, "day": day, "register": register, "posts": posts, "toned": many}
            share = {"share": many / posts, "share_low": low, "share_high": high}
            habit = {"habit": usual / others if others else None}
            out.append({**said, **share, **habit, "ratio": odds, "ratio_low": odds_low, "ratio_high": odds_high})
    return pa.Table.from_pylist(out, schema=MOOD)


STEPS: tuple[Step, ...] = (Group("mood", "mood", sql_beside("offscript.measure", "mood"), "mood", mood),)
