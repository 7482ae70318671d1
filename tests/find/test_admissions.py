"""Admissions: the grade of a sentence, whose losses they are, and first admissions by source and matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.find.admissions import extract
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("Проведена перегруппировка войск.", "ru", ["euphemised"]),
        ("Мы отступили от Вельска.", "ru", ["plainly"]),
        ("Мы не отступили.", "ru", ["denied"]),
        ("Сообщения об отступлении не соответствуют действительности.", "ru", ["denied"]),
        ("Село пришлось оставить.", "ru", ["partly"]),
        ("Противник оказался сильнее.", "ru", ["praise"]),
        ("Противник понёс большие потери.", "ru", []),
        ("Отступили ли мы?", "ru", []),
        ("Клуб потерпел поражение в матче.", "ru", []),
        ("Ми відступили.", "uk", ["plainly"]),
        ("We retreated.", "en", ["plainly"]),
        ("Wir zogen uns zurück.", "de", []),
    ],
)
def test_grades(text: str, lang: str, wanted: list[str]) -> None:
    assert [one.grade for one in extract(text, lang)] == wanted


def test_a_case_names_the_other_side() -> None:
    text = "Ставрийцы понесли большие потери."
    assert [one.grade for one in extract(text, "ru")] == ["plainly"]
    assert extract(text, "ru", ((), ("ставрийцы",))) == []


@given(st.text(alphabet="мыотсупилне, .?\n", max_size=120), st.sampled_from(["ru", "uk", "en"]))
def test_spans_lie_in_their_sentence(text: str, lang: str) -> None:
    for one in extract(text, lang):
        assert one.sentence[0] <= one.span[0] < one.span[1] <= one.sentence[1]


def test_first_admissions_are_by_source_and_grade_of_a_matter(case: offscript.Case, write: Write) -> None:
    (case.folder / "case.toml").write_text(
        'zone = "Europe/Kyiv"\n[[matter]]\nid = "velsk"\nterms.ru = ["Вельск"]\n', encoding="utf-8"
    )
    case = offscript.open(case.folder)
    posts = [
        telethon(1, "Под Вельском проведена перегруппировка.", at="2022-09-10T10:00:00+00:00"),
        telethon(2, "Под Вельском снова перегруппировка войск.", at="2022-09-11T10:00:00+00:00"),
        telethon(3, "Мы отступили от Вельска, чего уж там.", at="2022-09-12T10:00:00+00:00"),
        telethon(4, "Мы отступили из Брода.", at="2022-09-13T10:00:00+00:00"),
        telethon(5, "Депутат заявил, что мы бежали из Вельска: это разгром.", at="2022-09-14T10:00:00+00:00"),
    ]
    case.read([write("a.json", posts)])
    case.analyse(["admitted"])
    rows = case.sql(
        "select a.matter, a.grade, p.native_id, a.lag_us // 86400000000 from admitted a join post p using (post) order by a.degree"
    ).fetchall()
    assert rows == [("velsk", "euphemised", "1", 0), ("velsk", "plainly", "3", 2)]
