"""Checking an article: what each statement comes to, with the words of the case; in three languages, and whatever is given."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offscript
from offscript.case import CaseError
from offscript.judge.check import MARKS, Mark, article
from offscript.judge.check.opposites import opposed, sides
from offscript.judge.check.order import hours, split
from offscript.judge.check.voices import Voices

Karedonia = tuple[offscript.Case, dict[str, Any]]
SAID = [
    ("According to the ministry, the manoeuvre was orderly and all property was removed.", "supported"),
    ("The ministry said that Stavria had lost up to 3,000 soldiers in two days.", "different figure"),
    ("Front Atlas confirmed the claimed Stavrian losses with evidence of its own.", "contradicted"),
    ("The head of Karedonia promised every conscript a warm uniform by 20 September.", "different date"),
    ("The deputy Orest Lavin blamed the commander of the eastern group for the failure.", "attribution differs"),
    ("By noon on 6 September the ministry was already claiming 4,000 soldiers.", "ordering differs"),
    ("The parliament adopted a new budget for schools and hospitals.", "not in the case"),
    ("In March 2020 the two countries signed a treaty on the use of the river.", "outside coverage"),
    ("Who gave the order to leave the town?", "not checkable"),
]


def test_each_statement_has_a_mark_and_the_words_it_rests_on(karedonia: Karedonia) -> None:
    case, _ = karedonia
    text = "\n".join(said for said, _ in SAID)
    marks = article(case, text)
    assert [(text[mark.start : mark.end], mark.mark) for mark in marks] == SAID
    held = dict(case.sql("select version, length(text) from version").fetchall())
    for mark in marks:
        assert mark.reason and mark.mark in MARKS
        assert all(0 <= place.start < place.end <= held[place.version] for place in mark.evidence)
        assert mark.evidence or mark.mark in ("outside coverage", "not checkable", "not in the case")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Минобороны сообщило, что Ставрия за двое суток потеряла до 2000 солдат.", "supported"),
        ("Міноборони повідомило, що Ставрія за дві доби втратила до 7000 солдатів.", "different figure"),
        ("Генштаб Ставрії заявив, що Верхній Брід не звільнено.", "contradicted"),
        ("Минобороны сообщило, что Ставрия за пять суток потеряла до 2000 солдат.", "different figure"),
        ("Сначала Совет двенадцати говорил о 240 подписях, а вечером снизил число до 19.", "ordering differs"),
    ],
)
def test_an_article_in_any_language_is_held_against_posts_in_all(karedonia: Karedonia, text: str, mark: str) -> None:
    assert [one.mark for one in article(karedonia[0], text)] == [mark]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "The ministry announced a regrouping, while Front Atlas said that the troops had withdrawn in good order.",
            ["supported", "contradicted"],
        ),
        ("Громов заявил, что разведка доложила о свободной дороге, а мост разрушен.", ["supported in part"]),
    ],
)
def test_two_sources_in_a_sentence_are_two_statements(karedonia: Karedonia, text: str, marks: list[str]) -> None:
    found = article(karedonia[0], text)
    assert [one.mark for one in found] == marks
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_duration_and_the_part_that_is_not_there_are_named(karedonia: Karedonia) -> None:
    (lasting,) = article(karedonia[0], "Минобороны сообщило, что Ставрия за пять суток потеряла до 2000 солдат.")
    assert "48 hours there" in lasting.reason
    (part,) = article(karedonia[0], "Депутат Орест Лавин сказал с трибуны, что это отступление, предательство и голод.")
    assert part.mark == "supported in part"
    assert "not there: “предательство”, “голод”" in part.reason


@settings(max_examples=6)
@given(st.text(alphabet="мост war 2000,.?!\n«»", max_size=80))
def test_any_text_is_marked_sentence_by_sentence(karedonia: Karedonia, text: str) -> None:
    at = 0
    for mark in article(karedonia[0], text):
        assert at <= mark.start < mark.end <= len(text)
        at = mark.end


def test_a_page_and_a_table_are_written(karedonia: Karedonia, tmp_path: Path) -> None:
    case, _ = karedonia
    said = tmp_path / "her article.txt"
    said.write_text(SAID[1][0] + "\n\n<b>" + SAID[8][0], encoding="utf-8")
    page, table, marks = case.check(said, tmp_path / "out")
    html = page.read_text(encoding="utf-8")
    assert "different figure" in html and "&lt;b&gt;" in html and "1 differ" in html
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert {row["mark"] for row in rows} == {mark.mark for mark in marks}
    assert rows[0]["words"] and rows[0]["url"]


def test_what_is_no_article_is_refused_in_words(karedonia: Karedonia, case: offscript.Case, tmp_path: Path) -> None:
    empty, odd, word = tmp_path / "empty.txt", tmp_path / "odd.pdf", tmp_path / "word.docx"
    empty.write_text(" \n", encoding="utf-8")
    odd.write_bytes(b"%PDF")
    word.write_bytes(b"not a document")
    for path, said in ((empty, "no sentence"), (odd, "save it as one of these"), (word, "no Word document")):
        with pytest.raises(CaseError, match=said):
            karedonia[0].check(path, tmp_path)
    with pytest.raises(CaseError, match="run it first"):
        case.check(odd.with_suffix(".txt") if empty.rename(odd.with_suffix(".txt")) else odd)


def test_a_word_document_is_read(karedonia: Karedonia, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph(SAID[1][0])
    document.save(str(tmp_path / "a.docx"))
    _, _, marks = karedonia[0].check(tmp_path / "a.docx", tmp_path)
    assert [mark.mark for mark in marks] == ["different figure"]
    assert isinstance(marks[0], Mark)


def test_order_and_hours_are_read_from_the_words() -> None:
    told = split("Listok wrote of it before the head denied it.", "en")
    assert told is not None and told.first_is_earlier
    after = split("Он сказал это после того, как ушёл гарнизон.", "ru")
    assert after is not None and not after.first_is_earlier
    assert split("Before dawn.", "en") is None
    named = hours("К полудню всё было кончено.", "ru")
    assert named is not None and named.by and named.low == 0


def test_words_that_exclude_each_other() -> None:
    assert opposed(sides("The bridge is intact.", "en"), sides("Мост разрушен.", "ru"))
    assert not opposed(sides("Понтон не найден.", "ru"), sides("The pontoon was not found.", "en"))
    assert opposed(sides("Понтон найден.", "ru"), sides("The pontoon was not found.", "en"))


def test_a_source_is_named_by_its_whole_name_a_surname_or_its_office() -> None:
    known = Voices(
        {
            "mo": ["Минобороны Каредонии"],
            "gromov": ["Вечер с Громовым"],
            "zasov": ["Северный засов"],
            "town": ["Брод: соседи"],
        },
        ["Громов"],
        ["brd"],
    )

    def named(said: str, lang: str) -> set[str]:
        return set().union(*(one.sources for one in known.find(said, lang)))

    assert named("The defence ministry said so.", "en") == {"mo"}
    assert named("Gromov agrees.", "en") == {"gromov"}
    assert named("Об этом пишет Северный засов.", "ru") == {"zasov"}
    assert named("Северный ветер дул в Броде.", "ru") == set()
