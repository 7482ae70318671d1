"""An alert is told in the case's language; the words it rests on stay as they were written."""

from __future__ import annotations

from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.model import DAY
from offscript.watch.shown import told_of

AT = 1_631_000_000_000_000
FIGURE: dict[str, Any] = {
    "alert": "a" * 16,
    "kind": "figure",
    "what": "revision: военнослужащий",
    "before": "2000",
    "after": "4000",
    "name": "Минобороны Каредонии",
    "words": "“уничтожено 4000”",
    "earlier_words": "“уничтожено 2000”",
    "looked_at": 4,
    "held_right": 3,
    "score": 0.9,
    "at": AT,
    "known_at": AT,
}


@pytest.mark.parametrize(
    ("language", "line", "words", "why"),
    [
        (
            "en",
            "figure: Минобороны Каредонии: revision: военнослужащий (2,000 → 4,000)",
            "“уничтожено 4000” — before: “уничтожено 2000”",
            "of 4 such alerts that people looked at, 75% were right",
        ),
        (
            "uk",
            "число: Минобороны Каредонии: перегляд: военнослужащий (2\u00a0000 → 4\u00a0000)",
            "“уничтожено 4000” — раніше: “уничтожено 2000”",
            "з 4 таких сповіщень, переглянутих людьми, слушні 75%",
        ),
    ],
)
def test_an_alert_is_told_in_the_language_of_the_case(
    case: offscript.Case, language: str, line: str, words: str, why: str
) -> None:
    path = case.folder / "case.toml"
    path.write_text(f'language = "{language}"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    told = told_of(offscript.open(case.folder), 1, FIGURE, AT + 2 * DAY)
    assert told.line.endswith(f"  {line}")
    assert told.words == words
    assert told.why.endswith(why)
    assert told.kind == "figure", "rules and files know a kind by its name"


def test_a_language_that_is_not_known_is_refused_with_those_that_are(case: offscript.Case) -> None:
    path = case.folder / "case.toml"
    path.write_text('language = "de"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CaseError, match=r"language.*'en', 'ru' or 'uk'"):
        assert offscript.open(case.folder).settings
