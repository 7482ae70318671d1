"""What was collected, before anything is compared: the stretch held of each source, holes, and caps.

Answers, for every source and day: would a post have been seen? Evidence is the source's own sequence of ids (Telegram
numbers a channel's messages one by one: a run of 20 or more ids that are not held is a hole), counts that betray a cap
(three or more sources with the same round total; the same highest count on seven days of ten), and the first and last post.
Assumes that ids rise with time. A missing id may be a deleted or a service message: missing ids are counted, not explained.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (
    Query("extent", "coverage", sql_beside("offscript.measure", "extent"), "extent"),
    Query("coverage", "coverage", sql_beside("offscript.measure", "coverage"), "coverage"),
)
