"""Which node's events are followed by another's more, or less, often than both their habits explain, and after how long."""

from __future__ import annotations

from math import erfc, sqrt
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.discovery import false_discovery
from offscript.measure.influence.baseline import BIN, Stage, baseline, bin_of, bins, shocks
from offscript.measure.influence.excite import MEANS, Numbers, Values, delayed, raised, total
from offscript.measure.influence.model import Fitted, Terms, delay, fit, lowered, misfit, raised_by_chance
from offscript.measure.influence.order import first_of_two
from offscript.model.schema import HOUR

FEWEST = 20
"""Events a node needs to be looked at."""
_BAD = 0.01
"""A fit with waiting times less likely than this is not used."""
_NOBODY = -1
_SLOW = 2
"""Kernels, the slowest, by which a rate is said to fall: a fall shows in hours without events, not in minutes."""
_DELAYS = np.geomspace(1 / 60, 12.0, 40)
"""Mean delays that are tried, in hours."""
_SHAPES = (1, 2, 3)
_TURNS = 3
"""How often a node's hours are learnt anew."""
_TOLD = 0.05
"""Weight and lag are worked out where chance is smaller than this."""
_UNTOLD: dict[str, float | None] = {
    **dict.fromkeys(("weight", "weight_low", "weight_high")),
    **dict.fromkeys(("lag", "lag_low", "lag_high"), np.nan),
}
PAIRS = pa.schema(
    [
        ("a", pa.string()),
        ("b", pa.string()),
        ("a_events", pa.int64()),
        ("b_events", pa.int64()),
        ("copies", pa.int64()),
        ("does", pa.string()),
        ("weight", pa.float64()),
        ("weight_low", pa.float64()),
        ("weight_high", pa.float64()),
        ("lag_us", pa.int64()),
        ("lag_low_us", pa.int64()),
        ("lag_high_us", pa.int64()),
        ("p", pa.float64()),
        ("q", pa.float64()),
        ("fit", pa.float64()),
        ("basis", pa.string()),
    ]
)
Row = dict[str, Any]
Flags = NDArray[np.bool_]


class World(NamedTuple):
    """All that the fits of the nodes share: events, shocks, what events add at events and by bin (bins by nodes times kernels),
    and of whom an event is known to be a copy."""

    stage: Stage
    shock: Flags
    added: Values
    steps: Values
    copied: Numbers


def _world(stage: Stage, copied: Numbers) -> World:
    added = raised(stage.at, stage.node, len(stage.names))
    usual = np.array([baseline(stage, node) for node in range(len(stage.names))])
    edges = total(stage.at, stage.node, len(stage.names), np.asarray(np.arange(bins(stage) + 1) * BIN, float))
    steps = np.diff(edges.reshape(len(edges), -1), axis=0)
    return World(stage, shocks(stage, usual), added, steps, copied)


def _responses(world: World, node: int) -> Flags:
    """Events of a node that are no part of a common shock."""
    mine: Flags = (world.stage.node == node) & ~world.shock[bin_of(world.stage, world.stage.at)]
    return mine


def _terms(world: World, node: int, rest: Values) -> Terms:
    """Terms of one node's rate at its responses, with their integrals over all but the shocks; `rest` is its baseline by bin."""
    mine = _responses(world, node)
    place = bin_of(world.stage, world.stage.at)[mine]
    design = np.column_stack([rest[place], world.added[mine].reshape(len(place), -1)])
    return Terms(design, np.append((rest * BIN)[~world.shock].sum(), world.steps[~world.shock].sum(axis=0)))


def _fitted(world: World, node: int) -> tuple[Terms, Fitted, Values]:
    """A node's rate, its hours learnt from what no other event explains (Lewis & Mohler 2011): terms, weights, baseline by bin."""
    rest = baseline(world.stage, node)
    for turn in range(_TURNS + 1):
        terms = _terms(world, node, rest)
        found = fit(terms)
        if turn < _TURNS:
            rest = _relearnt(world, node, terms, found.weights)
    return terms, found, rest


def _columns(node: int) -> slice:
    return slice(1 + node * len(MEANS), 1 + (node + 1) * len(MEANS))


