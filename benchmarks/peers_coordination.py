"""Who acts together, beside its peers: the same events, the same run.

`python benchmarks/peers_coordination.py` runs `edges` of this project, the plain self-join of events in DuckDB, and a sliding
window over pandas groups (as notebooks do it; left out where pandas is not installed). A peer gives every pair that shares two
objects in time or more: it has no idea of chance, so besides the time it is told how many pairs it flags and how many of them are
planted. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module

import duckdb
import pyarrow as pa
from coordination import GROUP, drawn

from offscript.measure.coordination import edges
from offscript.model.schema import SECOND

Pairs = set[tuple[int, int]]
_JOIN = """
select a.account, b.account
from events a join events b on a.object = b.object and a.account < b.account and abs(a.at - b.at) <= {window}
group by a.account, b.account
having count(distinct a.object) >= 2
"""


def of_offscript(events: pa.Table, window: int) -> Pairs:
    """This project."""
    return {(row["a"], row["b"]) for row in edges(events, window).to_pylist()}


def of_duckdb(events: pa.Table, window: int) -> Pairs:
    """Every pair of events compared by the engine."""
    with duckdb.connect() as connection:
        connection.register("events", events)
        return {(a, b) for a, b in connection.sql(_JOIN.format(window=window)).fetchall()}


def of_pandas(events: pa.Table, window: int) -> Pairs:
    """Groups of events of one object, a window slid over each."""
    import_module("pandas")
    shared: Counter[tuple[int, int]] = Counter()
    for _, group in events.to_pandas().sort_values("at").groupby("object"):
        if len(group) < 2:
            continue
        who, when, found = group["account"].tolist(), group["at"].tolist(), set()
        for one in range(len(who)):
            other = one + 1
            while other < len(who) and when[other] - when[one] <= window:
                if who[one] != who[other]:
                    found.add((min(who[one], who[other]), max(who[one], who[other])))
                other += 1
        shared.update(found)
    return {pair for pair, objects in shared.items() if objects >= 2}


PEERS: dict[str, Callable[[pa.Table, int], Pairs]] = {
    "offscript": of_offscript,
    "duckdb_self_join": of_duckdb,
    "pandas_window": of_pandas,
}


def main() -> None:
    """Draw, run each, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--window", type=float, default=60.0, help="seconds")
    parser.add_argument("--burst", type=int, default=5_000, help="accounts on one piece of breaking news")
    parser.add_argument("--seed", type=int, default=7_000)
    given = parser.parse_args()
    window = int(given.window * SECOND)
    events, members = drawn(given.events, given.accounts, given.seed, GROUP, 20, window, given.burst)
    edges(events.slice(0, 1000), window)
    told = {}
    for name, peer in PEERS.items():
        began = time.perf_counter()
        try:
            found = peer(events, window)
        except ImportError as missing:
            print(f"{name} is left out: {missing}", file=sys.stderr)
            continue
        right = sum(a in members and b in members for a, b in found)
        told[name] = {"seconds": round(time.perf_counter() - began, 2), "flagged": len(found), "planted_found": right}
    print(json.dumps({"events": events.num_rows, "planted": GROUP * (GROUP - 1) // 2, **told}))


if __name__ == "__main__":
    main()
