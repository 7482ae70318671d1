"""Silences: planted absences of five kinds, read and analysed by the real engine; which kind each is told as, and how many told
are false.

`python benchmarks/silence.py` prints `{"false_discovery": …, "confusion": {planted: {told as: number}}, "power": {"outage 1 d": …},
"told_where_none": …, …}`; the last is how many silences are told in a case where nothing is planted. Each seed is a case of 24
channels over six weeks: their own hours, volumes from 3 to 300 posts a day, a week's rhythm of ±25%, a common factor by day and
one dull day, counts that scatter (negative binomial, size 12 by day), afterthoughts within minutes, a matter that breaks out and
ebbs and that channels like more or less. Planted are, in channels chosen by the seed: nothing at all for one and for two days
(outage), four posts of five left out for three and for six days (quiet), the matter left out for two and for four days and
altogether after four (avoidance), posts that nobody collected for two days (hole), and a silence in a channel cut to so many
posts a day (capped).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import offscript
from offscript.model.schema import DAY, SECOND

CHANNELS, DAYS, FIRST = 24, 42, 19_000 * DAY
CAP = 10
EXPECTED = {"outage": "outage", "quiet": "quiet", "avoidance": "avoidance", "hole": "uncovered", "capped": "capped"}
SILENCES = ("quiet", "outage", "avoidance")


class Plant(NamedTuple):
    """An absence: channel, kind, start and end (days)."""

    channel: int
    kind: str
    start: float
    end: float


class Post(NamedTuple):
    """One post: time in days, and whether it is about the matter."""

    day: float
    about: bool


def world(random: np.random.Generator) -> tuple[list[list[Post]], float]:
    """Posts of each channel, and the day on which the matter breaks out."""
    rates = np.exp(random.normal(3.2, 0.9, CHANNELS)).clip(3, 300)
    week = 1 + 0.25 * np.sin(2 * np.pi * np.arange(7) / 7 + random.uniform(0, 6))
    common = random.gamma(30, 1 / 30, DAYS)
    common[random.integers(DAYS)] *= 0.6
    hours = np.array([0.1] * 6 + [0.5, 1, 1.5] + [1.6] * 10 + [1.4, 1.2, 0.9, 0.6, 0.3])
    begun = int(random.integers(8, 20))
    blocks = np.arange(DAYS * 4) - begun * 4
    salience = np.where(blocks >= 0, 0.25 * np.exp(-blocks / 40) + 0.02, 0.0) * random.gamma(6, 1 / 6, DAYS * 4)
    channels = []
    for rate, liking in zip(rates, random.gamma(2, 0.5, CHANNELS), strict=True):
        shape = np.roll(hours, random.integers(-2, 3)) / hours.sum()
        daily = rate * week[np.arange(DAYS) % 7] * common * random.gamma(12, 1 / 12, DAYS)
        counts = random.poisson(daily[:, None] * shape).ravel()
        times = (np.repeat(np.arange(DAYS * 24), counts) + random.uniform(0, 1, counts.sum())) / 24
        after = times[random.random(len(times)) < 0.15]
        times = np.sort(np.append(times, (after + random.uniform(0, 300 / 86_400, len(after))).clip(max=DAYS - 1e-6)))
        about = random.random(len(times)) < np.minimum(0.9, liking * salience[(times * 4).astype(int)])
        channels.append([Post(*pair) for pair in zip(times.tolist(), about.tolist(), strict=True)])
    return channels, float(begun)


def planned(channels: list[list[Post]], begun: float, random: np.random.Generator) -> list[Plant]:
    """Which absences are planted where: volumes and matters large enough that something can be seen."""
    busy = [n for n in random.permutation(CHANNELS) if len(channels[n]) > 12 * DAYS]
    kinds = [("outage", 1.0), ("outage", 2.0), ("quiet", 3.0), ("quiet", 6.0), ("hole", 2.0), ("capped", 3.0)]
    plants = []
    for channel, (kind, length) in zip(busy, kinds, strict=False):
        start = float(random.uniform(5, 34))
        plants.append(Plant(int(channel), kind, start, start + length))
    taken = {plant.channel for plant in plants}
    telling = [n for n in random.permutation(CHANNELS) if sum(post.about for post in channels[n]) >= 25]
    for channel, length in zip([n for n in telling if n not in taken], (2.0, 4.0, DAYS), strict=False):
        start = begun + (4.0 if length == DAYS else float(random.uniform(2, 8)))
        plants.append(Plant(int(channel), "avoidance", start, min(float(DAYS), start + length)))
    return plants


def messages(posts: list[Post], plant: Plant | None, random: np.random.Generator) -> tuple[list[dict[str, Any]], int]:
    """What the export holds of a channel, and how many posts (about the matter) the absence took."""
    held, number, lost, today = [], 0, 0, Counter[int]()
    for post in posts:
        inside = plant is not None and plant.start <= post.day < plant.end
        kind = plant.kind if plant and inside else ""
        gone = kind in ("outage", "hole", "capped") or (kind == "quiet" and random.random() < 0.8)
        lost += gone or (kind == "avoidance" and post.about)
        number += 0 if gone and kind != "hole" else 1 + (random.random() < 0.03)
        if gone or (plant and plant.kind == "capped" and today[int(post.day)] >= CAP):
            continue
        today[int(post.day)] += 1
        about = post.about and kind != "avoidance"
        text = f"О переправе, запись {number}" if about else f"О погоде, запись {number}"
        at = (FIRST + round(post.day * DAY)) // SECOND
        held.append({"id": number, "type": "message", "date_unixtime": str(at), "text": text})
    return held, lost


def case_of(folder: Path, seed: int, plant: bool = True) -> tuple[offscript.Case, list[Plant]]:
    """A case with the absences of one seed, or none, read from exports."""
    random = np.random.default_rng(seed)
    channels, begun = world(random)
    plants = planned(channels, begun, random) if plant else []
    by_channel = {plant.channel: plant for plant in plants}
    tiers = ("wire", "aligned", "independent")
    settings = ['title = "Silences"', 'zone = "UTC"']
    for n in range(CHANNELS):
        settings.append(
            f'[[source]]\nid = "c{n}"\nname = "c{n}"\naliases = ["{1_000_000_000 + n}"]\ntier = "{tiers[n % 3]}"'
        )
    settings.append('[[matter]]\nid = "crossing"\nname = "The crossing"\nterms = { ru = ["переправа"] }')
    case = offscript.new(folder / "case")
    (folder / "case" / "case.toml").write_text("\n".join(settings), encoding="utf-8")
    for n, posts in enumerate(channels):
        held, _ = messages(posts, by_channel.get(n), random)
        chat = {"name": f"c{n}", "type": "public_channel", "id": 1_000_000_000 + n, "messages": held}
        path = folder / f"{n}" / "result.json"
        path.parent.mkdir()
        path.write_text(json.dumps(chat, ensure_ascii=False), encoding="utf-8")
    case.read([folder / f"{n}" / "result.json" for n in range(CHANNELS)])
    return offscript.open(folder / "case"), plants


def _meets(row: dict[str, Any], plant: Plant) -> bool:
    """Whether the two share the better part of the shorter one."""
    start, end = ((row[side] - FIRST) / DAY for side in ("from_us", "to_us"))
    shared = min(end, plant.end) - max(start, plant.start)
    return bool(shared > 0.5 * min(end - start, plant.end - plant.start))


def named(plant: Plant) -> str:
    """A plant by its kind and its days; the last avoidance lasts until the end."""
    days = plant.end - plant.start
    return f"{plant.kind} {days:.0f} d" if plant.kind != "avoidance" or days <= 4 else f"{plant.kind} for good"


def judged(rows: list[dict[str, Any]], plants: list[Plant]) -> tuple[Counter[tuple[str, str]], int, int]:
    """Planted by told, silences told, and those of them that meet nothing planted as such."""
    tiers = {f"c{n}": ("wire", "aligned", "independent")[n % 3] for n in range(CHANNELS)}
    table: Counter[tuple[str, str]] = Counter()
    for plant in plants:
        mine = [row for row in rows if row["name"] == f"c{plant.channel}" and _meets(row, plant)]
        mine = [row for row in mine if (row["matter"] is None) == (plant.kind != "avoidance")] or mine
        kinds = sorted({row["kind"] for row in mine}, key=lambda kind: kind != EXPECTED[plant.kind])
        table[named(plant), kinds[0] if kinds else "nothing"] += 1
    told = [row for row in rows if row["kind"] in SILENCES]
    real = [plant for plant in plants if plant.kind in SILENCES]
    false = sum(
        not any(row["name"] in (f"c{p.channel}", tiers[f"c{p.channel}"]) and _meets(row, p) for p in real)
        for row in told
    )
    return table, len(told), false


def rows_of(case: offscript.Case) -> tuple[list[dict[str, Any]], float]:
    """The silences of a case, and the seconds it took to find them."""
    case.run(only=["coverage", "matter"])
    started = time.perf_counter()
    case.run(only=["silence"])
    took = time.perf_counter() - started
    relation = case.table("silence")
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()], took


def main() -> None:
    """Plant, read, run, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=7_000)
    parser.add_argument("--quiet", type=int, default=5, help="seeds besides in which nothing is planted")
    given = parser.parse_args()
    table: Counter[tuple[str, str]] = Counter()
    told = false = unasked = 0
    seconds = []
    for seed in range(given.first_seed, given.first_seed + given.seeds):
        with tempfile.TemporaryDirectory() as folder:
            case, plants = case_of(Path(folder), seed)
            rows, took = rows_of(case)
            seconds.append(took)
        found, more, wrong = judged(rows, plants)
        table, told, false = table + found, told + more, false + wrong
    for seed in range(given.first_seed, given.first_seed + given.quiet):
        with tempfile.TemporaryDirectory() as folder:
            rows, _ = rows_of(case_of(Path(folder), seed, plant=False)[0])
            unasked += sum(row["kind"] in SILENCES for row in rows)
    confusion: dict[str, dict[str, int]] = {}
    power: dict[str, dict[str, int]] = {}
    for (name, as_what), number in sorted(table.items()):
        power.setdefault(name, {})[as_what] = number
        kind = confusion.setdefault(name.split(" ")[0], {})
        kind[as_what] = kind.get(as_what, 0) + number
    result = {
        "false_discovery": round(false / max(1, told), 4),
        "told": told,
        "false": false,
        "told_where_none": round(unasked / max(1, given.quiet), 2),
        "confusion": confusion,
        "power": {
            name: round(found.get(EXPECTED[name.split(" ")[0]], 0) / sum(found.values()), 2)
            for name, found in power.items()
        },
        "seconds": round(float(np.median(seconds)), 2),
        "seeds": given.seeds,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
