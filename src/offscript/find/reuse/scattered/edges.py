"""What a source repeats at the edge of its posts, where one source may have more of them than a machine holds.

An edge needs a share of the source's different texts. These fall into shares by their words, so that no text is in two; what is
frequent in all is frequent in some share (pigeonhole; Savasere, Omiecinski & Navathe 1995, "An Efficient Algorithm for Mining
Association Rules"), so that each share names what is frequent in it, and all count what any has named. An edge is known by a hash
of the source, of which end it is, and of the words from that end on, each hash made from the one before.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
from numba import njit, uint64
from numpy.typing import NDArray

from offscript.find.reuse.boilerplate import LONGEST, SHARE, Edges, bounded, needed, spans
from offscript.find.reuse.same import whole_hashes
from offscript.store.steps import Settings
from offscript.text.coded import coded
from offscript.text.scan import mix
from offscript.text.words import Words, words

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
WORDED = pa.schema({"version": pa.string(), "source": pa.string(), "whole": pa.int64()})
NEEDED = pa.schema({"source": pa.string(), "texts": pa.int64(), "shares": pa.int64(), "need": pa.int64()})
FREQUENT = pa.schema({"edge": pa.int64()})
COUNTED = pa.schema({"source": pa.string(), "edge": pa.int64(), "repeated": pa.int64()})
_TOGETHER = 50_000
"""Different texts of a source that are looked at together."""
_FOOT = np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True)
def _from_an_end(hashes, low, length, seed, foot, longest):  # type: ignore[no-untyped-def]
    """For each text a hash of its first (or last) one, two, … words; 0 where no word of the post would be left over."""
    out = np.zeros((len(low), longest), np.uint64)
    for i in range(len(low)):
        key = seed[i]
        for grown in range(min(longest, length[i] - 1)):
            at = low[i] + (length[i] - 1 - grown if foot else grown)
            key = mix((key ^ uint64(hashes[at])) + uint64(grown))
            out[i, grown] = key
    return out


def _seeds(sources: pa.ChunkedArray) -> Hashes:
    listed, number = coded(sources)
    each = [hashlib.blake2b(name.encode(), digest_size=8).digest() for name in listed.to_pylist()]
    return np.frombuffer(b"".join(each), np.uint64)[number] if each else np.empty(0, np.uint64)


def _keys(found: Words, sources: pa.ChunkedArray) -> tuple[Hashes, Hashes]:
    """Hashes of the edges of texts: heads and feet, by how many words they have."""
    low, length, seed = found.offset[:-1], np.diff(found.offset), _seeds(sources)
    head = _from_an_end(found.hash, low, length, seed, False, LONGEST)
    return head, _from_an_end(found.hash, low, length, seed ^ _FOOT, True, LONGEST)


def worded(rows: pa.Table, settings: Settings) -> pa.Table:
    """A hash of all words of each text."""
    found = words(rows["text"])
    whole = whole_hashes(found.hash, found.offset[:-1], found.offset[1:]).view(np.int64)
    return pa.table([rows["version"], rows["source"], whole], schema=WORDED)


def need(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many texts of each source must share an edge, and into how many shares its different texts fall."""
    texts = rows["texts"].to_numpy()
    return pa.table([rows["source"], texts, 1 + texts // _TOGETHER, needed(texts)], schema=NEEDED)


def _frequent(keys: Hashes, least: int) -> Numbers:
    value, count = np.unique(keys[keys != 0], return_counts=True)
    return value[count >= least].view(np.int64)


def frequent(rows: pa.Table, settings: Settings) -> pa.Table:
    """Edges that are frequent in a share, all of whose texts are among the rows."""
    _, number = coded(rows["share"])
    out = [np.empty(0, np.int64)]
    for share in range(int(number.max(initial=-1)) + 1):
        mine = rows.filter(pa.array(number == share))
        alone, need = mine["shares"][0].as_py() == 1, mine["need"][0].as_py()
        least = need if alone else max(1, int(np.ceil(SHARE * len(mine))))
        out += [_frequent(keys, least) for keys in _keys(words(mine["text"]), mine["source"])]
    return pa.table([np.concatenate(out)], schema=FREQUENT)


def counted(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many of some different texts have each edge that was named."""
    asked = settings["along"]["edge"].to_numpy().view(np.uint64)
    out = []
    for keys in _keys(words(rows["text"]), rows["source"]):
        held = np.isin(keys, asked)
        text, _ = np.nonzero(held)
        out.append(pa.table({"source": rows["source"].take(pa.array(text)), "edge": keys[held].view(np.int64)}))
    tally = pa.concat_tables(out).group_by(["source", "edge"]).aggregate([([], "count_all")])
    return tally.rename_columns(COUNTED.names).cast(COUNTED)


def _longest(keys: Hashes, edges: Hashes, repeated: Numbers) -> tuple[Numbers, Numbers]:
    """Words of each text's longest edge that is repeated enough, and how many have it."""
    size, shared = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    text, grown = np.nonzero(np.isin(keys, edges))
    size[text] = grown + 1
    have = np.flatnonzero(size)
    shared[have] = repeated[np.searchsorted(edges, keys[have, size[have] - 1])]
    return size, shared


def edged(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `edge` of some texts, whose sources' edges are known."""
    known = settings["along"]
    order = np.argsort(known["edge"].to_numpy().view(np.uint64))
    edges, repeated = known["edge"].to_numpy().view(np.uint64)[order], known["repeated"].to_numpy()[order]
    found = words(rows["text"])
    (head, head_shared), (foot, foot_shared) = (
        _longest(keys, edges, repeated) for keys in _keys(found, rows["source"])
    )
    head, foot = bounded(found.opens, found.offset[:-1], np.diff(found.offset), head, foot)
    return spans(rows, found, Edges(head, foot, head_shared, foot_shared))
