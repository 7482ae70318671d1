"""Coding sheets: a stratified sample of a table's rows to label by hand, and how far people who labelled the same agree.

Rows are drawn evenly over the values of the column that is coded, by lot (a digest of the row, so the same sheet every time), and
mixed, without what the analysis said of them. Agreement is Krippendorff's α for nominal labels (Krippendorff 2011, "Computing
Krippendorff's Alpha-Reliability"), over rows that two people or more labelled; its interval is the middle
95% of α over rows drawn with replacement.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Row = dict[str, Any]
Labels = Mapping[str, Mapping[str, str]]
"""Labels by coder, and by the row's name."""
_DRAWS, _SEED, _TAIL = 1_000, 57, 0.025


class Agreement(NamedTuple):
    """α with its 95% interval, over how many rows of how many coders; None where it cannot be worked out."""

    alpha: float | None
    low: float | None
    high: float | None
    rows: int
    coders: int


def name_of(row: Mapping[str, Any]) -> str:
    """The name of a row: its words."""
    return f"{row['version']}:{row['start']}:{row['end']}"


def _lot(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(name_of(row).encode()).hexdigest()


def sample(rows: Sequence[Row], column: str, size: int) -> list[Row]:
    """Rows drawn evenly over the values of a column, in mixed order.

    Args:
        rows: rows with `version, start, end` and the column; each words once.
        column: what is to be coded.
        size: how many at most.
    """
    strata: dict[str, list[Row]] = defaultdict(list)
    for row in {name_of(row): row for row in rows}.values():
        strata[str(row[column])].append(row)
    waiting = [sorted(held, key=_lot) for _, held in sorted(strata.items())]
    drawn: list[Row] = []
    while len(drawn) < size and any(waiting):
        for held in waiting:
            if held and len(drawn) < size:
                drawn.append(held.pop(0))
    return sorted(drawn, key=_lot)


def _alpha(matrix: NDArray[np.int64]) -> float | None:
    """α of labels as numbers, -1 where there is none; None where nobody differs in what could differ."""
    values = [value for value in np.unique(matrix) if value >= 0]
    counts = np.array([(matrix == value).sum(axis=0) for value in values]).reshape(len(values), -1)
    shared = counts[:, counts.sum(axis=0) > 1]
    given, of_value = shared.sum(axis=0), shared.sum(axis=1)
    if (of_value > 0).sum() < 2:
        return None
    differing = ((given**2 - (shared**2).sum(axis=0)) / (given - 1)).sum()
    by_chance = (of_value.sum() ** 2 - (of_value**2).sum()) / (of_value.sum() - 1)
    return float(1 - differing / by_chance)


def agreement(labels: Labels) -> Agreement:
    """How far coders agree, over rows that two or more of them labelled."""
    coders = sorted(labels)
    names = sorted({name for one in labels.values() for name in one})
    shared = [name for name in names if sum(name in labels[coder] for coder in coders) > 1]
    values = {
        label: number for number, label in enumerate(sorted({text for one in labels.values() for text in one.values()}))
    }
    matrix = np.asarray(
        [[values[labels[coder][name]] if name in labels[coder] else -1 for name in shared] for coder in coders]
    )
    if not shared or (alpha := _alpha(matrix)) is None:
        return Agreement(None, None, None, len(shared), len(coders))
    dice = np.random.default_rng(_SEED)
    drawn = [_alpha(matrix[:, dice.integers(0, len(shared), len(shared))]) for _ in range(_DRAWS)]
    held = [one for one in drawn if one is not None]
    low, high = np.quantile(held, [_TAIL, 1 - _TAIL]) if held else (alpha, alpha)
    return Agreement(alpha, float(low), float(high), len(shared), len(coders))


def disagreements(labels: Labels) -> list[tuple[str, dict[str, str]]]:
    """Rows that coders labelled otherwise than each other, with each one's label."""
    names = sorted({name for one in labels.values() for name in one})
    found = []
    for name in names:
        given = {coder: one[name] for coder, one in sorted(labels.items()) if name in one}
        if len(set(given.values())) > 1:
            found.append((name, given))
    return found
