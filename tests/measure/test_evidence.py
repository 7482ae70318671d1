"""Claims beside evidence: corrections are no losses, what reverts is an artefact, and other scopes are not compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.measure.evidence.claims import bounds, stretch, window_days
from offscript.measure.evidence.corrections import corrections_of
from offscript.model import DAY
from tests.conftest import SHARED, telethon

Write = Callable[[str, Any], Path]
SETTINGS = """
zone = "Europe/Kyiv"
[[entity]]
id = "stavria"
name = "Ставрия"
kind = "place"
[[evidence]]
series = "losses: dead"
items = ["солдат"]
words = ["противник"]
party = "stavria"
lag_days = 1
"""


def days(added: list[float], start: float = 1000) -> list[dict[str, Any]]:
    """A running total, a value a day from the first of September."""
    totals = list(accumulate(added, initial=start))[1:]
    return [{"date": f"2022-09-{day:02}", "dead": total} for day, total in enumerate(totals, 1)]


def marks(case: offscript.Case, write: Write, *files: tuple[str, Any]) -> list[tuple[int, float | None, str | None]]:
    """Places, net gain and mark of the values that are marked."""
    case.read([write(f"{name}.json", content) for name, content in files])
    case.analyse(["monitored"])
    return case.sql("select position, net, mark from monitored where mark is not null order by 1").fetchall()


def test_a_correction_is_taken_out_of_what_the_series_adds(case: offscript.Case, write: Write) -> None:
    added = [10.0, 11, 9, 10, -15, 12, 10]
    found = marks(case, write, ("losses", days(added)), ("losses_correction", [{"date": "2022-09-05", "dead": -25}]))
    assert found == [(4, 10.0, "correction")]


def test_corrections_dated_a_day_early_take_effect_together_with_the_next_value(
    case: offscript.Case, write: Write
) -> None:
    rows = [{**row, "tank": 5 * day + (30 if day > 4 else 0)} for day, row in enumerate(days([10.0] * 5 + [2.0, 10]))]
    corrections = [{"date": "2022-09-05", "dead": -8, "tank": 30}]
    case.read([write("losses.json", rows), write("losses_correction.json", corrections)])
    case.analyse(["monitored"])
    nets = case.sql("select series, min(net) from monitored where net is not null group by 1 order by 1").fetchall()
    assert nets == [("losses: dead", 10.0), ("losses: tank", 5.0)]


def test_a_jump_that_reverts_is_an_artefact_and_a_fall_nobody_explains_is_shown(
    case: offscript.Case, write: Write
) -> None:
    jump = [10.0, 9, 11, 10, 300, -292, 10, 10, 9, 11, 10, -4, 10, 10]
    assert marks(case, write, ("losses", days(jump))) == [(4, 300.0, "artefact"), (11, -4.0, "fall")]


def test_corrections_find_their_series_by_name_by_family_or_by_the_cases_word() -> None:
    listed = ["a_losses_tanks_correction: tank", "a_losses_tanks_correction: people"]
    values = ["a_losses_tanks: tank", "a_losses_men: people", "b_men: people"]
    assert corrections_of("a_losses_tanks: tank", listed, values, None) == [listed[0]]
    assert corrections_of("a_losses_men: people", listed, values, None) == [listed[1]]
    assert corrections_of("b_men: people", listed, values, None) == []
    assert corrections_of("b_men: people", listed, values, listed[1]) == [listed[1]]


CLAIMS = [
    "За двое суток противник потерял 400 солдат.",
    "С начала войны противник потерял около 2000 солдат.",
    "Под Киевом за двое суток противник потерял 40 солдат.",
    "Противник потерял 50 солдат.",
    "За двое суток потеряно 60 солдат.",
    "Противник потерял половину солдат.",
]


def compared(case: offscript.Case, write: Write) -> dict[str, tuple[Any, ...]]:
    (case.folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    case = offscript.open(case.folder)
    posts = [telethon(number, text, 55, f"2022-09-10T1{number}:00:00+00:00") for number, text in enumerate(CLAIMS)]
    case.read([write("posts.json", posts), write("losses.json", days([10.0] * 9 + [30.0, 40.0, 10]))])
    case.analyse(["comparison"])
    found = case.sql(
        "select v.text, c.evidence_low, c.evidence_high, c.ratio_low, c.ratio_high, c.reason "
        "from comparison c join version v using (version)"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def test_a_claim_is_laid_beside_what_the_series_adds_in_its_time_up_to_the_monitors_lag(
    case: offscript.Case, write: Write
) -> None:
    found = compared(case, write)
    assert found[CLAIMS[0]] == (40.0, 70.0, pytest.approx(400 / 70), pytest.approx(10.0), None)
    assert found[CLAIMS[1]] == (1120.0, 1160.0, pytest.approx(1500 / 1160), pytest.approx(2500 / 1120), None)


def test_where_scope_differs_claims_are_not_compared_and_it_is_said_why(case: offscript.Case, write: Write) -> None:
    found = {text: row[-1] for text, row in compared(case, write).items() if row[-1]}
    assert found == {
        CLAIMS[2]: "of one place; the series is of all",
        CLAIMS[3]: "says neither a running total nor a stretch of time",
        CLAIMS[4]: "does not say whose",
        CLAIMS[5]: "a share, not a number of them",
    }


@pytest.mark.parametrize(
    ("period", "wanted"), [("3 days", 3), ("2 weeks", 14), ("day", 1), ("since the start", None), (None, None)]
)
def test_a_period_is_a_number_of_days_or_none(period: str | None, wanted: float | None) -> None:
    assert window_days(period) == wanted


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "wanted"),
    [
        (2000, 2000, "about", (1500, 2500)),
        (2100, 2100, "about", (2050, 2150)),
        (2000, 2000, "almost", (1500, 2000)),
        (2000, None, "more than", (2000, None)),
        (7, 7, None, (7, 7)),
        (0, 0, "about", (0, 0)),
    ],
)
def test_about_is_half_of_the_last_digit_wide(
    low: float, high: float | None, qualifier: str | None, wanted: tuple[float, float | None]
) -> None:
    assert bounds({"low": low, "high": high, "qualifier": qualifier}) == wanted


def test_the_real_series_of_claimed_losses_has_one_fall_that_its_corrections_do_not_explain(
    case: offscript.Case,
) -> None:
    folder = SHARED / "claimed-losses-2022"
    if not folder.exists():
        pytest.skip("real material is not here: shared/data/claimed-losses-2022")
    case.read(sorted(folder.glob("*.json")))
    case.analyse(["monitored"])
    corrected = json.loads((folder / "russia_losses_equipment_correction.json").read_text())
    planted = sum(bool(value) for row in corrected for name, value in row.items() if name not in ("date", "day"))
    held = case.sql("select count(*) from monitored where corrected <> 0").fetchall()[0][0]
    falls = case.sql("select series, net from monitored where mark in ('fall', 'artefact')").fetchall()
    assert held == planted
    assert falls == [("russia_losses_equipment: field artillery", -10.0)]


@pytest.mark.parametrize(
    ("measures", "kind", "period", "stretches"),
    [
        ("level", "level", None, (None, None)),
        ("level", "total", None, (None, None)),
        ("level", "increment", None, (None, "for a stretch of time; the series is a level")),
        ("level", "total", "3 days", (None, "for a stretch of time; the series is a level")),
        ("events", "total", None, (None, None)),
        ("events", "increment", "since the start", (None, None)),
        ("events", "total", "3 days", (3 * DAY, None)),
        ("events", "increment", "per week", (None, "says neither a running total nor a stretch of time")),
        ("events", "increment", "week", (7 * DAY, None)),
        ("events", "increment", None, (None, "says neither a running total nor a stretch of time")),
        ("events", "level", None, (None, "says neither a running total nor a stretch of time")),
    ],
)
def test_a_claim_is_held_against_the_time_it_is_for_or_it_is_said_why_not(
    measures: str, kind: str, period: str | None, stretches: tuple[int | None, str | None]
) -> None:
    assert stretch({"kind": kind, "period": period}, {"measures": measures}) == stretches
