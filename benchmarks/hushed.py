"""The hours after a named event: how short a silence is told there, beside the search over all stretches; how many are false.

`python benchmarks/hushed.py` prints `{"false_discovery": …, "power": {hours: {"after_events": …, "anywhere": …}}, …}`. Each seed
is a case of 24 channels over six weeks as in `benchmarks/silence.py` (hours, weeks, a common factor by day, scatter,
afterthoughts); three events fall on random moments of the day; after each of them three busy channels are silent for 6, 12 and 24
hours.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from silence import CHANNELS, DAYS, FIRST, world

from offscript.measure.silence.events import hushed
from offscript.measure.silence.table import silences
from offscript.model.schema import DAY, HOUR

LENGTHS = (6, 12, 24)
COLUMNS = "source tier at day_us state from_us to_us missing numbered together matter version start end"
Row = dict[str, Any]


def made(seed: int, lengths: tuple[int, ...]) -> tuple[list[Row], list[int], dict[tuple[int, str], int]]:
    """Rows as `heard.sql` gives them, times of the events, and hours of each planted silence by event and channel."""
    random = np.random.default_rng(seed)
    channels = [np.array([post.day for post in posts]) for posts in world(random)[0]]
    events = [
        FIRST + round(float(at) * DAY)
        for at in np.sort(random.choice([10, 17, 24, 31], 3, replace=False) + random.random(3))
    ]
    planted: dict[tuple[int, str], int] = {}
    busy = [n for n in range(CHANNELS) if len(channels[n]) > 12 * DAYS]
    for event, at in enumerate(events):
        day = (at - FIRST) / DAY
        for hours, n in zip(lengths, random.permutation(busy), strict=False):
            channels[n] = channels[n][(channels[n] < day) | (channels[n] > day + hours / 24)]
            planted[event, f"c{n}"] = hours
    empty: Row = dict.fromkeys(COLUMNS.split())
    rows = [empty | {"what": "stretch", "from_us": FIRST, "to_us": FIRST + DAYS * DAY}]
    for n, times in enumerate(channels):
        known = empty | {"source": f"c{n}", "tier": ("wire", "aligned", "independent")[n % 3]}
        ends = {"from_us": FIRST + round(times[0] * DAY), "to_us": FIRST + round(times[-1] * DAY)}
        for day in range(DAYS):
            held = {"what": "day", "day_us": FIRST + day * DAY, "state": "covered", "missing": 0, "numbered": True}
            rows.append(known | ends | held | {"together": True})
        rows += [
            known | {"what": "post", "at": FIRST + round(at * DAY), "version": f"c{n}v{k}", "start": 0, "end": 9}
            for k, at in enumerate(times.tolist())
        ]
    return rows, events, planted


def after(rows: list[Row], events: list[int]) -> list[Row]:
    """Sources told as having fewer posts after the events."""
    listed = [{"name": f"{n}", "at": datetime.fromtimestamp(at / 1e6, UTC).isoformat()} for n, at in enumerate(events)]
    found = hushed(pa.Table.from_pylist(rows), {"event": listed, "zone": "UTC"}).to_pylist()
    return [row for row in found if row["scope"] == "source"]


def main() -> None:
    """Draw, look, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--first-seed", type=int, default=8_000)
    given = parser.parse_args()
    told, by_events, anywhere, of = Counter[str](), Counter[int](), Counter[int](), Counter[int]()
    quiet, seconds = 0, 0.0
    for seed in range(given.first_seed, given.first_seed + given.seeds):
        rows, events, planted = made(seed, LENGTHS)
        began = time.perf_counter()
        found = [row for row in after(rows, events) if row["outcome"] == "fewer"]
        seconds += time.perf_counter() - began
        hit = {(int(row["event"]), row["name"]) for row in found}
        told["told"] += len(hit)
        told["false"] += len(hit - planted.keys())
        general = [row for row in silences(pa.Table.from_pylist(rows), {}).to_pylist() if row["scope"] == "source"]
        for (event, name), hours in planted.items():
            of[hours] += 1
            by_events[hours] += (event, name) in hit
            at = events[event]
            anywhere[hours] += any(
                row["name"] == name and row["from_us"] <= at + HOUR and row["to_us"] >= at + hours * HOUR / 2
                for row in general
            )
        nothing, moments, _ = made(seed + 100_000, ())
        quiet += len({(row["event"], row["name"]) for row in after(nothing, moments) if row["outcome"] == "fewer"})
    power = {
        hours: {
            "after_events": round(by_events[hours] / of[hours], 3),
            "anywhere": round(anywhere[hours] / of[hours], 3),
        }
        for hours in LENGTHS
    }
    rates = {"false_discovery": round(told["false"] / max(1, told["told"]), 4), "told": told["told"]}
    rates["told_where_none"] = quiet
    print(
        json.dumps({**rates, "power": power, "seeds": given.seeds, "seconds_a_case": round(seconds / given.seeds, 2)})
    )


if __name__ == "__main__":
    main()
