"""The euphemism clock: a crossing is a first plain word after the line's, of a source whose tier a person gave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
SETTINGS = """
zone = "Europe/Kyiv"
[[source]]
id = "first"
name = "Первый"
aliases = ["1"]
tier = "broadcaster"
platform = "telegram"
"""
SAID = [
    (1, 1, "Спецоперация идёт по плану."),
    (1, 2, "Участники спецоперации вернулись домой."),
    (1, 3, "Губернатор заявил, что это война."),
    (1, 4, "Это война, пора признать."),
    (1, 5, "Война продолжается."),
    (2, 1, "Спецоперация идёт по плану у нас."),
    (2, 2, "Это война, что бы ни говорили."),
    (3, 1, "Это война с первого дня."),
]


def told(case: offscript.Case, write: Write) -> offscript.Case:
    (case.folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    case = offscript.open(case.folder)
    for channel in (1, 2, 3):
        posts = [
            telethon(day, text, channel, f"2022-09-{day:02}T10:00:00+00:00") for of, day, text in SAID if of == channel
        ]
        case.read([write(f"{channel}.json", posts)])
    case.analyse(["clock"])
    return case


def test_only_a_source_that_had_kept_to_the_line_and_whose_tier_is_given_crosses(
    case: offscript.Case, write: Write
) -> None:
    case = told(case, write)
    found = case.sql(
        'select c.source, c.kept, substr(v.text, cast(c.start as int) + 1, cast(c."end" - c.start as int)), v.text '
        "from crossing c join version v using (version)"
    ).fetchall()
    assert found == [("first", 2, "война", "Это война, пора признать.")]


def test_a_day_counts_posts_of_own_voice_with_an_interval(case: offscript.Case, write: Write) -> None:
    case = told(case, write)
    rows = case.sql(
        "select day, line, plain, share from clock where scope = 'source' and name = 'first' order by day"
    ).fetchall()
    assert rows == [
        ("2022-09-01", 1, 0, 0.0),
        ("2022-09-02", 1, 0, 0.0),
        ("2022-09-04", 0, 1, 1.0),
        ("2022-09-05", 0, 1, 1.0),
    ]


def test_the_invented_country_has_the_one_crossing_that_was_planted(
    karedonia: tuple[offscript.Case, dict[str, Any]],
) -> None:
    case, truth = karedonia
    kept = {fact["post"]["source"] for fact in truth["euphemism"] if fact["use"] == "line"}
    plain = {fact["post"]["source"]: fact["post"]["native_id"] for fact in truth["euphemism"] if fact["use"] == "plain"}
    wanted = {(source, plain[source]) for source in kept & plain.keys()}
    found = case.sql("select p.source, p.native_id from crossing c join post p using (post)").fetchall()
    assert set(found) == wanted
