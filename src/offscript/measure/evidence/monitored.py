"""Series of monitors laid out in time: what each value adds, which part of that is a correction, what reverts.

Once corrections are taken out (see `corrections`) a running total cannot fall: where it falls
back from a jump, or dips and comes back, within a week, and by more than five times what it adds on a common day, the values
between are an artefact; any other fall is shown as one. Values of a level that stand eight deviations (1.48 times the median
absolute deviation) off those around them and revert within three are artefacts too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import Any

import pyarrow as pa

from offscript.measure.evidence.corrections import corrections_of, placed
from offscript.model import DAY, MONITORED
from offscript.store.steps import Settings

Row = dict[str, Any]

REVERTS = 7 * DAY
"""A jump or dip that is undone within this is an artefact."""
_JUMP = 5.0
_AROUND = 15
_RISING = 0.8
_SHORT = 3
_DEVIATIONS = 8 * 1.4826


def is_total(values: Sequence[float]) -> bool:
    """Whether values are a running total: they rise, and hardly ever fall."""
    steps = [later - one for one, later in pairwise(values)]
    if not steps or values[-1] <= values[0]:
        return False
    return sum(step >= 0 for step in steps) >= _RISING * len(steps)


def _common_step(net: Sequence[float], at: int) -> float:
    """What a series adds on a common day around a place."""
    low, high = max(1, at - _AROUND), min(len(net), at + _AROUND + 1)
    return median([abs(net[place] - net[place - 1]) for place in range(low, high)] or [0.0])


def _artefacts_of_total(times: Sequence[int], net: Sequence[float]) -> dict[int, str]:
    """Places of a running total that are artefacts or falls."""
    marks: dict[int, str] = {}
    for at in range(1, len(net)):
        fall = net[at - 1] - net[at]
        if fall <= 0 or at - 1 in marks:
            continue
        large = fall > _JUMP * max(_common_step(net, at), 1e-9)
        first, last = bisect_left(times, times[at] - REVERTS), bisect_right(times, times[at] + REVERTS)
        jump = next((place for place in range(at - 1, max(0, first - 1), -1) if net[place - 1] <= net[at]), None)
        back = next((place for place in range(at + 1, last) if net[place] >= net[at - 1]), None)
        if large and jump is not None and net[jump] - net[jump - 1] >= fall:
            marks |= dict.fromkeys(range(jump, at), "artefact")
        elif large and back is not None and net[back] - net[back - 1] > fall / 2:
            marks |= dict.fromkeys(range(at, back), "artefact")
        else:
            marks[at] = "fall"
    return marks


def _artefacts_of_level(net: Sequence[float]) -> dict[int, str]:
    """Places of a level that stand far off those around them for a moment."""
    off = []
    for at, value in enumerate(net):
        around = [net[place] for place in range(max(0, at - _AROUND), min(len(net), at + _AROUND + 1)) if place != at]
        middle = median(around) if len(around) >= _AROUND else value
        spread = median([abs(one - middle) for one in around]) if around else 0.0
        off.append(abs(value - middle) > _DEVIATIONS * max(spread, 1e-9) and spread > 0)
    marks: dict[int, str] = {}
    at = 0
    while at < len(off):
        end = at
        while end < len(off) and off[end]:
            end += 1
        if at < end < len(off) and at > 0 and end - at <= _SHORT:
            marks |= dict.fromkeys(range(at, end), "artefact")
        at = max(end, at + 1)
    return marks


def _laid_out(series: str, rows: Sequence[Row], corrected: Mapping[int, float]) -> list[Row]:
    """Rows of the table for one series; `corrected`: what is set right with which of its values."""
    times, values = [row["observed_at"] for row in rows], [float(row["value"]) for row in rows]
    right = [corrected.get(place, 0.0) for place in range(len(rows))]
    so_far = list(accumulate(right))
    net = [value - amount for value, amount in zip(values, so_far, strict=True)]
    total = is_total(values)
    marks = _artefacts_of_total(times, net) if total else _artefacts_of_level(net)
    out = []
    for place, row in enumerate(rows):
        added = values[place] - values[place - 1] if place else None
        out.append(
            {name: row[name] for name in ("monitor", "unit", "observed_at", "precision_us", "known_at", "qualifier")}
            | {"series": series, "position": place, "total": total, "value": values[place], "added": added}
            | {"corrected": right[place], "net": None if added is None else added - right[place]}
            | {"corrected_later": so_far[-1] - so_far[place], "reading": row["reading"]}
            | {"mark": marks.get(place) or ("correction" if right[place] else None)}
        )
    return out


def monitored(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `monitored` from the table `evidence`."""
    values: dict[str, dict[int, Row]] = defaultdict(dict)
    corrections: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows.to_pylist(), key=lambda row: (row["observed_at"], row["known_at"] or 0, row["reading"])):
        if row["kind"] == "correction":
            corrections[row["series"]].append(row)
        else:
            values[row["series"]][row["observed_at"]] = row
    given = {one["series"]: one["corrections"] for one in settings["evidence"]}
    held = {name: list(values[name].values()) for name in sorted(values)}
    own = {
        name: [
            row
            for of in corrections_of(name, sorted(corrections), list(held), given.get(name))
            for row in corrections[of]
        ]
        for name in held
    }
    right = placed(held, own)
    out = [row for name, listed in held.items() for row in _laid_out(name, listed, right[name])]
    return pa.Table.from_pylist(out, schema=MONITORED)
