"""A run that was killed goes on where it was, and ends where an undisturbed one does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import offscript
from offscript.store import unfinished
from offscript.store.engine import Embedded
from offscript.store.snapshot import latest
from offscript.store.steps import Group, Map
from tests.conftest import telethon

Write = Callable[..., Path]
TEXTS = [
    "Противник потерял 2000 солдат, мы отступили.",
    "Министр обещал дать свет к 12 сентября.",
    "The war goes on, they say.",
]


class Killed(BaseException):
    """What no step can catch."""


class Stopping(Embedded):
    """An engine that is stopped at a step, and remembers which it did."""

    def __init__(self, at: str = "") -> None:
        super().__init__(1)
        self.at, self.did = at, list[str]()

    def _here(self, name: str) -> None:
        if name == self.at:
            raise Killed
        self.did.append(name)

    def map(self, step: Map, rows: pa.Table, settings: Any, tell: Any) -> pa.Table:
        self._here(step.name)
        return super().map(step, rows, settings, tell)

    def group(self, step: Group, rows: pa.Table, settings: Any, tell: Any) -> pa.Table:
        self._here(step.name)
        return super().group(step, rows, settings, tell)


@pytest.fixture
def filled(case: offscript.Case, write: Write, monkeypatch: pytest.MonkeyPatch) -> offscript.Case:
    monkeypatch.setattr(unfinished, "EVERY", 0.0)
    case.read([write("a.json", [telethon(number, text) for number, text in enumerate(TEXTS, 1)])])
    return case


def _killed(case: offscript.Case, at: str) -> list[str]:
    engine = Stopping(at)
    with pytest.raises(Killed):
        case.run(only=["language", "link"], engine=engine)
    return engine.did


def test_what_was_finished_is_taken_up_and_the_end_is_the_same(filled: offscript.Case) -> None:
    before = latest(filled.folder)
    did = _killed(filled, "link")
    assert did[-1] == "language"
    assert latest(filled.folder) == before
    engine = Stopping()
    filled.run(only=["language", "link"], engine=engine)
    assert engine.did == ["link"]
    resumed = latest(filled.folder)
    assert {row[0] for row in filled.sql("select step from step").fetchall()} >= {*did, *engine.did}
    again = Stopping()
    filled.run(only=["language", "link"], engine=again)
    assert again.did == []
    assert latest(filled.folder).keys == resumed.keys
    assert unfinished.noted(filled.folder).keys == {}


def test_what_new_posts_make_stale_is_done_anew(filled: offscript.Case, write: Write) -> None:
    _killed(filled, "link")
    filled.read([write("b.json", [telethon(9, "Мы потеряли город, это поражение.")])])
    engine = Stopping()
    filled.run(only=["language", "link"], engine=engine)
    assert engine.did[-2:] == ["language", "link"]
    assert filled.sql("select count(*) from language").fetchall() == [(4,)]


@pytest.mark.parametrize(
    "torn", ["", "{", '{"tables": {}}', '{"tables": {"language": {"version": 1}}, "keys": {}, "rows": []}']
)
def test_a_torn_note_is_none(tmp_path: Path, torn: str) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / ".unfinished.json").write_text(torn, encoding="utf-8")
    assert unfinished.noted(tmp_path) == unfinished.Unfinished()


def test_tables_whose_files_are_gone_are_not_taken_up(filled: offscript.Case) -> None:
    path = filled.folder / "snapshots" / ".unfinished.json"
    state = {"version": 77, "digest": "x", "rows": 4}
    path.write_text(
        json.dumps({"tables": {"language": state}, "keys": {"language": "x"}, "rows": []}), encoding="utf-8"
    )
    filled.run(only=["language"])
    assert filled.sql("select count(*) from language").fetchall() == [(3,)]
