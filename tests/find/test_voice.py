"""Whose words: every letter in one segment, speakers named by their words, chains kept, people's word last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.voice import Segment, segments
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


def of(text: str, words: str, lang: str = "ru") -> Segment:
    """The segment in which words of a text stand."""
    place = text.index(words)
    return next(one for one in segments(text, lang) if one.start <= place < one.end)


@given(st.text(alphabet='аб «»"“”„:,.—–-()\n>_*[]x1🤡💬что', max_size=200), st.sampled_from(["ru", "uk", "en", "de"]))
def test_segments_cover_any_text_without_gap_or_overlap(text: str, lang: str) -> None:
    found = segments(text, lang)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.end > one.start for one in found)


@pytest.mark.parametrize(
    ("text", "words", "lang", "voice", "speaker"),
    [
        ("Штаб заявил, что мост цел.", "мост цел", "ru", "reported", "Штаб"),
        ("Мост цел, заявили в штабе округа.", "Мост цел", "ru", "reported", "штабе округа"),
        ("Мост цел — Лавин", "Мост цел", "ru", "reported", "Лавин"),
        ("«Мы починим мост», — сказал Лавин.", "починим", "ru", "quoted", "Лавин"),
        ("Лавин прав: мост цел.", "мост цел", "ru", "endorsed", "Лавин"),
        ("Мост якобы цел.", "цел", "ru", "reported", None),
        ("Штаб доложил, что мост цел, и мост проверят.", "мост проверят", "ru", "reported", "Штаб"),
        ("Штаб доложил, что мост цел, и штаб за это ответит.", "за это ответит", "ru", "own", None),
        ("The mayor said the bridge stands, but the mayor will answer for it.", "will answer", "en", "own", None),
        ("Мост цел 🤡", "цел", "ru", "ironic", None),
        ("Так называемый «порядок» наведён.", "порядок", "ru", "ironic", None),
        ("Міст цілий, повідомив речник міста.", "Міст", "uk", "reported", "речник міста"),
        ("The bridge stands, the mayor said.", "bridge", "en", "reported", "the mayor"),
        ("I think the bridge stands.", "bridge", "en", "own", None),
        ("Считаю, что мост цел.", "мост", "ru", "own", None),
        ("Сосед говорит, на мосту снова пост.", "на мосту", "ru", "reported", "Сосед"),
        ("Депутат говорил, когда мост рухнул.", "мост", "ru", "own", None),
        ("Как рассказала нам жена рыбака, мост цел.", "мост", "ru", "reported", "жена рыбака"),
        ("Комендант: мост закрыт до утра.", "мост", "ru", "reported", "Комендант"),
        ("Комбат: міст зачинено до ранку.", "міст", "uk", "reported", "Комбат"),
        ("— Когда откроют?\n— Когда починят, — ответил мэр.", "починят", "ru", "quoted", "мэр"),
        ("Продажи выросли, показав рост в 48 раз.", "Продажи", "ru", "own", None),
        ("Люди, которые, сообщив посту имена, прошли мост, уехали.", "уехали", "ru", "own", None),
        ("GenBook RK3588: ноутбук для полей.", "ноутбук", "ru", "own", None),
        ("Bloomberg: мост закрыт до утра.", "мост", "ru", "reported", "Bloomberg"),
        ("Умер Никлас Вирт — создатель языка", "Умер", "ru", "own", None),
        ("A source told the Herald the depot is empty.", "depot", "en", "reported", "A source"),
        ("Belov, an analyst, thinks the river will freeze.", "river", "en", "reported", "Belov"),
        ("The bridge is down. So says the mayor.", "bridge", "en", "reported", "the mayor"),
        ("Brücke steht, sagte der Mann.", "Brücke", "de", "unknown", None),
    ],
)
def test_cues_of_three_languages(text: str, words: str, lang: str, voice: str, speaker: str | None) -> None:
    found = of(text, words, lang)
    assert (found.voice, found.attributed_to) == (voice, speaker)


def test_an_author_who_speaks_of_himself_takes_over_from_whom_he_retold() -> None:
    text = "Сосед сказал, что мост цел. Сам я этого не видел."
    assert of(text, "мост").voice == "reported"
    assert of(text, "видел").voice == "own"


def test_a_speaker_goes_on_until_the_paragraph_ends() -> None:
    text = "Штаб сообщил, что мост цел. Дорога открыта.\n\nРынок сегодня пуст."
    assert of(text, "Дорога").attributed_to == "Штаб"
    assert of(text, "Рынок").voice == "own"


def test_a_statement_under_a_header_is_quoted_whole_and_a_footer_is_not() -> None:
    text = "МИД Ставрии:\n\nПереговоров не было. Позиция прежняя.\n\nПодписаться на канал"
    found = of(text, "Позиция")
    assert (found.voice, found.frame, found.attributed_to) == ("quoted", "statement", "МИД Ставрии")
    assert of(text, "Подписаться").voice == "own"


def test_nested_speakers_keep_the_chain() -> None:
    text = "Каринформ со ссылкой на источник передаёт, что мост цел."
    found = of(text, "мост цел")
    assert found.attributed_to == "источник" and [text[a:b] for a, b in found.chain] == ["Каринформ"]


@pytest.mark.parametrize(("verb", "stance"), [("сообщил", "neutral"), ("подтвердил", "endorse"), ("соврал", "reject")])
def test_the_verb_says_how_the_author_stands_to_it(verb: str, stance: str) -> None:
    assert of(f"Лавин {verb}, что мост цел.", "мост").stance == stance


def test_markup_and_links_move_nothing() -> None:
    text = "**Мост цел** — [заявил](https://example.org/a) __Лавин__."
    assert of(text, "Мост цел").attributed_to == "Лавин"


def test_a_forward_is_its_origins_and_people_have_the_last_word(case: offscript.Case, write: Write) -> None:
    forward = {
        "from_id": {"_": "PeerChannel", "channel_id": 77},
        "channel_post": 5,
        "date": "2022-09-10T11:00:00+00:00",
    }
    posts = [telethon(1, "Мост у нас цел.", fwd_from=forward), telethon(2, "Лавин сообщил, что мост цел.")]
    case.read([write("a.json", posts)])
    case.analyse(["voice"])
    rows = "select p.native_id, o.voice, o.frame from voice o join post p using (post) order by 1, o.start"
    assert case.sql(rows).fetchall() == [("1", "quoted", "forward"), ("2", "own", None), ("2", "reported", None)]
    version, start = case.sql("select version, start from voice where voice = 'reported'").fetchall()[0]
    case.correct("voice", {"anchor": version, "start": start, "end": start + 3, "target": "own"}, "his own", "me")
    case.analyse(["voice"])
    assert case.sql("select voice, by_person from voice where voice <> 'quoted' order by start").fetchall() == [
        ("own", False),
        ("own", True),
    ]
