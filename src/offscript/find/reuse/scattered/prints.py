"""Prints of texts, the stars of those that several hold, and the candidates they leave."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.fingerprint import fingerprints
from offscript.find.reuse.link import each_once, sides_of, stars, without_chaff
from offscript.find.reuse.posts import in_time
from offscript.find.reuse.scattered.same import ready, versions_of
from offscript.store.steps import Settings
from offscript.text.coded import coded

Numbers = NDArray[np.int64]
PRINT = pa.schema({"version": pa.string(), "published_at": pa.int64(), "print": pa.int64(), "place": pa.int64()})
STAR = pa.schema(
    {
        **{"earlier": pa.string(), "earlier_at": pa.int64(), "later": pa.string(), "later_at": pa.int64()},
        "shift": pa.int64(),
    }
)
SEED = pa.schema({"earlier": pa.string(), "later": pa.string(), "shift": pa.int64()})
_PLACE = np.uint64(0xFFFFFFFF)


def printed(rows: pa.Table, settings: Settings) -> pa.Table:
    """Prints of texts, a row each, with the place in words from the start of the body."""
    posts = ready(rows, settings["along"])
    prints, places = fingerprints(posts.hashes, posts.low, posts.high)
    number = (places >> np.uint64(32)).astype(np.int64)
    place = (places & _PLACE).astype(np.int64)
    return pa.table([versions_of(posts, number), posts.at[number], prints.view(np.int64), place], schema=PRINT)


def _numbered(at: pa.ChunkedArray, versions: pa.ChunkedArray) -> tuple[pa.Array, Numbers, Numbers]:
    """Texts of some rows in the order of time: their versions, their times, and the number of each row's text among them."""
    ids, codes = coded(versions)
    first = np.unique(codes, return_index=True)[1]
    when = at.to_numpy()[first] if len(codes) else np.empty(0, np.int64)
    order = in_time(when, pa.chunked_array([ids]))
    number = np.empty(len(ids), np.int64)
    number[order] = np.arange(len(ids))
    return ids.take(pa.array(order)), when[order], number[codes]


def star(rows: pa.Table, settings: Settings) -> pa.Table:
    """Links between the holders of each print."""
    ids, when, number = _numbered(rows["published_at"], rows["version"])
    place = rows["place"].to_numpy()
    by = np.lexsort((place, number))
    places = number[by].astype(np.uint64) << np.uint64(32) | place[by].astype(np.uint64)
    bits = max(1, len(ids).bit_length())
    pair, shift = stars(rows["print"].to_numpy()[by].astype(np.uint64), places, bits)
    named = (column for side in sides_of(pair, bits) for column in (ids.take(pa.array(side)), when[side]))
    return pa.table([*named, shift.astype(np.int64)], schema=STAR)


def seed(rows: pa.Table, settings: Settings) -> pa.Table:
    """Each pair once, with its middle shift; of a text that has many, those alone that share most with it."""
    sides = [rows[f"{side}_at"] for side in ("earlier", "later")]
    at = pa.chunked_array([chunk for side in sides for chunk in side.chunks], pa.int64())
    versions = pa.chunked_array([chunk for side in ("earlier", "later") for chunk in rows[side].chunks], pa.string())
    ids, _, number = _numbered(at, versions)
    bits = max(1, len(ids).bit_length())
    earlier, later = number[: len(rows)].astype(np.uint64), number[len(rows) :].astype(np.uint64)
    shift = rows["shift"].to_numpy().astype(np.int32)
    found = without_chaff(each_once(earlier << np.uint64(bits) | later, shift, bits))
    return pa.table([ids.take(pa.array(found.earlier)), ids.take(pa.array(found.later)), found.shift], schema=SEED)
