"""The package: built twice it is the same bytes, holds what a run needs and nothing else, and costs nothing to import."""

from __future__ import annotations

import json
import re
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
    manual = {name for name in packed if name.endswith(".data/data/share/man/man1/offscript.1")}
    assert len(manual) == 1
    packed -= manual
    assert packed == lying
    assert {Path(name).suffix for name in packed} <= set(DATA)


@pytest.mark.parametrize("module", ["offscript", "offscript.cli"])
def test_nothing_heavy_is_imported_before_it_is_asked_for(module: str) -> None:
    heavy = "('duckdb', 'numba', 'numpy', 'pyarrow', 'pydantic', 'spacy')"
    asked = f"import sys, {module}; print(*(name for name in {heavy} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == ""


def test_the_page_is_shown_without_what_only_analyses_need() -> None:
    asked = (
        "import sys, offscript.show.page.server; from offscript.store.steps import code_digest;"
        "code_digest('offscript.show.brief');"
        "print(*(name for name in ('numba', 'onnxruntime', 'sklearn', 'spacy') if name in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == ""


def test_a_module_that_is_brought_in_late_belongs_to_its_package() -> None:
    asked = "import offscript.cli, offscript.store; print(offscript.workspace.__name__, offscript.store.lock.__name__)"
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["offscript.workspace", "offscript.store.lock"]


def test_the_bill_of_materials_names_every_package_with_its_digests_and_no_licence_that_does_not_go(
    tmp_path: Path,
) -> None:
    bill = tmp_path / "sbom.json"
    done = subprocess.run(
        [sys.executable, "packaging/sbom.py", "--to", str(bill)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(bill.read_text(encoding="utf-8"))
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.5")
    names = {one["name"] for one in said["components"]}
    assert {"duckdb", "pyarrow", "deltalake"} <= names
    assert all(one["hashes"] for one in said["components"])


def test_nothing_secret_lies_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    secret = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]{20}|gh[pousr]_[A-Za-z0-9]{30}|AKIA[0-9A-Z]{16}|xox[bap]-\d"
    )
    for name in listed or [path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py")]:
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        assert not secret.search(content.decode("utf-8", "replace")), name
        assert not name.endswith((".key", ".pem")), name


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
