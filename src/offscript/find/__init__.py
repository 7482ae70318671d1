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
    languages,
    lexicon,
    links,
    matters,
    opinions,
    positions,
    promises,
    register,
    reuse,
    status,
    translations,
    voice,
)
from offscript.store.steps import Step

ANALYSES: tuple[ModuleType, ...] = (
    languages,
    links,
    entities,
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
    opinions,
    status,
)
"""Every analysis of this package: its module has `STEPS`, and a docstring from which methods and docs are written."""

STEPS: tuple[Step, ...] = tuple(step for analysis in ANALYSES for step in analysis.STEPS)
