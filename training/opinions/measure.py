"""What a network gets right on labelled sentences: attitudes, tuples, and what the development split chooses."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import numpy as np
import torch
from batches import Example, batch
from network import Network
from torch import Tensor

from offscript.find.opinions.decode import Bias, Decoded, decode, softmax

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from opinions import AUTHOR, NULL, Tuple, tokens, weighted

GRID = [
    Bias(*values) for values in product((-0.5, 0.0, 0.7, 1.4), (0.3, 0.5), (0.1, 0.3, 0.5), (0.0, 1.0, 2.0), (0.0, 0.7))
]


class Said:
    """What the network says of each sentence."""

    def __init__(self) -> None:
        self.attitude: list[tuple[np.ndarray, int]] = []
        self.tags: list[np.ndarray] = []
        self.roles: list[np.ndarray] = []
        self.kinds: list[np.ndarray] = []
        self.examples: list[Example] = []


@torch.no_grad()
def say(network: Network, examples: list[Example], vectors: Tensor) -> Said:
    """Scores of all heads."""
    network.eval()
    device = str(next(network.parameters()).device)
    out, order = Said(), sorted(examples, key=lambda one: len(one.pieces))
    for first in range(0, len(order), 32):
        chosen = order[first : first + 32]
        one = batch(chosen, vectors).to(device)
        words = network.words(one.pieces, one.present, one.pool)
        seen = (one.pool.sum(-1) > 0).float()
        if len(one.attitude):
            scores = network.heads.attitude(words[one.attitude_row], seen[one.attitude_row], one.attitude_span)
            out.attitude += list(zip(scores.cpu().numpy(), (one.attitude - 1).tolist(), strict=True))
        tags, roles = (one.cpu().numpy() for one in (network.heads.expression(words), network.heads.roles(words)))
        kinds = network.heads.kind(words).cpu().numpy()
        for row, held in enumerate(chosen):
            if held.record.tuples is not None:
                n = len(held.words)
                out.tags.append(tags[row, 1 : n + 1])
                out.roles.append(roles[row, :, 1 : n + 1, 1 : n + 1])
                out.kinds.append(kinds[row, 1 : n + 1])
                out.examples.append(held)
    return out


def macro(pairs: list[tuple[int, int]]) -> float:
    """Mean F1 of -1 and 1 over (found, wanted)."""
    scores = []
    for label in (-1, 1):
        hit = sum(f == w == label for f, w in pairs)
        scores.append(2 * hit / max(1, sum(f == label for f, _ in pairs) + sum(w == label for _, w in pairs)))
    return sum(scores) / 2


def attitudes(said: Said, shift: tuple[float, float]) -> float:
    """Macro F1 with a shift of the scores of -1 and 1."""
    add = np.array([shift[0], 0.0, shift[1]])
    return macro([(int((scores + add).argmax()) - 1, wanted) for scores, wanted in said.attitude])


def as_tuple(one: Example, found: Decoded) -> Tuple:
    """A decoded opinion as sets of tokens."""

    def span(run: tuple[int, int]) -> list[tuple[int, int]]:
        return [(one.words[run[0]].start, one.words[run[1] - 1].end)]

    text = one.record.text
    holder = AUTHOR if found.holder == -1 else NULL if found.holder == -2 else tokens(text, span(found.holder))  # type: ignore[arg-type]
    return Tuple(holder, tokens(text, span(found.target)), tokens(text, span(found.expression)), found.polarity)


def wanted(one: Example) -> list[Tuple]:
    """A record's tuples as sets of tokens."""
    text = one.record.text
    return [
        Tuple(
            (AUTHOR if h == "AUTHOR" else NULL) if isinstance(h, str) else tokens(text, [h]),
            tokens(text, [t]),
            tokens(text, [e]),
            p,
        )
        for h, t, e, p in one.record.tuples or ()
    ]


def tuples(said: Said, bias: Bias) -> dict[str, float]:
    """Weighted F1 of tuples."""
    scores = zip(said.examples, said.tags, said.roles, said.kinds, strict=True)
    found = [[as_tuple(e, d) for d in decode(t, r, k, bias)] for e, t, r, k in scores]
    return weighted([wanted(one) for one in said.examples], found)


def _attitude_biases(said: Said) -> dict[str, object]:
    """Shifts of the scores of -1 and 1 for the best F1, and the temperature at which probabilities are calibrated."""
    shifts = [(a / 4, b / 4) for a, b in product(range(-4, 9), repeat=2)]
    best = max(shifts, key=lambda shift: attitudes(said, shift))
    add = np.array([best[0], 0.0, best[1]])

    def loss(heat: float) -> float:
        rows = [(softmax((scores + add) / heat), wanted + 1) for scores, wanted in said.attitude]
        return -float(np.mean([np.log(max(1e-9, float(row[wanted]))) for row, wanted in rows]))

    return {"shift": list(best), "heat": min((heat / 10 for heat in range(5, 41)), key=loss)}


def chosen(said: Said) -> dict[str, object]:
    """What this split chooses: biases of the tuples, shifts and temperature of attitudes."""
    bias = max(GRID, key=lambda one: tuples(said, one)["f1"])
    return {"tuples": list(bias), "attitude": _attitude_biases(said)}


def measured(network: Network, examples: list[Example], vectors: Tensor) -> dict[str, object]:
    """Both scores, plain and with what this split itself would choose."""
    said = say(network, examples, vectors)
    shifts = [(a / 4, b / 4) for a, b in product(range(-4, 7), repeat=2)]
    best = max(shifts, key=lambda shift: attitudes(said, shift))
    bias = max(GRID, key=lambda one: tuples(said, one)["f1"])
    return {
        "attitude": round(attitudes(said, (0.0, 0.0)), 4),
        "attitude_shifted": [round(attitudes(said, best), 4), *best],
        "tuples": [*tuples(said, bias).values(), *bias],
    }
