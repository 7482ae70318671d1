"""A text as cue words are looked for in it: letter for letter in place, so that what is found has the text's own offsets."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
"""A word without digits; hyphens and apostrophes inside it belong to it."""


def ground(text: str) -> str:
    """A text as it is compared: lower case, ё as е, one apostrophe; letter for letter."""
    lowered = text.lower()
    if len(lowered) != len(text) or "Σ" in text:
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered.replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def words_between(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    """How many words stand in a stretch of a text."""
    return sum(1 for _ in WORD.finditer(text, start, end))


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, the longest first, in a text as `ground` makes it."""
    listed = sorted({ground(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    parts = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed]
    return re.compile(rf"(?<![\w'])(?:{'|'.join(parts) or '(?!)'})(?![\w'])")
