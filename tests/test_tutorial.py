"""What the documents tell a reader to type can be typed: every option exists, the tutorial runs from top to bottom, and
blocks of Python, SQL and settings run too."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import duckdb
import pytest
import typer
from typer.testing import CliRunner

import offscript
from offscript.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
Demo = tuple[offscript.Case, dict[str, Any]]


def typed(path: Path) -> list[str]:
    """The commands of a page, one each, out of its blocks of code; what follows `#` is said to the reader."""
    blocks = re.findall(r"(?ms)^```(?:sh|bash|console)?\n(.*?)^```", path.read_text(encoding="utf-8"))
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [line for line in lines if re.match(r"offscript [a-z]", line)]


def blocks(language: str) -> list[Any]:
    """Blocks of code in a language, as parameters of a test."""
    return [
        pytest.param(code, id=f"{path.name}-{number}")
        for path in PAGES
        for number, code in enumerate(re.findall(rf"(?ms)^```{language}\n(.*?)^```", path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_option_a_page_names_is_one_of_its_command(path: Path) -> None:
    for line in typed(path):
        words = shlex.split(line.replace("[", " ").replace("]", " "))[1:]
        command: Any = typer.main.get_command(app)
        while words and words[0] in (below := getattr(command, "commands", {})):
            command = below[words.pop(0)]
        assert not getattr(command, "commands", {}), line
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        named = {word.split("=")[0] for word in words if re.match(r"--[a-z]", word)}
        assert named <= known | {"--help"}, line


@pytest.fixture
def evening(karedonia: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The built-in case as `demo` in a folder of its own; what the tutorial's placeholders stand for there."""
    shutil.copytree(karedonia[0].folder, tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    case = offscript.open(tmp_path / "demo")
    said = case.rows(
        'select c.post, v.text[c.start + 1 : c."end"] as words from claim as c join version as v on v.version = c.version '
        "where c.position = 0 order by c.claim limit 2"
    )
    article = docx.Document()
    article.add_paragraph("Минобороны сообщило, что Ставрия за двое суток потеряла до 2000 солдат.")
    article.save("article.docx")
    places = {"POST": said[0]["post"], "its exact words": said[0]["words"]}
    return places | {"OTHER": said[1]["post"], "words of that one": said[1]["words"]}


def labelled(source: Path, path: Path, label: str) -> None:
    """Fill a sheet as one of two who label it."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "label": label if number else "praise"} for number, row in enumerate(rows))


def test_the_tutorial_runs_from_top_to_bottom(evening: dict[str, str]) -> None:
    lines = typed(ROOT / "docs" / "tutorial.md")
    assert len(lines) >= 12
    for line in lines:
        words = [evening.get(word, word) for word in shlex.split(line)[1:]]
        if words[:2] == ["code", "take"]:
            labelled(Path("sheet.csv"), Path(words[4]), "blame" if "ann" in line else "thanks")
        told = CliRunner().invoke(app, words)
        assert told.exit_code == 0, f"{line}\n{told.output}\n{told.exception!r}"
    assert Path("demo/brief.html").exists()
    assert CliRunner().invoke(app, ["verify", "demo"]).exit_code == 0


@pytest.mark.parametrize("code", blocks("python"))
def test_python_on_a_page_runs(code: str, karedonia: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(karedonia[0].folder, tmp_path / "kharkiv")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "page", "exec"), {})


@pytest.mark.parametrize("code", blocks("toml"))
def test_settings_on_a_page_are_those_of_a_case(code: str, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(f'title = "a case"\n{code}', encoding="utf-8")
    settings = offscript.open(tmp_path).settings.model_dump(exclude_unset=True)
    assert {table.split(".")[0] for table in re.findall(r"(?m)^\[+([a-z.]+)\]+", code)} <= settings.keys()


@pytest.mark.parametrize("code", blocks("sql"))
def test_questions_on_a_page_are_answered_by_the_exported_databases(code: str, karedonia: Demo, tmp_path: Path) -> None:
    case = karedonia[0]
    (path,) = case.export_whole("sqlite", tmp_path)
    (other,) = case.export_whole("duckdb", tmp_path)
    asked = [line for line in code.splitlines() if line]
    with closing(sqlite3.connect(path)) as small, duckdb.connect(str(other), read_only=True) as large:
        for line in asked:
            assert len(small.execute(line).fetchall()) == len(large.sql(line).fetchall()), line
        assert any(small.execute(line).fetchall() for line in asked)
