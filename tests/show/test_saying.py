"""Texts of ours keep their parts, so that they can be told in another language, with its plurals and figures."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.show.brief.document import Section, Statement
from offscript.show.brief.kept import kept, read
from offscript.show.language import in_language
from offscript.show.saying import Said, joined, say, word
from offscript.show.stored import TEMPLATES, stored
from offscript.show.wording import change_of, count, lag, lag_between, names, number, odds, share_between

HOUR = 3_600_000_000


def test_a_text_is_english_as_it_stands() -> None:
    text = say("{posts} of {sources}", posts=count(2310, "post"), sources=count(1, "source"))
    assert text == "2,310 posts of 1 source"
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("posts", "ru", "uk"),
    [
        (1, "1 запись", "1 допис"),
        (2, "2 записи", "2 дописи"),
        (5, "5 записей", "5 дописів"),
        (21, "21 запись", "21 допис"),
        (2310, "2\u00a0310 записей", "2\u00a0310 дописів"),
    ],
)
def test_plurals_are_those_of_the_language(posts: int, ru: str, uk: str) -> None:
    assert in_language(count(posts, "post"), "ru") == ru
    assert in_language(count(posts, "post"), "uk") == uk


def test_figures_are_written_as_the_language_does_and_words_of_others_stay() -> None:
    told = say("{name} {value:,.1f}", name="1,234.5 dead", value=1234.5)
    assert in_language(told, "en") == told == "1,234.5 dead 1,234.5"
    assert in_language(told, "ru") == "1,234.5 dead 1\u00a0234,5"
    assert in_language(number(2.5), "uk") == "2,5"
    assert in_language(lag(3.25 * HOUR), "ru") == "3,2\u00a0ч"
    assert in_language(lag_between(HOUR, HOUR // 2, None), "ru") == "1,0\u00a0ч"
    assert in_language(odds(5000), "ru") == "более\u00a01\u00a0000\u00a0:\u00a01"
    assert in_language(share_between(0.5, 0.25, 0.75), "uk") == "50% [25%–75%]"


def test_what_is_put_together_is_told_part_by_part() -> None:
    parts = joined("; ", (count(2, "post"), "Радио Бор", count(5, "source")))
    assert in_language("(" + parts + ")", "ru") == "(2 записи; Радио Бор; 5 источников)"
    assert in_language(names([str(one) for one in range(8)]), "uk") == "0, 1, 2, 3, 4, 5 і ще 2"


def test_a_text_that_is_not_ours_stays_as_it_is() -> None:
    assert in_language("posts", "ru") == "posts"
    assert in_language(say("{name}", name="posts"), "ru") == "posts"
    assert in_language(word("ministry"), "ru") == "министерство"
    assert word(None) == ""


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sentence_that_a_table_holds_is_known_again(template: str) -> None:
    text = template.format_map(_Ones())
    told = stored(text)
    assert told == text
    assert told.template == template
    assert in_language(told, "ru") != text


class _Ones(dict[str, str]):
    """Something for every field."""

    def __missing__(self, name: str) -> str:
        return "met" if name in ("status", "said") else "7"


def test_what_stands_in_such_a_sentence_is_told_too() -> None:
    assert in_language(stored("blame reaches president"), "ru") == "вина доходит до ступени «президент»"
    assert in_language(stored("past its deadline"), "uk") == "термін минув"
    assert stored("what nobody of ours wrote").template == "what nobody of ours wrote"
    assert stored(None) == ""
    assert in_language(change_of("2000", "4000"), "ru") == "2\u00a0000 → 4\u00a0000"


TEXTS = st.recursive(
    st.text(max_size=20)
    | st.builds(word, st.text(max_size=20))
    | st.builds(count, st.integers(0, 10**6), st.just("post")),
    lambda inner: (
        st.builds(lambda one, two: say("{one}: {two}", one=one, two=two), inner, inner)
        | st.builds(lambda one, two: one + joined(" {} ", [two, two]), inner, inner)
    ),
    max_leaves=6,
)


@given(TEXTS)
def test_a_text_that_was_kept_is_told_as_before(text: str) -> None:
    section = Section("one", "One", (Statement(text),), Statement(text))
    again = read(kept("key", [Statement(text)], [section])).sections["one"]
    assert again == section
    assert again.headline is not None
    for lang in ("en", "ru", "uk"):
        assert in_language(again.headline.text, lang) == in_language(text, lang)
    assert in_language(text, "en") == text
    assert json.loads(json.dumps(text)) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_braces_in_words_of_others_are_no_fields(one: str, other: str) -> None:
    assert say("{one}|{other}", one=one, other=other) == f"{one}|{other}"
    assert word(one) == one
    assert "x" + word(one) + other == f"x{one}{other}"
    assert isinstance("x" + word(one), Said)
