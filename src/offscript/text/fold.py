"""How a code point counts when words are compared: folded, skipped, or the end of a word.

NFKC and case folding (Unicode Standard Annex 15; Unicode 3.13), ё as е, Latin letters without accents, й and ї kept
as letters of their own; zero-width characters, stress marks and soft hyphens vanish; apostrophes join; all else parts.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PARTS, SKIPPED, JOINS = 0, 1, 2
"""Codes below the folded letters: ends a word, vanishes, vanishes inside a word only."""

CYRILLIC, LATIN, DIGIT, OTHER = 1, 2, 4, 8
"""Scripts a folded letter may be of."""

_LAST = 0x20000
_QUICK = 0x800
_APOSTROPHES = "'’ʼ`´‘ʹ′＇"
_CYRILLIC_MARKS = {("и", "\u0306"): "й", ("і", "\u0308"): "ї"}
LOOK_ALIKES = "aа bв cс eе hн iі jј kк mм oо pр tт xх yу"
"""Latin letters, and the Cyrillic ones they look like."""


class Folding(NamedTuple):
    """Lookup tables: `start[cp]:start[cp + 1]` of `letters` is what code point cp folds to.

    `quick[cp]` is the letter of a low code point that folds to one, 0 where it parts words, -1 where it takes more looking;
    `script[letter]` is its script.
    """

    start: NDArray[np.int32]
    letters: NDArray[np.int32]
    to_cyrillic: NDArray[np.int32]
    to_latin: NDArray[np.int32]
    quick: NDArray[np.int32]
    script: NDArray[np.uint8]


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def _letters(character: str) -> list[int]:
    if character in _APOSTROPHES:
        return [JOINS]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return [SKIPPED]
    folded = unicodedata.normalize("NFKC", character).casefold().replace("ё", "е")
    if any(unicodedata.name(letter, "").startswith("LATIN") for letter in folded):
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    found = [ord(letter) for letter in folded if _is_word(letter)]
    return found or [PARTS]


def _ascii_or_cyrillic_letters() -> dict[int, list[int]]:
    """The common code points without asking the database for their names (table building takes a tenth of the time)."""
    plain = {point: [ord(chr(point).casefold().replace("ё", "е"))] for point in range(0x410, 0x530)}
    plain[0x401] = plain[0x451] = [ord("е")]
    return {point: letters for point, letters in plain.items() if _is_word(chr(point))}


def _scripts() -> NDArray[np.uint8]:
    script = np.full(0x600, OTHER, np.uint8)
    script[0x400:0x530] = CYRILLIC
    script[ord("a") : ord("z") + 1] = LATIN
    script[ord("0") : ord("9") + 1] = DIGIT
    return script


def _quick(start: NDArray[np.int32], letters: list[int]) -> NDArray[np.int32]:
    folded = [letters[start[point] : start[point + 1]] for point in range(_QUICK)]
    return np.array(
        [
            0 if found == [PARTS] else found[0] if len(found) == 1 and JOINS < found[0] < 0x600 else -1
            for found in folded
        ],
        np.int32,
    )


@cache
def folding() -> Folding:
    """The tables, built once a process."""
    known = _ascii_or_cyrillic_letters()
    start = np.zeros(_LAST + 1, np.int32)
    letters: list[int] = []
    for point in range(_LAST):
        if 0x2E80 <= point < 0xF900:
            letters.append(point if 0x3040 <= point < 0xD7A4 else PARTS)
        else:
            letters.extend(known.get(point) or _letters(chr(point)))
        start[point + 1] = len(letters)
    pairs = [(ord(pair[0]), ord(pair[1])) for pair in LOOK_ALIKES.split()]
    to_cyrillic, to_latin = np.zeros(0x600, np.int32), np.zeros(0x600, np.int32)
    for latin, cyrillic in pairs:
        to_cyrillic[latin], to_latin[cyrillic] = cyrillic, latin
    return Folding(start, np.array(letters, np.int32), to_cyrillic, to_latin, _quick(start, letters), _scripts())