def _misfit(world: World, node: int, rest: Values, weights: Values) -> float:
    """How badly the fitted rate explains a node's waiting times, shocks left out."""
    rate = np.where(world.shock, 0.0, rest * BIN * weights[0] + world.steps @ weights[1:])
    clock = np.concatenate([[0.0], np.cumsum(rate)])
    mine = world.stage.at[_responses(world, node)]
    return misfit(np.diff(np.interp(mine / BIN, np.arange(len(clock)), clock), prepend=0.0))


def _raises(terms: Terms, whole: Fitted, other: int) -> float:
    """Chance that another node's events, which raise nothing, bring as large a gain in likelihood."""
    keep = np.ones(len(whole.weights), bool)
    keep[_columns(other)] = False
    start = np.maximum(whole.weights[keep], 1e-9)
    without = fit(Terms(terms.at_events[:, keep], terms.integrals[keep]), start)
    return raised_by_chance(whole.likelihood - without.likelihood, len(MEANS))


def _lowers(world: World, node: int, other: int, terms: Terms, weights: Values) -> tuple[float, float]:
    """Chance of as low a rate after another node's events as there is, were it not lowered by them, and the share by which it is.

    What all others say is told without the other node, whose own echo would else be expected of this one.
    """
    mine = _responses(world, node)
    base = _relearnt(world, node, terms, weights, other)
    keep = np.ones(len(weights), bool)
    keep[_columns(other)] = False
    design = np.column_stack([base[bin_of(world.stage, world.stage.at)[mine]], terms.at_events[:, 1:]])[:, keep]
    integrals = np.append(float((base * BIN)[~world.shock].sum()), terms.integrals[1:])[keep]
    found = fit(Terms(design, integrals))
    slow = slice(_columns(other).stop - _SLOW, _columns(other).stop)
    one, of_one = terms.at_events[:, slow].sum(axis=1), float(terms.integrals[slow].sum())
    score = float((one / np.maximum(design @ found.weights, 1e-300)).sum()) - of_one
    by_bin = np.column_stack([base, world.steps / BIN])[~world.shock]
    z = lowered(score, by_bin[:, slow].sum(axis=1), by_bin[:, keep] @ found.weights, BIN)
    return 0.5 * erfc(-z / sqrt(2)), score / of_one if of_one else 0.0


def _relearnt(world: World, node: int, terms: Terms, weights: Values, beside: int | None = None) -> Values:
    """A node's baseline by bin, its hours learnt from what each response is of its own doing; `beside`: a node that is no part of
    what all others say."""
    own = np.zeros(len(world.stage.at))
    own[_responses(world, node)] = weights[0] * terms.at_events[:, 0] / np.maximum(terms.at_events @ weights, 1e-300)
    return baseline(world.stage, node, own[world.stage.node == node], beside)


def _estimated(world: World, node: int, other: int, terms: Terms, weights: Values, beside: list[int]) -> Row:
    """Events that follow one of the other node's, and after how long on average, with intervals; `beside`: nodes that also raise.

    What all others say is told without the other node here, which would explain part of what it brings about.
    """
    mine, stage = _responses(world, node), world.stage
    base = _relearnt(world, node, terms, weights, other)
    parts = [np.arange(len(weights))[_columns(one)] for one in beside]
    chosen = np.concatenate([np.array([], np.int64), *parts])
    design = np.column_stack([base[bin_of(stage, stage.at)[mine]], terms.at_events[:, chosen]])
    rest = Terms(design, np.append(float((base * BIN)[~world.shock].sum()), terms.integrals[chosen]))
    events, origin = float((stage.node == other).sum()), world.copied[mine]
    known = np.where(origin == other, 1, np.where((origin == _NOBODY) | (origin == node), 0, -1))
    adds = np.column_stack([delayed(stage.at, stage.node == other, _DELAYS, shape)[mine] for shape in _SHAPES])
    found = delay(rest, adds, events, known)
    weight, mean = found.weight, float(_DELAYS[found.number % len(_DELAYS)])
    half = 1.96 / sqrt(max(found.certain, 1.0))
    row = {"weight": weight, "weight_low": weight * max(0.0, 1 - half), "weight_high": weight * (1 + half)}
    return row | {"lag": mean, "lag_low": mean * max(0.0, 1 - half), "lag_high": mean * (1 + half)}


