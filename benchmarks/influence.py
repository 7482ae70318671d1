"""Influence: planted kernels found, with sign and lag; and pairs told where there is only rhythm, news and common shocks.

`python benchmarks/influence.py` prints one JSON object. Each seed is six nodes over sixty days with a common daily rhythm.
`planted`: events of three nodes are followed by events of others (weights .3 to .5, mean lags 10 minutes, 30 minutes and 90
minutes, exponential or gamma of shape 3); `sign` is the share of them told as raising, `lag` the share of those whose mean lag is
within a quarter of the planted one, `beside` other pairs told, of all told. `quiet`: independent nodes; `news`: a salience common
to all that jumps and ebbs within a day, and moments at which most nodes speak within ninety seconds. For both the share of seeds
with any pair told (stated: .1).
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.influence import precedes
from offscript.model.schema import HOUR

NODES, DAYS = 6, 60
PLANTED = {(0, 1): (0.4, 0.5), (1, 2): (0.3, 1.5), (3, 4): (0.5, 1 / 6)}
FIRST = 1_600_000_000_000_000
Values = NDArray[np.float64]


def rhythm(hour: Values) -> Values:
    """Share of a day's usual rate at an hour."""
    clock = hour % 24
    return np.asarray(np.where(clock < 7, 0.2, np.where(clock < 22, 1.4, 0.6)) / 1.01)


def own(random: np.random.Generator, a_day: float, salience: Values) -> Values:
    """Hours of a node's own events, by thinning."""
    most = 1.4 * salience.max()
    tried = random.uniform(0, 24 * DAYS, random.poisson(a_day * DAYS * most))
    rate = rhythm(tried) * salience[tried.astype(int)]
    return np.asarray(np.sort(tried[random.random(len(tried)) < rate / most]))


def followed(random: np.random.Generator, events: list[Values], shape: str) -> list[Values]:
    """Events with those that follow by the planted kernels, and theirs."""
    out = [list(one) for one in events]
    waiting = [(node, at) for node, one in enumerate(events) for at in one]
    while waiting:
        node, at = waiting.pop()
        for (a, b), (weight, lag) in PLANTED.items():
            for _ in range(random.poisson(weight) if a == node else 0):
                later = at + (random.exponential(lag) if shape == "exponential" else random.gamma(3, lag / 3))
                if later < 24 * DAYS:
                    out[b].append(later)
                    waiting.append((b, later))
    return [np.array(sorted(one)) for one in out]


def newsy(random: np.random.Generator) -> tuple[Values, Values]:
    """A salience by hour that jumps and ebbs, and hours of common shocks."""
    salience = np.full(24 * DAYS, 0.4)
    for at in random.integers(0, 24 * DAYS, 25):
        after = np.arange(24 * DAYS - at)
        salience[at:] += random.exponential(1.0) * np.exp(-after / 18)
    return salience, random.uniform(0, 24 * DAYS, 40)


def table(events: list[Values]) -> pa.Table:
    """Events as `precedes` takes them."""
    rows = [{"node": f"n{node}", "at": FIRST + int(at * HOUR)} for node, one in enumerate(events) for at in one]
    return pa.Table.from_pylist(rows)


def told(events: list[Values]) -> list[dict[str, Any]]:
    """Pairs told at a false-discovery rate of one in ten."""
    return [row for row in precedes(table(events)).to_pylist() if row["q"] <= 0.1]


def planted(seeds: range, a_day: float) -> dict[str, Any]:
    """How many planted pairs are told, with which lag, and what else."""
    right = near = beside = number = 0
    for seed in seeds:
        random = np.random.default_rng(seed)
        even = np.ones(24 * DAYS)
        events = followed(random, [own(random, a_day, even) for _ in range(NODES)], ("exponential", "gamma")[seed % 2])
        found = {(int(row["a"][1:]), int(row["b"][1:])): row for row in told(events)}
        beside, number = beside + len(found.keys() - PLANTED.keys()), number + len(found)
        for pair, (_, lag) in PLANTED.items():
            if pair in found and found[pair]["does"] == "raises":
                right += 1
                near += found[pair]["lag_us"] is not None and abs(found[pair]["lag_us"] / HOUR / lag - 1) <= 0.25
    return {
        "sign": round(right / len(seeds) / len(PLANTED), 4),
        "lag": round(near / max(1, right), 4),
        "beside": round(beside / max(1, number), 4),
    }


def nothing(seeds: range, a_day: float, news: bool) -> float:
    """Share of seeds with any pair told where none was planted."""
    any_told = 0
    for seed in seeds:
        random = np.random.default_rng(seed)
        salience, shocks = newsy(random) if news else (np.ones(24 * DAYS), np.array([]))
        events = [own(random, a_day, salience) for _ in range(NODES)]
        for at in shocks:
            for node in range(NODES):
                if random.random() < 0.7:
                    events[node] = np.sort(np.append(events[node], at + random.uniform(0, 90 / 3600)))
        any_told += bool(told(events))
    return round(any_told / len(seeds), 4)


def main() -> None:
    """Draw, fit, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first-seed", type=int, default=21_000)
    parser.add_argument("--a-day", type=float, default=24.0, help="events a node and day, before any that follow")
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    started = time.perf_counter()
    result = {
        **planted(seeds, given.a_day),
        "quiet": nothing(seeds, given.a_day, news=False),
        "news": nothing(seeds, given.a_day, news=True),
        "seconds": round((time.perf_counter() - started) / 3 / given.seeds, 2),
        "seeds": given.seeds,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
