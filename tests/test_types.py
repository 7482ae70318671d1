"""Types and layers hold: mypy and import-linter find nothing. Here, so that they run beside the other tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("tool", ["mypy", "lint-imports"])
def test_nothing_is_found(tool: str) -> None:
    program = Path(sys.executable).with_name(tool)
    said = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, f"{said.stdout}{said.stderr}"
