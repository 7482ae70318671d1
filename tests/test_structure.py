"""The tree keeps its shape: short functions, small modules, SQL that every engine can read."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from offscript.model import TABLES, column_doc, table_doc
from offscript.store.dialect import spark_sql
from offscript.store.steps import Step, in_order
from offscript.workspace import every_step

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "offscript"
MODULES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_and_functions_fit_a_screen(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 60, node.name


def test_what_is_kept_is_text_but_for_pictures_networks_and_cases_of_earlier_versions() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout")
    kept = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert {path.suffix for path in kept if path.exists() and b"\0" in path.read_bytes()} == {".png", ".npz", ".xz"}


@pytest.mark.parametrize("step", every_step(), ids=lambda step: step.name)
def test_every_query_also_reads_as_spark_sql(step: Step) -> None:
    assert sqlglot.parse_one(spark_sql(step.sql), read="spark") is not None


@pytest.mark.parametrize("step", every_step(), ids=lambda step: step.name)
def test_no_window_of_a_step_is_over_all_rows(step: Step) -> None:
    asked = [step.sql, *(sql for part in getattr(step, "parts", ()) for sql in (part.sql, part.along) if sql)]
    whole = [
        window.sql()
        for sql in asked
        for window in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Window)
        if not window.args.get("partition_by") and not window.args.get("alias")
    ]
    assert whole == [], "on several machines all rows would be brought to one"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.sql")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_query_file_reads_as_spark_sql_and_says_what_it_asks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    assert sqlglot.parse_one(spark_sql(text), read="spark") is not None


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.sql")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_part_of_a_query_is_named_like_a_table(path: Path) -> None:
    parts = {part.alias for part in sqlglot.parse_one(path.read_text("utf-8"), read="duckdb").find_all(exp.CTE)}
    assert parts & TABLES.keys() == set(), "a step would read that table: name the part otherwise"


def test_steps_have_an_order_and_write_known_tables() -> None:
    assert {step.writes for step in in_order(every_step())} <= TABLES.keys()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_says_what_it_means(name: str) -> None:
    assert table_doc(TABLES[name])
    assert all(column_doc(field) for field in TABLES[name])
