"""From what was said to shares: of subjects or phrases, of texts, of stances."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np

from offscript.measure.unison.alike import Shares, Values

Row = dict[str, Any]
_MOST = 400
"""Subjects and stances that are looked at: those of most voices."""
_PAIRS = 100.0
"""Pairs of subjects that what is usual weighs."""
_POSTS = 2
"""Posts a voice needs in a window to have something in common with itself."""


class _Grid:
    """Places of windows, voices and things."""

    def __init__(self, rows: list[Row], windows: list[int], voices: list[str], most: int | None = _MOST) -> None:
        self.window = {at: n for n, at in enumerate(windows)}
        self.voice = {name: n for n, name in enumerate(voices)}
        by_thing: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            by_thing[row["thing"]].add(row["source"])
        shared = [(thing, len(sources)) for thing, sources in by_thing.items() if len(sources) > 1]
        shared.sort(key=lambda pair: (-pair[1], pair[0]))
        self.thing = {thing: n for n, (thing, _) in enumerate(shared[:most])}

    def empty(self, things: int | None = None) -> Values:
        """Windows by voices, or by things too."""
        size = (len(self.window), len(self.voice))
        return np.zeros(size if things is None else (*size, things))

    def cell(self, row: Row) -> tuple[int, int]:
        """Window and voice of a row."""
        return self.window[row["at"]], self.voice[row["source"]]


def _with_itself(rows: list[Row], grid: _Grid, worth: dict[str, float]) -> tuple[Values, Values]:
    """What two posts of a voice have in common on average, drawn towards that of all voices and windows by how few pairs of its
    subjects there are; and how many posts it has."""
    things: Counter[tuple[tuple[int, int], str]] = Counter()
    posts: Counter[tuple[tuple[int, int], str]] = Counter()
    for row in rows:
        things[grid.cell(row), row["thing"]] += 1
        posts[grid.cell(row), row["post"]] += 1
    common, pairs, number = grid.empty(), grid.empty(), grid.empty()
    for (cell, thing), many in things.items():
        common[cell] += worth[thing] * (many**2 - many)
        pairs[cell] += many
    pairs **= 2
    for (cell, _), many in posts.items():
        pairs[cell] -= many**2
        number[cell] += 1
    usual = common.sum() / max(1.0, pairs.sum())
    return (common + _PAIRS * usual) / (pairs + _PAIRS), number


def subjects(rows: list[Row], windows: list[int], voices: list[str]) -> Shares:
    """Shares of subjects, a rare one worth more (inverse document frequency). With itself a voice has in common what two of its
    posts have; a voice of one post is left out."""
    grid = _Grid(rows, windows, voices)
    often = Counter(row["thing"] for row in rows)
    posts = len({row["post"] for row in rows})
    worth = {thing: float(np.log((posts + 1) / many)) for thing, many in often.items()}
    own, number = _with_itself(rows, grid, worth)
    counts, every = grid.empty(len(grid.thing)), grid.empty()
    for row in rows:
        every[grid.cell(row)] += 1
        if row["thing"] in grid.thing:
            counts[(*grid.cell(row), grid.thing[row["thing"]])] += 1
    weights = np.sqrt([worth[thing] for thing in grid.thing])
    return Shares(counts / np.maximum(every, 1)[:, :, None] * weights, own, number >= _POSTS)


def texts(rows: list[Row], windows: list[int], voices: list[str]) -> Shares:
    """Texts that several voices carry, of all texts of each (Ochiai 1957): all there are, so that nothing is estimated."""
    grid = _Grid(rows, windows, voices, most=None)
    carried, number = grid.empty(len(grid.thing)), grid.empty()
    for cell, thing in {(grid.cell(row), row["thing"]) for row in rows}:
        number[cell] += 1
        if thing in grid.thing:
            carried[(*cell, grid.thing[thing])] = 1
    vectors = carried / np.sqrt(np.maximum(number, 1))[:, :, None]
    return Shares(vectors, np.ones(number.shape), number >= 1)


def stance(rows: list[Row], windows: list[int], voices: list[str]) -> Shares:
    """Stances taken on things, beside the things they are taken on: in common is how often two voices that speak of one thing
    take the same side."""
    grid = _Grid(rows, windows, voices)
    sides = sorted({(row["thing"], row["side"]) for row in rows if row["thing"] in grid.thing})
    side = {pair: n for n, pair in enumerate(sides)}
    taken, spoken, number = grid.empty(len(side)), grid.empty(len(grid.thing)), grid.empty()
    for row in rows:
        cell = grid.cell(row)
        number[cell] += 1
        if row["thing"] in grid.thing:
            taken[(*cell, side[row["thing"], row["side"]])] += 1
            spoken[(*cell, grid.thing[row["thing"]])] += 1
    of = np.maximum(number, 1)[:, :, None]
    return Shares(taken / of, spoken / of, number >= 1)
