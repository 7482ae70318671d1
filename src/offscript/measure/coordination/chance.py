"""How many objects two accounts would share in time by chance: the configuration model within blocks of time.

Which account did which event is drawn anew inside each block of time, so that every account keeps how much it does in each block,
and every object its events and their times. Two close events of an object are then those of two accounts, which do the shares
`p` and `q` of the block's events, with the chance 2pq; an object with `w` pairs of close events is shared with at most
1 - (1 - 2pq)^w, the pairs being positively associated. Sums over objects are Poisson at most (Le Cam 1960): its upper tail is the
p-value, and it errs on the safe side.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from offscript.measure.coordination.together import Codes, Events, Reals

_STEPS = 4
"""Bins a doubling of the number of close events."""


class Spread(NamedTuple):
    """Objects by block and by how many pairs of close events they have: how many, and their mean number of pairs; for each block
    all pairs together, and the most that an object has."""

    objects: Reals
    pairs: Reals
    all_pairs: Reals
    most: Reals


def spread(events: Events, everybody: Codes, block: Codes, blocks: int) -> Spread:
    """Objects by block and number of pairs of close events; a hand counts by its share of the object's pairs.

    Args:
        events: events in order.
        everybody: later events of its hand inside the window, for each event.
        block: block of each event.
        blocks: how many blocks.
    """
    cut = np.zeros(len(block), bool)
    cut[events.begins[:-1]] = True
    cut[1:] |= np.diff(block) != 0
    starts = np.flatnonzero(cut)
    close = np.add.reduceat(everybody, starts) if len(starts) else np.zeros(0, np.int64)
    starts, close = starts[close > 0], close[close > 0]
    hands = events.hands[starts].astype(float)
    size = close * hands**2
    bins = np.asarray(np.floor(np.log2(np.maximum(size, 1.0)) * _STEPS), np.int64)
    shape = blocks, int(bins.max(initial=0)) + 1
    objects, pairs, most = np.zeros(shape), np.zeros(shape), np.zeros(blocks)
    np.add.at(objects, (block[starts], bins), 1 / hands**2)
    np.add.at(pairs, (block[starts], bins), size / hands**2)
    np.maximum.at(most, block[starts], size)
    return Spread(objects, pairs / np.maximum(objects, 1e-300), pairs.sum(axis=1), most)


@njit(cache=True)
def _tail(count: int, mean: float) -> float:
    """Chance of at least so many of a Poisson."""
    if mean <= 0:
        return 0.0
    term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    if count > mean:
        total, more = term, float(count)
        while term > total * 1e-16 and term > 0:
            more += 1.0
            term *= mean / more
            total += term
        return min(1.0, total)
    below = 0.0
    for less in range(count):
        below += math.exp(less * math.log(mean) - mean - math.lgamma(less + 1))
    return min(1.0, max(0.0, 1.0 - below))


@njit(cache=True)
def expected(
    a: Codes,
    b: Codes,
    begins: Codes,
    blocks: Codes,
    shares: Reals,
    objects: Reals,
    pairs: Reals,
    all_: Reals,
    most: Reals,
) -> Reals:
    """Objects each pair would share by chance.

    Args:
        a: accounts of the pairs.
        b: the others.
        begins: where each account's blocks begin in `blocks` and `shares`.
        blocks: blocks an account is active in, in order.
        shares: its share of the block's events.
        objects: objects by block and bin.
        pairs: mean number of close pairs of these objects.
        all_: close pairs of each block.
        most: most close pairs of an object of each block.
    """
    out = np.zeros(len(a))
    for pair in range(len(a)):
        one, other, total = begins[a[pair]], begins[b[pair]], 0.0
        while one < begins[a[pair] + 1] and other < begins[b[pair] + 1]:
            if blocks[one] < blocks[other]:
                one += 1
            elif blocks[one] > blocks[other]:
                other += 1
            else:
                at, chance = blocks[one], 2 * shares[one] * shares[other]
                if most[at] * chance < 0.01:
                    total += all_[at] * chance
                else:
                    log = math.log1p(-min(chance, 0.999999))
                    for size in range(objects.shape[1]):
                        if objects[at, size] > 0:
                            total -= objects[at, size] * math.expm1(pairs[at, size] * log)
                one += 1
                other += 1
        out[pair] = total
    return out


@njit(cache=True)
def tails(counts: Codes, means: Reals) -> Reals:
    """Upper tails of Poisson variables."""
    out = np.empty(len(counts))
    for pair in range(len(counts)):
        out[pair] = _tail(counts[pair], means[pair])
    return out


def activity(account: Codes, block: Codes, accounts: int, blocks: int) -> tuple[Codes, Codes, NDArray[np.float64]]:
    """For each account the blocks it is active in and its share of their events: where they begin, blocks, shares."""
    keys, often = np.unique(account * blocks + block, return_counts=True)
    total = np.bincount(block, minlength=blocks).astype(float)
    begins = np.searchsorted(keys, np.arange(accounts + 1, dtype=np.int64) * blocks)
    return begins.astype(np.int64), keys % blocks, often / total[keys % blocks]
