"""Shared fixtures: case folders in a temporary place, and the real material where it is present."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

import offscript
from offscript.model import TABLES
from offscript.simulate import build

settings.register_profile("offscript", deadline=None)
settings.load_profile("offscript")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


LONGEST = (
    *(
        "store/test_spark.py",
        "test_types.py",
        "test_real_material.py",
        "store/test_ledger.py",
        "test_benchmarks.py",
        "unchanged/",
        "show/page/test_rooms.py",
    ),
    *(
        "show/page/",
        "show/test_people_hidden.py",
        "store/test_intake.py",
        "store/test_forget.py",
        "store/test_proof.py",
    ),
    *("show/test_brief.py", "store/test_run.py", "store/", "measure/", "judge/", "find/test_reuse_index.py", "find/"),
)
"""Files that take longest come first, so that no process waits for another's at the end; the second and third need no common
fixture, which the first has made meanwhile."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, each as it was."""
    items.sort(
        key=lambda item: next((at for at, part in enumerate(LONGEST) if part in item.path.as_posix()), len(LONGEST))
    )


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


def country(folder: Path) -> dict[str, Any]:
    """Make the invented country in a folder, read it and run it; gives the truth about it. Its pseudonyms are always the same."""
    truth = build(folder)
    (folder / "case.key").write_text("0" * 64, encoding="ascii")
    case = offscript.open(folder)
    case.read([folder / "exports"])
    case.run()
    return truth


@pytest.fixture(scope="session")
def karedonia(tmp_path_factory: pytest.TempPathFactory) -> tuple[offscript.Case, dict[str, Any]]:
    """The invented country, read and run, with the truth about it. Tests only look at it; those run side by side share it."""
    together = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        together = together.parent
    folder, known = together / "karedonia", together / "karedonia.json"
    with FileLock(together / "karedonia.lock"):
        if not known.exists():
            truth = country(folder)
            known.write_text(json.dumps(truth), encoding="utf-8")
    return offscript.open(folder), json.loads(known.read_text(encoding="utf-8"))


def telethon(
    number: int, text: str, channel: int = 55, at: str = "2022-09-10T12:00:00+00:00", **more: Any
) -> dict[str, Any]:
    """A message as a collector writes it."""
    return {"_": "Message", "id": number, "peer_id": {"channel_id": channel}, "date": at, "message": text, **more}


def tables(case: offscript.Case, *left_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows in a fixed order, without what tells of the run itself."""
    skipped = {"step", "file", *left_out}
    return {name: case.table(name).order("all").fetchall() for name in TABLES if name not in skipped}


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores: browsers and the other engine leave them idle now and then."""
    return (os.cpu_count() or 1) + 1
