"""Levels over time as a chain: a level stays, drifts to its neighbours, or at a break is drawn anew.

The exact posterior of a product partition with geometric lengths of segments (Barry & Hartigan 1993; Fearnhead 2006), by the
forward and backward recursions of a hidden Markov chain over a grid of levels: work grows with buckets times levels.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Table = NDArray[np.float64]


class Chain(NamedTuple):
    """What is believed before the data: how likely a break is in a bucket, weights of the levels, and the drift's band (odd length,
    its middle the chance to stay; one number where nothing drifts)."""

    hazard: float
    prior: Table
    band: Table


class Passed(NamedTuple):
    """What the data say: chance of a break before each bucket, weights of the levels in each, and what the passes left behind."""

    change: Table
    weights: Table
    forward: Table
    backward: Table
    scale: Table
    likelihood: Table


@njit(cache=True)
def _drifted(weights: Table, band: Table) -> Table:
    """Weights after one step of the drift; at the ends of the grid what would leave it stays."""
    reach = len(band) // 2
    if not reach:
        return weights.copy()
    size = len(weights)
    out = np.zeros(size)
    for level in range(size):
        for step in range(-reach, reach + 1):
            out[min(max(level + step, 0), size - 1)] += weights[level] * band[step + reach]
    return out


@njit(cache=True)
def _gathered(weights: Table, band: Table) -> Table:
    """The drift seen from its end: expected weight after one step."""
    reach = len(band) // 2
    if not reach:
        return weights.copy()
    size = len(weights)
    out = np.zeros(size)
    for level in range(size):
        for step in range(-reach, reach + 1):
            out[level] += weights[min(max(level + step, 0), size - 1)] * band[step + reach]
    return out


@njit(cache=True)
def _passes(likelihood: Table, hazard: float, prior: Table, band: Table) -> tuple[Table, Table, Table, Table, Table]:
    length, size = likelihood.shape
    forward, backward = np.zeros((length, size)), np.ones((length, size))
    change, weights, scale = np.zeros(length), np.zeros((length, size)), np.zeros(length)
    for at in range(length):
        told = prior if at == 0 else (1 - hazard) * _drifted(forward[at - 1], band) + hazard * prior
        told = told * likelihood[at]
        scale[at] = told.sum()
        forward[at] = told / scale[at]
    for at in range(length - 2, -1, -1):
        ahead = likelihood[at + 1] * backward[at + 1] / scale[at + 1]
        fresh = (prior * ahead).sum()
        backward[at] = (1 - hazard) * _gathered(ahead, band) + hazard * fresh
        change[at + 1] = hazard * fresh
    for at in range(length):
        weights[at] = forward[at] * backward[at]
    return change, weights, forward, backward, scale


def passed(logs: Table, chain: Chain) -> Passed:
    """Both passes over log likelihoods (buckets, levels); a row of zeros is a bucket that says nothing."""
    top = logs.max(axis=1)
    likelihood = np.exp(logs - top[:, None])
    change, weights, forward, backward, scale = _passes(likelihood, chain.hazard, chain.prior, chain.band)
    return Passed(change, weights, forward, backward, scale, likelihood)


@njit(cache=True)
def _forward(likelihood: Table, hazard: float, prior: Table, band: Table) -> float:
    told, total = prior * likelihood[0], 0.0
    for at in range(len(likelihood)):
        if at:
            told = ((1 - hazard) * _drifted(told, band) + hazard * prior) * likelihood[at]
        size = told.sum()
        total += np.log(size)
        told = told / size
    return float(total)


def evidence(logs: Table, chain: Chain) -> float:
    """Log evidence alone: one pass, nothing kept."""
    top = logs.max(axis=1)
    return float(_forward(np.exp(logs - top[:, None]), chain.hazard, chain.prior, chain.band) + top.sum())


@njit(cache=True)
def _none(
    likelihood: Table,
    hazard: float,
    band: Table,
    forward: Table,
    backward: Table,
    scale: Table,
    first: int,
    last: int,
) -> float:
    kept, total = forward[first - 1].copy(), 0.0
    for at in range(first, last + 1):
        kept = (1 - hazard) * _drifted(kept, band) * likelihood[at]
        size = kept.sum()
        if size <= 0:
            return 0.0
        total += np.log(size / scale[at])
        kept = kept / size
    return float(np.exp(total) * (kept * backward[last]).sum())


def any_break(chain: Chain, told: Passed, first: int, last: int) -> float:
    """Chance of at least one break before a bucket from `first` to `last` (both at least 1)."""
    none = _none(told.likelihood, chain.hazard, chain.band, told.forward, told.backward, told.scale, first, last)
    return float(min(1.0, max(0.0, 1 - none)))
