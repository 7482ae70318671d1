"""Language of a text, inflected forms of a term, addresses, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.text.addresses import addresses, normal
from offscript.text.ground import ground
from offscript.text.inflect import Terms
from offscript.text.language import language
from offscript.text.markup import bare, shortened


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Войска отошли на правый берег, объявило ведомство", "ru"),
        ("Війська відійшли на правий берег, оголосило відомство", "uk"),
        ("The troops have left the right bank of the river", "en"),
        ("🔥🔥🔥", "und"),
        ("123", "und"),
        ("Мы тут", "ru"),
    ],
)
def test_language_of_short_posts(text: str, code: str) -> None:
    assert language(text).code == code


@given(st.text(max_size=200))
def test_any_text_has_some_language_and_a_probability(text: str) -> None:
    found = language(text)
    assert 2 <= len(found.code) <= 3
    assert 0 <= found.probability <= 1.01


def used(text: str, *terms: tuple[str, str]) -> list[str]:
    return [text[use.start : use.end] for use in Terms(terms).uses(text)]


def test_a_term_is_found_in_every_inflected_form() -> None:
    text = "Перегруппировку войск объяснили; о перегруппировке войск молчат. Перегруппировка сил — иное."
    assert used(text, ("перегруппировка войск", "ru")) == ["Перегруппировку войск", "перегруппировке войск"]
    assert used("Відступу не буде, кажуть про відступ", ("відступ", "uk")) == ["Відступу", "відступ"]
    assert used("They retreated; the retreat goes on", ("retreat", "en")) == ["retreated", "retreat"]


def test_a_star_opens_a_word_and_quotes_close_it() -> None:
    assert used("мобилизация, мобилизованный, моб", ("мобилиз*", "ru")) == ["мобилизация", "мобилизованный"]
    assert used("Война и войны", ('"война"', "ru")) == ["Война"]


def test_stress_marks_and_yo_hide_no_term() -> None:
    assert used("отступле\u0301ние налёт", ("отступление", "ru"), ("налет", "ru")) == ["отступле\u0301ние", "налёт"]


def test_addresses_stand_where_they_stand_and_lose_their_tracking() -> None:
    text = "Читать (https://www.Example.org/a?utm_source=x&id=5). И t.me/agency/12, но не me@t.me/x"
    found = addresses(text)
    assert [text[one.start : one.end] for one in found] == [
        "https://www.Example.org/a?utm_source=x&id=5",
        "t.me/agency/12",
    ]
    assert found[0].domain == "example.org"
    assert "utm" not in found[0].url
    assert normal("не адрес") is None
    assert normal("http://[broken") is None


def test_marks_and_hidden_addresses_are_no_words() -> None:
    assert bare("**⚡️Мост** [закрыт](https://t.me/+a_b(c)) __до__\n\nутра") == "Мост закрыт до утра"
    assert shortened("один два три четыре", 9) == "один два …"
    assert shortened("один", 9) == "один"


@given(st.text(max_size=80), st.integers(1, 40))
def test_a_shortened_text_is_a_beginning(text: str, length: int) -> None:
    short = shortened(text, length)
    assert short == text or (short.endswith(" …") and text.startswith(short[:-2]) and len(short) <= length + 2)


@given(st.text(alphabet="АбЁё’ʼ'İIΣσςßЇ \n1", max_size=30))
def test_ground_keeps_every_letter_in_its_place(text: str) -> None:
    letters = [one.lower() if len(one.lower()) == 1 else one for one in text]
    assert ground(text) == "".join(letters).replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    assert len(ground(text)) == len(text)
