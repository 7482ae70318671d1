"""Demands: what is called for or refused, and what only mentions it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.find.demands import extract


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("Требуем отставки министра.", "ru", [("resign", 1, 2)]),
        ("Надо провести расследование.", "ru", [("investigate", 1, 1)]),
        ("Пора объявить всеобщую мобилизацию!", "ru", [("mobilise", 1, 2)]),
        ("Нельзя объявлять мобилизацию.", "ru", [("mobilise", -1, 1)]),
        ("Мы против мирных переговоров.", "ru", [("negotiate", -1, 1)]),
        ("Мобилизация началась в марте.", "ru", []),
        ("Надо ли начинать переговоры?", "ru", []),
        ("Вимагаємо відставки міністра.", "uk", [("resign", 1, 2)]),
        ("We call for an inquiry.", "en", [("investigate", 1, 1)]),
        ("The inquiry ended in March.", "en", []),
        ("Wir fordern den Rücktritt.", "de", []),
    ],
)
def test_calls_and_refusals(text: str, lang: str, wanted: list[tuple[str, int, int]]) -> None:
    assert [(one.kind, one.polarity, one.strength) for one in extract(text, lang)] == wanted


def test_a_call_in_another_mouth_keeps_its_voice() -> None:
    (found,) = extract("Депутат Лосев заявил, что надо начать мирные переговоры.", "ru")
    assert found.voice == "reported"


@given(st.text(alphabet="надоперговы, .!\n", max_size=120), st.sampled_from(["ru", "uk", "en"]))
def test_spans_lie_in_their_sentence(text: str, lang: str) -> None:
    for one in extract(text, lang):
        assert one.sentence[0] <= one.span[0] < one.span[1] <= one.sentence[1]
