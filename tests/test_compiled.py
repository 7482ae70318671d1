"""Compiled ahead: what is compiled lies where it is looked for, and the command that does it says how long it took."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from offscript import compiled
from offscript.cli import app, terminal


def test_after_warming_nothing_is_left_to_be_compiled() -> None:
    told = CliRunner().invoke(app, ["warm"])
    assert told.exit_code == 0
    assert "compiled, in" in told.output
    assert compiled.compiled()


def test_a_first_run_says_why_it_takes_longer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiled, "compiled", lambda: False)
    terminal.first_time()
    assert "compiles parts for this processor" in capsys.readouterr().err
