"""Attitudes: macro F1 of `offscript.find.opinions.attitude` over -1 and 1, on names labelled as in RuSentNE-2023.

`python benchmarks/attitudes.py --gold FILE` prints `{"f1": …}` with confusion, expected calibration error (ten bins; Naeini et
al. 2015) and F1 by length of sentence. Gold: tab-separated with ordinary CSV quoting, columns `sentence`, `entity`,
`entity_pos_start_rel`, `entity_pos_end_rel`, `label`. `--sentences benchmarks/attitudes/uk.txt --language uk` takes our own
sentences instead, one a line: `+`, `-` or `0`, then the sentence with the name in brackets.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from offscript.find.opinions import attitude

_LENGTHS = (80, 140, 220, 10_000)


class Told(NamedTuple):
    """A labelled name and what is said of it."""

    wanted: int
    said: int
    probability: float
    length: int


def macro(rows: list[Told]) -> float:
    """Mean of the F1 of -1 and of 1."""
    scores = []
    for label in (-1, 1):
        hit = sum(row.wanted == row.said == label for row in rows)
        scores.append(
            2 * hit / max(1, sum(row.wanted == label for row in rows) + sum(row.said == label for row in rows))
        )
    return sum(scores) / 2


def calibration(rows: list[Told]) -> tuple[float, list[list[float]]]:
    """Expected calibration error, and for each bin: mean probability, share right, rows."""
    bins: dict[int, list[Told]] = {}
    for row in rows:
        bins.setdefault(min(9, int(row.probability * 10)), []).append(row)
    table = []
    for _, held in sorted(bins.items()):
        sure = sum(row.probability for row in held) / len(held)
        right = sum(row.wanted == row.said for row in held) / len(held)
        table.append([round(sure, 3), round(right, 3), len(held)])
    return sum(abs(sure - right) * many for sure, right, many in table) / max(1, len(rows)), table


def read(path: Path) -> list[tuple[str, tuple[int, int], int]]:
    """Labelled names of a file: sentence, span, label."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["sentence"], (int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"])), int(row["label"]))
            for row in csv.DictReader(file, delimiter="\t")
        ]


_SIGNS = {"+": 1, "-": -1, "0": 0}


def sentences(path: Path) -> list[tuple[str, tuple[int, int], int]]:
    """The same of our own sentences."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            before, name, after = re.split(r"[\[\]]", line[2:])
            span = (len(before), len(before) + len(name))
            out.append((before + name + after, span, _SIGNS[line[0]]))
    return out


def main() -> None:
    """Score a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--gold", type=Path)
    source.add_argument("--sentences", type=Path)
    parser.add_argument("--language", default="ru", choices=("ru", "uk", "en"))
    given = parser.parse_args()
    gold = read(given.gold) if given.gold else sentences(given.sentences)
    attitude("Слово.", (0, 5), "ru")
    started = time.perf_counter()
    told = []
    for sentence, span, label in gold:
        one = attitude(sentence, span, given.language)
        told.append(Told(label, one.polarity, one.probability, len(sentence)))
    pace = len(gold) / (time.perf_counter() - started)
    error, bins = calibration(told)
    confusion = Counter(f"{row.wanted} as {row.said}" for row in told)
    by_length = {
        f"up to {high}": round(macro([row for row in told if low < row.length <= high]), 4)
        for low, high in zip((0, *_LENGTHS), _LENGTHS, strict=False)
    }
    scores = {"f1": round(macro(told), 4), "calibration_error": round(error, 4), "names": len(told)}
    print(
        json.dumps(
            {**scores, "confusion": dict(sorted(confusion.items())), "by_length": by_length, "reliability": bins}
            | {"names_per_second": round(pace)}
        )
    )


if __name__ == "__main__":
    main()
