"""Subjects nobody has named that grow: words that many texts have on a day, against the days before, put together by the texts
they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from offscript.measure.control.many import share_scatter, tail
from offscript.measure.discovery import false_discovery
from offscript.measure.subjects.bag import Bag, Numbers, Tally, among, bags, folded, hits_of, rank_of
from offscript.model import EMERGING
from offscript.store.steps import Settings

Row = dict[str, Any]
MOST_FALSE = 0.05
_FEWEST = 5
_SOURCES = 3
_HISTORY = 3
_TIMES = 4.0
_ALIKE = 0.5
_SHOWN = 6
_SAID = ("published_at", "post", "source", "version", "text")
_SCATTER = 0.002
"""By how much shares of a word differ between days, at least, as one over the strength of a beta distribution."""


class Grown(NamedTuple):
    """A word on a day (its number, or when it begins): stem, day, texts with it, expected, chance."""

    stem: int
    day: int
    texts: int
    expected: float
    p: float


class Use(NamedTuple):
    """A use of a word: when, in which post, of which source; the span, and the word as it stands there."""

    at: int
    post: str
    source: str
    version: str
    start: int
    end: int
    word: str


Uses = dict[tuple[int, int], list[Use]]
"""Uses of words on a day, in the order of time, by stem and day."""


def grown(stem: Numbers, day: Numbers, count: Numbers, totals: Numbers) -> tuple[list[Grown], int]:
    """Words that far more texts have on a day than on the days before, and how many words and days were looked at.

    Args:
        stem, day, count: texts with each stem on each day that has any, in rising order.
        totals: texts of each day.
    """
    running = np.cumsum(count) - count
    begins = np.searchsorted(stem, stem)
    before, of = running - running[begins], (np.cumsum(totals) - totals)[day]
    share = (before + 0.5) / (of + 1.0)
    expected = share * totals[day]
    looked_at = (day >= _HISTORY) & (of > 0)
    out = []
    for k in np.flatnonzero(looked_at & (count >= _FEWEST) & (count > _TIMES * expected)):
        had = np.zeros(day[k])
        had[day[begins[k] : k]] = count[begins[k] : k]
        scatter = share_scatter(had, totals[: day[k]].astype(float), _SCATTER, 0.5)
        p = tail(int(count[k]), int(totals[day[k]]), float(share[k]), 1 / scatter - 1)
        out.append(Grown(int(stem[k]), int(day[k]), int(count[k]), float(expected[k]), p))
    return out, int(looked_at.sum())


def _together(found: list[Grown], texts: dict[tuple[int, int], set[str]]) -> list[list[Grown]]:
    """Words of one day that mostly stand in the same texts, the surest of each first."""
    groups: list[list[Grown]] = []
    for one in sorted(found, key=lambda one: (one.day, one.p, -one.texts, one.stem)):
        mine = texts[one.stem, one.day]
        for group in groups:
            first = group[0]
            theirs = texts[first.stem, first.day]
            if first.day == one.day and len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs)):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def told_of(found: list[Grown], looked_at: int) -> list[tuple[Grown, float]]:
    """Words that are told of, with the rate of false ones among those at least as sure."""
    rates = false_discovery([one.p for one in found], looked_at)
    return [(one, float(q)) for one, q in zip(found, rates, strict=True) if q <= MOST_FALSE]


def uses_in(rows: pa.Table, held: Bag, day: Numbers, told: Numbers, days: int) -> Iterator[tuple[int, Use]]:
    """Uses among some texts of words on the days on which they grew, each by its key.

    Args:
        day: number of each row's day.
        told: stem times `days` plus the number of the day, in rising order.
    """
    keys = held.stem * days + day[held.text]
    mine, _ = among(told, keys)
    places = (column[mine].tolist() for column in (keys, held.text, held.start, held.end))
    for key, row, start, end in zip(*places, strict=True):
        at, post, source, version, text = (rows[name][row].as_py() for name in _SAID)
        yield key, Use(at, post, source, version, start, end, text[start:end].casefold())


def _row(group: list[Grown], uses: Uses, sure: dict[tuple[int, int], float]) -> Row:
    """A subject: its words as they stand in its first text, and where."""
    lead = group[0]
    mine = uses[lead.stem, lead.day]
    span = {"version": mine[0].version, "start": mine[0].start, "end": mine[0].end}
    counts = {"texts": lead.texts, "sources": len({use.source for use in mine}), "expected": lead.expected}
    words = [uses[one.stem, one.day][0].word for one in group[:_SHOWN]]
    return {"day_us": lead.day, "words": words, **counts, "q": sure[lead.stem, lead.day], **span}


def subjects(told: list[tuple[Grown, float]], uses: Uses) -> pa.Table:
    """The table `emerging` from words that are told of (their day in µs) and their uses in any order."""
    uses = {key: sorted(listed) for key, listed in uses.items()}
    sure = {(one.stem, one.day): q for one, q in told}
    wide = [one for one, _ in told if len({use.source for use in uses[one.stem, one.day]}) >= _SOURCES]
    texts = {key: {use.version for use in uses[key]} for key in ((one.stem, one.day) for one in wide)}
    out = [_row(group, uses, sure) for group in _together(wide, texts)]
    out.sort(key=lambda row: (row["day_us"], row["q"], row["version"]))
    return pa.Table.from_pylist(out, schema=EMERGING)


def emerging(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `emerging` from rows as `texts.sql` gives them."""
    chosen = folded(rows, rank_of(rows))
    chosen[hits_of(rows)[0]] = False
    days, on_day = np.unique(rows["day_us"].to_numpy()[chosen], return_inverse=True)
    day = np.zeros(len(rows), np.int64)
    day[chosen] = on_day
    size, tally = max(1, len(days)), Tally()
    for held in bags(rows, chosen):
        tally.add(held.stem * size + day[held.text])
    keys, count = tally.result()
    told = told_of(*grown(keys // size, keys % size, count, np.bincount(on_day, minlength=size)))
    asked, uses = np.array(sorted(one.stem * size + one.day for one, _ in told), np.int64), defaultdict(list)
    for held in bags(rows, chosen):
        for key, use in uses_in(rows, held, day, asked, size):
            uses[key // size, int(days[key % size])].append(use)
    return subjects([(one._replace(day=int(days[one.day])), q) for one, q in told], uses)
