"""How much the events of each node may have raised the rate of others, by how long ago they were."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]
Numbers = NDArray[np.int64]

MEANS = (3 / 60, 0.25, 1.0, 4.0)
"""Mean lags of the kernels, in hours: what follows an event is a mixture of exponential densities with these means."""


@njit(cache=True)
def _raised(at, node, nodes, means):  # type: ignore[no-untyped-def]
    """For each event (rising times), what earlier events of each node add: events, nodes, kernels. Equal times raise nothing."""
    count, kernels = len(at), len(means)
    out = np.zeros((count, nodes, kernels))
    state = np.zeros((nodes, kernels))
    waiting, last = 0, at[0] if count else 0.0
    for n in range(count):
        if at[n] > last:
            for k in range(kernels):
                fade = np.exp(-(at[n] - last) / means[k])
                for j in range(nodes):
                    state[j, k] *= fade
                for m in range(waiting, n):
                    state[node[m], k] += fade / means[k]
            waiting, last = n, at[n]
        out[n] = state
    return out


def raised(at: Values, node: Numbers, nodes: int) -> Values:
    """What events before each event add to the rate there: events by nodes by kernels, from rising times in hours."""
    return np.asarray(_raised(at, node, nodes, np.array(MEANS)), float)


@njit(cache=True)
def _delayed(at, triggers, delays, shape):  # type: ignore[no-untyped-def]
    """For each event what earlier triggers add, by mean delay, with gamma densities of shape 1, 2 or 3."""
    count, many = len(at), len(delays)
    out = np.zeros((count, many))
    zero, one, two = np.zeros(many), np.zeros(many), np.zeros(many)
    waiting, last = 0, at[0] if count else 0.0
    for n in range(count):
        if at[n] > last:
            step = at[n] - last
            for k in range(many):
                scale = delays[k] / shape
                before = 0.0
                for m in range(waiting, n):
                    before += 1.0 if triggers[m] else 0.0
                fade = np.exp(-step / scale)
                a = zero[k] + before
                two[k] = fade * (two[k] + 2 * step * one[k] + step * step * a)
                one[k] = fade * (one[k] + step * a)
                zero[k] = fade * a
            waiting, last = n, at[n]
        for k in range(many):
            scale = delays[k] / shape
            if shape == 1:
                out[n, k] = zero[k] / scale
            elif shape == 2:
                out[n, k] = one[k] / scale**2
            else:
                out[n, k] = two[k] / (2 * scale**3)
    return out


def delayed(at: Values, triggers: NDArray[np.bool_], delays: Values, shape: int) -> Values:
    """What the triggers before each event add there (events by delays): gamma densities of shape 1, 2 or 3 with these means."""
    return np.asarray(_delayed(at, triggers, delays, shape), float)


def total(at: Values, node: Numbers, nodes: int, until: Values) -> Values:
    """What the events of each node add in all up to some times: times by nodes by kernels."""
    means = np.array(MEANS)
    out = np.zeros((len(until), nodes, len(MEANS)))
    for j in range(nodes):
        mine = at[node == j]
        for k, mean in enumerate(means):
            out[:, j, k] = _spent(mine, until, float(mean))
    return out


@njit(cache=True)
def _spent(at, until, mean):  # type: ignore[no-untyped-def]
    """Sum over events of how much of an exponential density has passed by each of some rising times."""
    out = np.zeros(len(until))
    begun, rest, last, n = 0, 0.0, 0.0, 0
    for u in range(len(until)):
        while n < len(at) and at[n] < until[u]:
            rest = rest * np.exp(-(at[n] - last) / mean) + 1.0
            last = at[n]
            begun += 1
            n += 1
        out[u] = begun - rest * np.exp(-(until[u] - last) / mean) if begun else 0.0
    return out
