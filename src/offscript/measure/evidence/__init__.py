"""Claims beside outside evidence: what monitors' series say of the time a claim is for, where the two can be compared at all.

A case says what a series counts (`[[evidence]]`): items, place, party, and how long the monitor needs (`lag_days`). A claim of
such an item is laid beside the series: a total beside its value, a claim for a stretch of time beside what the series added in
it. Where scope differs (another place, another party, no period, a share) the two are not comparable, and it is said why.
The ratio has an interval: the claim's own bounds (`about` and `almost` widen it by half of its last digit that is not zero), over
what the series says from the moment itself to its lag later, with corrections made afterwards, which may belong before it.
"""

from __future__ import annotations

from offscript.measure.evidence.claims import measured
from offscript.measure.evidence.monitored import monitored
from offscript.store.steps import Group, Query, Step, sql_beside

STEPS: tuple[Step, ...] = (
    Group("monitored", "evidence", "select * from evidence", "monitored", monitored, settings=("evidence",)),
    Group(
        "measured",
        "evidence",
        sql_beside("offscript.measure.evidence", "measured"),
        "measured",
        measured,
        settings=("evidence",),
        linked=(),
        libraries=("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "simplemma"),
    ),
    Query("comparison", "evidence", sql_beside("offscript.measure.evidence", "comparison"), "comparison"),
)
