"""Alerts: what the invented country's evening would have told, each thing once, with its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
Karedonia = tuple[offscript.Case, dict[str, Any]]


def rows(case: offscript.Case, kind: str) -> list[dict[str, Any]]:
    return [row for row in case.rows("select * from alert order by known_at, alert") if row["kind"] == kind]


def test_each_alert_stands_once_and_points_to_words_that_are_there(karedonia: Karedonia) -> None:
    case, _ = karedonia
    alerts = case.rows("select * from alert")
    assert len({row["alert"] for row in alerts}) == len(alerts) > 20
    texts = dict(case.sql("select version, text from version").fetchall())
    for row in alerts:
        if row["version"]:
            assert 0 <= row["start"] < row["end"] <= len(texts[row["version"]])
        else:
            assert row["kind"] in ("break", "blind spot", "silence")


def test_the_doubled_figure_is_an_alert_with_both_figures(karedonia: Karedonia) -> None:
    case, _ = karedonia
    doubled = [row for row in rows(case, "figure") if (row["before"], row["after"]) == ("2000", "4000")]
    texts = dict(case.sql("select version, text from version").fetchall())
    assert doubled
    for row in doubled:
        assert texts[row["version"]][row["start"] : row["end"]].replace("\u00a0", " ").replace(" ", "") == "4000"
        earlier = texts[row["earlier_version"]][row["earlier_start"] : row["earlier_end"]]
        assert earlier.replace("\u00a0", " ").replace(" ", "") == "2000"


def test_the_word_the_blame_the_edit_and_the_vanished_post_are_alerts(karedonia: Karedonia) -> None:
    case, _ = karedonia
    kinds = {row["kind"] for row in case.rows("select kind from alert")}
    assert {"figure", "wording", "vanished", "crossing", "admission", "blame", "promise", "claim"} <= kinds
    assert "blame reaches president" in {row["what"] for row in rows(case, "blame")}
    assert [row["source"] for row in rows(case, "crossing")] == ["gromov"]


def test_the_strongest_of_each_kind_has_the_highest_score(karedonia: Karedonia) -> None:
    case, _ = karedonia
    top = case.sql("select kind, max(score) from alert group by kind").fetchall()
    assert {score for _, score in top} == {1.0}


def test_two_strangers_who_count_otherwise_about_nothing_the_case_watches_are_no_alert(
    case: offscript.Case, write: Write
) -> None:
    said = "При пожаре на складе красок в порту погибли {} рабочих."
    posts = [
        telethon(1, said.format(12), 55, "2022-09-10T09:00:00+00:00"),
        telethon(1, said.format(40), 66, "2022-09-10T10:00:00+00:00"),
    ]
    case.read([write(f"{number}.json", [post]) for number, post in enumerate(posts)])
    case.analyse(["alerts"])
    assert case.sql("select relation from revision").fetchall() == [("contradiction",)]
    assert rows(case, "figure") == []
