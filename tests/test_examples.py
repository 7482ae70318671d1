"""The example cases can be opened as they are, hold nobody's texts, and their signs can be looked up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import offscript
from offscript import workspace
from offscript.judge.hypotheses import sign_query

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").iterdir())


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_opens_and_its_signs_can_be_looked_up(folder: Path, tmp_path: Path) -> None:
    assert {path.name for path in folder.iterdir()} <= {"case.toml", "README.md"}
    case = offscript.open(shutil.copytree(folder, tmp_path / folder.name))
    assert case.settings.hypothesis and case.settings.question and case.settings.event
    assert all(event.source for event in case.settings.event)
    assert len(case.steps()) == len(workspace.every_step())
    assert "blame" in sign_query(case.plain())
