"""Claimed figures: bounds, units, items and qualifiers in three languages; what is no figure; and no input that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.figures import Figure, extract
from offscript.find.figures.amounts import amount
from offscript.find.figures.extract import claimed
from offscript.find.figures.numerals import LANGUAGES, numerals
from offscript.find.figures.tokens import tokens
from offscript.text.dates import dates
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
AT = 1_662_800_000_000_000


def one(text: str, lang: str = "ru") -> Figure:
    """The only figure of a text."""
    found = extract(text, lang, AT)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "lang", "low", "high", "unit", "item", "qualifier"),
    [
        ("Сгорело до двух тысяч домов.", "ru", None, 2000, None, "дом", "up to"),
        ("Число погибших выросло до 19.", "ru", 19, 19, None, "погибший", None),
        ("Около полутора тысяч семей ждут.", "ru", 1500, 1500, None, "семья", "about"),
        ("Ушли 60–75 тысяч жителей.", "ru", 60000, 75000, None, "житель", None),
        ("Несколько десятков лодок.", "ru", 20, None, None, "лодка", None),
        ("Почти треть депутатов.", "ru", 33.333, 33.333, "%", "депутат", "almost"),
        ("Цены выросли в 2,5 раза.", "ru", 2.5, 2.5, "times", None, None),
        ("Потрачено 1 млн 200 тыс. рублей.", "ru", 1_200_000, 1_200_000, "RUB", None, None),
        ("Понад п’ятсот сорок бійців.", "uk", 540, None, None, "боєць", "more than"),
        ("Кількість загиблих сягнула й досягла 19.", "uk", 19, 19, None, "загиблий", None),
        ("Nearly half of the residents left.", "en", 50, 50, "%", "resident", "almost"),
        ("Three hundred and forty-two tanks.", "en", 342, 342, None, "tank", None),
        ("Half a million people fled.", "en", 500_000, 500_000, None, "people", None),
        ("The number of wounded rose to 19.", "en", 19, 19, None, "wounded", None),
        ("The death toll rose to 19.", "en", 19, 19, None, "death", None),
        ("The toll rose to 19.", "en", 19, 19, None, "toll", None),
        ("Losses rose to 4,000.", "en", 4000, 4000, None, "losses", None),
        ("The number rose to 19.", "en", 19, 19, None, None, None),
        ("Сгорело 1.200 домов.", "ru", 1200, 1200, None, "дом", None),
    ],
)
def test_bounds_units_items_and_qualifiers(
    text: str,
    lang: str,
    low: float | None,
    high: float | None,
    unit: str | None,
    item: str | None,
    qualifier: str | None,
) -> None:
    found = one(text, lang)
    assert found.low == pytest.approx(low, abs=0.01)
    assert found.high == pytest.approx(high, abs=0.01)
    assert (found.unit, found.item, found.qualifier) == (unit, item, qualifier)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Встреча 10 сентября 2022 года в 12:30, дом 5, корпус 2.", "ru"),
        ("Бойцы 72-й бригады на Т-72 и С-300, калибр 152 мм.", "ru"),
        ("Звоните +7 916 123-45-67, карта 2202 2000 1111 2222.", "ru"),
        ("Сыграли 3:1, по статье 275 ему дали 5 лет, 77-летняя соседка плачет.", "ru"),
        ("Уже половина третьего, фильм 18+, Windows 11.", "ru"),
        ("XXI век, век 5G.", "ru"),
        ("Зустріч 10 вересня о 12:30, будинок 5.", "uk"),
        ("On September 10, 2022 at 5 pm, flight 214, Article 5, aged 34.", "en"),
    ],
)
def test_numbers_that_claim_nothing_are_no_figures(text: str, lang: str) -> None:
    assert extract(text, lang, AT) == []


@pytest.mark.parametrize(
    ("lang", "text", "value"), [("ru", "1.000 лодок", 1000), ("uk", "1.000 човнів", 1000), ("en", "1,000 boats", 1000)]
)
def test_marks_in_numbers_are_read_by_the_habits_of_the_language(lang: str, text: str, value: float) -> None:
    assert one(text, lang).low == value


def test_a_list_gives_each_its_item_and_an_ellipsis_takes_the_one_before() -> None:
    found = extract("Подписали 19 депутатов, ещё 84, теперь проверим.", "ru", AT)
    assert [(figure.low, figure.item, figure.kind) for figure in found] == [
        (19, "депутат", "level"),
        (84, "депутат", "increment"),
    ]


def test_the_holder_is_whose_words_it_stands_in() -> None:
    found = one("Штаб заявил, что сбито 14 ракет.")
    assert (found.holder, found.voice) == ("Штаб", "reported")
    assert one("Сбито 14 ракет.").holder is None


def test_a_date_beside_it_says_when_it_holds() -> None:
    assert one("На 9 сентября сбито 14 ракет.").as_of < one("Сбито 14 ракет.").as_of == AT


@pytest.mark.parametrize(
    "text",
    [
        "7" * 100_000,
        "10^400 танков",
        "танков 10٣5",
        "2ООО солдат",
        "XIV корпус",
        "‏12‏ ‎дом",
        "1.2.3.4",
        "½",
        "-5",
        "1 000 000 000 000 000 000 солдат",
    ],
)
def test_odd_numbers_are_a_value_or_refused_and_never_an_exception(text: str) -> None:
    for lang in ("ru", "uk", "en", "de"):
        assert all(figure.low is None or figure.low < 1e16 for figure in extract(text, lang, AT))


@given(
    st.text(alphabet="0123456789 .,:-–—%$/+две тысячи млнраз половина one dozen до\n«»", max_size=80),
    st.sampled_from(["ru", "uk", "en"]),
)
def test_spans_are_words_of_the_text_in_order(text: str, lang: str) -> None:
    found = extract(text, lang, AT)
    assert all(0 <= figure.span[0] < figure.span[1] <= len(text) for figure in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    assert all(a.low is None or a.high is None or a.low <= a.high for a in found)


def test_dates_in_words_and_digits() -> None:
    text = "К десятому сентября, 14.09.2022, 2022-09-15 и 31 февраля."
    assert [(found.month, found.day) for found in dates(text, "ru", 2022)] == [(9, 10), (9, 14), (9, 15)]


def test_the_table_names_holder_and_place(case: offscript.Case, write: Write) -> None:
    case.read(
        [write("a.json", [telethon(1, "Каринформ сообщил, что под Изюмом сбито 14 ракет. Мы насчитали 9 ракет.")])]
    )
    case.analyse(["figure"])
    rows = case.sql("select low, item, voice, holder like 'source:%', scope from figure order by start").fetchall()
    assert rows[0][:3] == (14.0, "ракета", "reported") and rows[0][4] == "place:707292"
    assert rows[1][:2] == (9.0, "ракета")


class Everything(frozenset[str]):
    """A set that holds every word."""

    def __contains__(self, word: object) -> bool:
        return True

    def isdisjoint(self, other: Iterable[object]) -> bool:
        return not list(other)


def said(lang: str) -> list[str]:
    """Words by which quantities are said, and some beside them."""
    words = numerals(lang)
    values = (words.number, words.scale, words.whole, words.share, words.ordinal_share, words.fold, words.unit)
    phrases = [phrase for name in sorted(words.words) for phrase in sorted(words.words[name])]
    return [
        *phrases,
        *(word for held in values for word in held),
        "7",
        "1,5",
        "ни",
        "дома",
        "людей",
        "tanks",
        ".",
        "to",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(data=st.data())
def test_what_no_amount_can_begin_with_is_passed_over_and_nothing_else(lang: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(said(lang)), max_size=9)))
    found, words = claimed(text, lang, AT), numerals(lang)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(words.__dict__, "begins", Everything())
        assert claimed(text, lang, AT) == found


@pytest.mark.parametrize(
    ("text", "lang", "form", "vague", "in_words"),
    [
        ("Сгорела треть домов.", "ru", "share", False, True),
        ("Сгорело 30 процентов домов.", "ru", "share", False, False),
        ("Сгорели десятки домов.", "ru", "count", True, True),
        ("Сгорело девятнадцать домов.", "ru", "count", False, True),
        ("Сгорело 19 домов.", "ru", "count", False, False),
        ("Згоріла третина будинків.", "uk", "share", False, True),
        ("Half of the houses burned.", "en", "share", False, True),
        ("One in four houses burned.", "en", "share", False, True),
        ("Three quarters of the houses burned.", "en", "share", False, True),
        ("Dozens of houses burned.", "en", "count", True, True),
    ],
)
def test_a_figure_says_whether_it_is_a_share_vague_or_in_words(
    text: str, lang: str, form: str, vague: bool, in_words: bool
) -> None:
    words = numerals(lang)
    row = tokens(text, 0, len(text), words)
    found = next(one for at in range(len(row)) if (one := amount(row, at, words)))
    assert (found.form, found.vague, found.words) == (form, vague, in_words)
