"""The brief's section on evidence says what was named and not read, and why claims are not compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import offscript
from offscript.show.brief.document import Statement, Table
from offscript.show.brief.sections import monitors
from offscript.show.brief.view import View
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
SETTINGS = """
zone = "Europe/Kyiv"
[[evidence]]
series = "losses: tank"
items = ["танк"]
[[evidence]]
series = "losses: gun"
items = ["гаубица"]
"""


def test_a_series_that_is_named_and_was_not_read_is_said(case: offscript.Case, write: Write) -> None:
    (case.folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    case = offscript.open(case.folder)
    days = [{"date": f"2022-09-{day:02}", "tank": 100 + 3 * day} for day in range(1, 12)]
    post = telethon(1, "За двое суток потеряно 12 танков. Потеряны 5 танков.", 55, "2022-09-10T12:00:00+00:00")
    case.read([write("losses.json", days), write("a.json", [post])])
    case.run(["comparison"])
    blocks = monitors.section(View(case._connection(case.snapshot), case.settings)).blocks
    said = " ".join(block.text for block in blocks if isinstance(block, Statement))
    assert "Named in case.toml, but not read: losses: gun. Series read: losses: tank." in said
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [[cell.text for cell in line][2:] for line in tables[0].rows] == [["12", "6 (losses: tank)", "× 2"]]
    assert tables[1].rows[0][3].text == "says neither a running total nor a stretch of time"
