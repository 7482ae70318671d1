"""The benchmark scripts run on data given by flags and end with one JSON object."""

from __future__ import annotations

import ast
import io
import json
import re
import runpy
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import offscript
from tests.conftest import telethon

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def apart(script: str, *words: str) -> Any:
    """The same in a process of its own, for a script that starts others like itself."""
    command = [sys.executable, str(BENCHMARKS / script), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def last_line(script: str, *words: str) -> Any:
    """What a script says last; run in this process, which has loaded the dictionaries already."""
    said = io.StringIO()
    before = sys.argv, sys.path[:]
    sys.argv, sys.path[:] = [script, *words], [str(BENCHMARKS), *sys.path]
    try:
        with redirect_stdout(said):
            runpy.run_path(str(BENCHMARKS / script), run_name="__main__")
    except SystemExit as stopped:
        assert not stopped.code, said.getvalue()
    finally:
        sys.argv, sys.path[:] = before
    line = said.getvalue().strip().splitlines()[-1]
    return json.loads(line) if line.startswith("{") else line


def test_planted_copies_are_scored(tmp_path: Path) -> None:
    last_line("planted.py", "--count", "2500", "--seed", "9", "--sources", "60", "--out", str(tmp_path))
    posts, truth = str(tmp_path / "posts.parquet"), str(tmp_path / "truth.parquet")
    found = last_line("reuse.py", "--posts", posts, "--truth", truth, "--runs", "1")
    assert found["posts"] >= 2_500
    assert found["recall"]["exact"] == 1.0
    assert found["recall"]["near"] > 0.95
    assert found["recall"]["passage"] > 0.95
    assert found["precision"] > 0.97
    assert found["back_in_time"] == 0
    assert found["times_floor"] > 0
    kept = last_line("incremental.py", "--posts", posts, "--portions", "2")
    assert kept["same"] is True
    assert kept["pairs"] >= found["links"]


def test_the_pipeline_is_timed_on_any_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([telethon(1, "слова")]), encoding="utf-8")
    found = last_line("pipeline.py", "--posts", str(tmp_path))
    assert (found["posts"], found["nothing_was_stale"]) == (1, True)


def test_the_page_of_a_grown_case_is_timed(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    given = ("--case", str(karedonia[0].folder), "--times", "2", "--readers", "2", "--seconds", "1")
    found = last_line("page.py", *given)
    assert found["posts"] == 2 * karedonia[0].table("post").shape[0]
    assert found["errors"] == 0
    assert found["2 readers"]["room"]["kilobytes"] <= 400


def test_the_invented_country_is_scored_over_seeds() -> None:
    found = last_line("invented.py", "--seeds", "2", "--edit-share", "0.1")
    assert found["edit_share 0.1"]["recall"]["exact"] == 1.0


def test_nothing_is_lost_at_a_few_random_moments_and_failing_calls() -> None:
    given = ("--kills", "1", "--faults", "0", "--commands", "ledger", "--seed", "4")
    found = last_line("torture.py", *given)
    assert found["trials"] >= 1
    assert found["wrong_are"] == []


def test_a_few_seconds_of_damage_bring_nothing_down() -> None:
    found = apart("fuzz.py", "--seconds", "1", "--targets", "readers,packed", "--seed", "6")
    assert all(one["tries"] > 5 and one["wrong"] == {} for one in found.values())


def test_planted_persons_are_hidden_on_the_set_that_was_kept_apart() -> None:
    found = last_line("redaction.py", "--set", "kept")
    assert found["mentions"] > 300
    assert found["recall"] >= 0.98


def test_a_case_that_is_written_read_and_run_has_odds() -> None:
    found = last_line("hypotheses.py", "--whole", "--cases", "1")
    assert (found["cases"], found["whole"]) == (1, True)
    assert 0 <= found["calibration_error"] < 0.5


def _asked(path: Path) -> list[str]:
    """Queries of a script that stand in it as they are."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    filled = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    texts = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in filled]
    return [
        str(one.value)
        for one in texts
        if isinstance(one.value, str) and re.match(r"\s*(select|with)\s.*\sfrom\s", one.value, re.S)
    ]


def test_what_the_scripts_ask_a_case_is_in_its_tables(karedonia: tuple[offscript.Case, dict[str, Any]]) -> None:
    scripts = [path for path in sorted(BENCHMARKS.glob("*.py")) if not path.name.startswith("peers")]
    asked = [(path.name, query) for path in scripts for query in _asked(path)]
    assert len(asked) > 20
    for name, query in asked:
        assert karedonia[0].sql(query).columns, name
