"""One break seen in several series: a joint date, its odds, and which series carried it.

For each bucket the odds that each series gives to a break there or one bucket beside it are put together as if the series were
independent given the break: at a joint break each series breaks with the chance `_TAKES_PART`, so that one that shows nothing
counts little against it. Series of the same posts (a source and its tier) must not be joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from offscript.measure.breaks.detect import interval
from offscript.measure.breaks.levels import Values
from offscript.measure.breaks.posterior import EXPECTED, Posterior
from offscript.measure.breaks.prepare import Times

_TAKES_PART = 0.3
_LEAST = 0.5
_REACH = 3


class Joint(NamedTuple):
    """A break in several series: start of its likeliest bucket, 90% interval, probability, and the series that carried it."""

    at: int
    low: int
    high: int
    probability: float
    carried: tuple[str, ...]


def _near(change: Values) -> Values:
    """Chance of a break in a bucket or beside it."""
    padded = np.concatenate([[0.0], change, [0.0]])
    return np.asarray(np.clip(padded[:-2] + padded[1:-1] + padded[2:], 1e-9, 1 - 1e-6), float)


def _on(at: Times, own: Times, change: Values) -> Values:
    """Chances of a break on common buckets; 0 where a series has none."""
    out = np.zeros(len(at))
    out[np.searchsorted(at, own)] = change
    return out


def joint(series: Mapping[str, tuple[Times, Posterior]], least: float = _LEAST) -> list[Joint]:
    """Breaks that at least two series carry, in order of time. All series have buckets of one length."""
    if len(series) < 2:
        return []
    at = np.unique(np.concatenate([own for own, _ in series.values()]))
    prior = EXPECTED / max(60, len(at)) * 3
    changes = {name: _on(at, own, np.concatenate([[0.0], told.change[1:]])) for name, (own, told) in series.items()}
    ratios = {
        name: (near / (1 - near)) / (prior / (1 - prior)) for name, near in ((n, _near(c)) for n, c in changes.items())
    }
    logs = sum(np.log(1 - _TAKES_PART + _TAKES_PART * ratio) for ratio in ratios.values()) + np.log(prior / (1 - prior))
    sure = 1 / (1 + np.exp(-np.asarray(logs)))
    out, free = [], np.ones(len(at), bool)
    while free.any():
        top = int(np.where(free, sure, -1.0).argmax())
        if sure[top] < least:
            break
        first, last = max(0, top - _REACH), min(len(at), top + _REACH + 1)
        free[first:last] = False
        weighed = {name: _TAKES_PART * ratio[top] for name, ratio in ratios.items()}
        carried = tuple(sorted(name for name, much in weighed.items() if much / (1 - _TAKES_PART + much) >= least))
        if len(carried) < 2:
            continue
        together = np.prod([changes[name][first:last] + 1e-4 for name in carried], axis=0)
        low, high = interval(together)
        peak = first + int(together.argmax())
        out.append(
            Joint(int(at[peak]), int(at[first + low]), int(at[first + high]), round(float(sure[top]), 4), carried)
        )
    return sorted(out)
