"""Every table holds what it held when somebody last looked at what is found in these posts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.unchanged import KNOWN

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
"""Of so little the threads of others only wait for each other."""


def test_what_is_found_in_some_hundred_posts_is_what_was_found_before(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "tests.unchanged", "--digests", str(tmp_path / "found.json")]
    done = subprocess.run(call, cwd=KNOWN.parents[2], env=os.environ | _ONE_THREAD, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    known, found = (json.loads(path.read_text(encoding="utf-8")) for path in (KNOWN, tmp_path / "found.json"))
    changed = {name: (known.get(name), found.get(name)) for name in known.keys() | found.keys()}
    assert {name: pair for name, pair in changed.items() if pair[0] != pair[1]} == {}, (
        "if this change is meant, look at the rows (python -m tests.unchanged --rows FOLDER, on both states of the code) "
        "and write down what is found now: python -m tests.unchanged"
    )
