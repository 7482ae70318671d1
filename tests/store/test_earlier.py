"""Cases that earlier versions wrote are read on, and hold what a case holds that this version made."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.model import SCHEMA_NUMBER, TABLES
from offscript.store.compare import different
from offscript.store.snapshot import latest
from offscript.store.staging import LAID
from tests.conftest import telethon

Write = Callable[[str, Any], Path]
EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.tar.xz"))
"""Cases of two posts and a correction, run and packed by the version of that day: of 45 tables, and of 162."""
READ = [
    telethon(1, "Отступление завершено, погибли 12 солдат, сообщил Пётр Северин.", at="2022-09-10T12:00:00+00:00"),
    telethon(2, "Мост у Верхнего Брода взорван.", at="2022-09-11T12:00:00+00:00"),
]
READ_ON = [
    telethon(3, "Отступление от реки завершено, погибли 15 солдат.", at="2022-09-12T12:00:00+00:00"),
    telethon(2, "Мост у Верхнего Брода взорван вчера.", at="2022-09-11T12:00:00+00:00"),
]
LAID_AS = {1: "34ed7e3da1df2bbe"}
"""By the number of the schema, a digest of what tables hold that no step writes anew."""


@pytest.mark.parametrize("packed", EARLIER, ids=lambda path: path.name[:10])
def test_a_case_of_an_earlier_version_goes_on_as_one_of_this_version_would(
    packed: Path, tmp_path: Path, write: Write
) -> None:
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "earlier", filter="data")
    earlier, now = offscript.open(tmp_path / "earlier"), offscript.new(tmp_path / "now", zone="Europe/Kyiv")
    shutil.copy(earlier.folder / "case.key", now.folder)
    path = write("a.json", READ)
    ((seen,),) = earlier.sql("select min(seen_at) from record").fetchall()
    os.utime(path, ns=(seen * 1_000, seen * 1_000))
    now.read([path])
    (version, *_) = sorted(version for (version,) in now.sql("select version from version").fetchall())
    now.correct("matter", {"anchor": version, "target": "bridge", "accept": True}, "it hints at it", "tester")
    later = write("b.json", READ_ON)
    for case in (earlier, now):
        case.read([later])
        case.run()
    assert latest(earlier.folder).schema == SCHEMA_NUMBER
    assert different(earlier.table, now.table, [step.writes for step in now.steps()]) == []
    assert earlier.sql("select target, who from correction").fetchall() == [("bridge", "tester")]
    assert len(earlier.table("record")) == 4


def test_what_no_step_writes_anew_changes_only_with_the_number_of_the_schema() -> None:
    listed = sorted(laid.table for laid in LAID.values())
    said = {
        name: [(field.name, str(field.type)) for field in TABLES[name]]
        for name in ("record", "file", "reject", *listed)
    }
    assert hashlib.sha256(str(said).encode()).hexdigest()[:16] == LAID_AS[SCHEMA_NUMBER], (
        "a table that is laid has other columns: give the schema a new number, add a migration and a case of this version"
    )
