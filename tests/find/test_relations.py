"""Names are merged in whatever form they stand; who is for or against whom is told of an article, from all its sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.find.opinions import pairs
from offscript.find.opinions.relations import article, features
from offscript.find.opinions.synonyms import Synonyms

LISTED = Synonyms(
    [["Ставрия", "Ставрийская Республика"], ["Вельск", "город Вельск"], ["Громов", "Иван Громов"], ["", " "]]
)

TEXT = (
    "Ставрия резко осудила Вельск за обстрел. Погода в Вельске стояла тёплая, у Ставрии дела шли хорошо. "
    "Ставрия назвала Вельск преступным режимом и потребовала суда. Громов приехал утром."
)


def named(text: str) -> list[tuple[tuple[int, int], str]]:
    found = []
    for word in ("Ставрия", "Ставрии", "Вельск", "Вельске", "Громов"):
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not text[end : end + 1].isalpha():
                found.append(((start, end), LISTED(word)))
            start = text.find(word, end)
    return sorted(found)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Ставрии", "ставрия"),
        ("Ставрийской Республикой", "ставрия"),
        ("ВЕЛЬСКА", "вельск"),
        ("Ивана Громова", "громов"),
        ("Громову", "громов"),
        ("Лосева", "лосев"),
    ],
)
def test_a_name_is_merged_in_whatever_form_it_stands(name: str, meant: str) -> None:
    assert LISTED(name) == meant


@given(st.text(max_size=30))
def test_any_words_have_a_name_and_it_stays(words: str) -> None:
    assert LISTED(LISTED(words)) == LISTED(words)


def test_a_name_in_two_groups_belongs_to_the_first() -> None:
    both = Synonyms([["А", "общее"], ["Б", "общее"]])
    assert both("общее") == "а"


def test_pairs_meet_in_the_sentences_that_name_both() -> None:
    found = article(TEXT, named(TEXT))
    assert set(found.meetings) == {("ставрия", "вельск"), ("вельск", "ставрия")}
    assert len(found.meetings["ставрия", "вельск"]) == 3
    assert found.often == {"ставрия": 3, "вельск": 3, "громов": 1}
    assert found.sentences == 4
    assert len(features(found, ("ставрия", "вельск"))) == len(features(found, ("вельск", "ставрия"))) == 22
    assert [one.apart > 0 for one in found.meetings["ставрия", "вельск"]] == [True, False, True]


def test_whoever_condemns_another_is_against_him() -> None:
    told = {(one.holder, one.target): one for one in pairs(TEXT, named(TEXT), "ru")}
    assert told["ставрия", "вельск"].polarity == -1
    assert 0 < told["ставрия", "вельск"].probability <= 1
    assert ("громов", "вельск") not in told


def test_names_that_never_meet_are_no_pair_and_other_languages_are_not_read() -> None:
    apart = "Ставрия проснулась. Вельск уснул."
    assert pairs(apart, named(apart), "ru") == []
    assert pairs(TEXT, named(TEXT), "de") == []
    assert pairs("", [], "ru") == []
