"""Private persons are hidden in every form, public ones are not, and what is hidden keeps its place."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offscript.find.people import private
from offscript.find.people.contacts import contacts
from offscript.find.people.persons import persons
from offscript.find.people.public import public, shown
from offscript.simulate.persons import SETS, planted_persons

SETTINGS: dict[str, Any] = {
    "people": {"named": []},
    "entity": [{"id": "lavin", "name": "Орест Лавин", "kind": "person", "aliases": [], "roles": []}],
    "source": [{"id": "tg:1", "name": "Степной вестник", "aliases": [{"name": "@steppe_herald"}]}],
}
LISTED = public(shown(SETTINGS))


def hidden(text: str) -> str:
    """A text with what stands by itself blotted out."""
    rows = private(
        pa.table({"version": ["v"], "text": [text]}), {"public": shown(SETTINGS), "secret": "00"}
    ).to_pylist()
    for row in rows:
        if row["basis"] not in ("amid", "doubtful"):
            text = text[: row["start"]] + "█" * (row["end"] - row["start"]) + text[row["end"] :]
    return text


LEAST = dict.fromkeys(SETS, 0.98) | {"fifth": 0.94}
"""Words alone that are surnames as well only the recogniser tells, which is not asked here."""


@pytest.mark.parametrize("chosen", SETS)
def test_nearly_every_planted_mention_is_hidden_to_the_last_letter(chosen: str) -> None:
    met = of = 0
    for one in planted_persons(chosen):
        shown = hidden(one.text)
        for mention in one.mentions:
            of += 1
            met += not any(letter.isalnum() for letter in shown[mention.start : mention.end])
    assert of >= 300
    assert met / of >= LEAST[chosen], (met, of)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Слесарю Сычу не заплатили за август.", "Сычу"),
        ("The plumber Holovko was not paid.", "Holovko"),
        ("На допрос вызвали Дариму Цыренову.", "Дариму Цыренову"),
        ("Розшукується В'язовий Станіслав Степанович.", "В'язовий Станіслав Степанович"),
        ("«Верните мне сына», — просит Савелий Шило.", "Савелий Шило"),
        ("The house where Chornovol lived burned down.", "Chornovol"),
        ("They broke into Stryzhak’s mother and took her phone.", "Stryzhak’s"),
    ],
)
def test_a_name_that_is_a_word_or_unknown_is_hidden_by_what_stands_beside_it(text: str, named: str) -> None:
    assert hidden(text) == text.replace(named, "█" * len(named))


@pytest.mark.parametrize(
    "text", ["Жители Ольховатки ждут.", "Глава Камчатского края уехал.", "Код AVa48Z2 и Kay0u2M верны."]
)
def test_where_somebody_lives_and_what_is_written_together_with_figures_is_no_name(text: str) -> None:
    assert hidden(text) == text


def test_a_word_amid_a_sentence_counts_only_where_a_recogniser_may_see_somebody() -> None:
    assert [one.basis for one in persons("С тех пор Зуб не выходит на связь.", LISTED)] == ["amid"]
    assert [one.basis for one in persons("They cross the river at Olshanka.", LISTED)] == ["amid"]
    assert persons("The bridge over the Olshanka is down.", LISTED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Президент Владимир Путин принял Сергея Шойгу; Путину доложил Герасимов.",
        "За словами Володимира Зеленського, Шойгу помилився.",
        "Putin's spokesman Dmitry Peskov met Volodymyr Zelensky.",
        "Депутат Орест Лавин возразил, Лавина поддержали.",
        "Государственная дума и Верховный суд молчат, Россия и Киев тоже.",
        "Читайте @steppe_herald и https://t.me/steppe_herald/17, потери 2 000 человек, 4.000 и 12.09.2022.",
        "Слава Україні! Столиця Київ і Харків не сплять.",
    ],
)
def test_public_persons_places_and_bodies_are_shown(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Пораненого Ворона перевезли на баржу.", "Пораненого ██████ перевезли на баржу."),
        ("Списки: Лопата Агнія Богданівна, палуба.", "Списки: ███████████████████████, палуба."),
        ("Задержанному Тхорь не дали воды.", "Задержанному █████ не дали воды."),
        ("Чарівна весна, королівна танцює.", "Чарівна весна, королівна танцює."),
    ],
)
def test_short_texts_and_patronymics_the_dictionary_does_not_mark(text: str, seen: str) -> None:
    assert hidden(text) == seen


def test_a_namesake_of_a_public_person_is_hidden() -> None:
    assert "Пётр" not in hidden("Слесарь Пётр Путин подписал письмо.")
    assert "Путин" in hidden("Слесарь ждал, что Путин ответит.")


def test_a_surname_is_hidden_again_wherever_the_text_repeats_it() -> None:
    assert "Лисен" not in hidden("Роман Лисенок ушёл. Лисенку позвонили. Соседи Лисенка молчат.")


@given(st.text(alphabet=st.sampled_from("аАеИвн оПтрЄїYzAb.,«»@+7 \n-’'ё́😀"), max_size=80))
def test_stretches_lie_in_the_text_in_order_and_are_not_empty(text: str) -> None:
    for found in (
        [(one.start, one.end) for one in persons(text, LISTED)],
        [(a, b) for a, b, _ in contacts(text, frozenset())],
    ):
        assert found == sorted(found)
        assert all(0 <= start < end <= len(text) for start, end in found)
