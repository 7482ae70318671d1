"""What was taken back is told in words, figures and names; a day of edits stands out only against a source that seldom edits."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.measure.control.many import as_many, tail
from offscript.measure.control.table import control, withdrawn
from offscript.model.schema import DAY
from tests.conftest import telethon

Row = dict[str, Any]


def act(text: str, later: str | None, **more: Any) -> Row:
    known = {"source": "a", "tier": "wire", "post": "p", "matter": None, "published_at": 0, "day_us": 0}
    when = {"low_us": 1, "high_us": 2, "version": "v", "later_version": None, "names": None, "later_names": None}
    return {"kind": "edited", **known, **when, "text": text, "later_text": later, **more}


def taken(*rows: Row) -> list[Row]:
    return list(withdrawn(pa.Table.from_pylist(list(rows)), {}).to_pylist())


def days(acts: list[int], posts: int = 40, source: str = "a") -> list[Row]:
    return [
        {"kind": "edited", "source": source, "tier": "wire", "day_us": n * DAY, "posts": posts, "acts": many}
        for n, many in enumerate(acts)
    ]


def unusual(rows: list[Row]) -> list[int]:
    found = control(pa.Table.from_pylist(rows), {}).to_pylist()
    return [row["day_us"] // DAY for row in found if row["q"] <= 0.1]


@given(count=st.integers(0, 12), of=st.integers(12, 30), share=st.floats(0.01, 0.9), strength=st.floats(0.5, 200))
def test_the_tail_falls_with_the_count_and_is_a_chance(count: int, of: int, share: float, strength: float) -> None:
    assert tail(0, of, share, strength) == 1.0
    assert 0 <= tail(count + 1, of, share, strength) <= tail(count, of, share, strength) + 1e-9


def test_the_tail_is_that_of_draws() -> None:
    draw = np.random.default_rng(1)
    counts = draw.binomial(20, draw.beta(0.3 * 8, 0.7 * 8, 200_000))
    assert tail(9, 20, 0.3, 8) == pytest.approx(float((counts >= 9).mean()), abs=0.005)


def test_words_figures_and_names_that_an_edit_took_away_are_told() -> None:
    names = {"names": ["Лавин", "Брод"], "later_names": ["Брод"]}
    row = act("Генерал Лавин сообщил о потере 14 машин", "Сообщили о потере 2 машин", later_version="w", **names)
    (found,) = taken(row)
    assert (found["figures"], found["names"]) == (["14"], ["Лавин"])
    assert any("Лавин" in words for words in found["words"])
    assert (found["start"], found["end"]) == (0, len(row["text"]))


def test_a_post_that_vanished_took_all_its_words() -> None:
    (found,) = taken(act("Завтра приеду в Брод", "", kind="vanished", names=["Брод"]))
    assert (found["words"], found["names"]) == (["Завтра приеду в Брод"], ["Брод"])


def test_an_edit_of_which_no_earlier_wording_is_held_says_nothing_of_what_it_took() -> None:
    (found,) = taken(act("Теперь так", None))
    assert (found["words"], found["figures"], found["names"]) == (None, None, None)


def test_a_new_name_of_a_source_is_told_with_the_old_one() -> None:
    (found,) = taken(act("Старое имя", "Новое имя", kind="renamed", post=None, version=None))
    assert (found["words"], found["post"], found["start"]) == (["Старое имя"], None, None)


def test_a_day_of_edits_stands_out_where_a_source_seldom_edits() -> None:
    assert unusual(days([0, 1, 0, 0, 14, 0, 1, 0, 0, 0, 0, 1, 0, 0])) == [4]


def test_a_source_that_always_edits_has_no_such_day() -> None:
    assert unusual(days([12, 15, 9, 14, 20, 11, 13, 8, 16, 12, 10, 14, 13, 12])) == []


def test_habits_of_others_stand_in_for_a_source_seen_for_a_day() -> None:
    rows = days([4] * 20, source="b") + days([5], source="a")
    assert unusual(rows) == []
    expected, _ = as_many(np.array([5.0]), np.array([40.0]), 0.1)
    assert expected[0] == pytest.approx(4.0)


def test_nothing_edited_and_no_post_are_no_traceback() -> None:
    assert control(pa.Table.from_pylist(days([0, 0])), {}).num_rows == 0
    assert unusual(days([1], posts=1)) == []


def test_a_channel_that_answers_no_longer_took_no_words(case: offscript.Case) -> None:
    (found,) = taken(act("the server answered 404", None, kind="closed", post=None, version=None))
    assert (found["words"], found["start"], found["low_us"]) == (None, None, 1)


def test_how_soon_after_what_counts_the_last_post_before_and_its_chance(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    """An hour before the edit another channel carried the words; nothing else did that week."""
    text = "Колонна снабжения вышла из города рано утром и к полудню была уже за рекой у старого моста"
    edited = telethon(1, text, 55, "2022-09-10T08:00:00+00:00", edit_date="2022-09-10T12:00:00+00:00")
    case.read([write("a.json", [edited])])
    for number, at in ((66, "2022-09-10T11:00:00+00:00"), (77, "2022-09-10T13:00:00+00:00")):
        case.read([write(f"{number}.json", [telethon(1, text, number, at)])])
    case.analyse(["control"])
    rows = case.sql(
        "select what, prompted_by, lag_low_us, lag_high_us, posts, round(chance, 4) from prompted"
    ).fetchall()
    hour = 3_600_000_000
    assert rows == [("repeated", "telegram-66", hour - 1_000_000, hour, 1, round(1 - math.exp(-1 / 168), 4))]


def test_the_engine_tells_edits_by_their_time_and_renamed_channels(
    case: offscript.Case, write: Callable[[str, Any], Path]
) -> None:
    def chat(name: str, many: int) -> dict[str, Any]:
        messages: list[Row] = []
        for n in range(many):
            at = 1_641_600_000 + n * 3_600
            edited = {"edited_unixtime": str(at + 900)} if 100 <= n < 118 else {}
            messages.append({"id": n + 1, "type": "message", "date_unixtime": str(at), "text": f"Запись {n}", **edited})
        return {"name": name, "type": "public_channel", "id": 77, "messages": messages}

    first = write("first/result.json", chat("Старый берег", 200))
    later = write("later/result.json", chat("Новый берег", 240))
    os.utime(first, (1_642_400_000, 1_642_400_000))
    os.utime(later, (1_642_600_000, 1_642_600_000))
    case.read([first, later])
    case.analyse(["control"])
    kinds = dict(case.sql("select kind, count(*) from withdrawn group by kind").fetchall())
    assert kinds == {"edited": 18, "renamed": 1}
    assert case.sql("select words from withdrawn where kind = 'renamed'").fetchall() == [(["Старый берег"],)]
    assert case.sql("select max(high_us - published_at) from withdrawn where kind = 'edited'").fetchall() == [
        (900_000_000,)
    ]
    assert case.sql("select kind from control where q <= 0.1 limit 1").fetchall() == [("edited",)]


def test_the_invented_revision_and_disappearance_are_told(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, _ = karedonia
    rows = case.sql("select kind, source, figures, names from withdrawn order by kind").fetchall()
    assert [(row[0], row[1]) for row in rows] == [("edited", "mo"), ("vanished", "glava")]
    assert rows[0][2] == ["14"]
    assert rows[1][3] == ["Verkhny Brod"]
