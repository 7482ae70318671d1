"""Pictures shown again: a picture of an export whose print others' pictures have too (`read.pictures` says what a print is).

Two pictures are taken for one where their prints, 128 bits, differ in at most `FARTHEST`; those whose light hardly varies
(`detail` below `FLAT`: cards, screens of one colour) are like any other such, and are left out. Of each picture the first post that
showed one like it is named. A picture shown again says no more than that: who took it, and whether it is what the words beside it
say, it does not tell. Turned about, cut by more than the edges or with a strip of text below it is not known again.
"""

from __future__ import annotations

from offscript.store.steps import Query, Step, sql_beside

FARTHEST, FLAT = 12, 12.0
"""Bits of 128; standard deviation of light, of 255. They stand in `reshown.sql` too, which a test compares."""

STEPS: tuple[Step, ...] = (Query("reshown", "pictures", sql_beside("offscript.find", "reshown"), "reshown"),)
