"""Cost of every step as a case grows: `python benchmarks/growth.py --posts 10000 30000 100000`.

The invented country among so many posts of `archive.py`, in fifty channels over a month. Prints, for the steps that take
longest, seconds, peak memory, bytes read and stored at each size, and the exponent by which the seconds grow between the last two
(Goldsmith et al. 2007, "Measuring Empirical Computational Complexity"); steps above 1.1 that take a second or more are listed as
`steep`. Where there are three sizes, what the power law through the others foretells of the last is put beside what was measured.
Memory is what cannot be let go (pages of mapped files can), workers counted; `disk_gb` the most that was taken beside the archive.
`--only` names analyses or tables (`cheap`: those that need no model; `close`: what is
read closely, and what that needs); `--limit-gb` stops a step that takes more memory than that,
and says which it was; `--chart FILE` draws the twelve that take longest. `--close-reading matters` lets models read posts about
a matter of the case alone, with what shares words with them, and says which share that is (`--about`: the share of posts that
have a matter's words). With `--folder` the case of one size stays there, and a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from archive import Shape, archive
from drawn import svg
from watch import made

import offscript
from offscript.simulate import play
from offscript.store.run import snapshot_files
from offscript.store.steps import reads

STEEP = 1.1
CHEAP = [
    *("coverage", "edge", "boilerplate", "pair", "short", "reuse", "template", "edit", "credit", "cascade"),
    *("language", "link", "mention", "repeat", "phrase", "simultaneous", "coordination", "company", "amount", "series"),
]
"""Tables of the steps that need no model."""
CLOSE = [
    *("close_read", "entity", "voice", "attribution", "translation", "figure", "revision", "count", "promise"),
    "bearing",
    *("lexicon", "blame", "demand", "admission", "register", "position", "hidden", "opinion", "status", "clock"),
    *("ladder", "climb", "reached", "mood", "admitted", "claim", "root", "assessed", "conduct"),
]
"""Tables of what is found by reading closely, and of what follows from that alone."""


class Close(NamedTuple):
    """What is read closely, and the share of posts that have a matter's words (None: as it comes)."""

    reading: str
    about: float | None


def _held() -> float:
    """Megabytes this process and its workers hold, pages of files left out."""
    page = resource.getpagesize() / 2**20
    total = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            status = (process / "stat").read_text().rsplit(")", 1)[1].split()
            mine = process.name == str(os.getpid()) or status[1] == str(os.getpid())
            resident, shared = (process / "statm").read_text().split()[1:3]
            total += (int(resident) - int(shared)) * page if mine else 0
        except OSError:
            continue
    return total


class Watched:
    """What each step held at most; ends the process where it outgrows the limit."""

    def __init__(self, limit_mb: float) -> None:
        self.now, self.peaks, self.limit = "read", dict[str, float](), limit_mb
        self.before = self.disk = shutil.disk_usage(tempfile.gettempdir()).used
        threading.Thread(target=self._look, daemon=True).start()

    def tell(self, text: str, done: int, total: int) -> None:
        """Notes which step runs."""
        self.now = text.split(",")[0] if ": " in text else self.now

    def _look(self) -> None:
        while True:
            step, held = self.now, _held()
            self.peaks[step] = max(held, self.peaks.get(step, 0.0))
            self.disk = max(self.disk, shutil.disk_usage(tempfile.gettempdir()).used)
            if held > self.limit:
                print(json.dumps({"outgrew": step, "mb": round(held)}), flush=True)
                os._exit(3)
            time.sleep(0.05)


def _stored(case: offscript.Case) -> dict[str, int]:
    """Bytes of each table's files as the case stands."""
    held = snapshot_files(case.folder, case.snapshot)
    return {name: sum(Path(path).stat().st_size for path in paths) for name, paths in held.items()}


