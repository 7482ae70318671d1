"""Positions: a side is taken, or none; conditions, others' offers, and shifts of one speaker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.find.positions import Axis, Pole, extract
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
TALKS = Axis("talks", (Pole("negotiate", ("переговоры", "перемирие")), Pole("fight on", ("идти до конца",))))
SETTINGS = """
zone = "Europe/Kyiv"
[[axis]]
id = "talks"
[[axis.poles]]
name = "negotiate"
terms.ru = ["переговоры", "перемирие"]
[[axis.poles]]
name = "fight on"
terms.ru = ["идти до конца"]
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Пора садиться за переговоры.", [("negotiate", "position", 2)]),
        ("Никаких переговоров с ними.", [("fight on", "position", 3)]),
        ("Надо идти до конца.", [("fight on", "position", 3)]),
        ("Ставрия просит о переговорах.", [("negotiate", "attributed", 2)]),
        ("Переговоры прошли в понедельник.", []),
        ("Начнутся ли переговоры, которые нужны всем?", []),
    ],
)
def test_sides(text: str, wanted: list[tuple[str, str, int]]) -> None:
    assert [(one.pole, one.kind, one.strength) for one in extract(text, "ru", (TALKS,))] == wanted


def test_condition_and_addressee_are_kept() -> None:
    text = "Мы готовы к переговорам, если нам гарантируют безопасность. Призываем министра начать переговоры."
    first, second = extract(text, "ru", (TALKS,))
    assert first.condition is not None
    assert text[slice(*first.condition)] == "если нам гарантируют безопасность"
    assert second.addressee is not None
    assert text[slice(*second.addressee)] == "министра"


def test_shifts_of_one_speaker_have_both_wordings(case: offscript.Case, write: Write) -> None:
    (case.folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    case = offscript.open(case.folder)
    said = [
        "Готовы к переговорам хоть завтра.",
        "Нужны переговоры, и чем раньше, тем лучше.",
        "Переговоры недопустимы, никаких переговоров.",
        "Переговоры недопустимы, никаких переговоров, повторим ещё раз.",
    ]
    posts = [telethon(n, text, at=f"2022-09-{10 + n}T10:00:00+00:00") for n, text in enumerate(said)]
    case.read([write("a.json", posts)])
    case.analyse(["shifts"])
    rows = case.sql("select relation, earlier_pole, later_pole from shift order by earlier_at").fetchall()
    assert rows == [("hardened", "negotiate", "negotiate"), ("reversed", "negotiate", "fight on")]


def test_an_axis_needs_two_ends(case: offscript.Case) -> None:
    path = case.folder / "case.toml"
    path.write_text('[[axis]]\nid = "talks"\n[[axis.poles]]\nname = "one"\nterms.ru = ["слово"]\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"axis.*poles"):
        offscript.open(case.folder)
