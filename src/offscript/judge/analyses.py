"""The analyses that come to a judgement, in order."""

from __future__ import annotations

from types import ModuleType

from offscript.judge import alerts, claims, conduct, corroboration, forecasts, hypotheses, precedent, timeline
from offscript.store.steps import Step

ANALYSES: tuple[ModuleType, ...] = (claims, corroboration, conduct, hypotheses, forecasts, timeline, precedent, alerts)
"""Every analysis of this package: its module has `STEPS`, and a docstring from which methods and docs are written."""

STEPS: tuple[Step, ...] = tuple(step for analysis in ANALYSES for step in analysis.STEPS)
