"""Indicators and rival hypotheses: the signs a case looks for, whether each was seen, and what they make of the explanations.

A case lists hypotheses and indicators (`case.toml`). An indicator is seen where a table of the case, or a query over its tables,
has rows for it, or a person says so; where it has none although its time is over, that counts too, and where it cannot be told it
counts for neither. How likely each is to be seen under each hypothesis is given as an interval, in words of estimative
probability (Intelligence Community Directive 203) or numbers. Hypotheses of one group exclude each other and sum to one; one
without a group stands against its own negation. Odds follow by Bayes' rule (`weigh`), as in an analysis of competing hypotheses
(Heuer 1999, "Psychology of Intelligence Analysis", ch. 8) with numbers: the matrix, what each sign tells between them, and
without which sign another would lead. Signs that rest on one lineage of texts, or are said to rest on each other, are one sign:
the most telling of them counts, the rest would count the same evidence twice. Signs are taken as independent otherwise, given
the hypothesis; where they are not, the odds are too far from even. Confidence is kept apart from likelihood: it rests on how many
independent signs there are, how many could be told, and how wide the range is. A judgement whose condition failed is void.
"""

from __future__ import annotations

from offscript.judge.hypotheses.signs import NOTHING, sign_query
from offscript.judge.hypotheses.table import hypotheses, in_words, indicators, matrix
from offscript.judge.hypotheses.weigh import Odds, Sign, weigh
from offscript.store.steps import Group, Query, Step, sql_beside

__all__ = ["NOTHING", "STEPS", "Odds", "Sign", "in_words", "sign_query", "weigh"]

_SETTINGS = ("indicator", "hypothesis", "zone")
_INDICATOR = "select * from indicator"

STEPS: tuple[Step, ...] = (
    Query("sign", "hypotheses", NOTHING, "sign"),
    Group(
        "indicator",
        "hypotheses",
        sql_beside("offscript.judge.hypotheses", "signs"),
        "indicator",
        indicators,
        settings=_SETTINGS,
    ),
    Group("matrix", "hypotheses", _INDICATOR, "matrix", matrix, settings=_SETTINGS, libraries=("numpy",)),
    Group("hypothesis", "hypotheses", _INDICATOR, "hypothesis", hypotheses, settings=_SETTINGS, libraries=("numpy",)),
)
"""The query of `sign` is the case's own (`sign_query`)."""
