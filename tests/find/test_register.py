"""Register: words that betray a tone, denied ones not, and a tier's day against its own habit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.find.register import tones
from offscript.measure.mood import ratio
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("Позор, сколько можно молчать!", "ru", ["outrage"]),
        ("Паники нет.", "ru", []),
        ("Началась паника, все спасаются.", "ru", ["panic"]),
        ("Мост открыт.", "ru", []),
        ("Ганьба!", "uk", ["outrage"]),
        ("This is a disgrace!", "en", ["outrage"]),
        ("Schande!", "de", []),
    ],
)
def test_tones(text: str, lang: str, wanted: list[str]) -> None:
    assert [one.register for one in tones(text, lang)] == wanted


def test_heat_and_more_words_raise_the_odds() -> None:
    plain = tones("Это позор для нас.", "ru")[0].odds
    assert tones("Это позор для нас!", "ru")[0].odds > plain
    assert tones("Это позор и предательство для нас.", "ru")[0].odds > plain


def test_a_day_is_held_against_the_others_of_its_tier(case: offscript.Case, write: Write) -> None:
    calm = [telethon(n, f"Открыт мост номер {n}.", at=f"2022-09-{1 + n % 5:02}T10:00:00+00:00") for n in range(1, 41)]
    hot = [telethon(100 + n, f"Позор и предательство, часть {n}!", at="2022-09-09T10:00:00+00:00") for n in range(8)]
    case.read([write("a.json", calm + hot)])
    case.analyse(["mood"])
    rows = case.sql(
        "select day, posts, toned, habit, ratio_low > 1 from mood where register = 'outrage' and toned > 0"
    ).fetchall()
    assert rows == [("2022-09-09", 8, 8, 0.0, True)]


def test_the_ratio_of_equal_shares_is_one_and_inside_its_interval() -> None:
    middle, low, high = ratio(5, 50, 5, 50)
    assert middle == pytest.approx(1.0)
    assert low < 1 < high
