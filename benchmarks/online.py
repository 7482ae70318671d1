"""Breaks as they come: how many days after a fall it is said, at a rate of false alarms set for all series together.

`python benchmarks/online.py` prints `{"false_a_week": …, "delay_days": {drop: median}, "in_a_week": {drop: share}}`. Series are
those of
`breaks.py`: sixty days of sixty posts, a week's rhythm of ±25%, negative binomial noise (size 12), a fourth with a lone day of
four times as much. False alarms are counted on quiet series, at the threshold for `--series` of them and `--a-week` alarms a
week: a new one counts where none was said in the seven days before. The line behind the threshold was drawn on seeds 500000 to
500599.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
import pyarrow as pa
from breaks import BEGIN, Plan, drawn

from offscript.measure.breaks.levels import Prepared
from offscript.measure.breaks.online import RECENT, SHORTEST, first_alarm, judged, threshold
from offscript.measure.breaks.prepare import Times, whole
from offscript.model.schema import DAY


def series(plan: Plan, seed: int) -> tuple[Times, Prepared, int | None]:
    """A drawn series on whole days, and the day of its break."""
    found = drawn(plan, seed)
    at = [BEGIN + day * DAY for day in range(plan.days)]
    return *whole(pa.table({"at": at, "value": found.values}), "count"), found.day


def false_alarms(seeds: range, least: float) -> float:
    """False alarms a series and day."""
    alarms = days = 0
    for seed in seeds:
        at, prepared, _ = series(Plan(drop=0.0), seed)
        last = -RECENT - 1
        for end in range(SHORTEST, len(at) + 1):
            days += 1
            if judged(at, prepared, end).probability >= least:
                alarms += end - last > RECENT
                last = end
    return alarms / days


def delays(seeds: range, least: float, drop: float) -> tuple[float, float]:
    """Median days from the start of the first day of a fall until it is said, and the share that is said within a week."""
    found = []
    for seed in seeds:
        at, prepared, day = series(Plan(drop=drop), seed)
        assert day is not None
        alarm = first_alarm(at, prepared, day, min(len(at), day + RECENT), least)
        found.append(alarm.fired - day + 1 if alarm else np.inf)
    return float(np.median(found)), float(np.mean(np.isfinite(found)))


def main() -> None:
    """Draw, judge, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=2_000_000)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--a-week", type=float, default=2.0)
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    least = threshold(given.a_week, given.series)
    told = {drop: delays(seeds, least, drop) for drop in (0.35, 0.55, 0.75)}
    result = {
        "false_a_week": round(false_alarms(seeds, least) * 7 * given.series, 3),
        "allowed_a_week": given.a_week,
        "threshold": round(least, 3),
        "delay_days": {str(drop): median if np.isfinite(median) else None for drop, (median, _) in told.items()},
        "in_a_week": {str(drop): round(share, 3) for drop, (_, share) in told.items()},
        "seeds": given.seeds,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
