"""The worked examples for developers: each diff applies to the code as it is, is short, and does what the text says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST = 60
TRIED = """
import sys
from pathlib import Path
import offscript
folder = Path(sys.argv[1])
case = offscript.new(folder / "case", zone="Europe/Kyiv")
case.read([folder / "said.txt"])
case.analyse(["shouting"])
((path, rows),) = case.export("md", folder / "out", ["shouted"])
words = case.sql('select v.text[s.start + 1 : s."end"] from shouted as s join version as v using (version)').fetchall()
print(case.table("post").shape[0], words, rows, path.read_text(encoding="utf-8").splitlines()[0])
"""


def diffs() -> dict[str, str]:
    """The diffs of the page by the heading they stand under."""
    text = (ROOT / "docs" / "developing.md").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    found = {heading: re.search(r"(?ms)^```diff\n(.*?)^```$", said) for heading, _, said in parts}
    return {heading: diff.group(1) for heading, diff in found.items() if diff}


def test_each_is_short() -> None:
    found = diffs()
    assert list(found) == ["Add a format", "Add an analysis", "Add an export"]
    assert all(len(diff.splitlines()) < MOST for diff in found.values())


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here to apply a diff with")
def test_all_apply_to_the_code_as_it_is_and_work_together(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    for heading, diff in diffs().items():
        apply = ["git", "apply", "--unidiff-zero", "--whitespace=error", "-"]
        done = subprocess.run(apply, cwd=tmp_path, input=diff, text=True, capture_output=True, check=False)
        assert done.returncode == 0, f"{heading}: {done.stderr}"
    said = "#bulletin Степной вестник\n2022-09-10T12:00Z | МОСТ закрыт, СРОЧНО\nthis is no statement\n"
    (tmp_path / "said.txt").write_text(said, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", TRIED, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-1000:]
    assert told.stdout.strip() == "1 [('МОСТ',), ('СРОЧНО',)] 2 | version | start | end |"
