"""Counts against what was collected; who repeats whom, with intervals that hold."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.measure.repeats import median_interval, wilson
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
TEXT = "Мост через реку закрыт до особого распоряжения коменданта города и округа"


def test_a_share_lies_inside_its_interval() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(5, 10)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
    assert wilson(0, 20)[0] == 0.0


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_stays_between_nought_and_one(successes: int, trials: int) -> None:
    successes = min(successes, trials)
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= high <= 1


def test_the_interval_of_the_median_holds_the_true_median_as_often_as_it_says() -> None:
    chance = random.Random(7)
    held = 0
    for _ in range(400):
        drawn = sorted(round(1_000_000 * chance.expovariate(1)) for _ in range(41))
        low, high = median_interval(drawn)
        assert low is not None
        assert high is not None
        held += low <= 1_000_000 * math.log(2) <= high
    assert 0.92 <= held / 400 <= 0.99
    assert median_interval([1, 2, 3, 4, 5]) == (None, None)


def test_who_repeats_whom_counts_posts_once_and_leaves_unknown_order_out_of_the_median(
    case: offscript.Case, write: Write
) -> None:
    rows = [telethon(1, TEXT, 55, "2022-09-10T12:00:00+00:00"), telethon(2, "Иное", 55, "2022-09-10T18:00:00+00:00")]
    rows += [telethon(1, "Начало", 66, "2022-09-10T11:00:00+00:00"), telethon(2, TEXT, 66, "2022-09-10T12:06:00+00:00")]
    rows += [telethon(3, "Конец", 66, "2022-09-10T20:00:00+00:00")]
    case.read([write("a.json", rows), write("t.csv", f"date,source,text\n2022-09-10,Газета,{TEXT}\n")])
    case.run()
    found = {(row[0], row[1]): row[2:] for row in case.sql(
        'select earlier, later, links, "of", median_lag_us, order_unknown from repeat where scope = \'source\''
    ).fetchall()}  # fmt: skip
    assert found[("telegram-55", "telegram-66")] == (1, 1, 360_000_000, 0)
    assert found[("газета", "telegram-55")][2:] == (None, 1)


def test_a_day_counts_its_hours_of_collection_and_silence_is_a_nought(case: offscript.Case, write: Write) -> None:
    rows = [telethon(n, f"слова {n}", 55, f"2022-09-{day:02}T12:00:00+00:00") for n, day in ((1, 1), (2, 4))]
    case.read([write("a.json", rows)])
    case.analyse(["volume"])
    days = case.sql(
        "select value, exposure from series where scope = 'source' and measure = 'posts' and bucket = 'day' order by \"at\""
    ).fetchall()
    assert days == [(1.0, 9.0), (0.0, 24.0), (0.0, 24.0), (1.0, 15.0)]
    hours = case.sql(
        "select count(*), sum(value), sum(exposure) from series where scope = 'source' and measure = 'posts' and bucket = 'hour'"
    ).fetchall()
    assert [(count, posts, round(hours, 6)) for count, posts, hours in hours] == [(96, 2.0, 72.0)]


def test_what_lies_outside_the_window_is_not_counted(case: offscript.Case, write: Write) -> None:
    path = case.folder / "case.toml"
    text = path.read_text(encoding="utf-8").replace("# from = 2022-09-01", "from = 2022-09-03")
    path.write_text(text.replace("# to = 2022-09-30", "to = 2022-09-03"), encoding="utf-8")
    case = offscript.open(case.folder)
    rows = [telethon(day, f"слова {day}", 55, f"2022-09-{day:02}T12:00:00+00:00") for day in range(1, 6)]
    case.read([write("a.json", rows)])
    case.analyse(["volume"])
    counted = case.sql("select sum(value) from series where scope = 'tier' and measure = 'posts' and bucket = 'day'")
    assert counted.fetchall() == [(1.0,)]
