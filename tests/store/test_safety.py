"""A killed run, a second writer, an old reader, a newer version: nothing is lost and everybody sees one state."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

import offscript
from offscript.case import CaseError
from offscript.store import intake
from offscript.store.ledger import enter, entries
from offscript.store.lock import Busy, NoLocks, writing
from offscript.store.migrations import brought_up
from offscript.store.run import snapshot_files
from offscript.store.snapshot import commit, forget_old, latest
from offscript.store.tables import files, tidy
from tests.conftest import tables, telethon

Write = Callable[[str, Any], Path]

KILLED = """
import sys, time, offscript
from offscript.store.engine import Embedded
class Stuck(Embedded):
    asked = 0
    def query(self, sql, tables):
        found = super().query(sql, tables)
        self.asked += 1
        print("step", flush=True)
        time.sleep(60 if self.asked == 3 else 0)
        return found
offscript.open(sys.argv[1]).run(['language', 'cascade'], engine=Stuck())
"""
READING = """
import sys, offscript
case = offscript.open(sys.argv[1])
print(case.table("post").shape[0], case.table("version").shape[0], case.snapshot.number)
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


def test_a_reader_sees_one_state_while_a_run_writes_and_is_killed(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(n, f"слова номер {n}") for n in range(1, 30)])])
    case.analyse(["language", "cascade"])
    case.read([write("b.json", [telethon(n, f"слова номер {n}") for n in range(30, 60)])])
    before, state = tables(case), case.snapshot.number
    writer = python(KILLED, str(case.folder))
    assert writer.stdout is not None
    for _ in range(3):
        assert writer.stdout.readline() == "step\n"
    seen = python(READING, str(case.folder)).communicate(timeout=60)[0].split()
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    assert seen == ["59", "59", str(state)]
    assert tables(offscript.open(case.folder)) == before
    assert case.analyse(["language", "cascade"]).ran
    assert case.table("language").shape[0] == 59


def test_a_second_writer_fails_or_waits_and_names_the_holder(case: offscript.Case) -> None:
    holding = "import sys, time\nfrom pathlib import Path\nfrom offscript.store.lock import writing\n"
    holding += "with writing(Path(sys.argv[1]), 'offscript run'):\n    print('held', flush=True)\n    time.sleep(2)\n"
    other = python(holding, str(case.folder))
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(Busy, match=f"offscript run.*process {other.pid}"):
        case.run(["coverage"], wait=False)
    said: list[str] = []
    started = time.monotonic()
    case.run(["coverage"], say=said.append)
    assert time.monotonic() - started > 0.3
    assert said[0].startswith("waiting:")
    other.wait()


def test_a_disk_whose_locks_hold_nobody_off_is_refused_in_words(
    case: offscript.Case, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.json", [telethon(1, "слова")])
    monkeypatch.setattr("filelock._unix.fcntl.flock", lambda fd, how: None)
    with pytest.raises(NoLocks, match=r"hold nobody off.*copy the case to a disk of this machine"):
        case.read([path])
    monkeypatch.undo()
    case.read([path])
    assert case.table("post").shape[0] == 1


def test_entries_made_while_the_clock_was_set_back_keep_their_order(
    case: offscript.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Back(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Back:
            return cls(2020, 1, 1, tzinfo=tz)

    first = enter(case.folder, "a", "finding", {"key": "x", "state": "wrong"}, "read again")
    monkeypatch.setattr("offscript.store.ledger.datetime", Back)
    second = enter(case.folder, "a", "finding", {"key": "x", "state": "right"}, "read once more")
    assert [one.number for one in entries(case.folder)] == [first, second]
    assert entries(case.folder)[1].at.startswith("2020-01-01")


def test_the_lock_of_a_killed_process_is_free(case: offscript.Case) -> None:
    holding = "import sys, time\nfrom pathlib import Path\nfrom offscript.store.lock import writing\n"
    holding += "with writing(Path(sys.argv[1]), 'x'):\n    print('held', flush=True)\n    time.sleep(60)\n"
    other = python(holding, str(case.folder))
    assert other.stdout is not None
    other.stdout.readline()
    other.kill()
    other.wait()
    with writing(case.folder, "test", wait=False):
        pass


def test_what_a_killed_read_left_behind_is_undone_by_the_next(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "слова")])])
    held = case.snapshot
    case.read([write("b.json", [telethon(2, "иные")])])
    (case.folder / "snapshots" / f"{case.snapshot.number:08}.json").unlink()
    for path in sorted((case.folder / "snapshots").glob("*.json")):
        if int(path.stem) > held.number:
            path.unlink()
    again = offscript.open(case.folder)
    assert again.table("post").shape[0] == 1
    again.read([write("c.json", [telethon(3, "третьи")])])
    assert again.sql("select native_id from post order by all").fetchall() == [("1",), ("3",)]


