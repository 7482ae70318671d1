"""Steps that settle records into posts: aliases, sources, resolution, posts, wordings, observations, ghosts."""

from __future__ import annotations

from offscript.store.identity import aliases, sources
from offscript.store.snapshot import Snapshot
from offscript.store.steps import Group, Query, Step, sql_beside


def _sql(name: str) -> str:
    return sql_beside("offscript.store", name)


_IDENTITY = ("source", "zone", "tiers")

STEPS: tuple[Step, ...] = (
    Group("alias", "posts", _sql("alias"), "alias", aliases, settings=_IDENTITY),
    Group("source", "posts", _sql("source"), "source", sources, settings=_IDENTITY),
    Query("resolution", "posts", _sql("resolution"), "resolution"),
    Query("set_back", "posts", _sql("set_back"), "set_back"),
    Query("version", "posts", _sql("version"), "version"),
    Query("post", "posts", _sql("post"), "post"),
    Query("observation", "posts", _sql("observation"), "observation"),
    Query("ghost", "posts", _sql("ghost"), "ghost"),
    Query("stranded", "posts", _sql("stranded"), "stranded"),
)
"""In the order they are told; what each reads decides the order they run in."""


def settled(snapshot: Snapshot) -> bool:
    """Whether every record of a state was settled; a process killed between reading and settling leaves some that are not."""
    rows = [snapshot.tables[name].rows if name in snapshot.tables else 0 for name in ("record", "resolution")]
    return rows[0] == rows[1]
