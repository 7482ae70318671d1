"""A text without its markup, emoji and addresses, letter for letter in place: offsets stay those of the stored text.

What is taken out becomes blanks, so that a sentence can be split, parsed and measured as if the marks were not there.
"""

from __future__ import annotations

import re

_TARGET = re.compile(r"(?<=\])\((?:https?://|tg://|t\.me/)(?:[^()\s]|\([^()\s]*\))+\)")
_ADDRESS = re.compile(r"https?://[^\s)\]>»]+|www\.[^\s)\]>»]+")
_MARKS = re.compile(
    r"\*{1,3}|_{2,}|~~|\|\||`+|\[(?=[^\[\]]*\] {4})|(?<=[^\[\]])\](?= {4})"
    "|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\ufe0f\u20e3\u203c\u2049\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\U000e0020-\U000e007f]"
)
_WIDE = re.compile(r"[\t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def plain(text: str) -> str:
    """The words of a text in their places; everything else but punctuation and line breaks is blank."""
    unlinked = _ADDRESS.sub(_blank, _TARGET.sub(_blank, text))
    return _WIDE.sub(" ", _MARKS.sub(_blank, unlinked))
