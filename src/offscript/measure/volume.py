"""How much is said: posts, words, and the share of posts that carry another source's words, by hour and day.

A day's exposure is the number of source-hours that were collected (table `coverage`); a day nobody collected is left out, not
counted as zero. An hour has its share of its day's exposure, and counts only posts known to the hour or better. Counts
include copies; the share of reuse says how many. Only what lies in the case's window counts.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (Query("series", "volume", sql_beside("offscript.measure", "series"), "series"),)
"""Needs coverage and reuse."""
