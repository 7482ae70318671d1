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
from tests.collect.server import Server, page, plain, serving, status

RUN = CliRunner()


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


def test_an_evening_by_commands(case: offscript.Case, server: Server) -> None:
    first = (1, "2022-09-10T12:00:00+00:00", "За двое суток Ставрия лишилась до 2000 солдат.")
    later = (2, "2022-09-10T18:00:00+00:00", "За двое суток Ставрия лишилась до 4000 солдат.")
    server.plays["/s/agency"], server.plays["/bad"] = plain(page(first)), status(503)
    path = case.folder / "case.toml"
    feeds = (
        f'[collect]\npause = 0\n[[feed]]\nid = "agency"\nkind = "telegram"\naddress = "{server("/s/agency")}"\nevery = 0.0001\n'
        f'[[feed]]\nid = "bad"\nkind = "feed"\naddress = "{server("/bad")}"\n'
    )
    path.write_text(re.sub(r"\n\[people\]", f"\n{feeds}\n[people]", path.read_text("utf-8")), encoding="utf-8")
    folder = str(case.folder)
    assert "the server answered 503" in told("collect", folder)
    told("watch", folder, "--once")
    server.plays["/s/agency"] = plain(page(first, later))
    assert "2,000 → 4,000" in told("watch", folder, "--once")
    assert "→" not in told("watch", folder, "--once")
    assert "entered as right" in told("alerts", folder, "--right", "1", "--why", "seen there too")
    with pytest.raises(CaseError, match="there is no alert 9"):
        told("alerts", folder, "--wrong", "9", "--why", "no")
    assert "2,000 → 4,000" in told("alerts", folder)
    shown = told("status", folder)
    assert "the server answered 503" in shown
    assert "file whole" in shown


def test_a_case_is_packed_and_unpacked_by_commands(case: offscript.Case, tmp_path: Path) -> None:
    packed = str(tmp_path / "case.zip")
    assert "files packed" in told("case", "pack", str(case.folder), packed)
    assert "the case:" in told("case", "unpack", packed, str(tmp_path / "again"))
    with pytest.raises(CaseError, match="holds something"):
        told("case", "copy", str(case.folder), str(tmp_path / "again"))
