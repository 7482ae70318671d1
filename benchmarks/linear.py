"""Can a text make a regular expression of ours take time out of proportion to its length?

Every pattern that offscript compiles is caught: those its modules hold, and, with `--steps`, those its steps build when all
of them run over the invented country in one process. Each is read by regexploit, which finds what backtracks cubically or
worse, and timed on runs of letters, signs and pairs of them, `--length` characters.
Usage: python benchmarks/linear.py [--steps] [--length 4000]
Last line: one JSON object; `backtracking` are those regexploit names, `slow` those whose time grows faster than the text.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import pkgutil
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

SINGLE = (" ", "a", "А", "1", '"', "«", "-", ".", "\n", "@", "{", "<", ",", "(")
PIECES = (*SINGLE, "a ", "А ", "1 ", "1,", "a.", "А, ", '{"', "<a ", "a\n")
ENDS = ("", "\0", "!")
LEAST, STEEP = 0.002, 1.6
"""Seconds below which nothing is worth looking at, and the power of the length above which time is out of proportion."""


HELD = {
    ("offscript.find.blame.slots", "([^\\W"),
    ("offscript.find.blame.extract", "[\\s,]"),
    ("offscript.find.register", "\\s*(?"),
    ("offscript.find.voice.carry", "[\\s\\u"),
    ("offscript.find.status.statements", "\\w+n["),
    ("offscript.read.telegram_page", "(?:t\\"),
    ("offscript.show.labels", "(\\s*("),
}
"""Patterns, by module and beginning, that are only held to a place, or sought in the 60 letters before a cue."""
NAMES = ("offscript.read.placing",)
"""Modules whose patterns read the names of files, which no disk lets be longer than 255 bytes."""


class Caught(NamedTuple):
    """A pattern, its flags, the module that compiled it."""

    pattern: str
    flags: int
    module: str


class Growth(NamedTuple):
    """How the time grows with the length of a text that repeats `piece`: its power, and the seconds at the longest."""

    power: float
    seconds: float
    piece: str


class Net:
    """Catches what the module `re` compiles for offscript's modules."""

    def __init__(self) -> None:
        self.caught: dict[tuple[str, int], Caught] = {}
        self._compile = re._compile  # type: ignore[attr-defined]

    def __enter__(self) -> Net:
        re._compile = self._held  # type: ignore[attr-defined]
        return self

    def __exit__(self, *_: object) -> None:
        re._compile = self._compile  # type: ignore[attr-defined]

    def _held(self, pattern: Any, flags: Any) -> Any:
        made = self._compile(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_globals.get("__name__") == "re":
            frame = frame.f_back
        module = str(frame.f_globals.get("__name__"))
        if module.startswith("offscript") and isinstance(made.pattern, str):
            self.caught.setdefault((made.pattern, made.flags), Caught(made.pattern, made.flags, module))
        return made


def imported() -> None:
    """Every module of the package, so that what it compiles is compiled."""
    import offscript

    for found in pkgutil.walk_packages(offscript.__path__, "offscript."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def stepped() -> None:
    """All steps over the invented country, in this process."""
    import offscript
    from offscript.simulate import build
    from offscript.store.engine import Embedded

    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        build(case)
        held = offscript.open(case)
        held.read([case / "exports"])
        held.run(engine=Embedded(1))


def backtracking(one: Caught) -> int:
    """With which power the time may grow, as regexploit reads the pattern; 0 if it finds nothing."""
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

    return max((found.starriness for found in find(SreOpParser().parse_sre(one.pattern, one.flags))), default=0)


def _took(look: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    found = look(text)
    for _ in found if isinstance(found, Iterator) else ():
        pass
    return time.perf_counter() - began


def growth(look: Callable[[str], object], length: int) -> Growth | None:
    """The worst text: with which power of its length the time grows, and the seconds; None if nothing is out of proportion."""
    worst = None
    for piece in PIECES:
        for end in ENDS:
            long = _took(look, piece * (length // len(piece)) + end)
            if long < LEAST:
                continue
            short = min(_took(look, piece * (length // 4 // len(piece)) + end) for _ in range(2))
            power = math.log(long / short, 4)
            if power > STEEP and (worst is None or long > worst.seconds):
                worst = Growth(round(power, 2), round(long, 4), piece)
    return worst


def slow(one: Caught, length: int) -> dict[str, Any]:
    """How a pattern grows out of proportion: held to the beginning of a text, to all of it, or sought all through it."""
    pattern = re.compile(one.pattern, one.flags)
    ways: dict[str, Callable[[str], object]] = {"match": pattern.match, "fullmatch": pattern.fullmatch}
    if (one.module, one.pattern[:5]) not in HELD:
        ways["finditer"] = pattern.finditer
    found = {way: growth(look, length) for way, look in ways.items()}
    return {way: told._asdict() for way, told in found.items() if told}


def main() -> None:
    """Catch, read, time, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--steps", action="store_true", help="run every step over the invented country besides")
    arguments.add_argument("--length", type=int, default=4_000, help="of the longest text; 0 times nothing")
    given = arguments.parse_args()
    with Net() as net:
        imported()
        if given.steps:
            stepped()
    powers = {one: backtracking(one) for one in net.caught.values()}
    steep = [(one, slow(one, given.length)) for one in net.caught.values() if one.module not in NAMES and given.length]
    listed = [{"module": one.module, "pattern": one.pattern[:80], **found} for one, found in steep if found]
    named = [
        {"module": one.module, "pattern": one.pattern[:80], "power": power} for one, power in powers.items() if power
    ]
    print(json.dumps({"patterns": len(powers), "backtracking": named, "slow": listed}, ensure_ascii=False))


if __name__ == "__main__":
    main()
