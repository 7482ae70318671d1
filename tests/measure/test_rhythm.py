"""Which rhythm a series can show follows from how long it is and how short its buckets are."""

from __future__ import annotations

import numpy as np
import pytest

from offscript.measure.breaks.rhythm import cycle
from offscript.model import DAY, HOUR


@pytest.mark.parametrize(
    ("step", "length", "buckets"),
    [(DAY, 30 * DAY, 7), (HOUR, 30 * DAY, 7 * 24), (HOUR, 3 * DAY, 24), (6 * HOUR, 3 * DAY, 4), (7 * DAY, 70 * DAY, 1)],
)
def test_the_longest_rhythm_is_a_week_of_a_long_series_and_a_day_of_a_short_one(
    step: int, length: int, buckets: int
) -> None:
    assert cycle(np.arange(0, length, step, dtype=np.int64), step) == buckets
