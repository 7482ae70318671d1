"""The line's lexicon: the taboo is a sense, not a word, and counts only in the author's own voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.lexicon import uses
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("Это война, и мы её проигрываем.", "ru", [("war", "plain", True, "pair")]),
        ("Спецоперация затянулась.", "ru", [("war", "line", True, "pair")]),
        ("Лавин заявил, что это война.", "ru", [("war", "plain", False, "pair")]),
        ("Это не война.", "ru", [("war", "plain", False, "denied")]),
        ("Вся эта «война» надоела.", "ru", [("war", "plain", False, "distance")]),
        ("НАТО ведёт войну против нас.", "ru", [("war", "plain", False, "other")]),
        ("Памятник героям войны 1812 года закрыли.", "ru", [("war", "plain", False, "other")]),
        ("Звёздные войны снова в кино.", "ru", [("war", "plain", False, "other")]),
        ("У депо слышали хлопок.", "ru", [("explosion", "line", True, "pair")]),
        ("Рубашка сшита из ткани хлопок.", "ru", [("explosion", "line", False, "other")]),
        ("Це війна.", "uk", [("war", "plain", True, "pair")]),
        ("Уночі була бавовна.", "uk", [("explosion", "line", True, "pair")]),
        ("The Cold War is over.", "en", [("war", "plain", False, "other")]),
        ("This is a war.", "en", [("war", "plain", True, "pair")]),
        ("Сегодня тихо.", "ru", []),
        ("Das ist Krieg.", "de", []),
    ],
)
def test_uses_with_their_sense_and_whose_they_are(text: str, lang: str, wanted: list[tuple[Any, ...]]) -> None:
    assert [(one.pair, one.form, one.own, one.sense) for one in uses(text, lang)] == wanted


@given(st.text(alphabet="войнаспецхлопок «»не, .\n", max_size=120), st.sampled_from(["ru", "uk", "en"]))
def test_spans_are_words_of_the_text(text: str, lang: str) -> None:
    for one in uses(text, lang):
        assert text[slice(*one.span)].strip()
        assert not one.own or one.sense == "pair"


def test_a_cases_own_pairs_are_found_beside_the_packaged_ones(case: offscript.Case, write: Write) -> None:
    (case.folder / "case.toml").write_text(
        'zone = "Europe/Kyiv"\n[[lexicon]]\nline = "учебный сбор"\nplain = "мобилизация"\nlanguage = "ru"\n', "utf-8"
    )
    case = offscript.open(case.folder)
    case.read([write("a.json", [telethon(1, "Идёт мобилизация, хоть её и зовут учебным сбором. У депо взрыв.")])])
    case.analyse(["lexicon"])
    found = case.sql("select pair, form, own from lexicon order by start").fetchall()
    assert found == [
        ("учебный сбор / мобилизация", "plain", True),
        ("учебный сбор / мобилизация", "line", True),
        ("explosion", "plain", True),
    ]
