"""Forecasts: scores as published, odds that only supersede, resolution by rule or person, and judgements that bind to what was
seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.case import CaseError
from offscript.commands import odds_of, seen_of
from offscript.judge.forecasts import calibration, calibration_error
from offscript.judge.forecasts.score import Given, brier, log_score, mean_brier
from offscript.model import DAY
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
CASE = """zone = "UTC"
[[hypothesis]]
id = "fall"
says = "It falls"
[[indicator]]
id = "word"
says = "Somebody says that it is sunk"
query = "select version, 0 as start, length(text) as \\"end\\" from version where contains(text, 'затонул')"
expected = { fall = "likely", "not fall" = "unlikely" }
[[indicator]]
id = "seen"
says = "It is seen"
expected = { fall = "likely", "not fall" = "unlikely" }
[[question]]
id = "ferry"
asks = "Will the ferry sink?"
rule = "somebody says so"
deadline = 2022-09-12
base_rate = 0.2
model = "fall"
query = "select version, 0 as start, 1 as \\"end\\" from version where contains(text, 'затонул')"
[[question]]
id = "rain"
asks = "Will it rain?"
rule = "a person looks"
deadline = 2022-09-11
"""


def test_scores_are_those_of_the_books() -> None:
    assert brier(0.7, True) == pytest.approx(0.09)
    assert log_score(0.7, True) == pytest.approx(-0.3567, abs=1e-4)
    assert mean_brier([Given(0, 0.5), Given(2 * DAY, 1.0)], 4 * DAY, True) == pytest.approx(0.125)
    assert mean_brier([Given(5 * DAY, 0.5)], 4 * DAY, True) is None
    assert calibration([(0.9, True), (0.9, False), (0.1, False)]) == [(0.0, 0.2, 1, 0.1, 0.0), (0.8, 1.0, 2, 0.9, 0.5)]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_calibration_counts_every_forecast_once(pairs: list[tuple[float, bool]]) -> None:
    assert sum(row[2] for row in calibration(pairs)) == len(pairs)
    assert 0 <= calibration_error(pairs) <= 1


def test_questions_are_resolved_scored_and_never_edited(case: offscript.Case, write: Write) -> None:
    (case.folder / "case.toml").write_text(CASE, encoding="utf-8")
    posts = [
        telethon(1, "Паром стоит у берега", 1, "2022-09-09T10:00:00+00:00"),
        telethon(2, "Паром затонул", 1, "2022-09-11T10:00:00+00:00"),
    ]
    case = offscript.open(case.folder)
    case.read([write("a.json", posts)])
    case.analyse(["forecasts", "hypotheses"])
    assert case.sql("select question, state, who from forecast order by question").fetchall() == [
        ("ferry", "yes", "base rate"),
        ("rain", "past due", None),
    ]
    assert case.sql("select brier, base_brier from forecast where question = 'ferry'").fetchall()[0] == pytest.approx(
        (0.64, 0.64)
    )
    case.judge("question:rain", "yes", "wet", "ann")
    case.judge("question:rain", "odds", "clouds", "bob", odds=0.9)
    case.judge("indicator:seen", "seen", "with my own eyes", "ann", seen=seen_of(case, "seen"))
    case.judge("indicator:word", "not seen", "a joke", "ann", seen=seen_of(case, "word"))
    case.analyse(["forecasts", "hypotheses"])
    assert case.sql("select state, who, brier from forecast where question = 'rain'").fetchall() == [
        ("yes", "bob", None)
    ]
    assert dict(case.sql("select indicator, state from indicator").fetchall()) == {"seen": "seen", "word": "not seen"}
    assert case.sql("select bool_or(changed) from indicator").fetchall() == [(False,)]
    assert odds_of(case, "ferry", -1, True) == pytest.approx(case.sql("select odds from hypothesis").fetchall()[0][0])
    case.read([write("b.json", [telethon(3, "Паром затонул, это правда", 1, "2022-09-11T12:00:00+00:00")])])
    case.analyse(["hypotheses"])
    assert dict(case.sql("select indicator, changed from indicator").fetchall()) == {"seen": False, "word": True}


def test_what_is_no_odds_or_question_is_refused(case: offscript.Case) -> None:
    (case.folder / "case.toml").write_text(CASE, encoding="utf-8")
    case = offscript.open(case.folder)
    with pytest.raises(CaseError, match="no odds"):
        odds_of(case, "rain", 1.5, False)
    with pytest.raises(CaseError, match="no question of the case"):
        odds_of(case, "snow", 0.5, False)
    with pytest.raises(CaseError, match="names no hypothesis"):
        odds_of(case, "rain", -1, True)
