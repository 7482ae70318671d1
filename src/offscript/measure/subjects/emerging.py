"""Subjects nobody has named that grow: words that many texts have on a day, against the days before, put together by the texts
they share."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from offscript.measure.control.many import share_scatter, tail
from offscript.measure.discovery import false_discovery
from offscript.measure.subjects.bag import Numbers, Tally, among, bags, folded, hits_of, in_time
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
_SCATTER = 0.002
"""By how much shares of a word differ between days, at least, as one over the strength of a beta distribution."""


class Grown(NamedTuple):
    """A word on a day: stem, day, texts with it, expected, chance."""

    stem: int
    day: int
    texts: int
    expected: float
    p: float


class Use(NamedTuple):
    """A use of a word: the row, its place in time, its source, the span."""

    row: int
    rank: int
    source: str
    start: int
    end: int


def _grown(stem: Numbers, day: Numbers, count: Numbers, totals: Numbers) -> tuple[list[Grown], int]:
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


def _together(found: list[Grown], texts: dict[tuple[int, int], set[int]]) -> list[list[Grown]]:
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


def _uses(rows: pa.Table, free: Numbers, day: Numbers, rank: Numbers, told: Numbers, days: int) -> dict[int, list[Use]]:
    """Uses of words on the days on which they grew, in the order of time, by stem and day."""
    found: dict[int, list[Use]] = {int(key): [] for key in told}
    chosen = np.zeros(len(rows), bool)
    chosen[free] = True
    for held in bags(rows, chosen):
        keys = held.stem * days + day[held.text]
        mine, _ = among(told, keys)
        held, keys = held.only(mine), keys[mine]
        sources = rows["source"].take(pa.array(held.text)).to_pylist()
        for key, source, *use in zip(
            keys.tolist(), sources, *(column.tolist() for column in (held.text, held.start, held.end)), strict=True
        ):
            row, start, end = use
            found[key].append(Use(row, int(rank[row]), source, start, end))
    return {key: sorted(uses, key=lambda use: use.rank) for key, uses in found.items()}


def _row(rows: pa.Table, uses: dict[int, list[Use]], sure: dict[int, float], days: Numbers, group: list[Grown]) -> Row:
    """A subject: its words as they stand in its first text, and where."""
    lead, size = group[0], len(days)
    first, *_ = mine = uses[lead.stem * size + lead.day]
    words = []
    for one in group[:_SHOWN]:
        use = uses[one.stem * size + one.day][0]
        words.append(rows["text"][use.row].as_py()[use.start : use.end].casefold())
    span = {"version": rows["version"][first.row].as_py(), "start": first.start, "end": first.end}
    counts = {"texts": lead.texts, "sources": len({use.source for use in mine}), "expected": lead.expected}
    return {"day_us": int(days[lead.day]), "words": words, **counts, "q": sure[lead.stem * size + lead.day], **span}


def emerging(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `emerging` from rows as `texts.sql` gives them."""
    rank = in_time(rows)
    chosen = folded(rows, rank)
    chosen[hits_of(rows)[0]] = False
    free = np.flatnonzero(chosen)
    days, on_day = np.unique(rows["day_us"].to_numpy()[free], return_inverse=True)
    day = np.zeros(len(rows), np.int64)
    day[free] = on_day
    size, tally = max(1, len(days)), Tally()
    for held in bags(rows, chosen):
        tally.add(held.stem * size + day[held.text])
    keys, count = tally.result()
    found, looked_at = _grown(keys // size, keys % size, count, np.bincount(on_day, minlength=size))
    rates = false_discovery([one.p for one in found], looked_at)
    told = [(one, float(q)) for one, q in zip(found, rates, strict=True) if q <= MOST_FALSE]
    sure = {one.stem * size + one.day: q for one, q in told}
    uses = _uses(rows, free, day, rank, np.array(sorted(sure), np.int64), size)
    wide = [one for one, _ in told if len({use.source for use in uses[one.stem * size + one.day]}) >= _SOURCES]
    texts = {(one.stem, one.day): {use.row for use in uses[one.stem * size + one.day]} for one in wide}
    out = [_row(rows, uses, sure, days, group) for group in _together(wide, texts)]
    out.sort(key=lambda row: (row["day_us"], row["q"], row["version"]))
    return pa.Table.from_pylist(out, schema=EMERGING)
