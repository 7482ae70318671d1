"""Every table holds what it held when somebody last looked at what is found in these posts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import offscript
from tests.unchanged import KNOWN, digests, rows
from tests.unchanged.real import here

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
"""Of so little the threads of others only wait for each other."""
_MEANT = (
    "if this change is meant, look at the rows (python -m tests.unchanged --rows FOLDER, on both states of the code) and "
    "write down what is found now: python -m tests.unchanged"
)


def changed(name: str, found: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """Tables that are not what is known of them: what they were, what they are."""
    known = json.loads(KNOWN.read_text(encoding="utf-8"))[name]
    pairs = {table: (known.get(table), found.get(table)) for table in known.keys() | found.keys()}
    return {table: pair for table, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.skipif(
    os.environ.get("OFFSCRIPT_UNCHANGED") != "whole",
    reason="each takes a minute or two: OFFSCRIPT_UNCHANGED=whole runs them, as do make coverage and make mutation",
)
@pytest.mark.parametrize("name", ["sentences", "real"])
def test_what_is_found_in_sentences_is_what_was_found_before(name: str, tmp_path: Path) -> None:
    if name == "real" and not here():
        pytest.skip("real material is not here: shared/data")
    written = tmp_path / "found.json"
    call = [sys.executable, "-m", "tests.unchanged", "--only", name, "--digests", str(written)]
    done = subprocess.run(call, cwd=KNOWN.parents[2], env=os.environ | _ONE_THREAD, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert changed(name, json.loads(written.read_text(encoding="utf-8"))[name]) == {}, _MEANT


def test_what_is_found_in_the_invented_country_is_what_was_found_before(
    karedonia: tuple[offscript.Case, dict[str, Any]],
) -> None:
    assert changed("country", digests(rows(karedonia[0]))) == {}, _MEANT
