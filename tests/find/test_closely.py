"""What is read closely: everything, or where the case says so what it asks about and what shares words with that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.find.analyses import STEPS
from offscript.store.steps import Map, reads
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
MATTER = """
[[matter]]
id = "retreat"
terms = { ru = ["отступление"] }
"""
TEXTS = [
    "Губернатор Пётр Северин заявил, что отступление от реки завершено и мосты за спиной колонны взорваны сапёрами.",
    "Погода в столице стоит ясная, министр Павел Горин обещал к выходным открыть новый парк у старой пристани.",
    "Губернатор Пётр Северин заявил, что движение от реки завершено и мосты за спиной колонны взорваны сапёрами.",
]


def made(case: offscript.Case, write: Write, reading: str) -> offscript.Case:
    """A case with that setting: a post about the matter, one about none, and a copy of the first without the matter's word."""
    settings = case.folder / "case.toml"
    settings.write_text(f'close_reading = "{reading}"\n{settings.read_text("utf-8")}{MATTER}', "utf-8")
    opened = offscript.open(case.folder)
    days = [f"2022-09-10T1{hour}:00:00+00:00" for hour in range(3)]
    for number, (text, day) in enumerate(zip(TEXTS, days, strict=True), 1):
        opened.read([write(f"{number}.json", [telethon(number, text, at=day, channel=number)])])
    opened.run()
    return opened


def numbers(case: offscript.Case, table: str) -> list[str]:
    """Numbers of the posts that a table has something of."""
    asked = (
        f"select distinct p.native_id from {table} as t inner join version as v on v.version = t.version "
        "inner join post as p on p.post = v.post order by 1"
    )
    return [number for (number,) in case.sql(asked).fetchall()]


def test_all_is_read_closely_unless_the_case_says_otherwise(case: offscript.Case, write: Write) -> None:
    opened = made(case, write, "all")
    assert numbers(opened, "close_read") == numbers(opened, "name") == ["1", "2", "3"]
    assert "Read closely" not in (opened.folder / "brief.md").read_text("utf-8")


def test_posts_about_a_matter_and_copies_without_its_word_are_read_and_the_brief_says_how_many(
    case: offscript.Case, write: Write
) -> None:
    opened = made(case, write, "matters")
    assert numbers(opened, "close_read") == numbers(opened, "name") == numbers(opened, "segment") == ["1", "3"]
    assert numbers(opened, "language") == ["1", "2", "3"]
    brief = (opened.folder / "brief.md").read_text("utf-8")
    assert "Read closely, for names, voices, figures and what is said: 2 posts (66.7%)" in brief


def test_shares_of_posts_are_of_those_read_closely(case: offscript.Case, write: Write) -> None:
    opened = made(case, write, "matters")
    assert opened.sql("select sum(posts) from (select distinct tier, day, posts from mood)").fetchall() == [(2,)]


def test_whom_rules_see_in_posts_not_read_closely_makes_no_subject(case: offscript.Case, write: Write) -> None:
    opened = made(case, write, "matters")
    (step,) = (step for step in opened.steps() if step.name == "emerging")
    asked = f"select post, text, person_starts, person_ends from ({step.sql}) order by published_at"
    names = [
        [text[low:high] for low, high in zip(starts or (), ends or (), strict=True)]
        for _, text, starts, ends in opened.sql(asked).fetchall()
    ]
    assert any("Горин" in name for name in names[1]), names


def test_what_is_read_closely_later_is_read_and_nothing_else_again(case: offscript.Case, write: Write) -> None:
    opened = made(case, write, "matters")
    ((post,),) = opened.sql("select post from post where native_id = '2'").fetchall()
    opened.correct("matter", {"anchor": post, "target": "retreat", "accept": True}, "it hints at it", "tester")
    before = opened.sql('select * from "name" order by all').fetchall()
    opened.run()
    after = opened.sql('select * from "name" order by all').fetchall()
    assert numbers(opened, "name") == ["1", "2", "3"]
    assert set(before) < set(after)


def test_only_matters_without_a_matter_is_refused_in_words(case: offscript.Case) -> None:
    settings = case.folder / "case.toml"
    settings.write_text(f'close_reading = "matters"\n{settings.read_text("utf-8")}', "utf-8")
    with pytest.raises(CaseError, match=r"line 1.*there is no matter; add a \[\[matter\]\]"):
        offscript.open(case.folder)


def test_what_takes_long_waits_for_what_is_read_closely() -> None:
    maps = [step for step in STEPS if isinstance(step, Map)]
    in_all = {step.name for step in maps if "close_read" not in reads(step)}
    assert in_all == {"language", "link", "private", "mention", "likened"}