def test_a_read_killed_before_its_posts_were_settled_is_settled_by_the_next(case: offscript.Case, write: Write) -> None:
    path = write("a.json", [telethon(1, "слова"), telethon(2, "иные")])
    intake.read(case.folder, brought_up(case.folder), [str(path)], case.reading({}), lambda what, done, total: None)
    assert offscript.open(case.folder).table("post").shape[0] == 0
    again = offscript.open(case.folder)
    assert again.read([path]).skipped == [str(path)]
    assert again.table("post").shape[0] == 2


def test_small_files_are_joined_and_the_content_stays(
    case: offscript.Case, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offscript.store.tables._MANY_FILES", 4)
    for number in range(5):
        case.read([write(f"{number}.json", [telethon(number + 1, f"слова {number}")])])
    before = case.snapshot
    rows = tables(case)
    old = snapshot_files(case.folder, before)
    moved = tidy(case.folder, before.tables)
    after = commit(case.folder, before, moved, {})
    assert len(files(case.folder, "record", after.tables["record"])) < len(old["record"])
    assert tables(offscript.open(case.folder)) == rows
    assert all(Path(path).exists() for path in old["record"]), "a reader of the last day still finds its files"


def test_old_snapshots_are_forgotten_only_after_a_day(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "слова")])])
    case.run()
    count = len(list((case.folder / "snapshots").glob("*.json")))
    forget_old(case.folder)
    assert len(list((case.folder / "snapshots").glob("*.json"))) == count
    for path in (case.folder / "snapshots").glob("*.json"):
        os.utime(path, (time.time() - 90_000,) * 2)
    forget_old(case.folder)
    assert [int(path.stem) for path in (case.folder / "snapshots").glob("*.json")] == [case.snapshot.number]


def test_migrations_run_by_number_and_a_newer_case_is_refused(case: offscript.Case, write: Write) -> None:
    case.read([write("a.json", [telethon(1, "слова")])])
    steps: list[int] = []
    brought_up(case.folder, {1: lambda *_: steps.append(1) or {}, 2: lambda *_: steps.append(2) or {}}, 3)  # type: ignore[func-returns-value]
    assert steps == [1, 2]
    path = case.folder / "snapshots" / f"{latest(case.folder).number:08}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "schema": 99}), encoding="utf-8")
    with pytest.raises(CaseError, match="newer offscript"):
        _ = case.snapshot


SEALED = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 99
"$2" -c "from offscript.cli import main; main()" run "$1"; echo "run: $?"
"$2" -c "$3" "$1"
"""
LOOK = """
import sys
from pathlib import Path
from offscript.show.page.kept import kept_in
made = kept_in(Path(sys.argv[1]), "words", "key", lambda folder: (folder / "one").write_text("made") and None)
print((made / "one").read_text(), made.is_relative_to(sys.argv[1]))
"""


def test_a_case_on_a_disk_that_cannot_be_written_to_is_shown_and_not_changed(
    case: offscript.Case, write: Write
) -> None:
    case.read([write("a.json", [telethon(1, "Колонна вышла из города утром.")])])
    apart = ["unshare", "--mount", "bash", "-c", SEALED, "bash", str(case.folder), sys.executable, LOOK]
    if shutil.which("unshare") is None:
        pytest.skip("a disk of its own cannot be mounted here")
    done = subprocess.run(apart, capture_output=True, text=True)
    if "made" not in done.stdout:
        assert "mount" in done.stderr or "unshare" in done.stderr, done.stderr
        pytest.skip("a disk of its own cannot be mounted here")
    said = " ".join((done.stdout + done.stderr).split())
    assert "the disk cannot be written to" in said
    assert "Traceback" not in said
    assert "run: 2" in said
    assert "made False" in said
