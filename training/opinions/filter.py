"""The filter: which sentences of Russian are worth the encoder, from the beginnings of their words alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from records import Record, split

from offscript.find.opinions.filter import SIZE, features

_EPOCHS, _RATE, _DECAY = 12, 0.5, 1e-6


def fitted(records: list[Record]) -> NDArray[np.float16]:
    """Weights of a logistic regression over hashed beginnings of words, the last one its constant.

    Trained on all sentences but those of the test split; a sentence counts where it holds a tuple or an attitude.
    """
    kept = [one for one in records if split(one) != "test" and (one.tuples is not None or one.attitudes)]
    told = np.array([bool(one.tuples) or any(label for _, label in one.attitudes) for one in kept], np.float64)
    rows = [features(one.text) for one in kept]
    weights, total = np.zeros(SIZE + 1), np.zeros(SIZE + 1)
    rng = np.random.default_rng(5)
    for _ in range(_EPOCHS):
        for number in rng.permutation(len(rows)):
            places = rows[number]
            gap = told[number] - 1 / (1 + np.exp(-(weights[places].sum() / np.sqrt(max(1, len(places))) + weights[-1])))
            weights[places] += _RATE * gap / np.sqrt(max(1, len(places))) - _DECAY * weights[places]
            weights[-1] += _RATE * 0.1 * gap
        total += weights
    return (total / _EPOCHS).astype(np.float16)
