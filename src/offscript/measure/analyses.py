"""The analyses that need time and exposure, in order."""

from __future__ import annotations

from types import ModuleType

from offscript.measure import (
    acknowledgement,
    admitted,
    breaks,
    calendar,
    chance,
    clock,
    common,
    control,
    coordination,
    coverage,
    evidence,
    influence,
    ladder,
    mood,
    phrases,
    proposed,
    repeats,
    shifts,
    silence,
    spread,
    subjects,
    unison,
    volume,
)
from offscript.store.steps import Step

ANALYSES: tuple[ModuleType, ...] = (
    calendar,
    coverage,
    volume,
    repeats,
    chance,
    common,
    spread,
    phrases,
    evidence,
    clock,
    ladder,
    mood,
    shifts,
    admitted,
    proposed,
    breaks,
    coordination,
    acknowledgement,
    silence,
    unison,
    influence,
    control,
    subjects,
)
"""Every analysis of this package: its module has `STEPS`, and a docstring from which methods and docs are written."""

STEPS: tuple[Step, ...] = tuple(step for analysis in ANALYSES for step in analysis.STEPS)
