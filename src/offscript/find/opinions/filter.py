"""Which sentences are worth the encoder: a linear reading of the beginnings of their words, some thousands a second."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from offscript.text.ground import WORD, ground

SIZE = 1 << 15
"""Places the beginnings of words are hashed to."""

_BEGINNING = 6


@lru_cache(maxsize=200_000)
def _places(word: str) -> tuple[int, int]:
    return zlib.crc32(word[:_BEGINNING].encode()) % SIZE, zlib.crc32(word[:4].encode() + b"*") % SIZE


def features(text: str) -> NDArray[np.int64]:
    """Places of the words of a text, two a word, each once."""
    found = {place for word in WORD.findall(ground(text)) for place in _places(word)}
    return np.array(sorted(found), np.int64)


def worth(text: str, weights: NDArray[np.float32]) -> float:
    """Probability that a sentence holds an opinion; `weights` (SIZE + 1,), the last one the constant."""
    places = features(text)
    score = float(weights[places].sum()) / max(1, len(places)) ** 0.5 + float(weights[-1])
    return float(1 / (1 + np.exp(-score)))
