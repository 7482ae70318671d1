"""An index of posts: some are added, and the pairs are those of all of them, for a small part of the cost of finding all anew.

What one post more can change is followed exactly: the boilerplate of its source (and so the bodies of earlier posts), which post
is the first with the same words, the star links of every print it holds, the forms it fills, how rare short words are. Pairs
are those that `pairs` gives for all posts at once, in whatever order and portions they came.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse import short
from offscript.find.reuse.fingerprint import fingerprints
from offscript.find.reuse.index.aligned import AlignedPairs, Links, together
from offscript.find.reuse.index.held import Bodies, Held
from offscript.find.reuse.index.runs import Prints, Runs, number, sorted_prints
from offscript.find.reuse.index.same_words import Repeats, SameWords
from offscript.find.reuse.index.seeds import Seeds
from offscript.find.reuse.pairs import Found, in_order, joined, laid_out, rare_short, word_for_word
from offscript.find.reuse.same import whole_hashes

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Hashes = NDArray[np.uint64]


class Changes(NamedTuple):
    """What adding posts did: pairs that are no more (`earlier, later`, ids), and pairs that are new or other than before (the
    columns of `pairs`)."""

    gone: pa.Table
    come: pa.Table


def _differences(before: Links, after: Links, turned: Flags) -> tuple[Links, Links]:
    """Pairs that went and that came; one of a post whose body is another does both."""
    old, new = before.keys(), after.keys()
    went = ~np.isin(old, new) | turned[before.earlier] | turned[before.later]
    came = ~np.isin(new, old) | turned[after.earlier] | turned[after.later]
    return before.take(went), after.take(came)


class Index:
    """Posts indexed for reuse.

    Args:
        references: column `text`: texts nobody copied from another; their words link nobody.
    """

    def __init__(self, references: pa.Table | None = None) -> None:
        self._held = Held(references)
        self._same, self._runs, self._seeds, self._aligned = SameWords(), Runs(), Seeds(), AlignedPairs()
        self._repeats: Flags = np.zeros(0, bool)
        self._short = Links(np.empty(0, np.int64), np.empty(0, np.int64))
        self._kept: list[tuple[Numbers, Numbers, pa.Table]] = []

    def __len__(self) -> int:
        return len(self._held)

    def _words_change(self, bodies: Bodies, first: int) -> tuple[Repeats, Repeats]:
        """Posts with the same words before and after, where some have new bodies and those from `first` on are new."""
        held, hashes = self._held.columns, self._held.hashes
        low, high = np.concatenate([bodies.low, held.low[first:]]), np.concatenate([bodies.high, held.high[first:]])
        coming = np.concatenate([bodies.post, np.arange(first, len(self._held))])
        enough = high - low >= short.SHORT_WORDS
        going = bodies.post[(held.high - held.low)[bodies.post] >= short.SHORT_WORDS]
        gone = whole_hashes(hashes, held.low[going], held.high[going])
        came = whole_hashes(hashes, low[enough], high[enough])
        return self._same.change(going, gone, coming[enough], came, held.rank)

    def _prints(self, posts: Numbers) -> Prints:
        """Prints of the bodies of some posts as they stand, in no order."""
        held = self._held.columns
        prints, places = fingerprints(self._held.hashes, held.low[posts], held.high[posts])
        number(places, posts)
        return Prints(prints, places)

    def _moves(self, before: Repeats, after: Repeats, first: int, turned: Flags) -> tuple[Numbers, Numbers]:
        """Posts whose prints go, and posts whose prints come: who repeats another word for word has none."""
        again = np.concatenate([self._repeats, np.zeros(len(turned) - first, bool)])
        was = again.copy()
        again[before.again] = False
        again[after.again] = True
        self._repeats = again
        old = np.arange(len(again)) < first
        return np.flatnonzero(old & ~was & (turned | again)), np.flatnonzero(~again & (~old | turned | was))

    def _reworded(self, going: Numbers, gone: Hashes, coming: Numbers, turned: Flags) -> tuple[Links, Found]:
        """Pairs that share prints and went or came, once some posts' prints go (`gone`) and some come."""
        held = self._held
        leaving = np.zeros(len(turned), bool)
        leaving[going] = True
        shared = self._runs.change(gone, sorted_prints(*self._prints(coming)), held.columns.rank, leaving)
        later, seeds = self._seeds.change(shared, held.columns.rank, held.order)
        return self._aligned.change(held.posts(), later, seeds, turned)

    def _short_change(self, turned: Flags) -> tuple[Links, Links]:
        """Pairs of short posts with rare words that went and came: how rare words are hangs on all posts."""
        before, order, held = self._short, self._held.order, self._held.columns
        found = rare_short(short.Bodies(self._held.hashes, held.low[order], held.high[order]))
        self._short = Links(*(order[column] for column in found))
        return _differences(before, self._short, turned)

    def add(self, posts: pa.Table) -> Changes:
        """Take in posts.

        Args:
            posts: columns `id, source, published_at` (µs since 1970 UTC), `text`; optionally `precision_us`.

        Raises:
            ValueError: a post has no time, or its id was added before.
        """
        first = len(self._held)
        bodies = self._held.add(posts)
        turned = np.zeros(len(self._held), bool)
        turned[bodies.post] = True
        before, after = self._words_change(bodies, first)
        exact_went, exact_came = _differences(Links(*before[1:]), Links(*after[1:]), turned)
        going, coming = self._moves(before, after, first, turned)
        gone = self._prints(going).packed
        self._held.turn(bodies)
        went, came = self._reworded(going, gone, coming, turned)
        rare_went, rare_came = self._short_change(turned)
        same_words = together(exact_came, rare_came)
        found = joined(came, word_for_word(self._held.posts(), *same_words))
        return self._changes(together(went, exact_went, rare_went), found)

    def _changes(self, went: Links, came: Found) -> Changes:
        """What changed, as tables; kept for `pairs`."""
        posts = self._held.posts()
        rows = laid_out(posts, came)
        self._kept.append((went.keys(), Links(came.earlier, came.later).keys(), rows))
        gone = {name: self._held.ids.take(pa.array(column)) for name, column in zip(went._fields, went, strict=True)}
        return Changes(in_order(pa.table(gone)), in_order(rows))

    def pairs(self) -> pa.Table:
        """The pairs of all posts added so far, as `pairs.pairs` gives them.

        Raises:
            ValueError: nothing was added yet.
        """
        if not self._kept:
            raise ValueError("the index holds no posts; add some first")
        keys = np.concatenate([came for _, came, _ in self._kept])
        block = np.repeat(np.arange(len(self._kept)), [len(came) for _, came, _ in self._kept])
        stays = np.ones(len(keys), bool)
        for place, (went, _, _) in enumerate(self._kept):
            stays[block < place] &= ~np.isin(keys[block < place], went)
        rows = pa.concat_tables(found for _, _, found in self._kept).filter(pa.array(stays))
        self._kept = [(self._kept[0][0], keys[stays], rows)]
        return in_order(rows)
