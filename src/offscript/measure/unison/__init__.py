"""Unison: how alike the voices of a tier are by day and by week: subjects, words (phrases of the line, whole texts), stances.

Subjects are the case's matters and whom or what posts name; phrases are those of `phrases`, beside each other; stances are
attitudes in own voice, grades of admission, positions; these come from posts that copy no other source. Texts are all posts, a
copy counted as the text it carries. Likeness is 1 where the voices could be one and 0 where they have nothing in common, and does
not depend on how much each publishes: subjects and phrases by Morisita's index (1959), rare ones worth more; texts by Ochiai's
(1957), all being there; stances by how often two voices that speak of one thing take the same side. Every source counts once. The
95% interval comes from sources drawn anew (bootstrap over sources, not posts; expanded percentiles: Hesterberg 2015), none for
fewer than four. Null model of all but texts: each source's series moved in a circle by whole weeks of its own, so that its rhythm
and its liking for subjects stay; in less than three weeks, its days in any order. What copying does has no such null: texts are
shared on the day, or not at all. False discovery over all windows, tiers and aspects (Benjamini & Hochberg 1995). Only inside the
stretch that sources share. Assumes that what posts name is found alike in all of them.
"""

from __future__ import annotations

from offscript.measure.unison.table import chorus, unison
from offscript.store.steps import Group, Step, sql_beside

_TOLD = sql_beside("offscript.measure.unison", "told")

STEPS: tuple[Step, ...] = (
    Group("unison", "unison", _TOLD, "unison", unison, libraries=("numpy",)),
    Group("chorus", "unison", _TOLD, "chorus", chorus, libraries=("numpy",)),
)
