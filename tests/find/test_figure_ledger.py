"""The ledger of figures and counts that grow: what was changed, by whom, and whether it was said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]


def read(case: offscript.Case, write: Write, said: list[tuple[str, str, int]]) -> offscript.Case:
    """A case with posts of text, time and channel, its ledger run."""
    by_channel: dict[int, list[Any]] = {}
    for number, (text, at, channel) in enumerate(said, 1):
        by_channel.setdefault(channel, []).append(telethon(number, text, channel, at))
    case.read([write(f"{channel}.json", posts) for channel, posts in by_channel.items()])
    case.analyse(["revision", "count"])
    return case


def relations(case: offscript.Case) -> list[tuple[Any, ...]]:
    return case.sql(
        "select relation, earlier_value, later_value, acknowledged from revision order by lag_us, 1"
    ).fetchall()


CLAIM = "За время отхода под Верхним Бродом Ставрия потеряла до {} солдат убитыми."


def test_a_figure_doubled_by_evening_is_one_row_and_its_copies_are_echoes(case: offscript.Case, write: Write) -> None:
    case = read(
        case,
        write,
        [
            (CLAIM.format(2000), "2022-09-10T09:00:00+00:00", 55),
            (CLAIM.format(2000), "2022-09-10T10:00:00+00:00", 66),
            (CLAIM.format(4000), "2022-09-10T16:30:00+00:00", 55),
        ],
    )
    assert relations(case) == [("echo", 2000.0, 2000.0, False), ("growth", 2000.0, 4000.0, False)]
    assert case.sql("select ratio, lag_us from revision where relation = 'growth'").fetchall() == [
        (2.0, 27_000_000_000)
    ]


def test_another_holders_figure_contradicts_and_a_correction_is_acknowledged(
    case: offscript.Case, write: Write
) -> None:
    case = read(
        case,
        write,
        [
            ("При взрыве на складе в Порубежном погибли 12 рабочих порта.", "2022-09-10T09:00:00+00:00", 55),
            ("При взрыве на складе в Порубежном погибли 30 рабочих порта.", "2022-09-10T10:00:00+00:00", 66),
            ("Уточнение: при взрыве на складе в Порубежном погибли 9 рабочих порта.", "2022-09-10T12:00:00+00:00", 55),
        ],
    )
    assert relations(case) == [("contradiction", 12.0, 30.0, False), ("revision", 12.0, 9.0, True)]


def test_unlike_sentences_are_never_one_quantity(case: offscript.Case, write: Write) -> None:
    case = read(
        case,
        write,
        [
            ("В автобусе у вокзала пострадали 12 человек.", "2022-09-10T09:00:00+00:00", 55),
            ("На фестивале воздушных змеев собрались 300 человек.", "2022-09-10T10:00:00+00:00", 55),
        ],
    )
    assert relations(case) == []


def test_a_count_takes_levels_and_increments_and_shows_a_fall(case: offscript.Case, write: Write) -> None:
    petition = "Под петицией депутатов об отставке {} подписей, адрес прежний."
    said = [
        (petition.format("стоит 19"), "2022-09-08T10:00:00+00:00", 55),
        (petition.format("ещё 84"), "2022-09-09T10:00:00+00:00", 55),
        (petition.format("ещё 84"), "2022-09-09T10:00:00+00:00", 66),
        (petition.format("стоит 98"), "2022-09-10T10:00:00+00:00", 55),
        (petition.format("стоит 240"), "2022-09-12T10:00:00+00:00", 55),
    ]
    rows = read(case, write, said).sql("select total, added from count order by position").fetchall()
    assert rows == [(19.0, None), (103.0, 84.0), (98.0, -5.0), (240.0, 142.0)]


def test_a_demand_that_is_sharpened_on_the_way_is_kept_in_both_wordings(case: offscript.Case, write: Write) -> None:
    count = " Под обращением {} подписей депутатов из 125, адрес прежний."
    said = [
        ("Просим главу государства выйти к людям." + count.format(19), "2022-09-08T10:00:00+00:00", 55),
        ("Просим главу государства выйти к людям." + count.format(47), "2022-09-09T10:00:00+00:00", 55),
        ("Требуем, чтобы глава государства ушёл." + count.format(84), "2022-09-10T10:00:00+00:00", 55),
    ]
    rows = (
        read(case, write, said)
        .sql("select total, ceiling, demand_change, demand_start, demand_end from count order by position")
        .fetchall()
    )
    assert [row[:3] for row in rows] == [(19.0, 125.0, None), (47.0, 125.0, None), (84.0, 125.0, "sharpened")]
    assert [said[number][0][row[3] : row[4]] for number, row in enumerate(rows)] == [
        text.partition(" Под ")[0] for text, *_ in said
    ]


def test_a_figure_edited_in_its_post_is_dated_by_its_wordings_not_by_the_post(
    case: offscript.Case, write: Write
) -> None:
    when = "2022-09-10T09:00:00+00:00"
    edited = telethon(1, CLAIM.format(4000), 55, when, edit_date="2022-09-10T15:00:00+00:00")
    case.read([write("early.json", [telethon(1, CLAIM.format(2000), 55, when)])])
    case.read([write("late.json", [edited])])
    case.analyse(["revision"])
    found = case.sql("select relation, earlier_value, later_value, lag_us, lag_error_us from revision").fetchall()
    assert [row[:3] for row in found] == [("silent edit", 2000.0, 4000.0)]
    lag, error = found[0][3:]
    assert lag <= 6 * 3_600_000_000 <= lag + error


def test_the_invented_countrys_figures_and_petition_are_found(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, truth = karedonia
    for fact in truth["figure"]:
        rows = case.sql(
            f"select acknowledged from revision where later_source = '{fact['posts'][1]['source']}' and earlier_value = "
            f"{fact['earlier']} and later_value = {fact['later']} and relation = 'growth'"
        ).fetchall()
        assert rows == [(False,)]
    counted = case.sql("select total from count where item = 'подпись' order by position").fetchall()
    assert [row[0] for row in counted] == sorted({float(fact["count"]) for fact in truth["petition"]})


def test_the_invented_countrys_dated_promises_are_found(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    case, truth = karedonia
    for fact in truth["promise"]:
        rows = case.sql(
            "select m.due_high from promise m join post p using (post) where p.source = "
            f"'{fact['post']['source']}' and p.native_id = '{fact['post']['native_id']}'"
        ).fetchall()
        assert rows, fact
        if fact["due"] is not None:
            assert any(abs(row[0] - fact["due"]) <= 86_400_000_000 for row in rows if row[0] is not None), (fact, rows)


@pytest.mark.parametrize(("later", "wanted"), [("2022-09-13T08:00:00+00:00", 1), ("2022-09-13T10:00:00+00:00", 0)])
def test_after_three_days_a_figure_is_about_something_new(
    case: offscript.Case, write: Write, later: str, wanted: int
) -> None:
    case = read(case, write, [(CLAIM.format(2000), "2022-09-10T09:00:00+00:00", 55), (CLAIM.format(4000), later, 55)])
    assert len(relations(case)) == wanted
