"""Words, numbers and marks of a sentence, numbers read by the habits of its language.

`1.000` is a thousand in Russian and Ukrainian and one in English; `1,000` is a thousand in English, and in Russian and
Ukrainian too unless a scale or a measure follows, where it is one with three decimals. A number whose digits are of two
scripts, or that has more than fifteen of them, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from offscript.find.figures.numerals import Numerals
from offscript.text.ground import ground

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d{1,3}(?!\d))?|\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<mark>[^\s\w]|_)"
)
_GROUPED = re.compile(r"\d{1,3}(?:[., ']\d{3})+")
CURRENCIES = frozenset({"RUB", "USD", "EUR", "UAH", "GBP", "CNY"})
_MOST_DIGITS = 15
REFUSED = float("nan")
"""Value of a number that is written in a way nobody can be sure of."""


class Token(NamedTuple):
    """A word, number or mark at `[start, end)`; `value` of a number in digits, `decimals` as they were written."""

    start: int
    end: int
    text: str
    ground: str
    kind: str
    value: float = 0.0
    decimals: int = 0

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.kind == "word"


def _scripts(digits: str) -> int:
    """How many sets of ten digits a number draws on."""
    return len({ord(letter) - unicodedata.digit(letter) for letter in digits if letter.isdigit()})


def value_of(written: str, language: str, measured: bool) -> tuple[float, int]:
    """Value and number of decimals of digits as they stand; `REFUSED` where it is not sure.

    Args:
        written: digits with blanks, points, commas and apostrophes.
        language: whose habits hold.
        measured: whether a scale or a measure follows.
    """
    digits = re.sub(r"\D", "", written)
    if len(digits) > _MOST_DIGITS or _scripts(written) > 1:
        return REFUSED, 0
    plain = written.replace(" ", "").replace("'", "")
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return float(plain), 0
    last = plain.rindex(marks[-1])
    tail = len(plain) - last - 1
    grouping = "," if language == "en" else "."
    if len(set(marks)) == 2 and marks[-1] != marks[0]:
        return float(plain[:last].replace(marks[0], "") + "." + plain[last + 1 :]), tail
    if len(marks) > 1:
        return (float(digits), 0) if _GROUPED.fullmatch(plain) else (REFUSED, 0)
    as_group = tail == 3 and last <= 3 and not plain.startswith("0")
    if as_group and (marks[0] == grouping or (language != "en" and not measured)):
        return float(digits), 0
    return float(plain.replace(",", ".")), tail


def tokens(text: str, start: int, end: int, words: Numerals) -> list[Token]:
    """Tokens of a stretch, in order."""
    matches = list(_TOKEN.finditer(text, start, end))
    found = []
    for number, match in enumerate(matches):
        kind = str(match.lastgroup)
        value, decimals = 0.0, 0
        if kind == "number":
            after = ground(matches[number + 1].group()) if number + 1 < len(matches) else ""
            measured = after in words.scale or after == "%" or words.unit.get(after, "RUB") not in CURRENCIES
            value, decimals = value_of(match.group(), words.language, measured)
        found.append(Token(match.start(), match.end(), match.group(), ground(match.group()), kind, value, decimals))
    return found
