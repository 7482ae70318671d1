"""How much is said: posts, words, and the share of posts that carry another source's words, by hour and day.

A day's exposure is the number of source-hours that were collected (table `coverage`); a day nobody collected is left out, not
counted as zero. Hours list only those in which something was posted, and posts known to the hour or better. Counts include
copies; the share of reuse says how many.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

STEPS: tuple[Step, ...] = (Query("series", "volume", sql_beside("offscript.measure", "series"), "series"),)
"""Needs coverage and reuse."""
