"""Stretches of time: how long, in hours whatever the unit; times of day and ages are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.find.figures.durations import durations


@pytest.mark.parametrize(
    ("text", "lang", "words", "hours"),
    [
        ("Потери за двое суток велики.", "ru", "двое суток", (48, 48)),
        ("Мост закрыт на три часа.", "ru", "три часа", (3, 3)),
        ("За 2–3 недели ничего не изменилось.", "ru", "2–3 недели", (336, 504)),
        ("Двадцать пять дней осады позади.", "ru", "Двадцать пять дней", (600, 600)),
        ("Міст закрили на п'ять діб.", "uk", "п'ять діб", (120, 120)),
        ("Троє діб без світла.", "uk", "Троє діб", (72, 72)),
        ("It took 36 hours to admit it.", "en", "36 hours", (36, 36)),
        ("After two weeks of rain the town waited.", "en", "two weeks", (336, 336)),
    ],
)
def test_what_is_said_in_numbers_is_in_hours(text: str, lang: str, words: str, hours: tuple[float, float]) -> None:
    (found,) = durations(text, lang)
    assert text[found.start : found.end] == words
    assert (found.low, found.high) == hours


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("В пять часов мост открыли.", "ru"),
        ("К 5 часам утра всё стихло.", "ru"),
        ("6 сентября в 12:05 выступил министр.", "ru"),
        ("О п'ятій годині міст відкрили.", "uk"),
        ("A 21-year-old man fell.", "en"),
        ("Twelve soldiers in a day.", "en"),
        ("Fünf Tage lang.", "de"),
    ],
)
def test_times_of_day_ages_and_other_counts_are_none(text: str, lang: str) -> None:
    assert durations(text, lang) == []


@given(st.text(max_size=80), st.sampled_from(["ru", "uk", "en"]))
def test_spans_lie_in_any_text_in_order(text: str, lang: str) -> None:
    found = durations(text, lang)
    assert all(0 <= one.start < one.end <= len(text) and 0 <= one.low <= one.high for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
