"""The invented country on a Spark cluster of two workers on this machine, one of them killed on the way.

`python benchmarks/cluster.py` starts a standalone master and two workers on the loopback, runs every step there, kills a worker
and all it holds when a share of the steps (`--kill-at`) is done, or `--after` seconds into one of them (`--kill-in`), and compares
every table with the embedded engine's. With `--posts` it is an archive of so many posts about nothing (`archive.py`), with `--only`
some analyses, with `--statement` and `--largest` lopsided: the shares of posts that are one and the same statement, and that one
channel has. Groups are done in parts however few their rows are, unless `--few` says otherwise. Prints
`{"different": [], "killed_at": …, "seconds": …, "embedded_s": …}`; ends with status 1 where a table differs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from archive import USUAL, Shape, read

import offscript
from offscript.simulate import build
from offscript.store.compare import different
from offscript.store.steps import needed


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _waited(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("the master did not come up")


def cluster(folder: Path) -> tuple[str, list[subprocess.Popen[bytes]]]:
    """Address of a master, and its processes: itself and two workers of one core."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port = _free()
    address = f"spark://127.0.0.1:{port}"
    launch = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy"]
    loopback = ["--host", "127.0.0.1", "--webui-port", "0"]
    log = (folder / "cluster.log").open("wb")

    def start(what: str, *more: str) -> subprocess.Popen[bytes]:
        call = [launch[0], f"{launch[1]}.{what}", *loopback, *more]
        return subprocess.Popen(call, stdout=log, stderr=log, start_new_session=True)

    processes = [start("master.Master", "--port", str(port))]
    _waited(port)
    for number in (1, 2):
        held = ["--cores", "1", "--memory", "3g", "--work-dir", str(folder / f"worker{number}")]
        processes.append(start("worker.Worker", *held, address))
    return address, processes


def kill(process: subprocess.Popen[bytes]) -> None:
    """A worker and the executors it started, all at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _read(folder: Path, posts: int | None, shape: Shape) -> offscript.Case:
    """The case, read: the invented country, or an archive of so many posts with the country's settings."""
    if posts is None:
        build(folder)
        case = offscript.open(folder)
        case.read([folder / "exports"])
        return case
    return read(folder, posts, shape)


def main() -> None:
    """Run on both, kill, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kill-at", type=float, default=0.5, help="share of the steps after which a worker is killed")
    parser.add_argument("--kill-in", help="name of the step in which a worker is killed instead")
    parser.add_argument("--after", type=float, default=5, help="seconds after that step began")
    parser.add_argument("--few", type=int, default=0, help="rows up to which a group is given to one task")
    parser.add_argument("--posts", type=int)
    parser.add_argument("--statement", type=float, default=USUAL.statement)
    parser.add_argument("--largest", type=float, default=USUAL.largest)
    parser.add_argument("--only", nargs="*", default=[], help="names of analyses or tables")
    given = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        here = _read(folder / "here", given.posts, Shape(given.statement, given.largest))
        shutil.copytree(folder / "here", folder / "there")
        began = time.perf_counter()
        here.run(given.only)
        embedded = time.perf_counter() - began
        address, processes = cluster(folder)
        killed: list[str] = []

        def tell(text: str, done: int, total: int) -> None:
            if killed or ": " not in text or not total:
                return
            if re.search(rf": {given.kill_in}\b", text):
                killed.append(f"{text}, after {given.after:g} s")
                threading.Timer(given.after, kill, [processes[1]]).start()
            elif given.kill_in is None and done >= given.kill_at * total:
                killed.append(text)
                kill(processes[1])

        from offscript.store.spark import Spark

        try:
            there = offscript.open(folder / "there")
            engine = Spark(address, given.few)
            began = time.perf_counter()
            there.run(given.only, tell=tell, engine=engine)
            seconds = time.perf_counter() - began
            engine.session.stop()
        finally:
            for process in processes:
                kill(process)
        chosen = needed(here.steps(), given.only) if given.only else here.steps()
        tables = sorted({step.writes for step in chosen})
        unlike = different(here.table, there.table, tables)
    told = {"tables": len(tables), "different": unlike, "killed_at": killed[0] if killed else None}
    print(json.dumps({**told, "seconds": round(seconds, 1), "embedded_s": round(embedded, 1)}))
    sys.exit(1 if unlike else 0)


if __name__ == "__main__":
    main()
