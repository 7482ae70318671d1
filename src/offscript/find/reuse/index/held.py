"""The posts of an index by number, in the order in which they were added: words, bodies, and the order of time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.boilerplate import bounded
from offscript.find.reuse.index.edge_counts import EdgeCounts
from offscript.find.reuse.posts import Posts, in_time, times
from offscript.find.reuse.references import mask
from offscript.text.grown import Grown
from offscript.text.words import words

Numbers = NDArray[np.int64]


class Columns(NamedTuple):
    """A number for each post: its words `start:end` and, without boilerplate, `low:high`; when it was published and how exactly
    that is known (µs); its source; its place in the order of time."""

    start: Numbers
    end: Numbers
    low: Numbers
    high: Numbers
    at: Numbers
    width: Numbers
    source: Numbers
    rank: Numbers


class Bodies(NamedTuple):
    """New bodies of some posts."""

    post: Numbers
    low: Numbers
    high: Numbers


class Held:
    """Posts that were added so far; `order` gives the post at each place in the order of time (then of id)."""

    def __init__(self, references: pa.Table | None) -> None:
        given = references is not None and len(references)
        self._references = words(references["text"], places=False) if references is not None and given else None
        self._words = Grown(np.uint32, np.bool_, np.uint32 if given else None)
        self._posts = Grown(*[np.int64] * len(Columns._fields))
        self._edges = EdgeCounts()
        self._texts = pa.chunked_array([], pa.large_string())
        self.ids = pa.array([], pa.string())
        self._known = np.empty(0, np.int64)
        self._sources: dict[str | None, int] = {}
        self.order = self._times = np.empty(0, np.int64)

    def __len__(self) -> int:
        return self._posts.held

    @property
    def columns(self) -> Columns:
        """What is held of each post; may be written to until posts are added."""
        return Columns(*(column[: len(self)] for column in self._posts.columns))

    @property
    def hashes(self) -> NDArray[np.uint32]:
        """Hashes of all words, those of references given hashes of their own."""
        return self._words.columns[0]

    def posts(self) -> Posts:
        """All posts by number."""
        held, rows = self.columns, np.arange(len(self))
        table = pa.table({"id": self.ids, "text": self._texts})
        return Posts(table, rows, held.at, held.width, self.hashes, held.start, held.low, held.high)

    def _take_ids(self, ids: list[str]) -> None:
        """Remember ids, by a hash of each."""
        new = np.array([hash(one) for one in ids], np.int64)
        by = np.argsort(new)
        at = np.searchsorted(self._known, new[by])
        known = np.isin(new, self._known[np.minimum(at, len(self._known) - 1)]) if len(self._known) else new < new
        known[by[1:]] |= new[by][1:] == new[by][:-1]
        if known.any():
            raise ValueError(f"post {ids[int(np.flatnonzero(known)[0])]} comes twice; a post can be added once")
        self._known = np.insert(self._known, at, new[by])

    def _places(self, new: Numbers, at: Numbers) -> Numbers:
        """Places in the order of time where new posts go; those of one moment in the order of their ids."""
        ids = self.ids
        low, high = np.searchsorted(self._times, at, "left"), np.searchsorted(self._times, at, "right")
        for place in np.flatnonzero(low < high):
            wanted = ids[int(new[place])].as_py()
            low[place] += sum(ids[other].as_py() < wanted for other in self.order[low[place] : high[place]].tolist())
        return low

    def _take_words(self, posts: pa.Table, at: Numbers) -> tuple[Numbers, Numbers]:
        """Where the words of each new text begin and end."""
        found = words(posts["text"], places=False)
        base = self._words.room(len(found.hash))
        held = slice(base, base + len(found.hash))
        self._words.columns[1][held] = found.opens
        if self._references is not None:
            self._words.columns[2][held] = found.hash
            mask(found.hash, found.offset, self._references, posts["id"], at)
        self._words.columns[0][held] = found.hash
        return base + found.offset[:-1], base + found.offset[1:]

    def _edged(self, first: int) -> Bodies:
        """Bodies of the posts from `first` on, and of the earlier ones of sources whose boilerplate is another now."""
        held, plain = self.columns, self._words.columns[2 if self._references is not None else 0]
        new = np.arange(first, len(self))
        turned = self._edges.add(plain, held.start, held.end, held.source, new)
        post = np.concatenate([np.flatnonzero(turned[held.source[:first]]), new])
        head, foot = self._edges.sizes(plain, held.start, held.end, held.source, post)
        start, end = held.start[post], held.end[post]
        head, foot = bounded(self._words.columns[1], start, end - start, head, foot)
        return Bodies(post, start + head, end - foot)

    def add(self, posts: pa.Table) -> Bodies:
        """Take in posts; gives the new bodies of earlier ones, which stand as they were until `turn`.

        Raises:
            ValueError: a post has no time, or its id was added before.
        """
        at, width = times(posts)
        self._take_ids(posts["id"].to_pylist())
        start, end = self._take_words(posts, at)
        first = self._posts.room(len(posts))
        source = np.array([self._sources.setdefault(one, len(self._sources)) for one in posts["source"].to_pylist()])
        for column, new in zip(self.columns, (start, end, start, end, at, width, source), strict=False):
            column[first:] = new
        self.ids = pa.concat_arrays([self.ids, *posts["id"].cast(pa.string()).chunks])
        self._texts = pa.chunked_array([*self._texts.chunks, *posts["text"].cast(pa.large_string()).chunks])
        new = in_time(at, posts["id"])
        place = self._places(new + first, at[new])
        self.order, self._times = np.insert(self.order, place, new + first), np.insert(self._times, place, at[new])
        self.columns.rank[self.order] = np.arange(len(self))
        bodies = self._edged(first)
        old, held = bodies.post < first, self.columns
        self.turn(Bodies(*(column[~old] for column in bodies)))
        moved = old & ((held.low[bodies.post] != bodies.low) | (held.high[bodies.post] != bodies.high))
        return Bodies(*(column[moved] for column in bodies))

    def turn(self, bodies: Bodies) -> None:
        """Give some posts new bodies."""
        self.columns.low[bodies.post], self.columns.high[bodies.post] = bodies.low, bodies.high
