"""The package: built twice it is the same bytes, holds what a run needs and nothing else, and costs nothing to import."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import telethon

ROOT = Path(__file__).parents[1]
DATA = (".py", ".sql", ".toml", ".npz", ".css", ".js", ".po", ".html", ".svg", ".json", ".md", ".typed", ".properties")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two wheels, one built after the other."""
    found: list[Path] = []
    for number in (1, 2):
        folder = tmp_path_factory.mktemp(f"wheel{number}")
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        found += folder.glob("*.whl")
    return found


def test_a_wheel_built_twice_is_the_same_bytes(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.read_bytes() == other.read_bytes()


def test_the_wheel_holds_all_that_lies_in_the_package(wheels: list[Path]) -> None:
    source = ROOT / "src"
    lying = {
        path.relative_to(source).as_posix()
        for path in (source / "offscript").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheels[0]) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == lying
    assert {Path(name).suffix for name in packed} <= set(DATA)


@pytest.mark.parametrize("module", ["offscript", "offscript.cli"])
def test_nothing_heavy_is_imported_before_it_is_asked_for(module: str) -> None:
    heavy = "('duckdb', 'numba', 'numpy', 'pyarrow', 'pydantic', 'spacy')"
    asked = f"import sys, {module}; print(*(name for name in {heavy} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == ""


def test_the_citation_names_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_a_run_needs_no_network(tmp_path: Path) -> None:
    apart = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a network of its own cannot be made here")
    posts = tmp_path / "posts.json"
    posts.write_text(json.dumps([telethon(1, "Колонна вышла из города утром.")]), encoding="utf-8")
    ask = "case = offscript.new(Path('case')); case.read(['posts.json']); case.run(['language', 'reuse'])"
    command = [*apart, sys.executable, "-c", f"import offscript; from pathlib import Path; {ask}"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "case" / "brief.html").exists()
