"""Does anything somebody else wrote bring a reader, the settings, a packed case or the page down?

Files of every form that is read (those of the tests, in our own words), `case.toml`, packed cases and addresses of the page are
damaged at random: bits, bytes, slices, words that break parsers, members of archives with names that lead elsewhere. Each is tried
in a process of its own kind: none may die, take more than ten seconds or two gigabytes, or write outside its folder; settings
and packed cases are refused in words; the page answers without an error of its own.
Usage: python benchmarks/fuzz.py [--minutes 60 | --seconds 5] [--seed 1] [--targets readers,settings,packed,page] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LONGEST_S, MOST_MIB = 10.0, 2_048
WORDS = (
    b"\x00",
    b"\xff\xfe",
    b"\xc3\x28",
    b"{" * 2_000,
    b"[" * 2_000,
    b'"' * 99,
    b"9" * 400,
    b"-1e999",
    b"NaN",
    b"\\u0000",
    b"\\ud800",
    b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;&a;&a;'>]>",
    b"<![CDATA[",
    b"&#x0;",
    b"../../outside",
    b"\r\n\r\n",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"2022-13-45T99:99:99Z",
    b"0001-01-01",
    b"9999999999999999999",
    b"%s%n",
    "\u202e\u200b\u0301".encode(),
    b"null",
    b"true",
    b"{}",
    b"[]",
)
"""What breaks parsers."""


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A file with up to eight damages."""
    held = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, far = chance.randrange(len(held) + 1), chance.randint(1, 1 + len(held) // 4)
        kind = chance.randrange(6)
        if kind == 0 and held:
            held[at % len(held)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            held[at:at] = chance.choice(WORDS)
        elif kind == 2:
            del held[at : at + far]
        elif kind == 3:
            held[at:at] = held[at : at + far]
        elif kind == 4:
            held[at : at + min(far, 16)] = chance.randbytes(min(far, 16))
        else:
            del held[at:]
    return bytes(held)


def damaged_archive(content: bytes, chance: random.Random) -> bytes:
    """An archive whose members are damaged, doubled or renamed to lead elsewhere."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in held.namelist():
            inside = held.read(name)
            if chance.random() < 0.5:
                inside = damaged(inside, chance)
            out.writestr(
                name
                if chance.random() < 0.9
                else chance.choice(("../outside", "/tmp/outside", "C:\\outside", name + "/")),
                inside,
            )
    return made.getvalue()


class Reply(NamedTuple):
    """What a tried input did: an error of ours where there is one, and the memory of the process in MiB."""

    wrong: str
    stopped: str
    mib: int


def reading() -> Callable[[bytes, str], str]:
    """Tries a file of posts."""
    from offscript.read.containers import Refused, documents
    from offscript.read.explain import explain
    from offscript.read.recognise import READERS, recognise
    from offscript.read.record import Document, Setting

    setting = Setting(ZoneInfo("UTC"), b"key")

    def tried(content: bytes, name: str) -> str:
        """Read one file; gives the name of an error that stopped its reader, which `offscript read` would say."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            for _, document in documents([str(path)]):
                if not isinstance(document, Document):
                    continue
                try:
                    explain(document, setting, None)
                    form = recognise(document)
                    for _ in READERS[form].read(document, setting) if form else ():
                        pass
                except Refused:
                    continue
                except Exception as error:
                    frame = traceback.extract_tb(error.__traceback__)[-1]
                    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        return ""

    return tried


def settings() -> Callable[[bytes, str], str]:
    """Tries a file as `case.toml`."""
    from offscript.case import CaseError, load_settings

    def tried(content: bytes, name: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "case.toml").write_bytes(content)
            try:
                load_settings(Path(folder))
            except CaseError:
                return ""
        return ""

    return tried


def packed() -> Callable[[bytes, str], str]:
    """Tries a file as a packed case."""
    from offscript.case import CaseError
    from offscript.store.cases import unpack

    def tried(content: bytes, name: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "deep" / "er" / "case.zip"
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            with contextlib.suppress(CaseError):
                unpack(path, path.parent / "new")
            lying = {one.relative_to(folder).parts[:3] for one in Path(folder).rglob("*")}
            if lying - {("deep",), ("deep", "er"), ("deep", "er", "case.zip"), ("deep", "er", "new")}:
                raise AssertionError(f"written outside its folder: {lying}")
        return ""

    return tried


def page(case: str) -> Callable[[bytes, str], str]:
    """Tries some bytes as an address of the page of a case."""
    from starlette.testclient import TestClient

    from offscript.show.page import application
    from offscript.show.page.guard import Access

    app = application(Path(case), Access(), lambda what, done, total: None)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True)

    def tried(content: bytes, name: str) -> str:
        address = quote(content, safe="/?=&%*~:@!$'()+,;#-._[]{}|<>^`")
        answer = client.get("/" + address.lstrip("/"), follow_redirects=False)
        if answer.status_code >= 500:
            raise AssertionError(f"{answer.status_code} for {address!r}")
        return ""

    return tried


def attempt(target: str, case: str) -> Callable[[bytes, str], str]:
    """What tries an input of a target."""
    return {"readers": reading, "settings": settings, "packed": packed}[target]() if target != "page" else page(case)


def _worker(pipe: Connection, target: str, case: str) -> None:
    """Try inputs as they come."""
    tried = attempt(target, case)
    pipe.send(None)
    while True:
        content, name = pipe.recv()
        wrong = stopped = ""
        try:
            stopped = tried(content, name)
        except Exception as error:
            wrong = f"{type(error).__name__}: {str(error)[:200]}"
        pipe.send(Reply(wrong, stopped, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


class Runner:
    """A process that tries inputs; another takes its place when it dies or hangs."""

    def __init__(self, target: str, case: str) -> None:
        self._target, self._case = target, case
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_worker, args=(other, self._target, self._case), daemon=True)
        self._process.start()
        self._pipe.recv()

    def tried(self, content: bytes, name: str) -> Reply:
        """What an input did."""
        self._pipe.send((content, name))
        if not self._pipe.poll(LONGEST_S):
            self.end()
            self._start()
            return Reply(f"no answer within {LONGEST_S:.0f} s", "", 0)
        try:
            reply: Reply = self._pipe.recv()
        except EOFError:
            code = self._process.exitcode
            self._start()
            return Reply(f"the process died ({code})", "", 0)
        if reply.mib > MOST_MIB:
            self.end()
            self._start()
            return reply._replace(wrong=f"took {reply.mib} MiB")
        return reply

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def seeds(target: str, case: Path) -> list[tuple[str, bytes]]:
    """Whole inputs of a target, to be damaged: names and contents."""
    if target == "readers":
        from tests.read.shapes import SHAPES

        return [(Path(shape.name).name, shape.content) for shape in SHAPES]
    if target == "settings":
        return [("case.toml", (case / "case.toml").read_bytes())]
    if target == "packed":
        from offscript.store.cases import pack

        with tempfile.TemporaryDirectory() as folder:
            pack(case, Path(folder) / "case.zip")
            return [("case.zip", (Path(folder) / "case.zip").read_bytes())]
    rooms = (
        "posts?q=слово&tier=wire&from=2021-09-01",
        "words?q=a*&against_tier=wire",
        "version/abc?start=1&end=9",
        "data?table=post&page=2",
    )
    return [
        ("address", room.encode())
        for room in (*rooms, "chart/breaks/1.svg", "take/post.csv", "map?matter=x", "queue", "post/abc")
    ]


def small_case(folder: Path) -> Path:
    """A case with little in it, read and run."""
    import offscript

    case = offscript.new(folder / "case")
    listed = [
        {
            "_": "Message",
            "id": n,
            "peer_id": {"channel_id": 5},
            "date": f"2022-09-{n:02}T12:00:00+00:00",
            "message": f"Слово номер {n}.",
        }
        for n in range(1, 9)
    ]
    (folder / "a.json").write_text(json.dumps({"channel_name": "Вести", "messages": listed}), encoding="utf-8")
    case.read([folder / "a.json"])
    case.run(only=["reuse", "figures"])
    return case.folder


def tried(target: str, seconds: float, seed: int, case: Path, keep: Path | None) -> dict[str, object]:
    """Damage inputs of a target for some time; gives what came of it."""
    chance, runner, listed = random.Random(seed), Runner(target, str(case)), seeds(target, case)
    found: dict[str, str] = {}
    stopped = Counter[str]()
    tries, most, ends = 0, 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        name, content = chance.choice(listed)
        archive = content[:2] == b"PK" and chance.random() < 0.7
        given = damaged_archive(content, chance) if archive else damaged(content, chance)
        reply = runner.tried(given, name)
        tries, most = tries + 1, max(most, reply.mib)
        if reply.stopped:
            stopped[reply.stopped] += 1
        said = reply.wrong or reply.stopped
        if said and said not in found:
            found[said] = name
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{target}-{len(found)}-{name}").write_bytes(given)
    runner.end()
    wrong = {said: name for said, name in found.items() if said not in stopped}
    return {"tries": tries, "wrong": wrong, "reader_stopped": dict(stopped.most_common(20)), "most_mib": most}


def main() -> None:
    """Try, and print one JSON object on the last line; fails where anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seconds", type=float)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--targets", default="readers,settings,packed,page")
    asked.add_argument("--keep", type=Path, help="folder for inputs that did something")
    given = asked.parse_args()
    targets = given.targets.split(",")
    seconds = given.seconds if given.seconds is not None else given.minutes * 60 / len(targets)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        case = small_case(Path(folder))
        result = {target: tried(target, seconds, given.seed, case, given.keep) for target in targets}
    print(json.dumps(result, ensure_ascii=False))
    raise SystemExit(1 if any(one["wrong"] for one in result.values()) else 0)


if __name__ == "__main__":
    main()
