"""Breaks found in planted series, against an oracle that knows every rate and only seeks the day.

`python benchmarks/breaks.py` prints `{"of_oracle": …}`. A series has 60 days of 60 posts, a weekly rhythm of ±25%, negative
binomial noise of size 12, and on a day from the tenth to the fiftieth a lasting fall; a fourth of the series has a lone day of
four times as much. `--power` adds curves over strengths, lengths and noise. Series that people annotated, in TCPD's form, are
scored by `breaks_annotated.py`.
"""

from __future__ import annotations

import argparse
import json
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.breaks import Break, detect
from offscript.measure.breaks.levels import gammaln
from offscript.model.schema import DAY

Values = NDArray[np.float64]
BEGIN = 19_240 * DAY


class Plan(NamedTuple):
    """How series are drawn."""

    days: int = 60
    mean: float = 60.0
    rhythm: float = 0.25
    size: float = 12.0
    drop: float = 0.55
    outliers: float = 0.25


class Drawn(NamedTuple):
    """A series, its true means and the day of its break (None where there is none)."""

    values: Values
    quiet: Values
    day: int | None


def drawn(plan: Plan, seed: int) -> Drawn:
    """One series."""
    random = np.random.default_rng(seed)
    phase = random.integers(7)
    quiet = plan.mean * (1 + plan.rhythm * np.sin(2 * np.pi * (np.arange(plan.days) + phase) / 7))
    day = int(random.integers(plan.days // 6, plan.days - plan.days // 6 + 1)) if plan.drop else None
    mean = quiet.copy()
    if day is not None:
        mean[day:] *= 1 - plan.drop
    values = random.negative_binomial(plan.size, plan.size / (plan.size + mean)).astype(float)
    if random.random() < plan.outliers:
        values[random.integers(plan.days)] *= 4
    return Drawn(values, quiet, day)


def table(values: Values) -> pa.Table:
    """A series as `detect` takes it."""
    return pa.table({"at": BEGIN + DAY * np.arange(len(values), dtype=np.int64), "value": values})


def _logs(values: Values, mean: Values, size: float) -> Values:
    logs = gammaln(values + size) - gammaln(size) - gammaln(values + 1)
    return np.asarray(logs + size * np.log(size / (size + mean)) + values * np.log(mean / (size + mean)), float)


def oracle(one: Drawn, plan: Plan) -> tuple[int, int, int]:
    """The likeliest day, and the ends of the 90% interval, of one who knows all rates."""
    before = _logs(one.values, one.quiet, plan.size)
    after = _logs(one.values, one.quiet * (1 - plan.drop), plan.size)
    days = np.arange(1, plan.days)
    told = np.array([before[:day].sum() + after[day:].sum() for day in days])
    sure = np.exp(told - told.max())
    total = np.concatenate([[0.0], np.cumsum(sure / sure.sum())])
    ends = [(int(np.searchsorted(total, low + 0.9 - 1e-9)), first) for first, low in enumerate(total[:-1])]
    fits = [(end - first, first) for end, first in ends if end < len(total)]
    width, first = min(fits)
    return int(days[told.argmax()]), int(days[first]), int(days[first + width - 1])


def _day(at: int) -> int:
    return (at - BEGIN) // DAY


def _nearest(found: list[Break], day: int) -> Break | None:
    return min(found, key=lambda one: abs(_day(one.at) - day), default=None)


def planted(plan: Plan, seeds: range) -> dict[str, float]:
    """Recall within one and two days beside the oracle's, further breaks, coverage and width of the intervals."""
    near: dict[str, list[bool]] = {
        name: [] for name in ("one", "two", "oracle_one", "oracle_two", "covered", "oracle_covered")
    }
    widths, best, further, found_at_all = [], [], 0, 0
    for seed in seeds:
        one = drawn(plan, seed)
        assert one.day is not None
        found = detect(table(one.values))
        told = _nearest(found, one.day)
        right, low, high = oracle(one, plan)
        off = abs(_day(told.at) - one.day) if told else 99
        near["one"].append(off <= 1)
        near["two"].append(off <= 2)
        near["oracle_one"].append(abs(right - one.day) <= 1)
        near["oracle_two"].append(abs(right - one.day) <= 2)
        near["oracle_covered"].append(low <= one.day <= high)
        best.append(high - low + 1)
        further += max(0, len(found) - 1)
        if told:
            found_at_all += 1
            near["covered"].append(told.low <= BEGIN + one.day * DAY <= told.high)
            widths.append(_day(told.high) - _day(told.low) + 1)
    shares = {name: float(np.mean(many)) if many else 0.0 for name, many in near.items()}
    return {
        **{name: round(share, 4) for name, share in shares.items()},
        "of_oracle": round(shares["one"] / max(1e-9, shares["oracle_one"]), 4),
        "found": round(found_at_all / len(seeds), 4),
        "further": further,
        "width": float(np.median(widths)) if widths else 0.0,
        "oracle_width": float(np.median(best)),
        "mean_width": round(float(np.mean(widths)), 3) if widths else 0.0,
        "oracle_mean_width": round(float(np.mean(best)), 3),
    }


def quiet(plan: Plan, seeds: range) -> float:
    """False breaks per 100 series without one."""
    return round(
        100 * sum(len(detect(table(drawn(plan._replace(drop=0.0), seed).values))) for seed in seeds) / len(seeds), 2
    )


def power(plan: Plan, seeds: range) -> dict[str, dict[str, float]]:
    """Share found within two days over strengths, lengths and noise, one thing changed at a time."""
    curves: dict[str, list[tuple[str, Plan]]] = {
        "drop": [(f"{much}", plan._replace(drop=much)) for much in (0.2, 0.3, 0.4, 0.55, 0.7)],
        "days": [(f"{days}", plan._replace(days=days)) for days in (21, 30, 60, 120, 240)],
        "size": [(f"{size:g}", plan._replace(size=size)) for size in (3.0, 6.0, 12.0, 50.0)],
        "mean": [(f"{mean:g}", plan._replace(mean=mean)) for mean in (3.0, 10.0, 30.0, 60.0, 200.0)],
    }
    return {name: {step: planted(one, seeds)["two"] for step, one in steps} for name, steps in curves.items()}


def main() -> None:
    """Draw, find, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1_000_000)
    parser.add_argument("--power", action="store_true")
    for name, value in Plan()._asdict().items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    given = parser.parse_args()
    plan = Plan(**{name: getattr(given, name) for name in Plan._fields})
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    result: dict[str, object] = {**planted(plan, seeds), "false_per_100_quiet": quiet(plan, seeds)}
    if given.power:
        result["power"] = power(plan, seeds)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
