"""Acts out of sight: what is said to be done in secret, through whom, and by which side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offscript.find.hidden import extract


@pytest.mark.parametrize(
    ("text", "lang", "word", "doer", "named"),
    [
        ("Наши тайно просили соседей о перемирии.", "ru", "тайно", "ours", None),
        ("Министр Горин вёл секретные переговоры с соседями.", "ru", "секретные", "named", "Министр Горин"),
        ("Посланник ездил за реку просить о передышке.", "ru", "Посланник", "nobody", None),
        ("Вони таємно зустрічалися з нашими на мосту.", "uk", "таємно", "theirs", None),
        ("Уряд Каредонії через посередників шукав контактів.", "uk", "через посередників", "named", "Уряд Каредонії"),
        ("Their officials reached out in July, two diplomats say.", "en", "reached out", "named", "Their officials"),
        ("Minister Gorin held private talks with the other bank.", "en", "private", "named", "Minister Gorin"),
        ("The enemy met our people behind closed doors.", "en", "behind closed doors", "theirs", None),
    ],
)
def test_the_word_and_the_doer(text: str, lang: str, word: str, doer: str, named: str | None) -> None:
    (found,) = extract(text, lang)
    assert text[slice(*found.span)] == word
    assert found.doer == doer
    assert (text[slice(*found.named)] if found.named else None) == named


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Совет избрал главу тайным голосованием.", "ru"),
        ("Секретная лаборатория закрыта на ремонт.", "ru"),
        ("Министр вёл переговоры при открытых дверях.", "ru"),
        ("Неужели наши тайно просили о перемирии?", "ru"),
        ("Рада обрала голову таємним голосуванням.", "uk"),
        ("The council chose its head by secret ballot.", "en"),
        ("A private company repaired the bridge.", "en"),
        ("A private company that repaired the bridge last year now reports talks with the council.", "en"),
        ("The talks were held after a private company had left.", "en"),
        ("Der Minister traf ihn heimlich.", "de"),
    ],
)
def test_what_only_looks_like_it_is_left(text: str, lang: str) -> None:
    assert extract(text, lang) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["тайно", "наши", "вели", "переговоры", "Министр Горин", ".", "за закрытыми дверями", "👀", "\n"]
        ),
        max_size=14,
    )
)
def test_spans_lie_in_their_sentence(parts: list[str]) -> None:
    text = " ".join(parts)
    for one in extract(text, "ru"):
        low, high = one.sentence
        assert 0 <= low <= one.span[0] < one.span[1] <= high <= len(text)
        assert one.named is None or low <= one.named[0] < one.named[1] <= high
