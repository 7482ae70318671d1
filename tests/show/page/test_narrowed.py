"""A room shows what is about a tier, a source, a matter or a stretch of time, and the address holds the choice."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from io import BytesIO
from pathlib import Path

import pyarrow.csv as csv
import pytest
from starlette.testclient import TestClient

import offscript
from offscript.model import SECOND, TABLES
from offscript.show.brief.kept import read
from offscript.show.brief.narrowed import Choice, composed, narrowed
from offscript.show.page.rooms import ROOMS
from offscript.store.veil import shown

CHOOSING = [room.name for room in ROOMS if room.sections and not room.whole]
CHOICES = ("source=courier", "tier=wire&matter=retreat&from=2021-09-08T10:00", "tier=nobody&to=2021-09-09")


@pytest.mark.parametrize("room", CHOOSING)
@pytest.mark.parametrize("choice", CHOICES)
def test_every_room_answers_every_choice(page: TestClient, room: str, choice: str) -> None:
    answer = page.get(f"/{room}?{choice}")
    assert answer.status_code == 200
    assert "Only what is about this choice is shown" in answer.text
    assert f'href="?{choice.replace(":", "%3A")}&lang=ru"'.replace("&", "&amp;") in answer.text


def test_a_choice_of_everything_is_the_brief(country: Path) -> None:
    case = offscript.open(country)
    whole = read((country / "brief.json").read_text("utf-8")).sections
    names = tuple(name for room in ROOMS for name in room.sections if not room.whole)
    with narrowed(shown(country, case.snapshot), case.settings, Choice()) as view:
        found = composed(view, names)
    assert {name: found[name] for name in names} == {name: whole[name] for name in names}


@pytest.mark.parametrize(
    "table", ["blame", "figure", "admission", "clock", "silence", "reuse", "claim", "assessed", "spread"]
)
def test_a_table_holds_what_is_chosen_and_all_of_it(country: Path, table: str) -> None:
    case = offscript.open(country)
    with shown(country, case.snapshot) as connection:
        every = connection.sql(f'select * from "{table}"').fetchall()
        parts = []
        tiers = [row[0] for row in connection.sql("select distinct tier from source").fetchall()]
        for tier in tiers:
            with narrowed(connection, case.settings, Choice(tier=tier)) as view:
                cursor = view._connection
                rows = cursor.sql(f'select * from "{table}"').fetchall()
                if "tier" in TABLES[table].names:
                    assert {row[TABLES[table].names.index("tier")] for row in rows} <= {tier, None}
                parts += rows
    assert len(every) > 0
    assert {str(row) for row in parts} == {str(row) for row in every}, "no row is about no tier"


def test_a_window_narrows_the_drawing_and_what_is_taken_along(page: TestClient) -> None:
    def days(query: str) -> dict[str, list[str]]:
        held = csv.read_csv(BytesIO(page.get(f"/chart/volume/1.csv{query}").content)).to_pydict()
        return {"tier": held["tier"], "day": [str(day)[:10] for day in held["day"]]}

    whole, part = days(""), days("?from=2021-09-08&to=2021-09-09&tier=wire")
    assert set(part["tier"]) == {"wire"} < set(whole["tier"])
    assert set(part["day"]) == {"2021-09-08", "2021-09-09"} < set(whole["day"])
    told = page.get("/coverage?from=2021-09-08&to=2021-09-09&tier=wire").text
    assert "/chart/volume/1.csv?tier=wire&amp;from=2021-09-08&amp;to=2021-09-09" in told


def test_days_and_weeks_are_those_of_the_window(country: Path) -> None:
    case = offscript.open(country)
    wednesday, thursday = (
        round(datetime(2021, 9, day, tzinfo=case.settings.timezone).timestamp()) * SECOND for day in (8, 10)
    )
    with (
        shown(country, case.snapshot) as connection,
        narrowed(connection, case.settings, Choice(low=wednesday, high=thursday)) as view,
    ):
        held = view._connection
        assert {row[0] for row in held.sql("select distinct day from mood").fetchall()} == {"2021-09-08", "2021-09-09"}
        assert {row[0] for row in held.sql("select distinct week from ladder").fetchall()} == {"2021-09-06"}


def test_windows_beside_the_one_chosen_are_one_step_away(page: TestClient) -> None:
    told = page.get("/blame?from=2021-09-08&to=2021-09-09&tier=wire").text
    steps = dict(re.findall(r'<a href="(/blame\?[^"]+)">(earlier|later|closer|wider)</a>', told))
    found = {name: unescape(address) for address, name in steps.items()}
    assert found["earlier"] == "/blame?tier=wire&from=2021-09-06T00%3A00&to=2021-09-08T00%3A00"
    assert found["closer"] == "/blame?tier=wire&from=2021-09-08T12%3A00&to=2021-09-09T12%3A00"
    assert page.get(found["wider"]).status_code == 200
