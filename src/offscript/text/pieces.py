"""Words cut into the pieces a sentence encoder knows: the most probable cut of each word (unigram language model).

Kudo 2018, "Subword Regularization", section 3.2; the pieces and their scores come with the encoder's weights. A word is a run
of letters and digits, or one other sign; every word has at least one piece, so that what the encoder says stays bound to words
and their places in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

SPACE = "▁"
BEGIN, END, UNKNOWN = 0, 2, 3
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_CACHED = 200_000
_BELOW = 10.0


class Place(NamedTuple):
    """A word of a text, `[start, end)` in code points."""

    start: int
    end: int


def places(text: str) -> list[Place]:
    """Words of a text in order, signs by themselves."""
    return [Place(*match.span()) for match in _WORD.finditer(text)]


class Pieces:
    """Cuts words into pieces. `pieces[i]` has the number i; the first four are the encoder's own signs."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._number = {piece: i for i, piece in enumerate(pieces) if piece and i > UNKNOWN}
        self._score = [float(score) for score in scores]
        self._longest = max(map(len, pieces))
        self._unknown = min(self._score) - _BELOW
        self.of = lru_cache(maxsize=_CACHED)(self._of)

    def _of(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Numbers of the pieces of a word; `spaced` says whether a blank stands before it."""
        whole = (SPACE if spaced else "") + unicodedata.normalize("NFKC", word).replace(" ", SPACE)
        size = len(whole)
        best, cut = [0.0] + [float("-inf")] * size, [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = self._number.get(whole[start:end])
                if number is None and end > start + 1:
                    continue
                score = best[start] + (self._unknown if number is None else self._score[number])
                if score > best[end]:
                    best[end], cut[end] = score, (start, UNKNOWN if number is None else number)
        found, end = [], size
        while end:
            end, number = cut[end]
            found.append(number)
        return tuple(reversed(found))

    def cut(self, text: str, words: Sequence[Place]) -> list[tuple[int, ...]]:
        """Numbers of the pieces of each word of a text."""
        return [self.of(text[a:b], a == 0 or text[a - 1].isspace()) for a, b in words]