def _read(folder: Path, posts: int, close: Close, watched: Watched) -> tuple[offscript.Case, float]:
    """A case with so many posts, and the seconds reading took; the case that lies in the folder where one does."""
    if (folder / "case" / "case.toml").exists():
        return offscript.open(folder / "case"), 0.0
    stage = play()
    case = made(folder / "case", stage, "http://127.0.0.1:9", 5, 60)
    settings = folder / "case" / "case.toml"
    settings.write_text(f'close_reading = "{close.reading}"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    case = offscript.open(folder / "case")
    written = archive(folder, stage, posts, Shape(about=close.about))
    watched.before = watched.disk = shutil.disk_usage(folder).used
    began = time.perf_counter()
    case.read([written])
    at_once = sum(seconds for (seconds,) in case.sql("select seconds from step").fetchall())
    return case, time.perf_counter() - began - at_once


def measured(folder: Path, posts: int, close: Close, only: list[str], limit_mb: float) -> dict[str, dict[str, float]]:
    """Seconds, peak megabytes, and bytes a post read and stored, of every step on a case of so many posts."""
    watched = Watched(limit_mb)
    case, seconds = _read(folder, posts, close, watched)
    case.analyse(only or [step.writes for step in case.steps()], tell=watched.tell)
    took, stored = dict(case.sql("select step, seconds from step").fetchall()), _stored(case)
    inputs = {step.name: [step.writes, *reads(step)] for step in case.steps()}
    peaks = {name.split(": ", 1)[-1]: peak for name, peak in watched.peaks.items()}
    found = {"read": {"seconds": seconds, "mb": peaks["read"], "stored": stored["record"] / posts, "read": 0.0}}
    for step, lasted in took.items():
        writes, *asked = inputs[step]
        found[step] = {
            "seconds": lasted,
            "mb": peaks.get(step, 0.0),
            "stored": stored.get(writes, 0) / posts,
            "read": sum(stored.get(name, 0) for name in asked) / posts,
        }
    ((share,),) = case.sql("select (select count(*) from close_read) / (select count(*) from version)").fetchall()
    found["close"] = {"seconds": 0.0, "mb": 0.0, "stored": 0.0, "read": 0.0, "share": share}
    found["disk"] = {"seconds": 0.0, "mb": 0.0, "stored": 0.0, "read": 0.0, "gb": (watched.disk - watched.before) / 1e9}
    return found


def _exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """By which power the seconds grow between the last two sizes."""
    return math.log(seconds[-1] / seconds[-2], sizes[-1] / sizes[-2])


def foretold(sizes: Sequence[int], seconds: Sequence[float]) -> dict[str, float]:
    """What the power law through the two sizes before the last says of the last, and how far that is off."""
    power = max(1.0, _exponent(sizes[:-1], seconds[:-1]))
    said = seconds[-2] * (sizes[-1] / sizes[-2]) ** power
    return {"foretold_s": round(said, 1), "measured_s": round(seconds[-1], 1), "off": round(said / seconds[-1] - 1, 3)}


def compared(sizes: Sequence[int], found: Sequence[dict[str, dict[str, float]]]) -> dict[str, dict[str, Any]]:
    """Cost of each step at each size, those that take longest first."""
    steps: dict[str, dict[str, Any]] = {}
    nothing = {"seconds": 0.0, "mb": 0.0, "stored": 0.0, "read": 0.0}
    for step in sorted(found[-1], key=lambda name: -found[-1][name]["seconds"]):
        cost = [size.get(step, nothing) for size in found]
        seconds = [one["seconds"] for one in cost]
        steps[step] = {
            "seconds": [round(one, 2) for one in seconds],
            "mb": [round(one["mb"]) for one in cost],
            "read_b_a_post": round(cost[-1]["read"]),
            "stored_b_a_post": round(cost[-1]["stored"]),
        }
        if len(found) > 1 and min(seconds[-2:]) > 0:
            steps[step]["grows"] = round(_exponent(sizes, seconds), 2)
    return steps


def markdown(sizes: Sequence[int], steps: dict[str, dict[str, Any]]) -> str:
    """The cost model as a table: of each step that takes long, seconds at each size, and what grows with a post."""
    heads = [f"{size:,}" for size in sizes]
    lines = [
        f"| step | {' | '.join(f'{head}, s' for head in heads)} | exponent | µs a post | read, B | stored, B | MB at most |"
    ]
    lines.append(f"| --- |{' --- |' * (len(sizes) + 5)}")
    for name, one in list(steps.items())[:20]:
        took = " | ".join(f"{seconds:.1f}" for seconds in one["seconds"])
        each = one["seconds"][-1] / sizes[-1] * 1e6
        grows = one.get("grows", "")
        costs = f"{each:.1f} | {one['read_b_a_post']} | {one['stored_b_a_post']} | {max(one['mb'])}"
        lines.append(f"| `{name}` | {took} | {grows} | {costs} |")
    return "\n".join([*lines, ""])


def costs(sizes: Sequence[int], steps: dict[str, dict[str, Any]]) -> str:
    """Seconds of each step at the last two sizes, as `store/costs.toml`; what takes no time is left out."""
    listed = {name: one["seconds"][-2:] for name, one in sorted(steps.items()) if one["seconds"][-1] >= 0.1}
    lines = [f"{name} = [{low}, {high}]" for name, (low, high) in listed.items()]
    told = f"# Seconds of each step at two sizes, by benchmarks/growth.py --posts {sizes[-2]} {sizes[-1]} --costs."
    return "\n".join([told, f"posts = [{sizes[-2]}, {sizes[-1]}]", "", "[seconds]", *lines, ""])


def chart(sizes: Sequence[int], steps: dict[str, dict[str, Any]]) -> str:
    """Seconds of the steps that take longest, and of all together, over posts, both on scales of powers of ten, as SVG."""
    whole = [sum(one["seconds"][at] for one in steps.values()) for at in range(len(sizes))]
    lines = {"all together": whole, **{name: one["seconds"] for name, one in list(steps.items())[:12]}}
    values = [
        {"step": name, "posts": size, "seconds": seconds}
        for name, line in lines.items()
        for size, seconds in zip(sizes, line, strict=True)
        if seconds > 0
    ]
    scale = {"type": "log"}
    spec = {
        "data": {"values": values},
        "width": 420,
        "height": 300,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "posts",
                "type": "quantitative",
                "scale": {**scale, "nice": False},
                "axis": {"values": list(sizes), "format": ",d"},
            },
            "y": {"field": "seconds", "type": "quantitative", "scale": scale},
            "color": {
                "field": "step",
                "type": "nominal",
                "title": None,
                "sort": list(lines),
                "scale": {"scheme": "tableau20"},
            },
        },
        "config": {"background": "white"},
    }
    return svg(spec)


