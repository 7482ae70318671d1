"""How long a run will still take: what each step took where it was measured, set right by how long the steps took that are done.

`costs.toml` has the seconds of each step at two sizes (`benchmarks/growth.py --costs`); between and beyond them a straight line.
Steps that stand are not counted, of a map only what it has not seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from offscript.store.engine import Tell
from offscript.store.steps import Map, Settings, Step, method_key, reads, step_key
from offscript.store.tables import TableState
from offscript.text.beside import toml_beside

_UNSURE_S, _UNTOLD_S = 5.0, 2.0
"""Foreseen seconds that count as if they had passed as foreseen; and seconds before anything is said."""
_STOOD = 0.05
"""Share of its time below which a step turned out to stand: that says nothing of how fast this machine is."""
_SURE_FROM = 0.25
"""Share of a step's rows from which on what is left of it is told by them alone."""
_UNKNOWN_S = 0.05
"""What a step takes that was never measured."""
_MINUTE, _HOUR = 60, 3_600
_CLOSE = "close_read"
"""The table of what is read closely: a step that reads it is given so many posts and no more."""


@cache
def _costs() -> tuple[tuple[int, int], Mapping[str, tuple[float, float]]]:
    """The two sizes in posts, and the seconds of each step at both."""
    held = toml_beside("offscript.store", "costs")
    few, many = held["posts"]
    return (few, many), {name: (float(low), float(high)) for name, (low, high) in held["seconds"].items()}


def seconds_of(step: str, posts: int) -> float:
    """Seconds a step takes for so many posts on the machine where it was measured."""
    (few, many), costs = _costs()
    low, high = costs.get(step, (_UNKNOWN_S, _UNKNOWN_S))
    rise = max(0.0, (high - low) / (many - few))
    return low + rise * (posts - few) if posts >= few else max(low - rise * (few - posts), low * posts / few)


def unfinished_seconds(
    steps: Sequence[Step], tables: Mapping[str, TableState], keys: Mapping[str, str], settings: Settings
) -> dict[str, float]:
    """Seconds foreseen of those steps, in their order, that will run: their key does not stand, or one before them writes what they
    read.

    Args:
        steps: in the order in which they run.
        tables, keys: as they stand before the run.
        settings: of the case.
    """
    changed: set[str] = set()
    found: dict[str, float] = {}
    posts = max((tables[name].rows for name in ("version", "record") if name in tables), default=0)
    for step in steps:
        method = method_key(step, settings) if settings.keys() >= set(step.settings) else ""
        inputs = {name: tables[name].digest if name in tables else "" for name in reads(step)}
        stands = keys.get(step.name) == step_key(method, inputs) and step.writes in tables
        if stands and not changed & set(reads(step)):
            continue
        changed.add(step.writes)
        done = f"{step.writes}-done"
        seen = tables[done].rows if isinstance(step, Map) and keys.get(done) == method and done in tables else 0
        told = _CLOSE in reads(step) and _CLOSE in tables and _CLOSE not in changed
        given = tables[_CLOSE].rows if told else posts
        found[step.name] = seconds_of(step.name, max(0, given - seen))
    return found


class TimeLeft:
    """What is left of a run, told with how far it is."""

    def __init__(self, foreseen: Mapping[str, float], tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell, self._clock, self._began = tell, clock, clock()
        self._foreseen, self._took, self._was = dict(foreseen), 0.0, 0.0
        self._now, self._since = "", self._began

    def foresee(self, foreseen: Mapping[str, float]) -> None:
        """What is now foreseen of the steps to come."""
        self._foreseen = {self._now: self._foreseen.get(self._now, 0.0), **foreseen}

    def begin(self, step: str) -> None:
        """A step begins, and the one before it is done."""
        at = self._clock()
        was, took = self._foreseen.pop(self._now, 0.0), at - self._since
        if took > _STOOD * was:
            self._was, self._took = self._was + was, self._took + took * (was > 0)
        self._now, self._since = step, at

    def left(self, share: float = 0.0) -> float:
        """Seconds left, where this share of the step that runs is done."""
        pace = (self._took + _UNSURE_S) / (self._was + _UNSURE_S)
        elapsed = self._clock() - self._since
        foreseen = max(0.0, self._foreseen.get(self._now, 0.0) * pace - elapsed)
        sure = min(1.0, share / _SURE_FROM)
        by_share = elapsed / share - elapsed if share > 0 else 0.0
        mine = by_share * sure + foreseen * (1 - sure)
        return mine + pace * sum(seconds for name, seconds in self._foreseen.items() if name != self._now)

    def tell(self, what: str, done: int, total: int) -> None:
        """Tell how far something is, and what is left of the whole."""
        inside = what == self._now
        share = min(1.0, done / total) if inside and total else 0.0
        said = "" if self._clock() - self._began < _UNTOLD_S else said_left(self.left(share))
        self._tell(f"{what}{said}", done, total)


def said_left(seconds: float) -> str:
    """Time left in words, no more exact than it is known; nothing for a few seconds."""
    if seconds < 5:
        return ""
    if seconds < 1.5 * _MINUTE:
        return f", about {max(10, round(seconds, -1)):.0f} s left"
    if seconds < 1.5 * _HOUR:
        return f", about {seconds / _MINUTE:.0f} min left"
    return f", about {seconds / _HOUR:.1f} h left"
