"""Telegram's marks in a text: `**bold**`, `__italic__`, `[words](address)` are markup, not words."""

from __future__ import annotations

import re

_LINKED = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))+\)")
_MARKS = re.compile(r"\*\*|__|~~|\|\||`")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\u203c\u2049]")
_SPACE = re.compile(r"\s+")


def bare(text: str) -> str:
    """The words of a text on one line, without markup, emoji and the addresses behind words."""
    plain = _EMOJI.sub("", _MARKS.sub("", _LINKED.sub(r"\1", text)))
    return _SPACE.sub(" ", plain).strip()


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    return text[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:—–-") + " …"
