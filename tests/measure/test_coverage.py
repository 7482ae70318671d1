"""What was collected is told from what was not, before anything is compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import offscript
from offscript.measure.calendar import calendar
from offscript.measure.coverage import stretch
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
DAY = 86_400_000_000


def daily(channel: int, numbers: list[int], days: list[int]) -> list[dict[str, Any]]:
    return [
        telethon(number, f"слова {channel} {number}", channel, f"2022-09-{day:02}T12:{number % 60:02}:00+00:00")
        for number, day in zip(numbers, days, strict=True)
    ]


def states(case: offscript.Case, source: str) -> dict[str, str]:
    rows = case.sql(f"select day, state from coverage where source = '{source}' order by day_us").fetchall()
    return {day[-2:]: state for day, state in rows}


def test_a_leap_in_the_ids_is_a_hole_and_quiet_without_a_leap_is_not(case: offscript.Case, write: Write) -> None:
    lost = daily(55, [1, 2, 40, 41], [1, 1, 5, 6])
    quiet = daily(66, [1, 2, 3, 4], [1, 1, 5, 6])
    case.read([write("a.json", lost), write("b.json", quiet)])
    case.analyse(["coverage"])
    assert [states(case, "telegram-55")[day] for day in ("02", "03", "04")] == ["unknown"] * 3
    assert [states(case, "telegram-66")[day] for day in ("02", "03", "04")] == ["covered"] * 3
    missing = case.sql("select source, missing, largest_hole from extent order by source").fetchall()
    assert missing == [("telegram-55", 37, 37), ("telegram-66", 0, 0)]


def test_a_selection_covers_nothing_and_a_feed_without_ids_shows_no_silence(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", daily(55, [1, 8, 15, 22], [1, 2, 5, 6]))])
    case.read([write("t.csv", "date,source,text\n2022-09-01 10:00,Газета,Одно\n2022-09-04 10:00,Газета,Другое\n")])
    case.analyse(["coverage"])
    assert set(states(case, "telegram-55").values()) == {"unknown"}
    assert [states(case, "газета")[day] for day in ("01", "02", "03", "04")] == [
        "covered",
        "unknown",
        "unknown",
        "covered",
    ]
    assert case.sql("select sum(covered_us) from coverage where source = 'telegram-55'").fetchall() == [(0,)]


def test_days_before_the_first_post_held(case: offscript.Case, write: Write) -> None:
    early = daily(55, [1, 2], [1, 9])
    begun = daily(66, [1, 2], [5, 9])
    cut = daily(77, [500, 501], [5, 9])
    case.read([write("a.json", [*early, *begun, *cut])])
    case.analyse(["coverage"])
    assert states(case, "telegram-66")["03"] == "covered"
    assert states(case, "telegram-77")["03"] == "uncovered"


def test_the_same_round_count_for_several_sources_is_a_cap(case: offscript.Case, write: Write) -> None:
    for channel in (51, 52, 53):
        numbers = list(range(1_000, 1_100))
        case.read([write(f"{channel}.json", daily(channel, numbers, [1 + n % 20 for n in range(100)]))])
    case.read([write("other.json", daily(54, list(range(1, 74)), [1 + n % 20 for n in range(73)]))])
    case.analyse(["coverage"])
    caps = case.sql("select source, cap, cap_basis from extent order by source").fetchall()
    assert caps == [(f"telegram-{n}", 100, "total") for n in (51, 52, 53)] + [("telegram-54", None, None)]


def test_many_sources_of_like_size_hit_a_round_count_by_chance(case: offscript.Case, write: Write) -> None:
    rows = [
        {"id": f"{source}-{n}", "date": "2022-09-10 12:00:00", "source": f"s{source}", "text": f"слова {source} {n}"}
        for source in range(42)
        for n in range(90 + source // 2)
    ]
    rows += [{"id": f"x-{n}", "date": "2022-09-10 12:00:00", "source": "s0x", "text": f"иное {n}"} for n in range(100)]
    case.read([write("t.jsonl", "\n".join(json.dumps(row) for row in rows))])
    case.analyse(["coverage"])
    held = case.sql("select count(*) filter (where posts = 100), count(cap) from extent").fetchall()
    assert held == [(3, 0)]


def test_the_same_highest_count_day_after_day_is_a_cap(case: offscript.Case, write: Write) -> None:
    capped = daily(55, list(range(1, 151)), [1 + n // 15 for n in range(150)])
    free = daily(66, list(range(1, 101)), [min(10, 1 + n * n // 900) for n in range(100)])
    case.read([write("a.json", [*capped, *free])])
    case.analyse(["coverage"])
    caps = case.sql("select source, cap, cap_basis from extent order by source").fetchall()
    assert caps == [("telegram-55", 15, "day"), ("telegram-66", None, None)]
    assert set(states(case, "telegram-55").values()) == {"capped"}


def extents(spans: list[tuple[int, int]]) -> pa.Table:
    return pa.table(
        {
            "source": [f"s{n:02}" for n in range(len(spans))],
            "first_at": pa.array([low for low, _ in spans], pa.int64()),
            "last_at": pa.array([high for _, high in spans], pa.int64()),
        }
    )


def test_the_shared_stretch_leaves_out_who_was_not_there() -> None:
    (row,) = stretch(extents([(0, 100), (10, 90), (95, 99)]), {}).to_pylist()
    assert (row["from_us"], row["to_us"], row["sources"], row["left_out"]) == (10, 90, ["s00", "s01"], ["s02"])
    assert stretch(extents([]), {}).num_rows == 0
    assert stretch(extents([(5, 5)]), {}).num_rows == 0


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))), max_size=9))
def test_no_moment_is_shared_by_more_sources_than_the_stretch(spans: list[tuple[int, int]]) -> None:
    rows = stretch(extents(spans), {}).to_pylist()
    most = max((sum(low <= at < high for low, high in spans) for at in range(41)), default=0)
    assert len(rows) == (most > 0)
    for row in rows:
        assert len(row["sources"]) == most
        inside = [low <= row["from_us"] and row["to_us"] <= high for low, high in spans]
        assert sum(inside) == most


@pytest.mark.parametrize(("zone", "hours"), [("Europe/Kyiv", 25), ("UTC", 24), ("Asia/Kathmandu", 24)])
def test_days_of_the_zone_have_their_own_length(zone: str, hours: int) -> None:
    at = 1667088000_000000
    rows = calendar(pa.table({"low": [at], "high": [at]}), {"zone": zone, "window": {}})
    assert len(rows) == hours * 4
    assert len(set(rows["hour_us"].to_pylist())) == hours
    assert set(rows["day"].to_pylist()) == {"2022-10-30"}
    assert all(
        hour <= quarter * 900_000_000
        for hour, quarter in zip(rows["hour_us"].to_pylist(), rows["quarter"].to_pylist(), strict=True)
    )


def test_a_post_dated_before_its_place_in_the_count_is_told(case: offscript.Case, write: Write) -> None:
    days = [1, 2, 3, 4, 5, 6]
    case.read(
        [write("a.json", daily(55, [1, 2, 3, 4, 5, 6], [1, 2, 3, 1, 5, 6])), write("b.json", daily(66, days, days))]
    )
    case.run(["coverage"])
    found = case.sql("select source, number, off_us from misdated").fetchall()
    assert [(source, number) for source, number, _ in found] == [("telegram-55", 4)]
    assert found[0][2] == pytest.approx(-2 * DAY, abs=DAY / 10)
    assert "otherwise than the ids beside them allow" in (case.folder / "brief.md").read_text("utf-8")


def ordered_of(case: offscript.Case, source: str) -> list[tuple[int, int]]:
    """Number and width in days of each post of a source."""
    return [
        (number, round(width / DAY, 1))
        for number, width in case.sql(
            f"select native_number, precision_us from post where source = '{source}' order by native_number"
        ).fetchall()
    ]


def test_a_run_of_posts_set_back_may_have_been_posted_any_time_up_to_the_one_before(
    case: offscript.Case, write: Write
) -> None:
    numbers = list(range(1, 13))
    set_back = daily(55, numbers, [1, 2, 3, 4, 5, 6, 7, 2, 2, 2, 2, 2])
    case.read([write("a.json", set_back)])
    widths = dict(ordered_of(case, "telegram-55"))
    assert [number for number, width in widths.items() if width > 0.1] == [8, 9, 10, 11, 12]
    assert all(width >= 5 for number, width in widths.items() if number >= 8)
    case.analyse(["coverage"])
    assert case.sql("select number from misdated order by number").fetchall() == [(n,) for n in range(8, 13)]


def test_one_post_dated_ahead_makes_none_that_follow_it_doubtful(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", daily(55, [1, 2, 3, 4, 5, 6, 7], [1, 2, 20, 20, 3, 4, 5]))])
    assert all(width < 0.1 for _, width in ordered_of(case, "telegram-55"))


def test_two_channels_of_one_voice_count_each_for_itself(case: offscript.Case, write: Write) -> None:
    path = case.folder / "case.toml"
    voice = '\n[[source]]\nid = "ministry"\nname = "Ведомство"\ntier = "ministry"\naliases = ["telegram:55", "telegram:66"]\n'
    path.write_text(path.read_text("utf-8") + voice, encoding="utf-8")
    case = offscript.open(case.folder)
    case.read(
        [write("a.json", daily(55, [1, 2, 3, 4], [6, 7, 8, 9])), write("b.json", daily(66, [5, 6, 7, 8], [1, 2, 3, 4]))]
    )
    assert all(width < 0.1 for _, width in ordered_of(case, "ministry"))
    case.analyse(["coverage"])
    assert case.sql("select count(*) from misdated").fetchall() == [(0,)]


def test_of_two_posts_with_the_same_words_one_that_was_set_back_is_not_said_to_be_first(
    case: offscript.Case, write: Write
) -> None:
    words = "Части отошли на новые рубежи у реки, чтобы сберечь людей и подготовить удар во фланг неприятеля."
    honest, forged = daily(55, [1, 2, 3], [3, 4, 5]), daily(66, [1, 2, 3, 4, 5], [2, 3, 6, 2, 7])
    honest[1]["message"] = forged[3]["message"] = words
    case.read([write("a.json", honest), write("b.json", forged)])
    case.analyse(["reuse"])
    found = case.sql("select p.source, c.order_known from cascade as c inner join post as p on p.post = c.parent")
    assert found.fetchall() == [("telegram-66", False)]
