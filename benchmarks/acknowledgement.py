"""Lags until acknowledgement: bias and coverage on planted lags, and agreement with lifelines where it is installed.

`python benchmarks/acknowledgement.py` prints `{"coverage": …, "bias": …}`. Sources get there after a Weibull time (shape 1.3,
planted median), some are watched too briefly; coverage is how often the 95% interval holds the planted median. Bias is that of
the median when times are known to the day only, a tenth of the sources was collected late, and the median is some days. `ratio`
is Cox's between two groups of as many sources, one of them planted twice as fast: how often its 95% interval holds what was
planted (of exact times, and of days); `false` how often groups that do not differ are told to at the 5% level, where one is known
to the hour and the other to the day.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from offscript.measure.acknowledgement.groups import differ, sooner
from offscript.measure.acknowledgement.survival import curve, median

Times = NDArray[np.float64]
SHAPE = 1.3


def drawn(sources: int, middle: float, seed: int) -> tuple[Times, Times]:
    """Hours until each source got there, and for how long each was watched."""
    random = np.random.default_rng(seed)
    scale = middle / np.log(2) ** (1 / SHAPE)
    return scale * random.weibull(SHAPE, sources), random.uniform(middle, 5 * middle, sources)


def plain(sources: int, middle: float, seed: int) -> tuple[Times, Times]:
    """Exact times, censored on the right."""
    lag, watched = drawn(sources, middle, seed)
    return np.minimum(lag, watched), np.where(lag <= watched, lag, np.inf)


def dated(sources: int, middle: float, seed: int) -> tuple[Times, Times]:
    """Times known to the day."""
    lag, watched = drawn(sources, middle, seed)
    got = lag <= watched
    day = np.floor(lag / 24) * 24
    return np.where(got, day, watched), np.where(got, day + 24, np.inf)


def coarse(sources: int, middle: float, seed: int) -> tuple[Times, Times]:
    """Times known to the day, a tenth of the sources collected late."""
    lag, watched = drawn(sources, middle, seed)
    day = np.floor(lag / 24) * 24
    late = np.random.default_rng(seed + 1).random(sources) < 0.1
    low, high = np.where(late, 0.0, day), day + 24
    got = lag <= watched
    return np.where(got, low, watched), np.where(got, high, np.inf)


def compared(seeds: range, sources: int, middle: float) -> dict[str, float]:
    """Coverage of the ratio's interval, exact and by days; and how often groups alike are told apart."""
    group = np.arange(2 * sources) < sources
    held: dict[str, list[bool]] = {"ratio_coverage": [], "ratio_coverage_days": [], "false": []}
    for seed in seeds:
        for name, make in (("ratio_coverage", plain), ("ratio_coverage_days", dated)):
            fast, slow = make(sources, middle / 2 ** (1 / SHAPE), seed), make(sources, middle, seed + 500_000)
            low, high = (np.concatenate(pair) for pair in zip(fast, slow, strict=True))
            found = sooner(low, high, group)
            held[name].append(found is not None and found.low <= 2.0 <= found.high)
        both = plain(sources, middle, seed + 200_000), dated(sources, middle, seed + 700_000)
        low, high = (np.concatenate(pair) for pair in zip(*both, strict=True))
        held["false"].append(differ(low, high, group) <= 0.05)
    return {name: round(float(np.mean(one)), 4) for name, one in held.items()}


def agreement(seeds: range, sources: int, middle: float) -> float | None:
    """Largest difference from lifelines over curves and their intervals; None where it is not installed."""
    try:
        fitter = import_module("lifelines").KaplanMeierFitter
    except ImportError:
        print("lifelines is not installed and is left out: pip install lifelines", file=sys.stderr)
        return None
    worst = 0.0
    for seed in seeds:
        low, high = plain(sources, middle, seed)
        found = curve(low, high)
        peer = fitter().fit(low, np.isfinite(high))
        bounds = peer.confidence_interval_survival_function_.loc[found.times].to_numpy()
        share = peer.survival_function_.loc[found.times].to_numpy()[:, 0]
        inside = (found.share > 0) & (found.share < 1)
        gaps = [share - found.share, (bounds[:, 0] - found.low)[inside], (bounds[:, 1] - found.high)[inside]]
        worst = max([worst, *(float(np.abs(gap).max(initial=0)) for gap in gaps)])
    return worst


def main() -> None:
    """Draw, estimate, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=1_000)
    parser.add_argument("--coarse-seeds", type=int, default=60)
    parser.add_argument("--compared", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=3_000)
    parser.add_argument("--sources", type=int, default=30)
    parser.add_argument("--median-hours", type=float, default=72.0)
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    held, found = [], []
    for seed in seeds:
        told = median(curve(*plain(given.sources, given.median_hours, seed)))
        held.append(told.low <= given.median_hours <= told.high)
        found.append(told.at)
    rough = [
        median(curve(*coarse(200, given.median_hours, seed))).at
        for seed in range(given.first_seed, given.first_seed + given.coarse_seeds)
    ]
    result = {
        "coverage": round(float(np.mean(held)), 4),
        "bias": round(float(np.mean(rough)) / given.median_hours - 1, 4),
        "bias_exact": round(float(np.mean([one for one in found if np.isfinite(one)])) / given.median_hours - 1, 4),
        "replicates": given.seeds,
        **compared(seeds[: given.compared], given.sources, given.median_hours),
        "lifelines_gap": agreement(seeds[:50], given.sources, given.median_hours),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
