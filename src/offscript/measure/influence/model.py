"""A multivariate Hawkes process, fitted to one node's events: its own rhythm, and what the events of all nodes add.

The rate of a node is a baseline, known but for its height, plus kernels with weights of zero or more; the likelihood has one
summit and is climbed by expectation-maximisation (Veen & Schoenberg 2008; Lewis & Mohler 2011). A weight is the number of events
of the node that one event of the other is followed by.
"""

from __future__ import annotations

from math import comb, erfc, exp, fsum, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.measure.influence.excite import Values

_STEPS = 400
_STILL = 1e-5


class Terms(NamedTuple):
    """What a node's rate is made of at its events (events by terms: baseline first, then nodes by kernels), and the terms'
    integrals over all time that is looked at."""

    at_events: Values
    integrals: Values


class Fitted(NamedTuple):
    """Weights of the terms, and the logarithm of the likelihood."""

    weights: Values
    likelihood: float


def fit(terms: Terms, start: Values | None = None) -> Fitted:
    """The likeliest weights."""
    design = terms.at_events
    size = np.maximum(terms.integrals, 1e-12)
    weights = np.full(len(size), 0.5 * len(design) / len(size)) / size if start is None else start.copy()
    before = -np.inf
    for _ in range(_STEPS):
        rate = np.maximum(design @ weights, 1e-300)
        likelihood = float(np.log(rate).sum() - weights @ size)
        if likelihood - before < _STILL:
            break
        before = likelihood
        weights = weights * ((design.T @ (1 / rate)) / size)
    return Fitted(weights, likelihood)


class Delay(NamedTuple):
    """Which of several delays is likeliest, how many events one of the other node's is followed by, and how many such events it is
    as sure of as of known copies."""

    number: int
    weight: float
    certain: float


def delay(rest: Terms, adds: Values, events: float, known: NDArray[np.int64]) -> Delay:
    """The likeliest of several delays behind another node's events, all else fitted anew at each.

    Args:
        rest: all other terms.
        adds: what the other node's events add at this node's, one column a delay.
        events: how many the other node has.
        known: 1 where an event is known to follow the other's (a copy of it), -1 where it is known to follow a third's, else 0.
        Copies are a process of their own, with the same delay.
    """
    follow, open_ = (known == 1) & (adds > 0).all(axis=1), (known == 0) | ((known == 1) & ~(adds > 0).all(axis=1))
    start = np.append(np.full(len(rest.integrals), 0.8 * max(1, open_.sum()) / rest.integrals.sum()), 0.1)
    best, likeliest = Delay(0, 0.0, 0.0), -np.inf
    for number, column in enumerate(adds.T):
        design = np.column_stack([rest.at_events[open_], column[open_]])
        found = fit(Terms(design, np.append(rest.integrals, events)), start)
        likelihood = found.likelihood + float(np.log(column[follow]).sum())
        if likelihood > likeliest:
            follows = found.weights[-1] * design[:, -1] / np.maximum(design @ found.weights, 1e-300)
            weight = float(found.weights[-1]) + float(follow.sum()) / events
            best, likeliest = Delay(number, weight, float((follows**2).sum() + follow.sum())), likelihood
    return best


def beyond(value: float, free: int) -> float:
    """Chance that a chi-square variable with so many degrees of freedom is larger."""
    if free == 0:
        return 0.0 if value > 0 else 1.0
    if free % 2 == 0:
        term, whole = 1.0, 1.0
        for n in range(1, free // 2):
            term *= value / 2 / n
            whole += term
        return exp(-value / 2) * whole
    whole, term = erfc(sqrt(value / 2)), sqrt(2 * value / pi) * exp(-value / 2)
    for n in range(1, (free + 1) // 2):
        whole += term
        term *= value / (2 * n + 1)
    return whole


def raised_by_chance(gain: float, kernels: int) -> float:
    """Chance that weights of zero bring as large a gain in likelihood: they lie at the edge of what is allowed, and half of them
    stay there (chi-bar-square: Self & Liang 1987)."""
    if gain <= 0:
        return 1.0
    return float(fsum(comb(kernels, free) / 2**kernels * beyond(2 * gain, free) for free in range(kernels + 1)))


def lowered(score: float, added: Values, rate: Values, width: float) -> float:
    """Deviations by which a rate falls short after events of another node (score test, its scatter that of the fitted rate).

    Args:
        score: what the other's events add at this node's, each over its rate, less the integral of what they add.
        added: what they add by bin of time.
        rate: the rate fitted without them by bin.
        width: length of a bin.
    """
    scatter = float(np.sqrt((added**2 / np.maximum(rate, 1e-12)).sum() * width))
    return score / scatter if scatter else 0.0


def misfit(steps: Values) -> float:
    """Chance of waiting times as far from those of a unit rate, the clock having run at the fitted rate (time rescaling: Brown et
    al. 2002; Kolmogorov & Smirnov)."""
    number = len(steps)
    if number < 5:
        return 1.0
    share = np.sort(1 - np.exp(-steps))
    rank = np.arange(1, number + 1) / number
    gap = float(max((rank - share).max(), (share - rank + 1 / number).max()))
    scaled = gap * (sqrt(number) + 0.12 + 0.11 / sqrt(number))
    return float(min(1.0, max(0.0, 2 * fsum((-1) ** (n - 1) * exp(-2 * n**2 * scaled**2) for n in range(1, 30)))))
