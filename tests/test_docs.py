"""The docs say what the code does: generated parts are current, and what the README names exists."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_docs_are_current() -> None:
    assert generator().stale() == [], "run: make docs"


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/measured.md",
        "docs/security.md",
        "docs/misuse.md",
        "docs/people.md",
        "docs/honesty.md",
    ],
)
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_the_commands_of_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in set(re.findall(r"(?m)^offscript (\w+)", text)):
        assert f"## offscript {command}" in commands
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?m)^make (\w+)", text)):
        assert f"\n{target}:" in makefile


def test_the_lock_file_carries_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.findall(r"(?m)^([\w.-]+)==", lock)
    assert len(pins) > 50
    assert all("--hash=sha256:" in part for part in re.split(r"(?m)^[\w.-]+==", lock)[1:])


def test_the_site_is_built_with_every_link_checked_and_asks_nobody_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert built.returncode == 0, built.stderr
    pages = list((tmp_path / "site").glob("*.html"))
    assert {"index.html", "tutorial.html", "methods.html", "developing.html", "misuse.html"} <= {
        one.name for one in pages
    }
    loaded = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=[\"']?(?:https?:)?//"
        r"|<link[^>]+rel=[\"']?(?:stylesheet|preconnect)[\"']?[^>]+href=[\"']?(?:https?:)?//"
    )
    assert not [one.name for one in pages if loaded.search(one.read_text("utf-8"))]


def test_every_section_that_draws_is_explained() -> None:
    sections = ROOT / "src" / "offscript" / "show" / "brief" / "sections"
    drawing = {path.stem for path in sections.glob("*.py") if re.search(r"[ \[(]Chart\(", path.read_text("utf-8"))}
    explained = set(re.findall(r"\*\* \(`(\w+)`\)", (ROOT / "docs" / "reading.md").read_text("utf-8")))
    assert explained == drawing
