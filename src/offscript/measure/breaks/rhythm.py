"""Weekly and daily rhythm of a series, estimated beside its levels.

Each slot of the week (and of the day, where buckets are shorter) has a factor; it is what the values of that slot say beyond their
expected levels, shrunk towards none by how much one value scatters (empirical Bayes: Morris 1983). A slot seen less than twice
says nothing, and a series shorter than two weeks (two days) has no such rhythm.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Slots = NDArray[np.int64]
DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000
_BESIDE = 8
_USUAL = 0.3
"""How much slots usually differ, as a deviation of logarithms; for real values in scatters."""


def smooth(values: Values, length: int) -> Values:
    """Mean of the known values around each bucket, so many buckets wide; where none is known, of all."""
    known = np.isfinite(values)
    window = np.ones(min(length, len(values)))
    sums = np.convolve(np.where(known, values, 0.0), window, "same")
    counts = np.convolve(known.astype(float), window, "same")
    middle = float(np.mean(values[known]))
    return np.where(counts > 0, sums / np.maximum(counts, 1), middle)


def _has_week(at: NDArray[np.int64], step: int) -> bool:
    return step <= DAY_US and int(at[-1] - at[0]) + step >= 14 * DAY_US


def _has_day(at: NDArray[np.int64], step: int) -> bool:
    return step <= 6 * HOUR_US and int(at[-1] - at[0]) + step >= 2 * DAY_US


def cycle(at: NDArray[np.int64], step: int) -> int:
    """Buckets of the longest rhythm that the series can show: of a week, else of a day."""
    return max(1, (7 * DAY_US if _has_week(at, step) else DAY_US) // step)


def slots(at: NDArray[np.int64], step: int) -> Iterator[Slots]:
    """Slots of each bucket: hours of the day, days of the week, where buckets are short and many enough."""
    if _has_day(at, step):
        yield np.asarray((at % DAY_US) // max(step, HOUR_US), np.int64)
    if _has_week(at, step):
        yield np.asarray((at // DAY_US + 3) % 7, np.int64)


def season(levels: Values) -> int:
    """Length in buckets of a rhythm that no calendar names, from 3 buckets to a quarter of the series; 0 where there is none.

    The highest peak of the periodogram of differences over the middle of its neighbours, if chance gives one as high less than once
    in a thousand series (Priestley 1981, 6.1.4).
    """
    known = np.isfinite(levels)
    if known.sum() < 24:
        return 0
    steps = np.diff(np.interp(np.arange(len(levels)), np.flatnonzero(known), levels[known]))
    width = 4 * float(np.median(np.abs(steps)))
    steps = np.clip(steps, -width, width)
    power = np.abs(np.fft.rfft(steps - steps.mean()))[1:] ** 2
    near = np.lib.stride_tricks.sliding_window_view(np.pad(power, _BESIDE, mode="reflect"), 2 * _BESIDE + 1)
    ratio = power / np.maximum(np.median(near, axis=1) / np.log(2), 1e-300)
    first, last = 3, min(len(power), len(steps) // 3)
    if width <= 0 or last <= first:
        return 0
    best = first + int(ratio[first:last].argmax())
    return round(len(steps) / (best + 1)) if ratio[best] > np.log((last - first) / 0.001) else 0


def _shrunk(said: Values, counts: Values, scatter: float) -> Values:
    """Effects of slots seen so often, drawn towards none; a slot seen less than twice says nothing."""
    kept = said * _USUAL**2 / (_USUAL**2 + scatter / np.maximum(counts, 1))
    kept[counts < 2] = 0.0
    return np.asarray(kept - np.average(kept, weights=counts) if counts.sum() else kept, float)


def factors(values: Values, expected: Values, slot: Slots) -> Values:
    """For counts: what each bucket's slot multiplies, as a logarithm, from sums of values over sums of what was expected.

    A value more than three times what was expected counts as three times.
    """
    known = np.isfinite(values) & (expected > 0)
    size = int(slot.max()) + 1
    capped = np.minimum(values[known], 3 * expected[known] + 3)
    sums = np.bincount(slot[known], capped, size)
    wanted = np.bincount(slot[known], expected[known], size)
    counts = np.bincount(slot[known], minlength=size).astype(float)
    scatter = float(np.mean((capped / expected[known].clip(0.5) - 1) ** 2)) if known.any() else 0.0
    return np.asarray(_shrunk(np.log((sums + 1) / (wanted + 1)), counts, scatter)[slot], float)


def effects(rest: Values, slot: Slots, unit: float) -> Values:
    """For shares and real values: what each bucket's slot adds, from means of what is left beside the level, in the series' unit.

    What is left counts as no more than four units either way.
    """
    known = np.isfinite(rest)
    size = int(slot.max()) + 1
    capped = np.clip(rest[known] / unit, -4, 4)
    counts = np.bincount(slot[known], minlength=size).astype(float)
    said = np.bincount(slot[known], capped, size) / np.maximum(counts, 1)
    scatter = float(np.mean(capped**2)) if known.any() else 0.0
    return np.asarray(_shrunk(said, counts, scatter)[slot] * unit, float)
