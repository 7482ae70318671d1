"""The ladder of blame: copies count once, others' words not at all, the first to reach a rung is marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from offscript.measure.ladder import interval
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
LONG = "В разгроме под Вельском виноват Генштаб, и об этом сегодня говорят уже все, кто вернулся оттуда живым."


def test_the_ladder_counts_texts_in_own_voice_and_marks_the_first(case: offscript.Case, write: Write) -> None:
    said = [
        (1, "2022-09-06", LONG),
        (2, "2022-09-07", LONG),
        (1, "2022-09-07", "Депутат заявил, что виноват президент."),
        (2, "2022-09-13", "В сдаче города виноват президент."),
        (1, "2022-09-14", "В сдаче города виноват лично президент."),
    ]
    for channel in (1, 2):
        posts = [
            telethon(number, text, channel, f"{day}T10:00:00+00:00")
            for number, (of, day, text) in enumerate(said, 1)
            if of == channel
        ]
        case.read([write(f"{channel}.json", posts)])
    case.analyse(["ladder"])
    weeks = case.sql("select week, posts, height, top from ladder where scope = 'tier' order by week").fetchall()
    assert weeks == [("2022-09-05", 1, 3.0, "general staff"), ("2022-09-12", 2, 8.0, "president")]
    reached = case.sql(
        "select rung, first, s.name from reached r join source s using (source) order by published_at"
    ).fetchall()
    assert case.sql("select rung, height, count(*) from climb group by all order by height").fetchall() == [
        ("general staff", 3, 2),
        ("president", 8, 2),
    ]
    assert [(rung, first) for rung, first, _ in reached] == [
        ("general staff", True),
        ("general staff", False),
        ("president", True),
        ("president", False),
    ]


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [1, 1, 3, 8, 8]
    low, high = interval(values)
    assert low < sum(values) / len(values) < high
    assert (low, high) == interval(values)
