"""Forms: posts that fill the same words with other numbers. Each filling is news of its own and copies nobody.

Two fillings share nearly all words and differ in numbers. One changed figure is a revision and very much a copy; what makes a
form is that many do it: at least `FILLINGS` different sets of numbers among posts linked in this way, and every second post
with one of its own. A claim whose toll two of forty papers changed is therefore no form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, uint32, uint64
from numpy.typing import NDArray

from offscript.find.reuse.align import Aligned
from offscript.text.scan import mix

FILLINGS = 5
OWN_NUMBERS = 0.5
"""Share of the posts of a form that have a set of numbers nobody else has."""
MANY_NUMBERS = 3
"""Numbers from which on two fillings are a form by themselves, where most differ."""

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@njit(cache=True)
def _roots(one, other, size):  # type: ignore[no-untyped-def]
    """The smallest number in the component of each (union-find)."""
    parent = np.arange(size)
    for x in range(len(one)):
        a, b = one[x], other[x]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    for x in range(size):
        parent[x] = parent[parent[x]]
    return parent


@njit(cache=True)
def _filling(hashes, low, high):  # type: ignore[no-untyped-def]
    """A hash of the numbers of each body, in order."""
    out = np.zeros(len(low), np.uint64)
    for i in range(len(low)):
        for j in range(low[i], high[i]):
            if hashes[j] & uint32(1):
                out[i] = mix(out[i] * uint64(31) + uint64(hashes[j]))
    return out


class Fills(NamedTuple):
    """Of each pair: whether the two have different numbers, whether they differ in little else, and whether that alone makes
    them fillings of a form."""

    differ: Flags
    filled: Flags
    alone: Flags


def fills(found: Aligned, near: Flags) -> Fills:
    """What aligned pairs say of forms; `near`: which share most of their words."""
    span = np.maximum(found.earlier_end - found.earlier_start, found.later_end - found.later_start)
    differ = found.numbers - found.shared_numbers
    alone = near & (found.numbers >= MANY_NUMBERS) & (found.shared_numbers * 2 < found.numbers)
    return Fills(differ > 0, (differ > 0) & (span - found.matches <= 2 * differ + 2), alone)


def is_form(different: Numbers, posts: Numbers) -> Flags:
    """Which groups of linked posts fill one form: so many with so many different sets of numbers."""
    return (different >= FILLINGS) & (different >= OWN_NUMBERS * posts)


def filling(hashes: NDArray[np.uint32], low: Numbers, high: Numbers) -> NDArray[np.uint64]:
    """A hash of the numbers of each text, in order."""
    found: NDArray[np.uint64] = _filling(hashes, low, high)
    return found


def _form_of(hashes: NDArray[np.uint32], low: Numbers, high: Numbers, earlier: Numbers, later: Numbers) -> Numbers:
    """For each text a number of the form it fills, by the pairs that differ in little but numbers; -1 where it fills none."""
    form = np.full(len(low), -1, np.int64)
    form[earlier] = form[later] = 0
    members = np.flatnonzero(form == 0)
    if not len(members):
        return form
    place = form.copy()
    place[members] = np.arange(len(members))
    root = _roots(place[earlier], place[later], len(members))
    filled = filling(hashes, low[members], high[members])
    by = np.lexsort((filled, root))
    other = (np.diff(root[by]) != 0) | (np.diff(filled[by]) != 0)
    kinds = root[by][np.concatenate([[True], other])]
    different, posts = np.bincount(kinds, minlength=len(members)), np.bincount(root, minlength=len(members))
    form[members] = np.where(is_form(different, posts)[root], root, -1)
    return form


def forms(
    hashes: NDArray[np.uint32], low: Numbers, high: Numbers, earlier: Numbers, later: Numbers, given: Fills
) -> Flags:
    """Which pairs fill one form.

    Args:
        hashes: word hashes of all texts.
        low: first word of each text.
        high: end of each text.
        earlier: number of each pair's first text.
        later: number of each pair's second text.
        given: what the pairs say of it.
    """
    form = _form_of(hashes, low, high, earlier[given.filled], later[given.filled])
    out = given.alone.copy()
    differ = np.flatnonzero(given.differ)
    one, other = form[earlier[differ]], form[later[differ]]
    out[differ] |= (one >= 0) & (one == other)
    return out
