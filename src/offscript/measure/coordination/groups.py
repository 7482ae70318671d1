"""Groups of accounts that act together: where pairs more simultaneous than chance hold each other up.

Two accounts that share a third are no group: a chain of pairs runs from anybody to anybody. Kept are pairs both of whose accounts
are also pairs with one and the same third (the 3-truss of the graph of pairs: Cohen 2008), and what hangs together of these is one
group. Pairs that something known explains are left out before: a group is what remains.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import pyarrow as pa

from offscript.model import COMPANY
from offscript.store.steps import Settings

Row = dict[str, Any]
_TRIANGLE = 3


def groups(pairs: list[tuple[str, str]]) -> list[list[str]]:
    """Members of each group, the largest first; pairs that no third holds up belong to none.

    Args:
        pairs: accounts by two, in any order.
    """
    graph = nx.Graph((a, b) for a, b in pairs if a != b)
    held = nx.k_truss(graph, _TRIANGLE)
    found = [sorted(members) for members in nx.connected_components(held) if len(members) >= _TRIANGLE]
    return sorted(found, key=lambda members: (-len(members), members))


def _one(members: list[str], inside: list[Row]) -> Row:
    """A group with its pairs: how many of all there could be, and the surest as an example."""
    pairs = {(row["a"], row["b"]) for row in inside}
    shown = min(inside, key=lambda row: (row["q"], row["p"], row["a"], row["b"], row["kind"], row["window_us"]))
    whole = len(members) * (len(members) - 1) // 2
    out: Row = {"members": members, "sources": len(members), "pairs": len(pairs), "density": len(pairs) / whole}
    out |= {"kinds": sorted({row["kind"] for row in inside}), "q": max(row["q"] for row in inside)}
    return out | {name: shown[name] for name in ("object", "a_version", "b_version")}


def company(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `company` from pairs that nothing known explains, rows of `coordination`."""
    listed = rows.to_pylist()
    out = []
    for members in groups([(row["a"], row["b"]) for row in listed]):
        inside = [row for row in listed if row["a"] in members and row["b"] in members]
        out.append(_one(members, inside))
    return pa.Table.from_pylist(out, schema=COMPANY)