def _of_one_size(given: argparse.Namespace, posts: int, only: Sequence[str]) -> dict[str, Any]:
    """What is measured of one size, in a process of its own; or was, where it is kept."""
    kept = given.keep / f"{posts}.json" if given.keep else None
    if kept is not None and kept.exists():
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    call = [sys.executable, __file__, "--one", "--posts", str(posts), "--limit-gb", str(given.limit_gb)]
    call += ["--folder", str(given.folder)] if given.folder else []
    call += ["--close-reading", given.close_reading]
    call += [] if given.about is None else ["--about", str(given.about)]
    told = subprocess.run([*call, "--only", *only], stdout=subprocess.PIPE, text=True, check=False)
    last = told.stdout.splitlines()[-1]
    if kept is not None and '"outgrew"' not in last:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(last, encoding="utf-8")
    return dict(json.loads(last))


def main() -> None:
    """Measure each size in a process of its own, then compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[10_000, 30_000])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--close-reading", choices=["all", "matters"], default="all")
    parser.add_argument("--about", type=float)
    parser.add_argument("--limit-gb", type=float, default=18.0)
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--table", type=Path, help="write the cost model there, as a table")
    parser.add_argument("--costs", type=Path, help="write the seconds at the last two sizes there, for the time left")
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--keep", type=Path, help="folder of what was measured, a file a size; what is there is not measured again"
    )
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    only = {"cheap": CHEAP, "close": CLOSE}.get(" ".join(given.only), given.only)
    if given.one:
        with tempfile.TemporaryDirectory() as passing:
            folder = given.folder or Path(passing)
            folder.mkdir(parents=True, exist_ok=True)
            close = Close(given.close_reading, given.about)
            print(json.dumps(measured(folder, given.posts[0], close, only, given.limit_gb * 1024)))
        return
    found, disk, shares = [], [], []
    for posts in given.posts:
        last = _of_one_size(given, posts, only)
        if "outgrew" in last:
            print(json.dumps({"posts": posts, **last}))
            return
        disk.append(round(last.pop("disk")["gb"], 1))
        shares.append(round(last.pop("close")["share"], 4))
        found.append(last)
    steps = compared(given.posts, found)
    steep = [name for name, cost in steps.items() if cost.get("grows", 0) > STEEP and cost["seconds"][-1] >= 1]
    total = [round(sum(one["seconds"] for one in size.values()), 1) for size in found]
    said = {"posts": given.posts, "total_s": total, "steep": steep, "steps": dict(list(steps.items())[:40])}
    said["peak_mb"] = [round(max(one["mb"] for one in size.values())) for size in found]
    said["disk_gb"], said["close_share"] = disk, shares
    said["stored_b_a_post"] = round(sum(one["stored"] for one in found[-1].values()))
    if len(found) > 2:
        said["foretold"] = foretold(given.posts, total)
    if given.table:
        given.table.write_text(markdown(given.posts, steps), encoding="utf-8")
    if given.costs:
        given.costs.write_text(costs(given.posts, steps), encoding="utf-8")
    if given.chart:
        given.chart.write_text(chart(given.posts, steps), encoding="utf-8")
    print(json.dumps(said))


if __name__ == "__main__":
    main()
