"""Find: posts to findings, each with the span that shows it. `ANALYSES` lists every analysis said once per post."""

from __future__ import annotations

from types import ModuleType

from offscript.find import (
    admissions,
    attribution,
    blame,
    counts,
    demands,
    entities,
    figures,
    hidden,
    languages,
    lexicon,
    links,
    matters,
    opinions,
    people,
    pictures,
    positions,
    promises,
    register,
    reuse,
    status,
    translations,
    voice,
)
from offscript.store.steps import Group, Query, Step, standing

ANALYSES: tuple[ModuleType, ...] = (
    languages,
    links,
    entities,
    people,
    voice,
    matters,
    reuse,
    attribution,
    translations,
    pictures,
    figures,
    counts,
    promises,
    lexicon,
    blame,
    demands,
    admissions,
    register,
    positions,
    hidden,
    opinions,
    status,
)
"""Every analysis of this package: its module has `STEPS`, and a docstring from which methods and docs are written."""

_REVIEWED = (
    *("figure", "lexicon", "blame", "demand", "admission", "position", "opinion", "status", "entity", "matter"),
    *("register", "hidden"),
)
_REVIEWED_BEFORE = {"promise": "promise", "bearing": "promise", "count": "count"}
"""Groups, by the table a row of theirs is a finding of: what a person rejects is left out before they count or chain."""
REVIEWED = (*_REVIEWED, *dict.fromkeys(_REVIEWED_BEFORE.values()), "claim")
"""Tables whose rows a person can reject one by one; what rests on them follows with the next run."""


LINKS = ("reuse", "translation", "reshown")
"""Tables of two posts each: a person's word that two are not linked (a correction `link`) holds for all of them."""


def _reviewed(step: Step) -> Step:
    if isinstance(step, Query) and step.writes in _REVIEWED:
        return standing(step, step.writes)
    if isinstance(step, Group) and step.name in _REVIEWED_BEFORE:
        return standing(step, _REVIEWED_BEFORE[step.name])
    return step


STEPS: tuple[Step, ...] = tuple(_reviewed(step) for analysis in ANALYSES for step in analysis.STEPS)
