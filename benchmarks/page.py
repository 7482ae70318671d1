"""The page of a large case: how long rooms, searches and posts take, how heavy they are, how much memory is used.

`python benchmarks/page.py --case CASE [--times 45] [--readers 20] [--seconds 60] [--seed 1]`

The case given (read and run before) is grown to many times its posts by repeating every table that names posts under other ids,
each time a day later, so that all findings keep their density; tables of days, tiers and sources stay as they are. The page is then
a process of its own, asked by readers side by side over the loopback address, each going on as soon as it has its answer. Words
asked for are words of the case, drawn by the seed.

Last line: one JSON object with posts, seconds to build the index, and for each kind of request its number, median, 95th
percentile and largest answer; errors; resident memory at its largest (MB).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple
from urllib.parse import quote

import pyarrow as pa

import offscript
from offscript.model import DAY, TABLES
from offscript.show.brief import key_of
from offscript.store.snapshot import commit, latest
from offscript.store.tables import replace
from offscript.text.ground import WORD

_IDS = (
    "post",
    "version",
    "earlier",
    "later",
    "cascade",
    "parent",
    "record",
    "first_version",
    "reading",
    "claim",
    "root",
)
_TIMES = ("published_at", "from_us", "to_us", "seen_at", "at", "first_at", "last_at")
_OF_SOURCES = ("repeat", "chance")
"""Tables whose `earlier` and `later` are sources or tiers."""
_ONCE = (
    *_OF_SOURCES,
    "source",
    "alias",
    "file",
    "reject",
    "correction",
    "judgement",
    "reference",
    "step",
    "vector",
    "meaning",
)


def _names_a_post(column: str) -> bool:
    return column in _IDS or column.endswith(("_post", "_version"))


def _column(table: str, name: str, kind: str) -> str:
    if table not in _ONCE and _names_a_post(name) and kind == "VARCHAR":
        return f'case when k = 0 then "{name}" else "{name}" || \'~\' || k end as "{name}"'
    if table not in _ONCE and name in _TIMES:
        return f'"{name}" + k * {DAY} as "{name}"'
    return f'"{name}"'


def grown(case: Path, into: Path, times: int) -> None:
    """A case with every post `times` times, under other ids."""
    into.mkdir(parents=True)
    for name in ("case.toml", "sources.toml", "case.key", "brief.json", "manifest.json"):
        if (case / name).exists():
            shutil.copy(case / name, into / name)
    held = offscript.open(case)
    tables = {}
    for name in TABLES:
        relation = held.table(name)
        listed = ", ".join(
            _column(name, column, str(kind)) for column, kind in zip(relation.columns, relation.types, strict=True)
        )
        many = times if name not in _ONCE and any(_names_a_post(column) for column in relation.columns) else 1
        rows = held.sql(f'select {listed} from "{name}" cross join (select range as k from range({many}))')
        tables[name] = replace(into, name, rows.to_arrow_table())
    seen = held.sql(
        f"select {_column('version', 'version', 'VARCHAR')} from version cross join (select range as k from range({times}))"
    )
    tables["private-done"] = replace(into, "private-done", seen.to_arrow_table(), pa.schema([("version", pa.string())]))
    snapshot = commit(into, latest(into), tables, {})
    brief = json.loads((into / "brief.json").read_text(encoding="utf-8"))
    brief["key"] = key_of(snapshot, offscript.open(into).settings)
    (into / "brief.json").write_text(json.dumps(brief, ensure_ascii=False), encoding="utf-8")


class Held(NamedTuple):
    """What a case holds that can be asked for."""

    words: list[str]
    versions: list[str]
    tiers: list[str]
    days: list[str]


def looked_up(case: offscript.Case) -> Held:
    """Words, wordings and tiers of a case."""
    texts = case.sql("select v.text from version as v using sample 2000 rows").fetchall()
    words = [match.group() for (text,) in texts for match in WORD.finditer(text) if len(match.group()) > 4]
    versions = [row[0] for row in case.sql("select version from version using sample 500 rows").fetchall()]
    tiers = [row[0] for row in case.sql("select distinct tier from post").fetchall()]
    days = case.sql(
        "select strftime(make_timestamp(published_at), '%Y-%m-%d') from post using sample 500 rows"
    ).fetchall()
    return Held(words, versions, tiers, [row[0] for row in days])


def addresses(held: Held, seed: int) -> Iterator[tuple[str, str]]:
    """What readers ask for, one after another: kind and address."""
    drawn = random.Random(seed)
    rooms = ["/", "/coverage", "/repeats", "/line", "/figures", "/blame", "/silence", "/known"]
    while True:
        kind = drawn.choice(["room", "narrowed", "search", "search", "filter", "post", "post", "post", "table"])
        word = quote(drawn.choice(held.words))
        if kind == "room":
            yield kind, drawn.choice(rooms)
        elif kind == "narrowed":
            day = drawn.choice(held.days)
            window = f"&from={day}&to={day}" if drawn.random() < 0.5 else ""
            yield kind, f"{drawn.choice(rooms[1:])}?tier={drawn.choice(held.tiers)}{window}"
        elif kind == "search":
            yield kind, f"/posts?q={word}"
        elif kind == "filter":
            yield kind, f"/posts?q={word}&tier={drawn.choice(held.tiers)}&order=newest"
        elif kind == "post":
            yield kind, f"/version/{quote(drawn.choice(held.versions))}"
        else:
            yield kind, f"/data/{drawn.choice(['blame', 'figure', 'lexicon'])}?tier={drawn.choice(held.tiers)}"


def asked(port: int, given: Iterator[tuple[str, str]], until: float) -> list[tuple[str, float, int, int]]:
    """One reader: kind, seconds, bytes and status of each answer."""
    connection, found = HTTPConnection("127.0.0.1", port, timeout=70), []
    for kind, address in given:
        started = time.perf_counter()
        if started >= until:
            break
        connection.request("GET", address, headers={"Host": "127.0.0.1"})
        answer = connection.getresponse()
        length = len(answer.read())
        found.append((kind, time.perf_counter() - started, length, answer.status))
    return found


def _memory(process: int) -> float:
    held = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", held)[0]) / 1024


def _started(case: Path) -> tuple[subprocess.Popen[str], int, float]:
    """The page as a process: itself, its port, seconds until it answers."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "offscript", "show", str(case), "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    line = next(line for line in process.stdout if "http://" in line)
    return process, int(re.findall(r":(\d+)/", line)[0]), time.perf_counter() - started