def _by_order(stage: Stage, other: int, node: int) -> Row:
    """The same from which of two comes first, where the model does not hold."""
    found = first_of_two(stage.at[stage.node == other], stage.at[stage.node == node])
    does = "raises" if found.first * 2 >= found.pairs else "lowers"
    low, middle, high = found.lags
    row: Row = {"p": found.p, "does": does, "weight": None, "weight_low": None, "weight_high": None}
    return row | {"lag": middle, "lag_low": low, "lag_high": high}


def _of_node(world: World, node: int) -> list[Row]:
    """What all other nodes' events do to one node's."""
    stage = world.stage
    terms, whole, rest = _fitted(world, node)
    fits = _misfit(world, node, rest, whole.weights)
    raises = [] if fits < _BAD else [_raises(terms, whole, other) for other in range(len(stage.names))]
    kept = [other for other, p in enumerate(raises) if p <= _TOLD]
    out = []
    for other, name in enumerate(stage.names):
        if other == node:
            continue
        if fits < _BAD:
            row = {**_by_order(stage, other, node), "basis": "lags"}
        elif raises[other] < 0.5:
            row = {"p": min(1.0, 2 * raises[other]), "does": "raises", "basis": "model", **_UNTOLD}
            if raises[other] <= _TOLD:
                beside = [one for one in kept if one != other]
                row |= _estimated(world, node, other, terms, whole.weights, beside)
        else:
            p, share = _lowers(world, node, other, terms, whole.weights)
            row = {**_UNTOLD, "p": min(1.0, 2 * p), "does": "lowers", "basis": "model", "weight": share}
        copies = int((world.copied[stage.node == node] == other).sum())
        known = {"a": name, "b": stage.names[node], "a_events": int((stage.node == other).sum())}
        out.append(known | {"b_events": int((stage.node == node).sum()), "copies": copies, "fit": fits} | row)
    return out


def _stage(events: pa.Table) -> tuple[Stage, Numbers]:
    """Nodes with enough events, in the order of time, and of which node each event is known to be a copy."""
    names, counts = np.unique(events["node"].to_numpy(zero_copy_only=False), return_counts=True)
    kept = sorted(str(name) for name in names[counts >= FEWEST])
    number = {name: n for n, name in enumerate(kept)}
    rows = [row for row in events.to_pylist() if row["node"] in number]
    rows.sort(key=lambda row: (row["at"], row["node"], str(row.get("copy_of"))))
    begun = rows[0]["at"] if rows else 0
    at = np.array([(row["at"] - begun) / HOUR for row in rows], float)
    node = np.array([number[row["node"]] for row in rows], np.int64)
    copied = np.array([number.get(row.get("copy_of"), _NOBODY) for row in rows], np.int64)
    return Stage(at, node, kept, float(at[-1]) + BIN if len(at) else 0.0), copied


def _micros(hours: float) -> int | None:
    return int(hours * HOUR) if np.isfinite(hours) else None


def precedes(events: pa.Table) -> pa.Table:
    """Every ordered pair of nodes with twenty events or more: does an event of `a` raise, or lower, the rate of `b`'s?

    Args:
        events: `node`, `at` (µs since 1970), and optionally `copy_of` (the node whose words the event is known to carry).

    Returns:
        `a, b, a_events, b_events, copies, does, weight` (events of `b` that one of `a` is followed by; where it lowers, the share
        of the rate by which it does, below zero; null where no model holds), `weight_low, weight_high` (95%), `lag_us, lag_low_us,
        lag_high_us` (mean and 95%; of `lags` median and quartiles; null where it lowers), `p, q` (over all pairs), `fit` (chance
        of waiting times as far from the model's), `basis` (`model`, or `lags`: which of two comes first, where the model does not
        hold).
    """
    stage, copied = _stage(events)
    out: list[Row] = []
    if len(stage.names) > 1:
        world = _world(stage, copied)
        out = [row for node in range(len(stage.names)) for row in _of_node(world, node)]
    for row, q in zip(out, false_discovery([row["p"] for row in out]), strict=True):
        row["q"] = float(q)
        row |= {f"{name}_us": _micros(row.pop(name)) for name in ("lag", "lag_low", "lag_high")}
    return pa.Table.from_pylist(sorted(out, key=lambda row: (row["a"], row["b"])), schema=PAIRS)
