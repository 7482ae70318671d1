"""Which part of a folded word is its ending: a table of inflectional endings in Russian, Ukrainian and English.

A light stemmer after Savoy (2006, "Light stemming approaches for the French, Portuguese, German and Hungarian languages",
SAC): only inflection is taken off, by the longest ending listed in `endings.toml`.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.text.beside import toml_beside

LONGEST = 3
"""Most letters an ending has."""
STEM = 3
"""Fewest letters a stem keeps."""
LETTER_BITS = 6
"""Bits a letter takes in a packed tail."""
SIZE_BITS = 8
"""Place of an ending's length in an entry of the table; its number, from 1, stands below."""

_LAST = 0x600


class Endings(NamedTuple):
    """`letter[cp]` is a letter's number in a packed tail (0: in no ending); `of_tail[packed]` the longest ending of the tail.

    A tail packs the last letters of a word, the last one lowest; an entry holds the ending's number and length.
    """

    letter: NDArray[np.uint8]
    of_tail: NDArray[np.uint16]


@cache
def listed() -> frozenset[str]:
    """All endings."""
    read = toml_beside("offscript.text", "endings")
    return frozenset(ending for kinds in read.values() for text in kinds.values() for ending in text.split())


def _packed(letters: tuple[int, ...]) -> int:
    return sum(code << LETTER_BITS * place for place, code in enumerate(reversed(letters)))


@cache
def endings() -> Endings:
    """The table, built once a process.

    Raises:
        ValueError: `endings.toml` lists more than fits.
    """
    known = sorted(listed())
    names = sorted({letter for ending in known for letter in ending})
    if len(known) > 255 or len(names) >= 1 << LETTER_BITS or max(map(len, known)) > LONGEST:
        raise ValueError(f"endings.toml: at most 255 endings of {LONGEST} letters each, from 63 letters")
    code = {name: place for place, name in enumerate(names, 1)}
    letter = np.zeros(_LAST, np.uint8)
    for name, place in code.items():
        letter[ord(name)] = place
    of_tail = np.zeros(1 << LETTER_BITS * LONGEST, np.uint16)
    for number, ending in sorted(enumerate(known, 1), key=lambda pair: len(pair[1])):
        free = [range(1 << LETTER_BITS)] * (LONGEST - len(ending))
        for before in product(*free):
            of_tail[_packed((*before, *(code[name] for name in ending)))] = number | len(ending) << SIZE_BITS
    return Endings(letter, of_tail)
