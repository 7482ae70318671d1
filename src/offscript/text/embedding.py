"""Sentences as vectors, one space for Russian, Ukrainian and English.

From a small network that learned them of multilingual-e5-small, or, slower and surer, from that (`text.encoder`): two spaces,
never to be mixed. Cosines of unrelated sentences are high (.77 to .9): rank or calibrate them, never compare them with a bare
threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from offscript.text.encoder import sentence

Vectors = NDArray[np.float32]


def embed(texts: list[str]) -> Vectors:
    """Vectors of sentences: float32 (n, d), rows of length 1, the same space for ru, uk and en."""
    return _embedded(texts, False)


def embed_published(texts: list[str]) -> Vectors:
    """The same in the space of the published encoder, which has the last word on what the small one found."""
    return _embedded(texts, True)


def _embedded(texts: list[str], published: bool) -> Vectors:
    if not texts:
        return np.empty((0, 0), np.float32)
    return np.asarray([sentence(text if text.strip() else ".", published) for text in texts], np.float32)


@cache
def _centres() -> dict[str, Vectors]:
    with files("offscript.text").joinpath("centres.npz").open("rb") as held:
        return dict(np.load(held).items())


def centred(vectors: Vectors, languages: Sequence[str], published: bool = False) -> Vectors:
    """Vectors of sentences without what all sentences of their language have in common, again of length 1.

    Sentences of one language lie close together whatever they say; without the mean of their language (`centres.npz`, written
    by `training/centres.py`) the cosine of unrelated ones is near 0 (Mu & Viswanath 2018, "All-but-the-Top"). A language whose
    mean is not known is left as it is. `published` says which encoder the vectors are of.
    """
    nothing = np.zeros(vectors.shape[1] if vectors.ndim == 2 else 0, np.float32)
    of = "published " if published else ""
    means = [_centres().get(f"{of}{language}", nothing) for language in languages]
    moved = vectors - np.asarray(means, np.float32).reshape(vectors.shape)
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    scaled: Vectors = (moved / np.maximum(length, 1e-12)).astype(np.float32)
    return scaled
