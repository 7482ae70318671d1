"""Who acts at the same time as whom more often than chance explains, and what explains it.

Null model: the configuration model within blocks of an hour: which account did which event is drawn anew, so that every account
keeps how much it does in each block and every object (a text, an address, a domain, a phrase, a post passed on) its events and
their times; breaking news that everybody shares at once is expected to be shared. Counted are distinct objects two accounts act on
inside a window; the p-value is a Poisson's upper tail, corrected over all pairs of accounts, windows and kinds of object
(Benjamini & Hochberg 1995), so that one busy account makes no edge, and nobody is the usual answer. Work grows with events times a
bounded degree: in a burst of more than 128 accounts on one object only a part of its pairs is compared. Explanations come first:
one owner, a common source or machine, copying, a third (a wire) whose texts both carry, schedules (posts on the full minute).
Groups are the pairs left unexplained that hold each other up by threes (3-truss: Cohen 2008). It says "more simultaneous than
chance explains", with the odds; it never says why. Assumes that accounts with the same activity are alike: those that follow the
same subjects share more objects than chance, and that alone makes edges.
"""

from __future__ import annotations

from offscript.measure.coordination.edges import Unreadable, edges
from offscript.measure.coordination.explained import explained
from offscript.measure.coordination.groups import company, groups
from offscript.measure.coordination.table import simultaneous
from offscript.store.steps import Group, Step, sql_beside

__all__ = ["STEPS", "Unreadable", "edges", "groups"]

_HERE = "offscript.measure.coordination"
_UNEXPLAINED = "select * from coordination where explanation is null"

STEPS: tuple[Step, ...] = (
    Group(
        "simultaneous",
        "coordination",
        sql_beside(_HERE, "acts"),
        "simultaneous",
        simultaneous,
        libraries=("numba", "numpy"),
    ),
    Group(
        "coordination",
        "coordination",
        sql_beside(_HERE, "explained"),
        "coordination",
        explained,
        settings=("source",),
        linked=(),
    ),
    Group("company", "coordination", _UNEXPLAINED, "company", company, libraries=("networkx",)),
)
