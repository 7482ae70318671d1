"""The analyses said once per post, in order; a person's rejections reach each."""

from __future__ import annotations

from types import ModuleType

from offscript.find import (
    REVIEWED,
    admissions,
    attribution,
    blame,
    closely,
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
from offscript.find.closely import only_close
from offscript.store.steps import Group, Map, Query, Step, standing

ANALYSES: tuple[ModuleType, ...] = (
    languages,
    links,
    entities,
    people,
    voice,
    matters,
    reuse,
    closely,
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

_BEFORE = {"promise": "promise", "bearing": "promise", "count": "count"}
"""Groups, by the table a row of theirs is a finding of: what a person rejects is left out before they count or chain."""


_IN_ALL = (languages, links, people, matters, reuse)
"""What is found in every post, whichever are read closely."""


def _placed(analysis: ModuleType, step: Step) -> Step:
    return only_close(step) if isinstance(step, Map) and analysis not in _IN_ALL else step


def _reviewed(step: Step) -> Step:
    if isinstance(step, Query) and step.writes in REVIEWED:
        return standing(step, step.writes)
    if isinstance(step, Group) and step.name in _BEFORE:
        return standing(step, _BEFORE[step.name])
    return step


STEPS: tuple[Step, ...] = tuple(_reviewed(_placed(analysis, step)) for analysis in ANALYSES for step in analysis.STEPS)
