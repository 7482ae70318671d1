"""From scores of words to opinions: which words say something, of whom, and who says it.

Words that say it are read off their tags (begin, inside, outside, by polarity); the holder and the targets are the words that
fit them best, each run of words one name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Run = tuple[int, int]


class Bias(NamedTuple):
    """Five numbers chosen on the development split.

    `silent` is taken from the score of "says nothing"; `target` the least probability of a target's word, as a share of the best
    one's; `least` that of the best target, below which there is no opinion; `author` and `named` what is added to the scores of
    an author's opinion and of a named holder's.
    """

    silent: float
    target: float
    least: float
    author: float
    named: float


class Decoded(NamedTuple):
    """An opinion in numbers of words (0 is the first word): runs `[first, last)`; holder -1 the author, -2 nobody."""

    holder: Run | int
    target: Run
    expression: Run
    polarity: int
    probability: float


def softmax(scores: Scores) -> Scores:
    """Scores of the last axis as probabilities."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def logistic(scores: Scores) -> Scores:
    """Scores as probabilities, each for itself."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def expressions(tags: Scores, silent: float) -> Iterator[tuple[int, int, int, float]]:
    """Runs of words that say something: first, last, polarity, probability. `tags` (n, 5): logits of outside, begin and inside
    of a good word, of a bad one.
    """
    shifted = tags.copy()
    shifted[:, 0] -= silent
    best = shifted.argmax(axis=1)
    sure = softmax(tags)
    first = 0
    while first < len(best):
        tag = int(best[first])
        if not tag:
            first += 1
            continue
        good = tag < 3
        inside, last = 2 if good else 4, first + 1
        while last < len(best) and int(best[last]) == inside:
            last += 1
        columns = slice(1, 3) if good else slice(3, 5)
        yield first, last, 1 if good else -1, float(sure[first:last, columns].sum(axis=1).mean())
        first = last


def runs(sure: Scores, least: float) -> Iterator[tuple[int, int]]:
    """Stretches of words whose probability is at least `least`."""
    first = 0
    while first < len(sure):
        last = first
        while last < len(sure) and sure[last] >= least:
            last += 1
        if last > first:
            yield first, last
        first = max(last, first + 1)


def _around(scores: Scores, best: int) -> Run:
    """The run of words around the best one that fit nearly as well."""
    least = min(0.0, float(scores[best])) - 1
    first, last = best, best + 1
    while first > 0 and scores[first - 1] > least:
        first -= 1
    while last < len(scores) and scores[last] > least:
        last += 1
    return first, last


def _holder(scores: Scores, kinds: Scores, bias: Bias, barred: Run) -> Run | int:
    """Best holder: -1 the author, -2 nobody named, else the words around the one that fits best."""
    raised = kinds + np.array([bias.author, 0.0, bias.named], np.float32)
    kind = int(raised.argmax())
    free = scores.copy()
    free[barred[0] : barred[1]] = -np.inf
    if kind < 2 or not np.isfinite(free).any():
        return (-1, -2)[min(kind, 1)]
    return _around(free, int(free.argmax()))


def decode(tags: Scores, roles: Scores, kinds: Scores, bias: Bias) -> list[Decoded]:
    """Opinions of a sentence of n words.

    Args:
        tags: (n, 5) logits of what a word says (`expressions`).
        roles: (2, n, n) logits of holder and target: row the word that says it, column the word it is said of.
        kinds: (n, 3) logits of whose opinion a word says: the author's, nobody's named, somebody's named.
        bias: what the development split chose.
    """
    found = []
    for first, last, polarity, sure in expressions(tags, bias.silent):
        said = roles[:, first:last].mean(axis=1)
        fits = logistic(said[1])
        fits[first:last] = 0.0
        best = float(fits.max())
        if best < bias.least:
            continue
        whose = kinds[first:last].mean(axis=0)
        for target in runs(fits, max(1e-6, bias.target * best)):
            holder = _holder(said[0], whose, bias, target)
            found.append(Decoded(holder, target, (first, last), polarity, sure * float(fits[slice(*target)].max())))
    return found
