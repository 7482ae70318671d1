"""Breaks against people's annotations, in the form of the Turing change point data set (van den Burg & Williams 2020).

`python benchmarks/breaks_annotated.py --datasets FOLDER --annotations FILE` prints `{"covering": …, "f1": …}` of this project and,
in the same run, of ruptures (PELT, binary segmentation, window: with their defaults, and with the penalty that suits each series
best), of Bayesian online detection (Adams & MacKay 2007) and of finding nothing. A peer that is not installed is named and left
out (`pip install ruptures`). FOLDER holds `NAME.json` (`{"name", "n_obs", "series": [{"raw": […]}]}`), at any depth; FILE
`{"NAME": {"annotator": [places]}}`. Places are taken as weeks, so that no rhythm of the week is looked for.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.breaks import CannotTell, detect
from offscript.measure.breaks.joint import joint
from offscript.measure.breaks.posterior import posterior
from offscript.measure.breaks.prepare import whole
from offscript.model.schema import DAY

Values = NDArray[np.float64]
Peer = Callable[[Values], list[int]]
MARGIN = 5
_STEP = 7 * DAY
_PENALTIES = 10.0 ** np.arange(-2, 4)


def values_of(path: Path) -> Values:
    """A series as (places, dimensions); what is missing is NaN."""
    held = json.loads(path.read_text(encoding="utf-8"))
    columns = [[math.nan if one is None else float(one) for one in side["raw"]] for side in held["series"]]
    return np.array(columns, float).T


def _one(values: Values) -> list[int]:
    step = pa.table({"at": _STEP * np.arange(len(values), dtype=np.int64), "value": values})
    return [int(one.at // _STEP) for one in detect(step)]


def ours(values: Values) -> list[int]:
    """This project: each dimension searched; breaks of several dimensions where they are joint or one alone is sure."""
    try:
        if values.shape[1] == 1:
            return _one(values[:, 0])
        series = {}
        for number, column in enumerate(values.T):
            at, held = whole(pa.table({"at": _STEP * np.arange(len(column), dtype=np.int64), "value": column}))
            series[str(number)] = at, posterior(at, held)
    except CannotTell:
        return []
    return [int(one.at // _STEP) for one in joint(series)]


def _filled(values: Values) -> Values:
    out = values.copy()
    for column in out.T:
        known = np.isfinite(column)
        column[~known] = np.interp(np.flatnonzero(~known), np.flatnonzero(known), column[known])
    deviation = out.std(axis=0)
    return np.asarray((out - out.mean(axis=0)) / np.where(deviation > 0, deviation, 1), float)


def _ruptures(name: str, penalty: float | None) -> Peer:
    methods: dict[str, Callable[[Any], Any]] = {
        "pelt": lambda peer: peer.Pelt(model="l2"),
        "binseg": lambda peer: peer.Binseg(model="l2"),
        "window": lambda peer: peer.Window(model="l2"),
    }

    def found(values: Values) -> list[int]:
        peer = import_module("ruptures")
        clean = _filled(values)
        usual = 2 * np.log(len(clean)) * clean.shape[1]
        cut = methods[name](peer).fit(clean).predict(pen=usual if penalty is None else penalty)
        return [int(one) for one in cut[:-1]]

    return found


def online(values: Values, hazard: float = 0.01) -> list[int]:
    """Bayesian online detection, normal values of unknown mean and spread, the likeliest runs read backwards."""
    clean = _filled(values)[:, 0]
    mean, kappa, alpha, beta = (np.array([start]) for start in (0.0, 1.0, 1.0, 1.0))
    logs, likeliest = np.array([0.0]), []
    for value in clean:
        scale = beta * (kappa + 1) / (alpha * kappa)
        told = np.array([math.lgamma(a + 0.5) - math.lgamma(a) for a in alpha]) - 0.5 * np.log(
            2 * np.pi * alpha * scale
        )
        told -= (alpha + 0.5) * np.log1p((value - mean) ** 2 / (2 * alpha * scale))
        grown, fresh = logs + told + np.log1p(-hazard), np.logaddexp.reduce(logs + told + np.log(hazard))
        logs = np.concatenate([[fresh], grown])
        logs -= np.logaddexp.reduce(logs)
        likeliest.append(int(logs.argmax()))
        beta = np.concatenate([[1.0], beta + kappa * (value - mean) ** 2 / (2 * (kappa + 1))])
        mean = np.concatenate([[0.0], (kappa * mean + value) / (kappa + 1)])
        kappa, alpha = np.concatenate([[1.0], kappa + 1]), np.concatenate([[1.0], alpha + 0.5])
    found, place = [], len(clean)
    while place > 0:
        place -= max(1, likeliest[place - 1])
        if place > 0:
            found.append(place)
    return sorted(found)


def covering(annotated: Iterable[list[int]], found: list[int], length: int) -> float:
    """How well segments cover those of each annotator, averaged."""

    def segments(cuts: list[int]) -> list[set[int]]:
        edges = [0, *sorted({cut for cut in cuts if 0 < cut < length}), length]
        return [set(range(a, b)) for a, b in pairwise(edges)]

    mine = segments(found)
    shares = [
        sum(len(part) * max(len(part & one) / len(part | one) for one in mine) for part in segments(cuts)) / length
        for cuts in annotated
    ]
    return float(np.mean(shares))


def _matched(wanted: set[int], found: set[int]) -> set[int]:
    free, out = set(found), set()
    for cut in sorted(wanted):
        near = [one for one in free if abs(one - cut) <= MARGIN]
        if near:
            free.discard(min(near, key=lambda one: abs(one - cut)))
            out.add(cut)
    return out


def f1(annotated: list[list[int]], found: list[int]) -> float:
    """F1 within five places; the beginning counts as found and annotated."""
    cuts, sides = {0, *found}, [{0, *one} for one in annotated]
    precision = len(_matched(set().union(*sides), cuts)) / len(cuts)
    recall = float(np.mean([len(_matched(side, cuts)) / len(side) for side in sides]))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def peers() -> dict[str, list[Peer]]:
    """Every method; where a list is longer, the best of it is taken for each series (an oracle)."""
    listed: dict[str, list[Peer]] = {"offscript": [ours], "bayesian_online": [online], "nothing": [lambda values: []]}
    try:
        import_module("ruptures")
    except ImportError:
        print("ruptures is not installed and is left out: pip install ruptures", file=sys.stderr)
        return listed
    for name in ("pelt", "binseg", "window"):
        listed[name] = [_ruptures(name, None)]
        listed[f"{name}_oracle"] = [_ruptures(name, float(penalty)) for penalty in _PENALTIES]
    return listed


def main() -> None:
    """Score a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--datasets", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, required=True)
    given = parser.parse_args()
    annotations = json.loads(given.annotations.read_text(encoding="utf-8"))
    paths = {path.stem: path for path in sorted(given.datasets.glob("**/*.json")) if path.stem in annotations}
    scores: dict[str, dict[str, float]] = {}
    for name, methods in peers().items():
        cover, hits = [], []
        for dataset, path in paths.items():
            values, marked = values_of(path), list(annotations[dataset].values())
            found = [method(values) for method in methods]
            cover.append(max(covering(marked, cuts, len(values)) for cuts in found))
            hits.append(max(f1(marked, cuts) for cuts in found))
        scores[name] = {"covering": round(float(np.mean(cover)), 4), "f1": round(float(np.mean(hits)), 4)}
    print(json.dumps({**scores["offscript"], "series": len(paths), "beside": scores}))


if __name__ == "__main__":
    main()
