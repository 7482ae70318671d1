"""What each node would do by itself: its hours of the day, times how much all speak around that day; and common shocks.

A shock is two minutes in which more nodes speak than their rates let expect: news that reaches all at once has no order worth a
name.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.influence.excite import Numbers, Values

BIN = 1 / 30
"""Length of a bin in hours: two minutes."""
_AROUND = 12.0
_UNLIKELY = 1e-3
_FEWEST = 3
_BESIDE = 10.0
"""Events in an hour of the day that its two neighbours together weigh."""


class Stage(NamedTuple):
    """Events in the order of time (hours since the start), the node of each, names of nodes, and hours that are looked at."""

    at: Values
    node: Numbers
    names: list[str]
    hours: float


def bins(stage: Stage) -> int:
    """Number of bins."""
    return max(1, int(np.ceil(stage.hours / BIN)))


def bin_of(stage: Stage, at: Values) -> Numbers:
    """Bin of each time."""
    return np.clip((at / BIN).astype(np.int64), 0, bins(stage) - 1)


def _salience(stage: Stage, left_out: list[int]) -> Values:
    """How much all nodes but some speak around each bin against that hour's usual: a moving sum over half a day, drawn towards 1
    by how much of its ups and downs is chance."""
    counts = np.bincount(bin_of(stage, stage.at[~np.isin(stage.node, left_out)]), minlength=bins(stage)).astype(float)
    half = int(_AROUND / BIN / 2)
    total = np.concatenate([[0.0], np.cumsum(counts)])
    place = np.arange(len(counts))
    low, high = np.maximum(place - half, 0), np.minimum(place + half + 1, len(counts))
    around = (total[high] - total[low]) / (high - low) * (2 * half + 1)
    clock = ((place + 0.5) * BIN % 24).astype(np.int64)
    usual = np.bincount(clock, around, 24) / np.maximum(np.bincount(clock, minlength=24), 1)
    against = np.divide(around, usual[clock], out=np.ones(len(counts)), where=usual[clock] > 0)
    chance = float(np.mean(1 / np.maximum(usual[clock], 1.0)))
    spread = float(np.var(against))
    kept = max(0.0, 1 - chance / spread) if spread else 0.0
    return np.asarray(np.maximum(1 + kept * (against - 1), 0.02), float)


def _hours(at: Values, weights: Values) -> Values:
    """Share of each hour of the day; the fewer events, the more drawn towards its neighbours, and towards even."""
    counts = np.bincount((at % 24).astype(np.int64), weights, 24) + 0.5
    beside = _BESIDE / (_BESIDE + counts.mean())
    smooth = counts + beside * (np.roll(counts, 1) + np.roll(counts, -1)) / 2
    return np.asarray(smooth / smooth.sum(), float)


def baseline(stage: Stage, node: int, own: Values | None = None, beside: int | None = None) -> Values:
    """Rate of a node by bin but for its height: its share of the hour, over that of the time there was, times what all others say.

    `own`: how far each of its events is its own doing, and none of what others' events add; None: wholly. `beside`: another node
    that is no part of what all others say; where there are but two, nothing is known of the others, and the rate is that of the
    hour.
    """
    moments = np.asarray((np.arange(bins(stage)) + 0.5) * BIN, float)
    mine, salience = stage.at[stage.node == node], _salience(stage, [node] if beside is None else [node, beside])
    share = _hours(mine, np.ones(len(mine)) if own is None else own)
    return np.asarray(salience * (share / np.maximum(_hours(moments, salience), 1e-9))[(moments % 24).astype(np.int64)])


def _as_many(rates: Values, seen: int) -> float:
    """Chance that so many nodes or more speak in one bin."""
    chances = np.zeros(len(rates) + 1)
    chances[0] = 1.0
    for speaks in 1 - np.exp(-rates):
        chances[1:] = chances[1:] * (1 - speaks) + chances[:-1] * speaks
        chances[0] *= 1 - speaks
    return float(chances[seen:].sum())


def shocks(stage: Stage, baselines: Values) -> NDArray[np.bool_]:
    """Which bins are part of a common shock, two neighbours looked at together."""
    out = np.zeros(bins(stage) + 1, bool)
    height = np.bincount(stage.node, minlength=len(stage.names)) / np.maximum(baselines.sum(axis=1), 1e-12)
    place = bin_of(stage, stage.at)
    twice = np.concatenate([np.stack([place, stage.node]), np.stack([np.maximum(place - 1, 0), stage.node])], axis=1)
    where, many = np.unique(np.unique(twice, axis=1)[0], return_counts=True)
    for one, seen in zip(where[many >= _FEWEST], many[many >= _FEWEST], strict=True):
        if _as_many(height * baselines[:, one : one + 2].sum(axis=1), int(seen)) < _UNLIKELY:
            out[one : one + 2] = True
    return out[:-1]
