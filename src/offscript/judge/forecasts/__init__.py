"""Forecasts: questions with a rule and a deadline, the odds people and rivals gave over time, what came of them, and scores.

Odds are entries in the ledger: never changed, only superseded by later ones. A question is resolved by its rule, where rows of the
case's tables answer it before its deadline (or none does by then), or by a person, whose word stands above the rule. Scored are
the odds given before the end: Brier's score averaged over the time they stood, the logarithmic score of the last, and skill, the
share by which Brier's score is below that of the base rate. The base rate is a rival of every forecaster; the odds of a
hypothesis are one where somebody enters them (`offscript forecast --model`), so that they too are those of before the end. A
question that is past due and that nobody resolved is said to be so.
"""

from __future__ import annotations

from offscript.judge.forecasts.score import calibration, calibration_error
from offscript.judge.forecasts.table import BASE, forecasts
from offscript.store.steps import Group, Step, sql_beside

__all__ = ["BASE", "STEPS", "calibration", "calibration_error"]

STEPS: tuple[Step, ...] = (
    Group(
        "forecast",
        "forecasts",
        sql_beside("offscript.judge.forecasts", "odds"),
        "forecast",
        forecasts,
        settings=("question", "hypothesis", "zone"),
    ),
)
