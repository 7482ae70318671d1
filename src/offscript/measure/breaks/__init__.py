"""When something changed: dated breaks of the daily series, how sure each is, and those that several series show at once.

Null model: a level that stays, or drifts slowly, under the series' own weekly (and daily) rhythm, with values that scatter more
than chance (negative binomial for posts, beta-binomial for shares, normal for other values) and now and then a lone outlier. At a
break the level is drawn anew. The posterior is exact for a product partition with geometric lengths (Barry & Hartigan 1993;
Fearnhead 2006), averaged over scatters and drifts by their evidence; the rhythm is estimated beside the levels. A break's interval
holds 90% of the chance of its date; one less than 40% likely is not told. Before the data two series in five are expected to have
one. Steps that a slow ramp explains better are told as a ramp. Each break says what share of those at least as probable is expected
to be false, over all series searched (Newton et al. 2004). A day nobody collected says nothing, and
what compares sources or their copies is searched only inside the stretch that they share, over sources held throughout. A joint
break is one that at least two of the tiers' series carry, put together as if they were independent given the break. Assumes that
posts of one day do not depend on those of the day before but through the level; series that wander are read as drifting, and then
have few breaks. As they come, breaks are said at the end of the day on which a change within the last week is sure enough for the
false alarms a week that the case allows all its series together (`alarms_per_week`); each told break says when that was.
"""

from __future__ import annotations

from offscript.measure.breaks.detect import Break, detect
from offscript.measure.breaks.prepare import CannotTell
from offscript.measure.breaks.table import alarms, breaks
from offscript.store.steps import Group, Query, Step, sql_beside

__all__ = ["STEPS", "Break", "CannotTell", "detect"]

_HERE = "offscript.measure.breaks"

STEPS: tuple[Step, ...] = (
    Query("searched", "breaks", sql_beside(_HERE, "searched"), "searched"),
    Group("break", "breaks", "select * from searched", "break", breaks, libraries=("numpy", "numba")),
    Query("tested", "breaks", sql_beside(_HERE, "tested"), "tested"),
    Group(
        "alarm",
        "breaks",
        sql_beside(_HERE, "alarm"),
        "alarm",
        alarms,
        settings=("alarms_per_week",),
        libraries=("numpy", "numba"),
    ),
)
