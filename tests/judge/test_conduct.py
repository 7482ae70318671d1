"""Words and conduct: what an actor says in public beside what it is reported to do out of sight, each with its own status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
SETTINGS = """
[[source]]
id = "ministry"
name = "Минобороны Каредонии"
tier = "ministry"
aliases = ["telegram:1"]

[[source]]
id = "blog"
name = "Блог"
tier = "aligned"
aliases = ["telegram:2"]

[[source]]
id = "across"
name = "Штаб за рекой"
tier = "adversary"
aliases = ["telegram:3"]

[[matter]]
id = "talks"
name = "Переговоры"
[matter.terms]
ru = ["переговоры", "перемирие"]

[[axis]]
id = "talks"
name = "Переговоры"
[[axis.poles]]
name = "negotiate"
[axis.poles.terms]
ru = ["переговоры", "перемирие"]
[[axis.poles]]
name = "fight on"
[axis.poles.terms]
ru = ["до победы"]
"""


@pytest.fixture
def told(case: offscript.Case, write: Write) -> Callable[..., list[dict[str, Any]]]:
    """Posts of channels, `(channel, hour, text)`, to the rows of `conduct`."""

    def rows(*posts: tuple[int, int, str]) -> list[dict[str, Any]]:
        settings = case.folder / "case.toml"
        settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
        listed = [
            telethon(number, text, channel=channel, at=f"2022-09-10T{hour:02}:00:00+00:00")
            for number, (channel, hour, text) in enumerate(posts, 1)
        ]
        again = offscript.open(case.folder)
        again.read([write("posts.json", json.dumps(listed, ensure_ascii=False))])
        again.analyse(["conduct"])
        return again.rows("select * from conduct order by published_at, word_at")

    return rows


POSITION = "Мы против переговоров и не пойдём на перемирие."
REPORT = "Наши тайно просили соседей о перемирии на реке."


def test_a_public_position_stands_beside_a_report_of_the_own_side(told: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = told((1, 8, POSITION), (2, 12, REPORT))
    assert (found["actor"], found["basis"], found["says"]) == ("source:ministry", "its side (ours)", "fight on")
    assert (found["first"], found["source"], found["word_source"]) == ("word", "blog", "ministry")
    assert found["status"] == "claim"


def test_words_before_and_after_the_report_are_two_rows(told: Callable[..., list[dict[str, Any]]]) -> None:
    found = told((1, 8, POSITION), (2, 12, REPORT), (1, 15, "Мы за переговоры, перемирие нужно."))
    assert [(one["first"], one["says"]) for one in found] == [("word", "fight on"), ("act", "negotiate")]


def test_the_other_sides_our_is_not_this_ministry(told: Callable[..., list[dict[str, Any]]]) -> None:
    assert told((1, 8, POSITION), (3, 12, REPORT)) == []


def test_a_denial_is_no_report(told: Callable[..., list[dict[str, Any]]]) -> None:
    assert told((1, 8, POSITION), (2, 12, "Опровергаем: наши тайно просили соседей о перемирии — неправда.")) == []


def test_the_invented_country_shows_the_head_and_the_envoy(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    found = case.rows("select actor, status, basis from conduct order by published_at")
    assert [tuple(one.values()) for one in found] == [
        ("source:glava", "rumour", "its side (ours)"),
        ("source:glava", "report", "nobody is named"),
        ("source:glava", "confirmation", "nobody is named"),
    ]
    assert "Words and conduct" in (case.folder / "brief.md").read_text(encoding="utf-8")
