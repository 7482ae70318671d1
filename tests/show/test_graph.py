"""Who blames whom is drawn week by week, the highest blamed first."""

from __future__ import annotations

import re

from offscript.model.schema import DAY
from offscript.show import drawing, graph

RUNGS = ["unit", "ministry", "president"]


def pair(by: str, of: str, rung: str | None, week: int, texts: int = 1) -> dict[str, object]:
    return {"by_name": by, "of_name": of, "rung": rung, "week_us": 19_240 * DAY + week * 7 * DAY, "texts": texts}


def test_names_stand_once_and_only_the_last_weeks_are_drawn() -> None:
    pairs = [pair("Штык", "Минобороны", "ministry", week) for week in range(6)] + [pair("Засов", "Полк", None, 5, 3)]
    drawn = drawing.drawn(graph.blamed(pairs, RUNGS, "UTC"))
    assert drawn.startswith("<svg")
    assert len(re.findall(r">\d{4}-\d\d-\d\d<", drawn)) == 4
    assert ">2022-09-05<" not in drawn
    for name in ("Штык", "Засов", "Минобороны", "Полк"):
        assert name in drawn


def test_the_highest_blamed_stand_first() -> None:
    drawn = drawing.drawn(
        graph.blamed([pair("a", "Полк", "unit", 0), pair("b", "Глава", "president", 0)], RUNGS, "UTC")
    )
    assert drawn.index("Глава") < drawn.index("Полк")
