"""What another program writes to standard input is taken line by line, and none is lost or torn."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import offscript
from offscript.cli import app
from offscript.collect.fetch import Fetcher
from offscript.collect.piped import Piped
from offscript.watch import loop
from tests.conftest import telethon

LINES = [
    json.dumps(telethon(number, f"Слова номер {number}"), ensure_ascii=False).encode() + b"\n" for number in range(1, 5)
]


@given(
    st.lists(st.binary(max_size=40).map(lambda line: b"-" + line.replace(b"\n", b"") + b"\n"), max_size=9),
    st.integers(0, 9),
)
def test_lines_come_out_as_they_came_in_however_often_files_are_made(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("piped")
    held = Piped(folder)
    for some in (lines[:cut], lines[cut:]):
        held.take(some)
        held.settle()
    assert b"".join(path.read_bytes() for path in sorted(folder.iterdir())) == b"".join(lines)
    assert not any(path.name.startswith(".") for path in folder.iterdir())


def test_what_a_killed_watch_left_is_shown_by_the_next_one_without_the_torn_line(tmp_path: Path) -> None:
    (tmp_path / ".arriving-17").write_bytes(LINES[0] + LINES[1][:20])
    (tmp_path / ".arriving-18").write_bytes(LINES[1][:20])
    Piped(tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("stdin-17.jsonl", LINES[0])]


def test_a_watch_takes_what_is_piped_into_it(case: offscript.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with (case.folder / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[feed]]\nid = "mine"\nkind = "folder"\naddress = "mine"\n')

    def once(cases: list[Path], say: loop.Say, only_once: bool, before: Callable[[], None]) -> None:
        before()
        loop.collected(offscript.open(cases[0]), Fetcher(pause=0, robots=False), say)

    monkeypatch.setattr(loop, "watch", once)
    command = ["watch", str(case.folder), "--once", "--stdin"]
    assert CliRunner().invoke(app, [*command, "mine"], input=b"".join(LINES)).exit_code == 0
    assert offscript.open(case.folder).sql("select count(*) from post").fetchall() == [(4,)]
    wrong = CliRunner().invoke(app, [*command, "theirs"], input=b"")
    assert wrong.exit_code != 0
    assert "no case has a feed 'theirs' of kind folder" in str(wrong.exception)


def test_lines_are_on_disk_before_the_next_is_asked_for(tmp_path: Path) -> None:
    read, write = os.pipe()
    held = Piped(tmp_path)
    with os.fdopen(read, "rb") as incoming, os.fdopen(write, "wb", buffering=0) as outgoing:
        held.listen(incoming)
        outgoing.write(LINES[0])
        until = time.time() + 20
        while not list(tmp_path.glob(".arriving-*")) or not next(tmp_path.glob(".arriving-*")).stat().st_size:
            assert time.time() < until
            time.sleep(0.01)
        held.settle()
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [LINES[0]]
