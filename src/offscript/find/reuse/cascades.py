"""Cascades: every post's parent, how sure that is, and the root that all descend from.

The parent is the explicit one where there is one (a forward whose origin is held; a post answered or linked to whose words
are shared; a post whose source is named as the one who reports it, unless an earlier post with these words names it too, for
the name may have been copied with them), else the earlier post that explains the words with the fewest changes: who copied a
version carries its edits, so a parent that lacks them would have the same edits made twice (maximum parsimony, as in Barbrook
et al. 1998, "The phylogeny of The Canterbury Tales", Nature 394). Posts that explain the words equally well are ties; the
earliest of them stands as the parent, and `ties` says how many there are. Confidence: odds among all earlier posts that share
the words, each changed word counting `PER_WORD` in log odds, measured on lineages made up for it. A post has one parent, so a
digest of many subjects joins one cascade and does not tie the others together. The root is first in this collection, which does
not make it the origin, and nobody need have copied anybody where both have a third source (`common`).
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp
from typing import Any

import pyarrow as pa

from offscript.model import CASCADE
from offscript.store.groups import Groups
from offscript.store.steps import Settings

PER_WORD = 2.0
_EXPLICIT = ("forward", "reply", "link", "named")

Row = dict[str, Any]


def _before(row: Row) -> bool:
    """Whether a link's parent comes first in the fixed order of posts (time, then id): keeps parents free of circles."""
    return bool((row["parent_at"], row["parent"]) < (row["published_at"], row["post"]))


def _rank(row: Row) -> tuple[Any, ...]:
    """Explicit parents first, then those that leave least to explain, then the earliest."""
    basis = _EXPLICIT.index(row["basis"]) if row["basis"] in _EXPLICIT else len(_EXPLICIT)
    return basis, row["changed"] or 0, row["parent_at"], row["parent"]


class _Alike:
    """Posts with exactly the same words, so that one of them stands for all that could be the parent as well."""

    def __init__(self, rows: list[Row]) -> None:
        self._groups = Groups()
        self._order: dict[str, list[tuple[int, str]]] = {}
        seen: dict[str, int] = {}
        for row in rows:
            seen[row["post"]], seen[row["parent"]] = row["published_at"], row["parent_at"]
            if row["kind"] == "exact":
                self._groups.join(row["post"], row["parent"])
        for at, post in sorted((at, post) for post, at in seen.items()):
            self._order.setdefault(self._groups.root(post), []).append((at, post))

    def group(self, post: str) -> str:
        """What stands for all posts with the words of this one."""
        return self._groups.root(post)

    def before(self, group: str, at: int, post: str) -> int:
        """How many posts of a group come before a post."""
        return bisect_left(self._order[group], (at, post))


def _settled(rows: list[Row], alike: _Alike) -> Row:
    """The parent among the links of one post, with ties and confidence."""
    best = min(rows, key=_rank)
    worded = [row for row in rows if row["changed"] is not None]
    kind = next((row["kind"] for row in worded if row["parent"] == best["parent"]), None)
    changed = min((row["changed"] for row in worded if row["parent"] == best["parent"]), default=None)
    if best["basis"] in _EXPLICIT:
        return {**best, "kind": kind, "changed": changed, "ties": 1, "confidence": 1.0}
    least: dict[str, int] = {}
    for row in worded:
        group = alike.group(row["parent"])
        least[group] = min(row["changed"], least.get(group, row["changed"]))
    count = {group: alike.before(group, best["published_at"], best["post"]) for group in least}
    weight = sum(count[group] * exp(-PER_WORD * (least[group] - best["changed"])) for group in least)
    ties = sum(count[group] for group in least if least[group] == best["changed"])
    return {**best, "kind": kind, "ties": ties, "confidence": round(1 / weight, 4)}


def parents(rows: list[Row]) -> dict[str, Row]:
    """The parent of every post that has one, from all its links to earlier posts."""
    of_post: dict[str, list[Row]] = {}
    for row in rows:
        if _before(row):
            of_post.setdefault(row["post"], []).append(row)
    alike = _Alike(rows)
    return {post: _settled(found, alike) for post, found in of_post.items()}


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
    settled = parents(links)
    when = {row["post"]: (row["published_at"], row["precision_us"]) for row in links}
    when |= {row["parent"]: (row["parent_at"], row["parent_precision_us"]) for row in links}
    known: dict[str, tuple[str, int]] = {}
    members: dict[str, list[str]] = {}
    for post in sorted({*settled, *(row["parent"] for row in settled.values())}):
        members.setdefault(_root(post, settled, known)[0], []).append(post)
    out = []
    for root, posts in sorted(members.items()):
        ordered = sorted(posts, key=lambda post: (post != root, when[post][0], post))
        for position, post in enumerate(ordered):
            link: Row = settled.get(post, {})
            lag = when[post][0] - when[root][0]
            place = {"cascade": root, "post": post, "parent": link.get("parent"), "parent_basis": link.get("basis")}
            place |= {name: link.get(name) for name in ("kind", "changed", "ties", "confidence")}
            place |= {"position": position, "depth": known[post][1], "lag_us": lag}
            out.append({**place, "order_known": post == root or lag >= when[root][1]})
    return pa.Table.from_pylist(out, schema=CASCADE)
