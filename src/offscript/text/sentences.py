"""Sentences of a text, by razdel's rules inside each line: a line break always ends one."""

from __future__ import annotations

import re
from typing import NamedTuple

import razdel

_LINE = re.compile(r"[^\n]+")
_LETTER = re.compile(r"[^\W_]")
_LONGEST = 20_000
_SHORTENED = re.compile(r"\b(?:тис|грн|вул|обл|просп|рр)\.$")
"""Ukrainian words that are written short, which razdel's Russian list lacks."""
_NEAR = 8


class Sentence(NamedTuple):
    """A sentence at `[start, end)`; `line` counts from 0."""

    start: int
    end: int
    line: int


def _pieces(line: str) -> list[tuple[int, int]]:
    """Sentences of a line; a line longer than anyone writes is cut, since razdel would take its square in time."""
    found: list[tuple[int, int]] = []
    for low in range(0, len(line), _LONGEST):
        part = line[low : low + _LONGEST]
        for piece in razdel.sentenize(part):
            start, end = low + piece.start, low + piece.stop
            if found and _SHORTENED.search(line, max(found[-1][0], found[-1][1] - _NEAR), found[-1][1]):
                start = found.pop()[0]
            found.append((start, end))
    return found


def sentences(text: str, letters: str = "") -> list[Sentence]:
    """Sentences that have a letter or digit, in order, without the blanks around them.

    Args:
        text: where sentences end.
        letters: the same text with its letters, where some are masked in `text`.
    """
    shown = letters or text
    found = []
    for number, line in enumerate(_LINE.finditer(text)):
        for start, end in _pieces(line.group()):
            if _LETTER.search(shown, line.start() + start, line.start() + end):
                found.append(Sentence(line.start() + start, line.start() + end, number))
    return found
