"""Shared fixtures: case folders in a temporary place, and the real material where it is present."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def case(tmp_path: Path) -> offscript.Case:
    """An empty case in Kyiv's zone."""
    return offscript.new(tmp_path / "case", zone="Europe/Kyiv")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write a file of the given name; anything but text or bytes as JSON."""

    def written(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def telegram() -> Path:
    """The folder of real Telegram posts; tests that ask for it are skipped where it is absent."""
    folder = SHARED / "telegram-2024"
    if not folder.exists():
        pytest.skip("real material is not here: shared/data/telegram-2024")
    return folder
