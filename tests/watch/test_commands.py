"""The commands that collect and watch, as an analyst types them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import offscript
from offscript.case import CaseError
from offscript.cli import app
from offscript.watch.outbox import opened_outbox
from tests.collect.server import Server, page, plain, serving, status

RUN = CliRunner()
NOON = 1_662_811_200_000_000


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as held:
        yield held


def told(*words: str) -> str:
    found = RUN.invoke(app, list(words), catch_exceptions=False)
    return found.output


def test_a_case_without_feeds_is_told_what_to_add(case: offscript.Case) -> None:
    for command in ("collect", "watch"):
        with pytest.raises(CaseError, match=r"add \[\[feed\]\]"):
            told(command, str(case.folder))
    with pytest.raises(CaseError, match="was not watched yet"):
        told("alerts", str(case.folder))


ALERT = {
    **dict.fromkeys(("tier", "matter", "version", "start", "end", "earlier_version", "earlier_start", "earlier_end")),
    **{
        "alert": "figure:a:1",
        "kind": "figure",
        "at": NOON,
        "known_at": NOON,
        "source": "agency",
        "name": "Агентство Вели",
    },
    **{
        "what": "growth: солдат",
        "before": "2000",
        "after": "4000",
        "weight": 1.0,
        "score": 0.9,
        "held_right": 1,
        "looked_at": 2,
    },
    **{"words": "“до 4000 солдат”", "earlier_words": "“до 2000 солдат”"},
}


def test_what_was_told_is_listed_judged_and_counted(case: offscript.Case, server: Server) -> None:
    server.plays["/s/agency"] = plain(page((1, "2022-09-10T12:00:00+00:00", "Сводка: бои продолжаются.")))
    server.plays["/bad"] = status(503)
    path = case.folder / "case.toml"
    feeds = (
        f'[collect]\npause = 0\n[[feed]]\nid = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\n'
        f'[[feed]]\nid = "bad"\nkind = "feed"\naddress = "{server("/bad")}"\n'
    )
    path.write_text(re.sub(r"\n\[people\]", f"\n{feeds}\n[people]", path.read_text("utf-8")), encoding="utf-8")
    folder = str(case.folder)
    said = told("collect", folder)
    assert "the server answered 503" in said
    assert "1 new records" in said
    with opened_outbox(case.folder) as outbox:
        outbox.begin([], NOON)
        outbox.decide([(ALERT, "told")], NOON)
    listed = told("alerts", folder)
    assert "Агентство Вели: growth: солдат (2,000 → 4,000)" in listed
    assert "of 2 such alerts that people looked at, 50% were right" in listed
    assert "entered as right" in told("alerts", folder, "--right", "1", "--why", "seen there too")
    with pytest.raises(CaseError, match="there is no alert 9"):
        told("alerts", folder, "--wrong", "9", "--why", "no")
    shown = told("status", folder)
    assert "the server answered 503" in shown
    assert "alerts: 1 told; file whole" in shown


def test_a_case_is_packed_and_unpacked_by_commands(case: offscript.Case, tmp_path: Path) -> None:
    packed = str(tmp_path / "case.zip")
    assert "files packed" in told("case", "pack", str(case.folder), packed)
    assert "the case:" in told("case", "unpack", packed, str(tmp_path / "again"))
    with pytest.raises(CaseError, match="holds something"):
        told("case", "copy", str(case.folder), str(tmp_path / "again"))
