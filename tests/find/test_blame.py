"""Blame: who holds whom responsible, in whose words, how high up; and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.blame import extract
from offscript.find.blame.ladder import rung
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


def told(text: str, lang: str) -> list[tuple[str, str, str]]:
    """Kind, who, whom, as words."""
    return [
        (one.kind, one.blamer if isinstance(one.blamer, str) else text[slice(*one.blamer)], text[slice(*one.blamed)])
        for one in extract(text, lang)
    ]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("За разгром отвечать должен Генштаб, он и виноват: штаб бросил людей.", "ru", [("blame", "AUTHOR", "штаб")]),
        ("Спецслужбы обвинили военных в провале.", "ru", [("blame", "Спецслужбы", "военных")]),
        ("«Виноват министр», — заявил депутат Лосев.", "ru", [("blame", "депутат Лосев", "министр")]),
        ("Виноват не комбат, а штаб.", "ru", [("exoneration", "AUTHOR", "комбат"), ("blame", "AUTHOR", "штаб")]),
        ("Царю врут о потерях.", "ru", [("shield", "AUTHOR", "Царю")]),
        ("Мы сами виноваты.", "ru", [("self", "AUTHOR", "Мы")]),
        ("Спасибо сапёрам за работу.", "ru", [("thanks", "AUTHOR", "сапёрам")]),
        ("Благодаря сапёрам мост цел.", "ru", []),
        ("Следователи выясняют, кто виноват в аварии.", "ru", []),
        ("Генерал угрожает бросить позиции.", "ru", []),
        ("Розвідка прогавила удар.", "uk", [("blame", "AUTHOR", "Розвідка")]),
        ("The ministry accused the generals of lying.", "en", [("blame", "ministry", "generals")]),
        ("The president was deceived.", "en", [("shield", "AUTHOR", "president")]),
        ("Der General ist schuld.", "de", []),
        ("Началась передача власти от уходящего мэра к избранному.", "ru", []),
        ("При таком складе большая часть дня уходит на описи: надо что-то менять!", "ru", []),
        ("Губернатор отказался уходить в отставку, чего требовал совет.", "ru", []),
        ("Губернатор пообіцяв піти у відставку, як і має бути.", "uk", []),
        ("The governor refused to resign, as he must.", "en", []),
        ("The governor must resign.", "en", [("blame", "AUTHOR", "governor")]),
        ("Виноват военный обозреватель.", "ru", [("blame", "AUTHOR", "военный обозреватель")]),
        ("Виноваты военные.", "ru", [("blame", "AUTHOR", "военные")]),
        ("Губернатор, уходи!", "ru", [("blame", "AUTHOR", "Губернатор")]),
        ("Рыбы мало из-за провала весенней путины.", "ru", []),
    ],
)
def test_who_blames_whom(text: str, lang: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [one for one in told(text, lang) if one in wanted] == wanted
    assert wanted or not told(text, lang)


def test_rung_demand_form_and_outcome_are_said() -> None:
    text = "Где была разведка, когда горела колонна? Министр обороны должен уйти в отставку за гибель людей."
    asked, demanded = extract(text, "ru")
    assert (asked.form, asked.rung) == ("question", "services")
    assert (demanded.demand, demanded.rung) == ("resign", "minister")
    assert demanded.outcome is not None
    assert text[slice(*demanded.outcome)] == "гибель людей"


def test_an_accusation_before_the_law_is_a_charge() -> None:
    assert [one.form for one in extract("Директора обвиняют в получении взятки.", "ru")] == ["charge"]


def test_a_name_without_its_capital_is_one_only_where_it_can_be_no_other_word() -> None:
    assert rung("слабой весенней путины", "ru") is None
    own = (("minister", ("Лавин",)),)
    assert rung("сошедшей лавины", "ru", own) is None
    assert rung("совсем заврался Лавин", "ru", own) == "minister"
    assert rung("отставка министра печати", "ru", (("minister", ("Министр печати",)),), head=9) == "minister"
    assert rung("в генштабе", "ru", (("staff", ("Генштаб",)),)) == "staff"
    assert rung("это всё лавинский двор", "ru", (("minister", ("Лавинский",)),)) == "minister"


def test_an_adjective_of_whom_a_phrase_names_is_no_rung_though_the_word_by_itself_is() -> None:
    assert rung("военный обозреватель", "ru", head=8) is None
    assert rung("военный", "ru", head=0) == "commander"


def test_a_cases_own_ladder_goes_before_the_packaged_one() -> None:
    rungs = (("палата", ("Счётная палата",)), ("двор", ("двор",)))
    assert [one.rung for one in extract("В разгроме виноват двор.", "ru", rungs)] == ["двор"]


@given(st.text(alphabet="винаоты генралшб,.?«»\n", max_size=160), st.sampled_from(["ru", "uk"]))
def test_spans_lie_in_the_text(text: str, lang: str) -> None:
    for one in extract(text, lang):
        assert text[slice(*one.cue)].strip()
        assert text[slice(*one.blamed)].strip()
        assert 0 < one.probability <= 1


def test_blame_in_anothers_mouth_is_his_and_ones_own_the_sources(case: offscript.Case, write: Write) -> None:
    posts = [
        telethon(1, "В провале под Вельском виноват Генштаб."),
        telethon(2, "В министерстве заявили, что виноваты генералы."),
    ]
    case.read([write("a.json", posts)])
    case.analyse(["blame"])
    found = case.sql(
        'select p.native_id, b."by", b."of", b.rung from blame b join post p using (post) order by 1'
    ).fetchall()
    (own, other) = found
    assert own[1].startswith("source:")
    assert own[3] == "general staff"
    assert not (other[1] or "").startswith("source:")
    assert other[2:] == ("rung:commander", "commander")
