"""Subjects nobody has named that grow: words that many texts have on a day, against the days before, put together by the texts
they share."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.control.many import share_scatter, tail
from offscript.measure.discovery import false_discovery
from offscript.measure.subjects.bag import Bag, bag, folded
from offscript.model import EMERGING
from offscript.store.steps import Settings

Row = dict[str, Any]
Numbers = NDArray[np.int64]
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


def _counts(held: Bag, day: Numbers, days: int) -> Numbers:
    """Texts by stem and day."""
    flat = np.bincount(held.stem * days + day[held.text], minlength=held.stems * days)
    return np.asarray(flat.reshape(held.stems, days))


def _grown(counts: Numbers, totals: Numbers) -> tuple[list[Grown], int]:
    """Words that far more texts have on a day than on the days before, and how many words and days were looked at."""
    before = np.cumsum(counts, axis=1) - counts
    of = np.cumsum(totals) - totals
    share = (before + 0.5) / (of + 1.0)
    expected = share * totals
    looked_at = (counts >= 1) & (np.arange(len(totals)) >= _HISTORY) & (of > 0)
    out = []
    for stem, day in np.argwhere(looked_at & (counts >= _FEWEST) & (counts > _TIMES * expected)):
        scatter = share_scatter(counts[stem, :day].astype(float), totals[:day].astype(float), _SCATTER, 0.5)
        p = tail(int(counts[stem, day]), int(totals[day]), float(share[stem, day]), 1 / scatter - 1)
        out.append(Grown(int(stem), int(day), int(counts[stem, day]), float(expected[stem, day]), p))
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


def emerging(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `emerging` from rows as `texts.sql` gives them."""
    rows = rows.sort_by([("published_at", "ascending"), ("post", "ascending")])
    free = np.array([not hits for hits in rows["hits"].to_pylist()], bool)
    rows = rows.filter(pa.array(free & folded(rows)))
    if not len(rows):
        return EMERGING.empty_table()
    held = bag(rows)
    days, day = np.unique(rows["day_us"].to_numpy(), return_inverse=True)
    found, looked_at = _grown(_counts(held, day, len(days)), np.bincount(day, minlength=len(days)))
    rates = false_discovery([one.p for one in found], looked_at)
    told = [(one, float(q)) for one, q in zip(found, rates, strict=True) if q <= MOST_FALSE]
    users = {(one.stem, one.day): held.text[(held.stem == one.stem) & (day[held.text] == one.day)] for one, _ in told}
    sources = rows["source"].to_pylist()
    wide = [one for one, _ in told if len({sources[text] for text in users[one.stem, one.day]}) >= _SOURCES]
    sure = {(one.stem, one.day): q for one, q in told}
    groups = _together(wide, {key: set(texts.tolist()) for key, texts in users.items()})
    out = [_row(rows, held, users, sure, days, group) for group in groups]
    out.sort(key=lambda row: (row["day_us"], row["q"], row["version"]))
    return pa.Table.from_pylist(out, schema=EMERGING)


def _row(
    rows: pa.Table,
    held: Bag,
    users: dict[tuple[int, int], Numbers],
    sure: dict[tuple[int, int], float],
    days: Numbers,
    group: list[Grown],
) -> Row:
    """A subject: its words as they stand in its first text, and where."""
    lead = group[0]
    texts = users[lead.stem, lead.day]
    sources = {rows["source"][int(text)].as_py() for text in texts}
    words = []
    for one in group[:_SHOWN]:
        place = np.flatnonzero((held.stem == one.stem) & (held.text == users[one.stem, one.day][0]))[0]
        text = rows["text"][int(held.text[place])].as_py()
        words.append(text[held.start[place] : held.end[place]].casefold())
    place = np.flatnonzero((held.stem == lead.stem) & (held.text == texts[0]))[0]
    span = {
        "version": rows["version"][int(texts[0])].as_py(),
        "start": int(held.start[place]),
        "end": int(held.end[place]),
    }
    counts = {"texts": lead.texts, "sources": len(sources), "expected": lead.expected}
    return {"day_us": int(days[lead.day]), "words": words, **counts, "q": sure[lead.stem, lead.day], **span}
