"""Texts with the same words: what repeats an earlier one, and how rare the words of short ones are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.pairs import repeated
from offscript.find.reuse.posts import Posts, in_time, prepared
from offscript.find.reuse.same import whole_hashes
from offscript.find.reuse.short import (
    SHORT_WORDS,
    SKETCH_BITS,
    Bodies,
    expected_by_chance,
    is_rare,
    is_short,
    said_again,
    word_counts,
)
from offscript.store.steps import Settings

Numbers = NDArray[np.int64]
WHOLE = pa.schema({"version": pa.string(), "published_at": pa.int64(), "whole": pa.int64(), "brief": pa.bool_()})
USED = pa.schema({"sketch": pa.int64(), "uses": pa.int64()})
AGAIN = pa.schema({"earlier": pa.string(), "later": pa.string()})
ALIKE = pa.schema({"version": pa.string(), "wording": pa.string(), "before": pa.string(), "holders": pa.int64()})
RARITY = pa.schema({**dict(zip(ALIKE.names, ALIKE.types, strict=True)), "expected": pa.float64(), "rare": pa.bool_()})


def ready(rows: pa.Table, references: pa.Table) -> Posts:
    """Some texts with the words of their bodies, those of reference masked."""
    named = ["id" if name == "version" else name for name in rows.column_names]
    return prepared(rows.rename_columns(named), references)


def versions_of(posts: Posts, number: Numbers | None = None) -> pa.Array:
    """Versions of some texts by number, of all where none are named."""
    rows = posts.row if number is None else posts.row[number]
    return posts.table["id"].combine_chunks().take(pa.array(rows))


def whole(rows: pa.Table, settings: Settings) -> pa.Table:
    """A hash of all words of each text, where it has as many as a short post or more."""
    posts = ready(rows, settings["along"])
    hashed = whole_hashes(posts.hashes, posts.low, posts.high).view(np.int64)
    brief = is_short(posts.length)
    found = pa.table([versions_of(posts), posts.at, hashed, brief], schema=WHOLE)
    return found.filter(pa.array(brief | (posts.length >= SHORT_WORDS)))


def in_order(rows: pa.Table) -> pa.Table:
    """Rows in the order of time, those of one moment by their versions."""
    return rows.take(pa.array(in_time(rows["published_at"].to_numpy(), rows["version"])))


def again(rows: pa.Table, settings: Settings) -> pa.Table:
    """Links of texts that repeat another: to the first that has their words, and to the one before."""
    ordered = in_order(rows)
    _, earlier, later = repeated(ordered["whole"].to_numpy().view(np.uint64))
    ids = ordered["version"].combine_chunks()
    return pa.table([ids.take(pa.array(side)) for side in (earlier, later)], schema=AGAIN)


def used(rows: pa.Table, settings: Settings) -> pa.Table:
    """How often some texts use each word, by the highest bits of its hash."""
    posts = ready(rows, settings["along"])
    counts = word_counts(Bodies(posts.hashes, posts.low, posts.high))
    sketch = np.flatnonzero(counts)
    return pa.table([sketch, counts[sketch]], schema=USED)


def alike(rows: pa.Table, settings: Settings) -> pa.Table:
    """Short posts of which another says the same: the first that does, the one before (itself for the first), how many."""
    ordered = in_order(rows)
    *sides, holders = said_again(ordered["whole"].to_numpy().view(np.uint64))
    ids = ordered["version"].combine_chunks()
    return pa.table([*(ids.take(pa.array(side)) for side in sides), holders], schema=ALIKE)


def rarity(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many posts would have the words of each of these short ones by chance, and whether that makes them rare."""
    tally = settings["along"]
    sketch, uses = tally["sketch"].to_numpy(), tally["uses"].to_numpy()
    counts = np.zeros(1 << SKETCH_BITS, np.int64)
    counts[sketch[sketch >= 0]] = uses[sketch >= 0]
    posts = ready(rows, rows.select(["text"]).slice(0, 0))
    holders = rows["holders"].to_numpy()[posts.row]
    bodies = Bodies(posts.hashes, posts.low, posts.high)
    expected = expected_by_chance(bodies, holders, counts, int(uses[sketch < 0].sum()))
    named = rows.select(ALIKE.names).take(pa.array(posts.row))
    return pa.table([*named.columns, expected, is_rare(holders, expected)], schema=RARITY)
