"""Readings of words, whatever script they are in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offscript.text.morphology import participle, readings


@example("\U00017000")
@given(st.text(min_size=1, max_size=12))
def test_any_word_has_a_reading(word: str) -> None:
    for language in ("ru", "uk", "en"):
        assert readings(word, language)
        participle(word, language)


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [("солдатами", "ru", "солдат"), ("солдатів", "uk", "солдат"), ("soldiers", "en", "soldier")],
)
def test_a_word_is_read_as_its_lemma(word: str, language: str, lemma: str) -> None:
    assert readings(word, language)[0].lemma == lemma
