"""On Spark a run gives the tables the embedded engine gives; what Spark lacks is said in words."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

import offscript
from offscript.case import CaseError
from offscript.cli import app
from offscript.find.languages import STEPS as LANGUAGE
from offscript.store.compare import different
from offscript.store.run import Apart
from offscript.store.spark import Spark, _whole, java, session
from offscript.store.tables import UNFINISHED, failing_disk
from tests.conftest import telethon

MISSING = (
    "" if find_spec("pyspark") and (shutil.which("java") or os.environ.get("JAVA_HOME")) else "no pyspark or no Java"
)
SHORT_LIVED = (
    "-Dspark.buffer.pageSize=256k "
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn400m -XX:MetaspaceSize=400m -XX:ReservedCodeCacheSize=240m"
)
"""A Java that lives for two minutes gains nothing by compiling twice, nor by starting small; and of memory that every sort and
join of a few rows asks for, sixteen megabytes each, most would only be filled with zeros."""
SLOW_HERE = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.parquet.compression.codec": "uncompressed",
    "mapreduce.fileoutputcommitter.algorithm.version": "2",
}
"""Settings for small data: compiling each plan takes longer than running it."""


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    if MISSING and os.environ.get("OFFSCRIPT_SPARK") == "required":
        pytest.fail(f"Spark must be tested here: {MISSING}")
    if MISSING:
        pytest.skip(f"SPARK IS NOT TESTED: {MISSING}")
    os.environ.setdefault("JDK_JAVA_OPTIONS", SHORT_LIVED)
    engine = Spark("local[2]")
    for name, value in SLOW_HERE.items():
        engine.session.conf.set(name, value)
    yield engine
    engine.session.stop()


HEAVY = (
    *(
        "leaning",
        "meaning",
        "name",
        "vector",
        "amount",
        "asserted",
        "graded",
        "pledge",
        "private",
        "reproach",
        "segment",
    ),
    *("appeal", "deed", "hidden", "language", "register", "utterance"),
)
"""Maps of the language layer that take minutes together, for each task loads the dictionaries anew; they run on Spark in
`make cluster-test`, and all maps go the same way: some are run here."""


IN_PARTS = ("cascade", "edge", "named", "pair", "phrase", "sampled")
"""Tables of groups that Spark does in parts that ask each other, or whose rows are dealt by what links them."""


def anew(case: offscript.Case, folder: Path, gone: Callable[[str], bool]) -> offscript.Case:
    """A copy of a case that has forgotten that some of its tables stand."""
    shutil.copytree(case.folder, folder)
    newest = max((folder / "snapshots").glob("*.json"))
    held = json.loads(newest.read_text(encoding="utf-8"))
    standing = {name: key for name, key in held["keys"].items() if not gone(name.removesuffix("-done"))}
    newest.write_text(json.dumps({**held, "keys": standing}), encoding="utf-8")
    return offscript.open(folder)


def test_every_step_gives_the_same_table(
    spark: Spark, karedonia: tuple[offscript.Case, dict[str, Any]], tmp_path: Path
) -> None:
    embedded = karedonia[0]
    case = anew(embedded, tmp_path / "case", lambda table: table not in HEAVY)
    case.run(engine=spark)
    written = {step.writes for step in case.steps()}
    assert different(case.table, embedded.table, written) == []
    assert len(written) > 100
    assert list(case.folder.glob(f"{UNFINISHED}*")) == []


def test_what_is_done_in_parts_gives_the_same_table(
    spark: Spark, karedonia: tuple[offscript.Case, dict[str, Any]], tmp_path: Path
) -> None:
    embedded = karedonia[0]
    case = anew(embedded, tmp_path / "case", IN_PARTS.__contains__)
    given = case.analyse_apart(IN_PARTS, Apart(case.snapshot, frozenset(IN_PARTS)), Spark("local[2]", few=0))
    assert {name for name, _, _ in given.ran} == set(IN_PARTS)
    assert different(case.table, embedded.table, IN_PARTS) == []
    assert list(case.folder.glob(f"{UNFINISHED}*")) == []


def test_rows_are_taken_as_they_come_though_the_plan_says_more_of_them() -> None:
    planned = pa.schema([pa.field("number", pa.int64(), nullable=False)])
    came = pa.record_batch({"number": pa.array([1, 2], pa.int64())})
    run = _whole(lambda rows, settings: rows, came.schema, {}, planned)
    assert pa.Table.from_batches(run(iter([came]))).to_pylist() == [{"number": 1}, {"number": 2}]
    assert sum(len(batch) for batch in run(iter([]))) == 0


def read(case: offscript.Case, path: Path, number: int) -> None:
    """Read a post, and list its source, so that Spark finds all standing but what it is asked for."""
    path.write_text(json.dumps([telethon(number, f"Колонна вышла из города утром, раз {number}.")]), encoding="utf-8")
    case.read([path])
    case.analyse(["link"])


def test_only_new_posts_are_mapped(spark: Spark, case: offscript.Case, tmp_path: Path) -> None:
    (language,) = LANGUAGE
    for number in (1, 2):
        read(case, tmp_path / f"{number}.json", number)
        assert [name for name, _, _ in case.run([language.name], engine=spark)[0].ran] == [language.name]
    assert len(case.table(language.writes)) == 2
    assert not case.run([language.name], engine=spark)[0].ran


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_said_in_words_and_the_case_goes_on_once_there_is_room(
    spark: Spark, case: offscript.Case, tmp_path: Path, small_disk: Path
) -> None:
    read(case, tmp_path / "1.json", 1)
    moved = offscript.open(shutil.copytree(case.folder, small_disk / "case"))
    full = small_disk / "full"
    with pytest.raises(OSError, match="No space left"), full.open("wb", buffering=0) as out:
        while True:
            out.write(bytes(4_096))
    with pytest.raises(Exception, match=r"(?i)no space left") as met:
        moved.run(["language"], engine=spark)
    assert "the disk is full" in str(failing_disk(met.value))
    full.unlink()
    moved.run(["language"], engine=spark)
    assert len(moved.table("language")) == 1


def test_no_java_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(CaseError, match="Spark needs Java 17 or newer"):
        java()


def test_an_old_java_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n", encoding="utf-8")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(CaseError, match="is Java 8: Spark needs 17"):
        java()


def test_a_master_that_does_not_answer_is_said_in_words() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with pytest.raises(CaseError, match="no Spark master answers at"):
        session(f"spark://127.0.0.1:{port}")


def test_an_unknown_engine_is_refused_with_those_there_are(case: offscript.Case) -> None:
    told = CliRunner().invoke(app, ["run", str(case.folder), "--engine", "flink"])
    assert told.exit_code != 0
    assert "duckdb, spark" in f"{told.output}{told.exception}"
