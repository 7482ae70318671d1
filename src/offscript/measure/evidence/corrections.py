"""Which corrections belong to which series, and with which of its values each takes effect.

A correction belongs to the series of the same name in the file it corrects (`losses_correction` to `losses`), else of the same
column in a file of the same family (`losses_equipment_correction` to `losses_personnel`), unless the case names it. It takes
effect with the first value at or after its date, or with the next, where fewer series of its file would fall then: all that a
file dates alike moves together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def split(series: str) -> tuple[str, str]:
    """File and column of a series; no file where it has a name of its own."""
    file, mark, column = series.partition(": ")
    return (file, column) if mark else ("", series)


def _corrected_file(file: str) -> str:
    return file.casefold().replace("_corrections", "").replace("_correction", "").replace("-correction", "")


def corrections_of(series: str, corrections: Sequence[str], values: Sequence[str], given: str | None) -> list[str]:
    """Series of corrections that belong to a series of values."""
    if given:
        return [name for name in corrections if name == given]
    file, column = split(series)
    found = []
    for name in corrections:
        corrected, of = split(name)
        base = _corrected_file(corrected)
        if of != column:
            continue
        exact = any(split(one)[0].casefold() == base and split(one)[1] == of for one in values)
        family = file.casefold().rpartition("_")[0] == base.rpartition("_")[0]
        if file.casefold() == base or (not exact and family):
            found.append(name)
    return found


def _falls(values: Sequence[float], place: int, amount: float, shift: int) -> int:
    """Places at which a series falls, a correction taken out with the first value after it or with the next."""
    steps = [values[at] - values[at - 1] if 0 < at < len(values) else 0.0 for at in (place, place + 1)]
    steps[shift] -= amount
    return sum(step < 0 for step in steps)


def placed(
    values: Mapping[str, Sequence[Row]], corrections: Mapping[str, Sequence[Row]]
) -> dict[str, dict[int, float]]:
    """For each series, what is corrected with which of its values: place to amount.

    Args:
        values: rows of each series, in order of time.
        corrections: rows of the corrections that belong to each series.
    """
    times = {name: [row["observed_at"] for row in rows] for name, rows in values.items()}
    listed = [
        (name, bisect_left(times[name], one["observed_at"]), one) for name, rows in corrections.items() for one in rows
    ]
    numbers = {name: [float(row["value"]) for row in values[name]] for name in corrections}
    falls: Counter[tuple[str, int, int]] = Counter()
    for name, place, one in listed:
        for shift in (0, 1):
            falls[one["file"], one["observed_at"], shift] += _falls(numbers[name], place, one["value"], shift)
    out: dict[str, dict[int, float]] = {name: {} for name in values}
    for name, place, one in listed:
        at = one["file"], one["observed_at"]
        effect = place + (falls[*at, 1] < falls[*at, 0])
        if effect < len(times[name]):
            out[name][effect] = out[name].get(effect, 0.0) + one["value"]
    return out
