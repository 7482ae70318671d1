"""Unison: bias with few posts, cover of the intervals, windows falsely called unusual, and how soon planted loss of unison is
dated.

`python benchmarks/unison.py` prints one JSON object. Each seed is a tier of 12 voices over eight weeks with 60 subjects of
unequal rank. A voice draws its subjects from an agenda common to all with a planted weight, else from its own; the common agenda
drifts from week to week. `bias` is that of the mean likeness at 3, 10 and 40 posts a voice and day against what the agendas
themselves have in common;
`naive_bias` the same for the cosine of counts, which most tools use. `coverage`: how often the 95% interval of a week holds the
likeness of all voices such agendas could have. `false_windows`: windows at q ≤ .1 where each voice keeps to agendas of its own.
`dated`: share of planted losses of unison (common weight .8 to .4 from one day on) whose break is told within two days;
`false_breaks` in as many seeds without one.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.measure.breaks import detect
from offscript.measure.unison.table import unison
from offscript.model.schema import DAY

VOICES, DAYS, SUBJECTS = 12, 56, 60
Values = NDArray[np.float64]


def agendas(random: np.random.Generator, voices: int, weight: Values, drift: bool = True) -> Values:
    """Shares of subjects by day and voice."""
    rank = 1 / np.arange(1, SUBJECTS + 1)
    own = np.array([random.permutation(rank) for _ in range(voices)])
    weeks = [random.permutation(rank) for _ in range(DAYS // 7)] if drift else [rank] * (DAYS // 7)
    common = np.repeat(np.array(weeks), 7, axis=0)
    mixed = weight[:, None, None] * common[:, None] + (1 - weight)[:, None, None] * own[None]
    return np.asarray(mixed / rank.sum(), float)


def posts(random: np.random.Generator, shares: Values, a_day: float) -> list[dict[str, Any]]:
    """Rows as the step takes them: one subject a post."""
    rows = []
    for day in range(shares.shape[0]):
        for voice in range(shares.shape[1]):
            for n, thing in enumerate(random.choice(SUBJECTS, random.poisson(a_day), p=shares[day, voice])):
                at = {"day_us": (19_000 + day) * DAY, "week": f"week {day // 7:02d}", "post": f"{day}-{voice}-{n}"}
                row = {"aspect": "subjects", "tier": "wire", "source": f"v{voice:02d}", **at}
                rows.append(row | {"thing": f"s{thing}", "side": ""})
    return rows


def measured(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The table, rows of the tier only."""
    return [row for row in unison(pa.Table.from_pylist(rows), {}).to_pylist() if row["scope"] == "tier"]


def in_common(shares: Values, worth: Values) -> float:
    """What agendas have in common, over what one has with itself."""
    number = shares.shape[0]
    weighed = shares * np.sqrt(worth)
    whole = (weighed.sum(axis=0) ** 2).sum() - (weighed**2).sum()
    return float(whole / (number * (number - 1)) / ((weighed**2).sum() / number))


def cosine(rows: list[dict[str, Any]], day: int) -> float:
    """Mean cosine of counts over pairs of voices on a day."""
    counts = np.zeros((VOICES, SUBJECTS))
    for row in rows:
        if row["day_us"] == (19_000 + day) * DAY:
            counts[int(row["source"][1:]), int(row["thing"][1:])] += 1
    unit = counts / np.maximum(np.linalg.norm(counts, axis=1), 1e-9)[:, None]
    return float(((unit.sum(axis=0) ** 2).sum() - (unit**2).sum()) / (VOICES * (VOICES - 1)))


def worth_of(rows: list[dict[str, Any]]) -> Values:
    """What each subject is worth: rare ones more."""
    often = np.bincount([int(row["thing"][1:]) for row in rows], minlength=SUBJECTS)
    return np.asarray(np.log((len(rows) + 1) / np.maximum(often, 1)))


def biases(seeds: range) -> dict[str, Any]:
    """Bias of the daily likeness, and of the cosine, by posts a voice and day; weight .6."""
    out: dict[str, Any] = {"bias": {}, "naive_bias": {}}
    for a_day in (3, 10, 40):
        gaps, naive = [], []
        for seed in seeds:
            random = np.random.default_rng(seed)
            shares = agendas(random, VOICES, np.full(DAYS, 0.6))[:14]
            rows = posts(random, shares, a_day)
            worth = worth_of(rows)
            truth = [in_common(shares[day], worth) for day in range(14)]
            flat = [in_common(shares[day], np.ones(SUBJECTS)) for day in range(14)]
            days = [row["value"] for row in measured(rows) if row["bucket"] == "day"]
            gaps.append(np.mean(days) / np.mean(truth) - 1)
            naive.append(np.mean([cosine(rows, day) for day in range(14)]) / np.mean(flat) - 1)
        out["bias"][str(a_day)] = round(float(np.mean(gaps)), 4)
        out["naive_bias"][str(a_day)] = round(float(np.mean(naive)), 4)
    return out


def covers(seeds: range) -> float:
    """How often a week's interval holds the likeness of four hundred voices with such agendas."""
    held = []
    for seed in seeds:
        random = np.random.default_rng(seed)
        shares = agendas(random, 400, np.full(DAYS, 0.6))[:7]
        rows = posts(random, shares[:, :VOICES], 10)
        truth = in_common(shares[0], worth_of(rows))
        week = next(row for row in measured(rows) if row["bucket"] == "week")
        held.append(week["low"] <= truth <= week["high"])
    return round(float(np.mean(held)), 4)


def _dated(rows: list[dict[str, Any]]) -> list[int]:
    days = [row for row in measured(rows) if row["bucket"] == "day"]
    usual = np.mean([row["posts"] for row in days])
    columns = {"at": [row["at"] for row in days], "value": [row["value"] for row in days]}
    found = detect(pa.table({**columns, "exposure": [row["posts"] / usual for row in days]}))
    return [one.at // DAY - 19_000 for one in found if one.probability >= 0.5]


def breaks(seeds: range) -> dict[str, Any]:
    """Planted losses dated within two days; breaks and unusual windows where nothing was planted."""
    dated = false = unusual = windows = 0
    for seed in seeds:
        random = np.random.default_rng(seed)
        day = int(random.integers(14, 43))
        weight = np.where(np.arange(DAYS) < day, 0.8, 0.4)
        dated += any(abs(one - day) <= 2 for one in _dated(posts(random, agendas(random, VOICES, weight), 8)))
        still = agendas(random, VOICES, np.full(DAYS, 0.6), drift=False)
        rows = posts(random, still, 8)
        false += len(_dated(rows))
        listed = [row for row in measured(rows) if row["q"] is not None]
        unusual, windows = unusual + sum(row["q"] <= 0.1 for row in listed), windows + len(listed)
    number = len(seeds)
    return {
        "dated": round(dated / number, 4),
        "false_breaks": round(false / number, 4),
        "false_windows": round(unusual / windows, 4),
    }


def main() -> None:
    """Draw, measure, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first-seed", type=int, default=11_000)
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    few = seeds[: max(3, given.seeds // 4)]
    print(json.dumps({**biases(few), "coverage": covers(seeds), **breaks(seeds), "seeds": given.seeds}))


if __name__ == "__main__":
    main()
