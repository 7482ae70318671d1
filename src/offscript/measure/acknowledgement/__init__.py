"""How long until each source spoke of a matter, and until it admitted anything of it, since the first outside report.

Outside are monitors, foreign, adversary, independent and opposition sources; first is first in this collection. A source that
never got there while it was collected is censored, not missing; one collected late may have spoken before, and its lag is known
only to lie below what was seen; a time known to the day makes the lag an interval. Tiers of ten sources or more get a median by
Kaplan and Meier (1958), or by Turnbull (1976) where times are intervals, with its 95% interval, the log-rank test against all
other tiers, the labels dealt anew (of intervals Finkelstein's scores, 1986), and where ten sources and five that got there stand
on both sides Cox's ratio (1972), which assumes that it stays the same over time; smaller tiers are counted and their sources
listed. Assumes that when collection ends has nothing to do with when a source would have spoken.
"""

from __future__ import annotations

from offscript.measure.acknowledgement.table import acknowledged, acknowledgement
from offscript.store.steps import Group, Step, sql_beside

_HERE = "offscript.measure.acknowledgement"

STEPS: tuple[Step, ...] = (
    Group(
        "acknowledgement",
        "acknowledgement",
        sql_beside(_HERE, "watched"),
        "acknowledgement",
        acknowledgement,
        linked=(),
    ),
    Group(
        "acknowledged",
        "acknowledgement",
        "select * from acknowledgement",
        "acknowledged",
        acknowledged,
        libraries=("numpy",),
    ),
)
