"""The encoder and its heads, read from one file: multilingual-e5-small fine-tuned on three labelled sets of Russian.

The file (`encoder.npz`; made by `training/opinions`, described in its card) holds the encoder with eight-bit weights, four
heads, what the development split chose, and the filter's weights. Its digest is checked when it is loaded. The weights are
unsigned: products of signed ones are cut off at sixteen bits by processors without VNNI, and what was said of a sentence
depended on the machine. It reads the pieces of `text.encoder`, and runs as that one does.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.find.opinions.decode import Bias, Scores, softmax
from offscript.text.beside import toml_beside
from offscript.text.encoder import HIDDEN, LONGEST, Encoder, pieces, weights
from offscript.text.pieces import BEGIN, END, Place, places

_POOL = 6
_ROLE = 128
_REACH = 20


class Read(NamedTuple):
    """A sentence as the encoder reads it: its words, and a vector for each; the first vector is the author's place."""

    words: list[Place]
    vectors: Scores


def _gelu(x: Scores) -> Scores:
    """x · Φ(x), by the error function's rational approximation (Abramowitz & Stegun 1964, 7.1.26; off by less than 1.5e-7)."""
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)


class Model:
    """The encoder, loaded: reads sentences, and says what its heads make of them."""

    def __init__(self, content: dict[str, NDArray[Any]]) -> None:
        self._encoder = Encoder(content["encoder"].tobytes())
        self._head = {
            name.removeprefix("head."): value.astype(np.float32)
            for name, value in content.items()
            if name.startswith("head.")
        }
        chosen = json.loads(content["biases"].tobytes())
        self.bias = Bias(*chosen["tuples"])
        self.shift = np.array([chosen["attitude"]["shift"][0], 0.0, chosen["attitude"]["shift"][1]], np.float32)
        self.heat = float(chosen["attitude"]["heat"])
        self.filter = content["filter"].astype(np.float32)

    def _linear(self, name: str, x: Scores) -> Scores:
        return np.asarray(x @ self._head[f"{name}.weight"].T + self._head[f"{name}.bias"], np.float32)

    def _cut(self, text: str) -> tuple[list[Place], list[int], list[int]]:
        """Words, numbers of pieces, and the word of each piece; cut off where a sentence is longer than anyone writes."""
        found, numbers, owner, kept = places(text), [BEGIN], [0], []
        for word, cut in zip(found, pieces().cut(text, found), strict=True):
            if len(numbers) + len(cut) >= LONGEST:
                break
            kept.append(word)
            numbers += cut
            owner += [len(kept)] * len(cut)
        return kept, [*numbers, END], [*owner, len(kept) + 1]

    def _one(self, text: str) -> Read:
        words, numbers, owner = self._cut(text)
        vectors = np.zeros((len(words) + 2, HIDDEN), np.float32)
        np.add.at(vectors, owner, self._encoder.read(numbers))
        many = np.bincount(owner)[:, None].astype(np.float32)
        return Read(words, np.asarray(vectors / many, np.float32))

    def read(self, texts: Sequence[str]) -> list[Read]:
        """Sentences as the encoder reads them, each by itself."""
        return [self._one(text) for text in texts]

    def _about(self, vectors: Scores, span: Sequence[int]) -> Scores:
        """What a sentence says around words (numbers of vectors): their mean, and what they look at."""
        middle = vectors[list(span)].mean(axis=0)
        ask = self._linear("ask", middle).reshape(_POOL, -1)
        key = self._linear("key", vectors).reshape(len(vectors), _POOL, -1)
        value = self._linear("value", vectors).reshape(len(vectors), _POOL, -1)
        looks = softmax(np.einsum("ad,nad->an", ask, key) / math.sqrt(HIDDEN // _POOL))
        return np.concatenate([middle, np.einsum("an,nad->ad", looks, value).reshape(-1)])

    def attitude(self, read: Read, span: Sequence[int]) -> Scores:
        """Probabilities of -1, 0, 1 towards words (numbers of vectors, 1 for the first word), calibrated."""
        found = np.concatenate([self._about(read.vectors, span), read.vectors[0]])
        scores = self._linear("attitude_out", _gelu(self._linear("attitude_in", found)))
        return softmax((scores + self.shift) / self.heat)

    def pair(self, read: Read, holder: Sequence[int], target: Sequence[int]) -> Scores:
        """Probabilities of -1, 0, 1 of one towards another; 0 is the author, one past the last word nobody named."""
        one, other = self._about(read.vectors, holder), self._about(read.vectors, target)
        found = np.concatenate([one, other, one[:HIDDEN] * other[:HIDDEN]])
        return softmax(self._linear("pair_out", _gelu(self._linear("pair_in", found))))

    def tags(self, read: Read) -> Scores:
        """Logits of what each word says, (n, 5)."""
        return self._linear("tag_out", _gelu(self._linear("tag_in", read.vectors[1:-1])))

    def roles(self, read: Read) -> Scores:
        """Logits of holder and target, (2, n, n)."""
        n = len(read.words)
        words, ones = read.vectors[1:-1], np.ones((n, 2, 1), np.float32)
        one = np.concatenate([_gelu(self._linear("says", words)).reshape(n, 2, _ROLE), ones], -1)
        other = np.concatenate([_gelu(self._linear("other", words)).reshape(n, 2, _ROLE), ones], -1)
        left = np.einsum("irx,rxy->riy", one, self._head["role"])
        scores = left @ other.transpose(1, 2, 0)
        apart = np.clip(np.arange(n)[None, :] - np.arange(n)[:, None], -_REACH, _REACH) + _REACH
        return np.asarray(scores + self._head["near"][:, apart], np.float32)

    def kinds(self, read: Read) -> Scores:
        """Logits of whose opinion each word says: the author's, nobody's named, somebody's named, (n, 3)."""
        words = read.vectors[1:-1]
        both = np.concatenate([words, np.broadcast_to(read.vectors[:1], words.shape)], -1)
        return self._linear("kind_out", _gelu(self._linear("kind_in", both)))


@cache
def model() -> Model:
    """The packaged model, loaded once a process.

    Raises:
        Corrupt: the file does not have the digest this version was made with.
    """
    package = "offscript.find.opinions"
    return Model(weights(package, "encoder.npz", toml_beside(package, "network")["sha256"]))
