"""Coordination: how fast, how much of a planted group is found, and what is found where there is none.

`python benchmarks/coordination.py` prints `{"seconds": …, "recall": …, "false": …}`; `group_shared` is how much the planted
group and the likest one found have in common (Jaccard). Accounts are active unevenly and by the hour
of the day, objects are unevenly popular and come in waves, some are breaking news that thousands share within a minute, a few
accounts share all day long; a group of twelve shares a score of objects within the window.
"""

from __future__ import annotations

import argparse
import json
import resource
import time

import numpy as np
import pyarrow as pa

from offscript.measure.coordination import edges, groups
from offscript.model.schema import DAY, SECOND

GROUP = 12


def drawn(
    events: int, accounts: int, seed: int, group: int, shared: int, window: int, burst: int
) -> tuple[pa.Table, set[int]]:
    """Events, and the accounts of the planted group."""
    random = np.random.default_rng(seed)
    days = 10
    weight = random.pareto(1.2, accounts) + 0.05
    weight[random.integers(accounts, size=3)] *= 200
    objects = events // 8
    popular = random.pareto(1.5, objects) + 0.1
    born = random.integers(0, days * DAY, objects)
    who = random.choice(accounts, events, p=weight / weight.sum())
    what = random.choice(objects, events, p=popular / popular.sum())
    delay = (random.exponential(3 * 3_600 * SECOND, events)).astype(np.int64)
    at = born[what] + delay
    hour = (at // (3_600 * SECOND)) % 24
    at = np.where((hour < 7) & (random.random(events) < 0.8), at + 8 * 3_600 * SECOND, at)
    parts = [(who, what, at)]
    for news in range(4):
        size = min(burst, accounts // 2)
        shares = random.choice(accounts, size, replace=False)
        moment = random.integers(0, days * DAY)
        parts.append((shares, np.full(size, objects + news), moment + random.integers(0, 120 * SECOND, size)))
    members = random.choice(accounts, group, replace=False) if group else np.zeros(0, np.int64)
    for number in range(shared if group else 0):
        part = members[random.random(group) < 0.8]
        moment = random.integers(0, days * DAY)
        times = moment + random.integers(0, window, len(part))
        parts.append(
            (part, np.full(len(part), random.integers(objects) if number % 2 else objects + 10 + number), times)
        )
    who, what, at = (np.concatenate([part[column] for part in parts]) for column in range(3))
    return pa.table({"account": who, "object": what, "at": at.astype(np.int64)}), {int(one) for one in members}


def main() -> None:
    """Draw, time, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--window", type=float, default=60.0, help="seconds")
    parser.add_argument("--shared", type=int, default=20, help="objects the group shares")
    parser.add_argument("--burst", type=int, default=5_000, help="accounts on one piece of breaking news")
    parser.add_argument("--seeds", type=int, default=10, help="seeds without any group")
    parser.add_argument("--first-seed", type=int, default=5_000)
    given = parser.parse_args()
    window = int(given.window * SECOND)

    def made(seed: int, group: int) -> tuple[pa.Table, set[int]]:
        return drawn(given.events, given.accounts, seed, group, given.shared, window, given.burst)

    edges(made(given.first_seed, 0)[0].slice(0, 1000), window)
    events, members = made(given.first_seed, GROUP)
    began = time.perf_counter()
    found = edges(events, window)
    seconds = time.perf_counter() - began
    pairs = [(row["a"], row["b"]) for row in found.to_pylist()]
    right = sum(a in members and b in members for a, b in pairs)
    companies = [{int(one) for one in group} for group in groups([(str(a), str(b)) for a, b in pairs])]
    nearest = max((len(group & members) / len(group | members) for group in companies), default=0.0)
    nobody = sum(
        len(edges(made(seed, 0)[0], window)) for seed in range(given.first_seed + 1, given.first_seed + 1 + given.seeds)
    )
    print(
        json.dumps(
            {
                "seconds": round(seconds, 2),
                "events": events.num_rows,
                "recall": round(right / (GROUP * (GROUP - 1) / 2), 4),
                "edges": found.num_rows,
                "false": round(1 - right / max(1, found.num_rows), 4),
                "groups": len(companies),
                "group_shared": round(nearest, 4),
                "edges_where_none": nobody,
                "seeds_where_none": given.seeds,
                "peak_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
