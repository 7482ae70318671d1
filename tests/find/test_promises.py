"""Promises and denials: who binds himself to what, how firmly, by when; and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import offscript
from offscript.find.promises import Promise, extract
from offscript.find.promises.deeds import deeds_of
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
AT = int(datetime(2022, 9, 10, 9, 0, tzinfo=UTC).timestamp()) * 1_000_000  # a Saturday


def one(text: str, lang: str = "ru", zone: str = "UTC") -> Promise:
    """The only promise of a text."""
    found = extract(text, lang, AT, zone)
    assert len(found) == 1, found
    return found[0]


def day(at: int | None) -> str | None:
    """A time as its day and hour in UTC."""
    return None if at is None else datetime.fromtimestamp(at / 1e6, UTC).strftime("%d.%m %H")


@pytest.mark.parametrize(
    ("text", "lang", "who", "polarity", "strength", "kind"),
    [
        ("Мобилизации не будет, заявил Лавин.", "ru", "Лавин", -1, "will", "denial"),
        ("На данный момент мобилизация не планируется.", "ru", None, -1, "plans", "denial"),
        ("Губернатор пообещал восстановить свет.", "ru", "Губернатор", 1, "vowed", "commitment"),
        ("Мы вернёмся.", "ru", None, 1, "will", "commitment"),
        ("Власти намерены закрыть мост.", "ru", "Власти", 1, "plans", "commitment"),
        ("Совет не исключил введения военного положения.", "ru", "Совет", 1, "not ruled out", "prediction"),
        ("Лавин пригрозил отставкой.", "ru", "Лавин", 1, "will", "threat"),
        ("Мобілізації не буде, заявив речник.", "uk", "речник", -1, "will", "denial"),
        ("There will be no mobilisation, the spokesman said.", "en", "the spokesman", -1, "will", "denial"),
        ("The minister promised to rebuild the bridge.", "en", "The minister", 1, "vowed", "commitment"),
        ("At the moment there are no plans to close the border.", "en", None, -1, "plans", "denial"),
    ],
)
def test_who_binds_himself_to_what(
    text: str, lang: str, who: str | None, polarity: int, strength: str, kind: str
) -> None:
    found = one(text, lang)
    assert (found.who, found.polarity, found.strength, found.kind) == (who, polarity, strength, kind)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Завтра пойдёт дождь.", "ru"),
        ("Он вчера вернулся домой.", "ru"),
        ("Эксперты ожидают, что курс вырастет.", "ru"),
        ("Будет ли мобилизация?", "ru"),
        ("It will rain tomorrow.", "en"),
    ],
)
def test_weather_markets_and_questions_promise_nothing(text: str, lang: str) -> None:
    assert extract(text, lang, AT) == []


@pytest.mark.parametrize(
    ("text", "lang", "low", "high"),
    [
        ("Мы закончим до конца недели.", "ru", "10.09 09", "12.09 00"),
        ("Мы закончим к 15 сентября.", "ru", "10.09 09", "16.09 00"),
        ("Мы закончим в пятницу.", "ru", "16.09 00", "17.09 00"),
        ("Мы закончим в течение двух суток.", "ru", "10.09 09", "12.09 09"),
        ("Мы закончим завтра.", "ru", "11.09 00", "12.09 00"),
        ("Мы закончим в октябре.", "ru", "01.10 00", "01.11 00"),
        ("Мы закончим скоро.", "ru", None, None),
        ("Ми закінчимо до кінця місяця.", "uk", "10.09 09", "01.10 00"),
        ("We will finish by Friday.", "en", "10.09 09", "17.09 00"),
        ("We will finish within ten days.", "en", "10.09 09", "20.09 09"),
    ],
)
def test_deadlines_are_intervals_counted_from_the_post(text: str, lang: str, low: str | None, high: str | None) -> None:
    found = one(text, lang)
    assert (day(found.due_low), day(found.due_high)) == (low, high)


def test_days_begin_in_the_zone_that_is_given() -> None:
    assert day(one("Мы закончим завтра.", zone="Europe/Kyiv").due_low) == "10.09 21"


def test_a_condition_is_kept_apart_from_what_is_promised() -> None:
    found = one("Если они подойдут к мосту, мы откроем огонь.")
    assert found.condition == "Если они подойдут к мосту" and found.polarity == 1


@given(
    st.text(alphabet="мы будем не вернёмся до конца недели если 10.09 will by , . «»\n", max_size=120),
    st.sampled_from(["ru", "uk", "en", "de"]),
)
def test_any_text_gives_spans_of_itself(text: str, lang: str) -> None:
    for found in extract(text, lang, AT):
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        assert found.due_low is None or found.due_high is None or found.due_low < found.due_high


def status(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        "select p.native_id, m.status, m.rule from promise m join post p using (post) order by cast(p.native_id as int)"
    ).fetchall()


def test_a_denial_turned_round_is_broken_and_a_deadline_passed_is_overdue(case: offscript.Case, write: Write) -> None:
    said = [
        ("Мобилизации резервистов флота не будет.", "2022-09-01"),
        ("Мы откроем паром через Ольшанку к 5 сентября.", "2022-09-02"),
        ("Мобилизация резервистов флота будет.", "2022-09-10"),
        ("Сегодня тихо.", "2022-09-20"),
    ]
    posts = [telethon(n, text, at=f"{at}T10:00:00+00:00") for n, (text, at) in enumerate(said, 1)]
    case.read([write("a.json", posts)])
    case.analyse(["promise", "bearing"])
    assert status(case)[:2] == [("1", "broken", "denial turned round"), ("2", "overdue", "past its deadline")]
    assert case.sql("select relation from bearing").fetchall() == [("contradicted",)]
    version, start, end = case.sql(
        "select version, start, \"end\" from promise m join post p using (post) where p.native_id = '2'"
    ).fetchall()[0]
    case.correct("promise", {"anchor": version, "start": start, "end": end, "target": "met"}, "it ran", "me")
    case.analyse(["promise"])
    assert status(case)[1] == ("2", "met", "person")


def statuses(case: offscript.Case, write: Write, *posts: tuple[int, int, str]) -> list[tuple[Any, ...]]:
    """Status and rule of the promises in posts of a channel, day and text."""
    by_channel: dict[int, list[Any]] = {}
    for channel, on, text in posts:
        listed = by_channel.setdefault(channel, [])
        listed.append(telethon(len(listed) + 1, text, channel, f"2022-09-{on:02}T12:00:00+00:00"))
    case.read([write(f"{channel}.json", listed) for channel, listed in by_channel.items()])
    case.analyse(["promise"])
    return case.sql("select status, rule from promise order by published_at").fetchall()


PROMISED = "Мы откроем паромную переправу у мельницы до 20 сентября."


def test_what_another_says_was_done_is_met_by_his_word_with_his_words(case: offscript.Case, write: Write) -> None:
    done = "Вчера у мельницы наконец открыли паромную переправу, очередь на сто машин."
    assert statuses(case, write, (1, 5, PROMISED), (2, 12, done), (1, 25, "Тихо.")) == [
        ("met", "said to be done, by another source")
    ]
    spans = case.sql(
        "select substr(v.text, cast(o.deed_start as int) + 1, cast(o.deed_end - o.deed_start as int)) from outcome o "
        "join version v on v.version = o.deed_version"
    ).fetchall()
    assert spans == [(done,)]


@pytest.mark.parametrize(
    "later",
    [
        "Паромная переправа у мельницы всё ещё закрыта.",
        "Мы обязательно откроем паромную переправу у мельницы.",
        "Когда откроют паромную переправу у мельницы?",
        "Минувшим летом у озера открыли лодочную станцию.",
    ],
)
def test_what_is_not_said_to_be_done_leaves_the_promise_overdue(case: offscript.Case, write: Write, later: str) -> None:
    found = statuses(case, write, (1, 5, PROMISED), (2, 12, later), (1, 25, "Тихо."))
    assert found[0] == ("overdue", "past its deadline")


def test_what_is_said_not_to_have_been_done_is_broken_by_that_word(case: offscript.Case, write: Write) -> None:
    later = "Паромную переправу у мельницы так и не открыли, обещание забыто."
    assert statuses(case, write, (1, 5, PROMISED), (2, 22, later)) == [
        ("broken", "said to be not done, by another source")
    ]


@example("\U00017000", "ru")
@given(st.text(max_size=400), st.sampled_from(["ru", "uk", "en"]))
def test_deeds_are_sentences_of_their_text(text: str, lang: str) -> None:
    for deed in deeds_of(text, lang):
        assert 0 <= deed.start < deed.end <= len(text)
        assert deed.acts
