"""A case of one's own to look at and write into: the invented country, and one full of hostile posts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import offscript
from offscript.show.page import application
from offscript.show.page.guard import Access

Demo = tuple[offscript.Case, dict[str, Any]]


def quiet(what: str, done: int, total: int) -> None:
    """Tell nobody."""


@pytest.fixture(scope="module")
def country(karedonia: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country, copied."""
    folder = tmp_path_factory.mktemp("page") / "karedonia"
    shutil.copytree(karedonia[0].folder, folder)
    return folder


def asked(folder: Path, access: Access | None = None) -> TestClient:
    """The page of a case, for asking it without a network."""
    made = application(folder, access or Access(), quiet)
    return TestClient(made, base_url="http://127.0.0.1:8484", follow_redirects=False, raise_server_exceptions=True)


@pytest.fixture(scope="module")
def page(country: Path) -> Iterator[TestClient]:
    """The page of the invented country."""
    with asked(country) as client:
        yield client
