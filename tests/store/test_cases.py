"""Cases as wholes: a copy, a packed one and a merged one hold what they should, and what was changed is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import offscript
from offscript.case import CaseError
from offscript.store import cases, ledger
from tests.conftest import tables, telethon

Write = Callable[[str, Any], Path]
ONE = [telethon(1, "первые слова о реке"), telethon(2, "вторые слова", at="2022-09-11T12:00:00+00:00")]
TWO = [
    telethon(2, "вторые слова", at="2022-09-11T12:00:00+00:00"),
    telethon(3, "третьи слова", at="2022-09-12T12:00:00+00:00"),
]


def twin(case: offscript.Case, name: str) -> offscript.Case:
    """Another case with the same key."""
    other = offscript.new(case.folder.parent / name, zone="Europe/Kyiv")
    shutil.copy2(case.folder / "case.key", other.folder / "case.key")
    return other


def test_a_merged_case_is_one_that_read_both(case: offscript.Case, write: Write) -> None:
    one, two = write("a.json", ONE), write("b.json", TWO)
    other, both = twin(case, "other"), twin(case, "both")
    case.read([one])
    other.read([two])
    other.correct("time", {"anchor": "x", "at": 5, "precision_us": 1}, "seen", "desk")
    both.read([one])
    both.read([two])
    assert case.merge(other.folder) == {"record": 2, "file": 1, "ledger": 1}
    left_out = ("correction", "stranded")
    assert tables(case, *left_out) == tables(both, *left_out)
    assert case.merge(other.folder) == {"record": 0, "file": 0, "ledger": 0}
    assert tables(case, *left_out) == tables(both, *left_out)


@given(
    mine=st.lists(st.integers(-4, 2), max_size=6),
    theirs=st.lists(st.integers(-4, 2), max_size=6),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_taken_back_there_is_taken_back_here_and_once(
    case: offscript.Case, mine: list[int], theirs: list[int]
) -> None:
    def said(folder: Path, plan: list[int]) -> None:
        """A number from 0 says something; one below takes the entry of that place back, if it is there."""
        (folder / ledger.LEDGER).unlink(missing_ok=True)
        for one in plan:
            if one >= 0:
                ledger.enter(folder, "desk", "annotation", {"anchor": str(one)}, "")
            elif -one <= len(ledger.entries(folder)) and ledger.entries(folder)[-one - 1].kind != ledger.UNDONE:
                ledger.enter(folder, "desk", ledger.UNDONE, {"entry": -one, "anchor": ""}, "")

    def standing(folder: Path) -> set[str]:
        listed = ledger.entries(folder)
        back = ledger.taken_back(listed)
        return {one.content["anchor"] for one in listed if one.kind != ledger.UNDONE and one.number not in back}

    other = case.folder.parent / "elsewhere"
    other.mkdir(exist_ok=True)
    said(case.folder, mine)
    said(other, theirs)
    before, there = standing(case.folder), standing(other)
    cases._entered(case.folder, other)
    if not mine:
        assert standing(case.folder) == there
    if min((0, *mine, *theirs)) == 0:
        assert standing(case.folder) == before | there
    assert cases._entered(case.folder, other) == 0


def test_a_copy_and_an_unpacked_case_hold_the_same(case: offscript.Case, write: Write, tmp_path: Path) -> None:
    case.read([write("a.json", ONE)])
    case.correct("time", {"anchor": "x", "at": 5, "precision_us": 1}, "seen", "desk")
    cases.copy(case.folder, tmp_path / "copy")
    cases.pack(case.folder, tmp_path / "packed.zip")
    cases.unpack(tmp_path / "packed.zip", tmp_path / "unpacked")
    for name in ("copy", "unpacked"):
        again = offscript.open(tmp_path / name)
        assert tables(again) == tables(case)
        again.read([write("b.json", TWO)])
        assert again.sql("select count(*) from post").fetchall() == [(3,)]
    assert case.sql("select count(*) from post").fetchall() == [(2,)]
    with pytest.raises(CaseError, match="holds something"):
        cases.copy(case.folder, tmp_path / "copy")


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return other


def _tampered(held: dict[str, bytes]) -> None:
    held["case.toml"] += b"\n# more"


def _leading_out(held: dict[str, bytes]) -> None:
    contents = json.loads(held["contents.json"])
    held["../out.txt"] = b"x"
    held["contents.json"] = json.dumps(contents | {"../out.txt": "0"}).encode()


def _smuggled(held: dict[str, bytes]) -> None:
    held["more.txt"] = b"x"


@pytest.mark.parametrize(
    ("change", "said"), [(_tampered, "not what was packed"), (_leading_out, "leads out"), (_smuggled, "no packed case")]
)
def test_a_packed_case_that_was_changed_is_refused(
    case: offscript.Case, write: Write, tmp_path: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    case.read([write("a.json", ONE)])
    cases.pack(case.folder, tmp_path / "packed.zip")
    with pytest.raises(CaseError, match=said):
        cases.unpack(repacked(tmp_path / "packed.zip", change), tmp_path / "new" / "case")
    assert not (tmp_path / "out.txt").exists()


def test_a_case_split_by_time_loses_and_doubles_nothing(case: offscript.Case, write: Write, tmp_path: Path) -> None:
    case.read([write("a.json", ONE), write("b.json", TWO)])
    noon = 1662897600_000000
    assert cases.split(case.folder, tmp_path / "early", None, noon)["record"] == 1
    assert cases.split(case.folder, tmp_path / "late", noon, None)["record"] == 3
    early, late = (offscript.open(tmp_path / name) for name in ("early", "late"))
    for part in (early, late):
        part.analyse(["posts"])
    numbers = [part.sql("select native_number from post order by 1").fetchall() for part in (early, late)]
    assert numbers == [[(1,)], [(2,), (3,)]]