def measured(case: Path, readers: int, seconds: float, seed: int) -> dict[str, Any]:
    """Figures of one page: first alone, then with all readers."""
    opened = offscript.open(case)
    held = looked_up(opened)
    process, port, until_up = _started(case)
    try:
        first = asked(port, iter([("first", "/")]), time.perf_counter() + seconds)
        alone = asked(port, addresses(held, seed), time.perf_counter() + seconds / 3)
        with ThreadPoolExecutor(readers) as pool:
            until = time.perf_counter() + seconds
            each = [pool.submit(asked, port, addresses(held, seed + n), until) for n in range(1, readers + 1)]
            together = [row for one in each for row in one.result()]
        memory = _memory(process.pid)
    finally:
        process.terminate()
    return {
        "posts": opened.table("post").shape[0],
        "seconds_until_it_answers": round(until_up, 1),
        "first_view": round(first[0][1], 3),
        "alone": _summary(alone),
        f"{readers} readers": _summary(together),
        "errors": sum(row[3] != 200 for row in alone + together),
        "memory_mb": round(memory),
    }


def _summary(rows: list[tuple[str, float, int, int]]) -> dict[str, Any]:
    by = defaultdict(list)
    for row in rows:
        by[row[0]].append(row)
    return {
        kind: {
            "n": len(held),
            "median": round(median(row[1] for row in held), 3),
            "p95": round(quantiles([row[1] for row in held], n=20)[-1] if len(held) > 1 else held[0][1], 3),
            "kilobytes": max(row[2] for row in held) // 1000,
        }
        for kind, held in sorted(by.items())
    }


def main() -> None:
    """Grow the case, start the page, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--case", required=True, type=Path)
    arguments.add_argument("--times", type=int, default=45)
    arguments.add_argument("--readers", type=int, default=20)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="folder for the grown case, used again where it exists")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = given.keep or Path(folder) / "case"
        if not case.exists():
            grown(given.case, case, given.times)
        print(json.dumps(measured(case, given.readers, given.seconds, given.seed)))


if __name__ == "__main__":
    main()
