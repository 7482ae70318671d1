"""Control: posts edited after publication or vanished, channels renamed or closed; how soon after what; days with more than habit.

What was taken away is told in words, figures and names, where the earlier wording is held; an edit of which only the time is
known is counted. Null model: of a source's posts of a day as many are edited, or vanish, as of its other days', whose share is
drawn towards that of all sources (twenty posts' worth) and differs from day to day (beta-binomial, by moments); false discovery
over all sources, days and kinds (Benjamini & Hochberg 1995). A day is that of publication: posts of days before a reading have
had longer to be changed. How soon after what: the last post before it that repeats its words, and the last outside report of its
matter, each with the chance that one lies as near by how many there were that week (Poisson); before is not because of. Only a
second reading of a source shows what vanished, and a post may vanish because it was mistaken. Assumes that a reading that covers
a post's number and lacks it means that it is gone.
"""

from __future__ import annotations

from offscript.measure.control.table import control, withdrawn
from offscript.store.steps import Group, Query, Step, sql_beside

_HERE = "offscript.measure.control"

STEPS: tuple[Step, ...] = (
    Group(
        "withdrawn", "control", sql_beside(_HERE, "acts"), "withdrawn", withdrawn, libraries=("rapidfuzz",), linked=()
    ),
    Query("prompted", "control", sql_beside(_HERE, "prompted"), "prompted"),
    Group("control", "control", sql_beside(_HERE, "habits"), "control", control, libraries=("numpy",)),
)
