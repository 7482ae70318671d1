"""Pairs of texts compared a batch at a time, and the forms that all of them together show."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.find.reuse.align import align
from offscript.find.reuse.forms import filling, is_form
from offscript.find.reuse.pairs import Found, Judged, decided, joined, judged, placed, word_for_word
from offscript.find.reuse.posts import Posts
from offscript.find.reuse.scattered.same import ready
from offscript.model import PAIR
from offscript.store.steps import Settings
from offscript.text.coded import coded

Numbers = NDArray[np.int64]
_TEXT = ("version", "published_at", "precision_us", "text", "body_start", "body_end")
COMPARED = pa.schema(
    [
        *PAIR.remove_metadata(),
        *(pa.field(name, pa.bool_()) for name in ("differ", "alone", "filled")),
        *(pa.field(name, pa.int64()) for name in ("earlier_filling", "later_filling")),
    ]
)
FORM = pa.schema({"component": pa.string()})


class _Asked(NamedTuple):
    """Pairs to be compared: their texts, each once, and the numbers of both of each pair."""

    posts: Posts
    earlier: Numbers
    later: Numbers


def _asked(rows: pa.Table, references: pa.Table) -> _Asked:
    sides = ("earlier", "later")
    both = pa.concat_tables(rows.select([f"{side}_{name}" for name in _TEXT]).rename_columns(_TEXT) for side in sides)
    _, codes = coded(both["version"])
    first = np.unique(codes, return_index=True)[1]
    posts = ready(both.take(pa.array(first)), references)
    number = np.empty(len(first), np.int64)
    number[posts.row] = np.arange(len(first))
    return _Asked(posts, number[codes[: len(rows)]], number[codes[len(rows) :]])


def _reworded(asked: _Asked, shift: Numbers) -> tuple[Judged, Found]:
    """What is said of pairs that share prints, and those that are of a kind."""
    posts, earlier, later = asked
    found = align(posts.hashes, posts.low, posts.high, earlier, later, shift)
    given = judged(posts, earlier, later, found)
    return given, decided(earlier, later, given.kind, found)


def compared(rows: pa.Table, settings: Settings) -> pa.Table:
    """Pairs of texts as they are if none fills a form, and what they say of forms; those without a kind only for that."""
    asked, alike = _asked(rows, settings["along"]), rows["alike"].to_numpy(zero_copy_only=False)
    exact, other = np.flatnonzero(alike), np.flatnonzero(~alike)
    shift = rows["shift"].to_numpy()[other].astype(np.int64)
    given, reworded = _reworded(_Asked(asked.posts, asked.earlier[other], asked.later[other]), shift)
    table, spelt = placed(
        asked.posts, joined(reworded, word_for_word(asked.posts, asked.earlier[exact], asked.later[exact]))
    )
    place = np.full(len(rows), -1, np.int64)
    place[np.concatenate([other[given.kind >= 0], exact])[spelt]] = np.flatnonzero(spelt)
    flags = {name: np.zeros(len(rows), bool) for name in ("differ", "alone", "filled")}
    for name, flag in flags.items():
        flag[other] = getattr(given.fills, name)
    numbers = filling(asked.posts.hashes, asked.posts.low, asked.posts.high).view(np.int64)
    columns = _named(rows, table.take(pa.array(place, mask=place < 0))) | {
        **flags,
        "earlier_filling": numbers[asked.earlier],
        "later_filling": numbers[asked.later],
    }
    found = pa.table([columns[name] for name in COMPARED.names], COMPARED.names).cast(COMPARED)
    return found.filter(pa.array((place >= 0) | flags["filled"]))


def _named(rows: pa.Table, found: pa.Table) -> dict[str, pa.ChunkedArray]:
    """What was found of pairs of versions, under the names of their posts."""
    columns = {name: found[name] for name in found.column_names}
    for side in ("earlier", "later"):
        columns |= {side: rows[f"{side}_post"], f"{side}_version": rows[f"{side}_version"]}
    return columns


def form(rows: pa.Table, settings: Settings) -> pa.Table:
    """Which groups of linked fillings are a form: rows are their members with the numbers of each."""
    components, codes = coded(rows["component"])
    sets = np.unique(np.stack([codes, rows["filling"].to_numpy()]), axis=1)[0]
    many = len(components)
    chosen = is_form(np.bincount(sets, minlength=many), np.bincount(codes, minlength=many))
    return pa.table([components.filter(pa.array(chosen))], schema=FORM)
