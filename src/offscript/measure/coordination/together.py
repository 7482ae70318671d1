"""Events of one object close in time: pairs of accounts, in one pass over events sorted by object and time.

A burst (more accounts on one object inside a window than `DEGREE`) is thinned: its accounts are dealt by a hash into as many hands
as needed, and only those of one hand are paired. What is expected is thinned alike, so that the comparison stays fair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Reals = NDArray[np.float64]
DEGREE = 128
_AT_ONCE = 40_000_000


class Events(NamedTuple):
    """Events sorted by object, hand and time: numbers of account and object, the time, how many hands the object's accounts were
    dealt into, and where each hand of an object begins (with the end)."""

    account: Codes
    object: Codes
    at: Codes
    hands: Codes
    begins: Codes


@njit(cache=True)
def _mixed(value: int) -> np.int64:
    """SplitMix64 (Steele, Lea & Flood 2014), kept positive."""
    mixed = np.uint64(value) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.int64((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(2))


@njit(cache=True)
def _hands(objects: Codes, at: Codes, window: int, degree: int) -> Codes:
    """Hands that each event's object needs: most events inside one window over the degree allowed."""
    out = np.ones(len(objects), np.int64)
    first = 0
    while first < len(objects):
        last, low, most = first, first, 1
        while last < len(objects) and objects[last] == objects[first]:
            while at[last] - at[low] > window:
                low += 1
            most = max(most, last - low + 1)
            last += 1
        out[first:last] = (most + degree - 1) // degree
        first = last
    return out


@njit(cache=True)
def _hand(account: Codes, objects: Codes, hands: Codes) -> Codes:
    out = np.zeros(len(account), np.int64)
    for event in range(len(account)):
        if hands[event] > 1:
            out[event] = _mixed(account[event] * 1_000_003 + objects[event]) % hands[event]
    return out


def dealt(account: Codes, objects: Codes, at: Codes, window: int, degree: int = DEGREE) -> Events:
    """Events in order, bursts dealt into hands."""
    order = np.lexsort((account, at, objects))
    account, objects, at = account[order], objects[order], at[order]
    hands = _hands(objects, at, window, degree)
    hand = _hand(account, objects, hands)
    if hands.max(initial=1) > 1:
        order = np.lexsort((account, at, hand, objects))
        account, objects, at, hands, hand = (one[order] for one in (account, objects, at, hands, hand))
    new = np.flatnonzero((np.diff(objects) != 0) | (np.diff(hand) != 0)) + 1
    return Events(account, objects, at, hands, np.concatenate([[0], new, [len(at)]]).astype(np.int64))


@njit(cache=True)
def close_pairs(account: Codes, at: Codes, begins: Codes, window: int) -> tuple[Codes, Codes]:
    """For each event, later events of its hand inside the window: all, and those of other accounts."""
    everybody, others = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    for part in range(len(begins) - 1):
        for one in range(begins[part], begins[part + 1]):
            other = one + 1
            while other < begins[part + 1] and at[other] - at[one] <= window:
                everybody[one] += 1
                others[one] += account[one] != account[other]
                other += 1
    return everybody, others


@njit(cache=True)
def _sizes(account: Codes, at: Codes, begins: Codes, window: int, portions: int) -> Codes:
    """Close pairs of different accounts by portion: the hash of the smaller account."""
    out = np.zeros(portions, np.int64)
    for part in range(len(begins) - 1):
        for one in range(begins[part], begins[part + 1]):
            other = one + 1
            while other < begins[part + 1] and at[other] - at[one] <= window:
                if account[one] != account[other]:
                    out[_mixed(min(account[one], account[other])) % portions] += 1
                other += 1
    return out


@njit(cache=True)
def _emit(
    account: Codes, objects: Codes, at: Codes, begins: Codes, window: int, many: Codes, portion: Codes, out: Codes
) -> None:
    """Keys of pair and object of one portion. `many`: how many accounts and objects; `portion`: which, of how many."""
    told = 0
    for part in range(len(begins) - 1):
        for one in range(begins[part], begins[part + 1]):
            other = one + 1
            while other < begins[part + 1] and at[other] - at[one] <= window:
                a, b = min(account[one], account[other]), max(account[one], account[other])
                if a != b and _mixed(a) % portion[1] == portion[0]:
                    out[told] = (a * many[0] + b) * many[1] + objects[one]
                    told += 1
                other += 1


def _runs(keys: Codes) -> tuple[Codes, Codes]:
    """Different values of a sorted array, and how often each stands."""
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    return keys[starts], np.diff(np.concatenate([starts, [len(keys)]]))


def shared(
    events: Events, others: Codes, window: int, accounts: int, objects: int, least: int = 1
) -> tuple[Codes, Codes]:
    """Pairs of accounts (`smaller * accounts + larger`) and how many objects each shares in time, where at least `least`.

    Pairs are counted in portions of some forty million, by the smaller account. `others` as `close_pairs` gives.

    Raises:
        OverflowError: more accounts and objects than a 64-bit key holds.
    """
    if accounts * accounts * objects >= 2**63:
        raise OverflowError(f"{accounts} accounts on {objects} objects: split the events by object and count each part")
    portions = int(others.sum()) // _AT_ONCE + 1
    many, found = np.array([accounts, objects]), []
    rows = events.account, events.object, events.at, events.begins
    for portion, size in enumerate(_sizes(events.account, events.at, events.begins, window, portions)):
        keys = np.empty(int(size), np.int64)
        _emit(*rows, window, many, np.array([portion, portions]), keys)
        keys.sort()
        pairs, counts = _runs(_runs(keys)[0] // objects)
        found.append((pairs[counts >= least], counts[counts >= least]))
    order = np.argsort(np.concatenate([pairs for pairs, _ in found]), kind="stable")
    return tuple(np.concatenate([one[column] for one in found])[order] for column in (0, 1))  # type: ignore[return-value]
