"""Silence: where a source, or a tier, published less than its habit, or less about a matter, than chance explains.

Null model: a voice posts by its own hours, days of the week and volume of the four weeks around, more and less on days on which all
others do; about a matter it posts as often as the others do around that hour, times its own liking for the matter. Counts scatter
more than chance alone (negative binomial), at the scatter measured over three hours, half a day or a day, whichever makes silence
likelier; liking and scatter are drawn towards those of all voices. The chance of a stretch with so few posts is taken for every gap
between posts, and every stretch with 1, 2, 4, 8 … posts inside (r-scans: Karlin & Macken 1991). All stretches of all sources, tiers
and matters are one family of tests, shared evenly between posts of any kind and posts about matters, sources and tiers: of those
told at most one in ten is false (Benjamini & Hochberg 1995, weighted as in Genovese, Roeder & Wasserman 2006).
Told apart are `outage` (nothing at all, and the numbers of its posts run on), `quiet` (little of anything), `avoidance` (posts as
always, not about this), `uncovered` (not collected, or numbers that lack may be the posts missed) and `capped` (a cap took posts
away: it cannot be told). The hours after the events that a case names are a family of their own, small enough that a short silence
can be told. Assumes that a voice's habit does not change within weeks but by such a silence; that what others
publish, they do not publish because of this voice; that an inflected term tells what a post is about.
"""

from __future__ import annotations

from offscript.measure.silence.events import hushed
from offscript.measure.silence.table import silences
from offscript.store.steps import Group, Query, Step, sql_beside

_HERE = "offscript.measure.silence"

STEPS: tuple[Step, ...] = (
    Group("silence", "silence", sql_beside(_HERE, "heard"), "silence", silences, libraries=("numpy", "numba")),
    Group(
        "hushed",
        "silence",
        sql_beside(_HERE, "heard"),
        "hushed",
        hushed,
        settings=("event", "zone"),
        libraries=("numpy", "numba"),
    ),
    Query("listened", "silence", sql_beside(_HERE, "listened"), "listened"),
)
