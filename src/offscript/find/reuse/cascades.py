"""Cascades: every post's parent, and the root that all descend from.

The parent is the explicit one where there is one (a forward whose origin is held; a post answered or linked to whose words
are shared), else the earlier post that covers most of the post's words; among equals the earliest. A post has one parent, so
a digest of many subjects joins one cascade and does not tie the others together. The root is first in this collection, which
does not make it the origin.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.model import CASCADE
from offscript.store.steps import Settings

Row = dict[str, Any]


def _before(row: Row) -> bool:
    """Whether a link's parent comes first in the fixed order of posts (time, then id): keeps parents free of circles."""
    return bool((row["parent_at"], row["parent"]) < (row["published_at"], row["post"]))


def _parents(rows: list[Row]) -> dict[str, Row]:
    best: dict[str, Row] = {}
    kinds: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["kind"]:
            kinds[row["post"], row["parent"]] = row["kind"]
        held = best.get(row["post"])
        rank = (-row["coverage"], row["parent_at"], row["parent"])
        if _before(row) and (held is None or rank < (-held["coverage"], held["parent_at"], held["parent"])):
            best[row["post"]] = row
    return {post: {**row, "kind": kinds.get((post, row["parent"]))} for post, row in best.items()}


def _root(post: str, parents: dict[str, Row], known: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """Root of a post and steps to it."""
    path = []
    while post not in known and post in parents:
        path.append(post)
        post = parents[post]["parent"]
    root, depth = known.setdefault(post, (post, 0))
    for step, child in enumerate(reversed(path), 1):
        known[child] = (root, depth + step)
    return known[path[0]] if path else (root, depth)


def cascades(rows: pa.Table, settings: Settings) -> pa.Table:
    """Places of posts in cascades: links with their times, to the table `cascade`."""
    links = rows.to_pylist()
    parents = _parents(links)
    when = {row["post"]: (row["published_at"], row["precision_us"]) for row in links}
    when |= {row["parent"]: (row["parent_at"], row["parent_precision_us"]) for row in links}
    known: dict[str, tuple[str, int]] = {}
    members: dict[str, list[str]] = {}
    for post in sorted({*parents, *(row["parent"] for row in parents.values())}):
        members.setdefault(_root(post, parents, known)[0], []).append(post)
    out = []
    for root, posts in sorted(members.items()):
        ordered = sorted(posts, key=lambda post: (post != root, when[post][0], post))
        for position, post in enumerate(ordered):
            link: Row = parents.get(post, {})
            lag = when[post][0] - when[root][0]
            place = {"cascade": root, "post": post, "parent": link.get("parent"), "parent_basis": link.get("basis")}
            place |= {"kind": link.get("kind"), "position": position, "depth": known[post][1], "lag_us": lag}
            out.append({**place, "order_known": post == root or lag >= when[root][1]})
    return pa.Table.from_pylist(out, schema=CASCADE)
