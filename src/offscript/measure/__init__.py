"""Measure: findings to series and breaks. `STEPS` lists every analysis that needs time and exposure."""

from __future__ import annotations

from offscript.measure import calendar, coverage, repeats, volume
from offscript.store.steps import Step

STEPS: tuple[Step, ...] = (*calendar.STEPS, *coverage.STEPS, *volume.STEPS, *repeats.STEPS)
