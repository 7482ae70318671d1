"""How many of the findings told are false, where very many things were tested at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def false_discovery(p: Sequence[float] | NDArray[np.float64], tests: float | None = None) -> NDArray[np.float64]:
    """The rate of false ones at each p-value (Benjamini & Hochberg 1995).

    Args:
        p: p-values.
        tests: of how many tests; those not given have p = 1. None: of as many as are given.
    """
    held = np.asarray(p, float)
    order = np.argsort(held, kind="stable")
    raised = held[order] * (len(held) if tests is None else tests) / np.arange(1, len(held) + 1)
    out = np.empty(len(held))
    out[order] = np.minimum(1.0, np.minimum.accumulate(raised[::-1])[::-1])
    return out
