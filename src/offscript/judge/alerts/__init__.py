"""Alerts: what is worth saying the moment it is known, each thing once, with the words, what stood before, and why now.

Nothing new is found here: figures revised, words changed or gone after publication, the first plain word of a source that kept to
the line, the first admission of a tier, silences, breaks as they could be told at the time, promises overdue or broken, blame
reaching a rung, a claim meeting denial, confirmation or evidence, and feeds that do not answer. An alert's key holds nothing that
later posts can change, so that it is told once. Its strength is its rank among the alerts of its kind, so that rare kinds count as
much as common ones; a source to which the case gives a tier weighs more than a stranger, the words of ministries, officials, wires
and broadcasters most. How many a week are told is the case's to set; how often such alerts were right is read from the ledger.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (
    Query("soon", "alerts", sql_beside("offscript.judge.alerts", "soon"), "soon"),
    Query("late", "alerts", sql_beside("offscript.judge.alerts", "late"), "late"),
    Query("alert", "alerts", sql_beside("offscript.judge.alerts", "alert"), "alert"),
)
