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
    positions,
    promises,
    register,
    reuse,
    status,
    translations,
    voice,
)
from offscript.store.steps import Query, Step, standing

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

REVIEWED = ("figure", "lexicon", "blame", "demand", "admission", "position", "opinion", "status", "entity", "matter")
"""Tables whose rows a person can reject one by one; what rests on them follows with the next run."""

STEPS: tuple[Step, ...] = tuple(
    standing(step) if isinstance(step, Query) and step.writes in REVIEWED else step
    for analysis in ANALYSES
    for step in analysis.STEPS
)
