"""The notebook of the docs is the one the script writes, and every cell of it runs over a case in a kernel of its own."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import offscript

WRITER = runpy.run_path(str(Path(__file__).resolve().parents[1] / "docs" / "notebook.py"))


def made() -> Any:
    return WRITER["made"]()


def test_it_is_as_the_script_writes_it() -> None:
    assert WRITER["NOTEBOOK"].read_text(encoding="utf-8") == nbformat.writes(made()) + "\n"


def test_every_cell_runs_and_shows_something(
    karedonia: tuple[offscript.Case, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSCRIPT_CASE", str(karedonia[0].folder))
    ran = NotebookClient(made(), timeout=120, kernel_name="python3").execute()
    cells = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in cells)
    shown = [output.data for cell in cells for output in cell.outputs if output.output_type == "execute_result"]
    assert len(shown) == len(cells)
    assert shown[0]["text/plain"].strip("'") == karedonia[0].settings.title
    assert "image/svg+xml" in shown[4]
