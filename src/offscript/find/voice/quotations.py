"""What stands between quotation marks, however they are written, and in Telegram's ways of quoting: `>`, 💬, italics."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("„", "”"), ("‹", "›"))
_LONGEST = 3_000
_STRAIGHT = re.compile(r'(?:(?<=[\s(\[—–-])|^)"(?=[^\s"])|(?<=[^\s"])"', re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[-’'ʼ][^\W_]+)*")
_BLOCK = re.compile(r"^[ ]*(?:>|💬)[ ]*(\S[^\n]*)", re.MULTILINE)
_ITALIC = re.compile(r"(?<!_)__(?!_)([^_\n]{20,}?)__(?!_)")


class Quotation(NamedTuple):
    """Words at `[start, end)`, without their marks; `outer` is the stretch with them; `kind`: marks, block, italic."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    words: int
    kind: str


def _quotation(text: str, start: int, end: int, outer: tuple[int, int], kind: str = "marks") -> Quotation:
    return Quotation(start, end, *outer, len(_WORD.findall(text, start, end)), kind)


def _paired(text: str) -> list[tuple[int, int]]:
    """Outermost stretches between unlike marks."""
    found = []
    at = 0
    openers = {pair[0] for pair in _PAIRS}
    while at < len(text):
        if text[at] in openers:
            closers = {close for begin, close in _PAIRS if begin == text[at]}
            depth, end = 1, at + 1
            while end < len(text) and end - at < _LONGEST and depth:
                if text[end] in closers:
                    depth -= 1
                elif text[end] == text[at]:
                    depth += 1
                end += 1
            closed = end if not depth else text.find(next(iter(sorted(closers))), at, at + _LONGEST) + 1
            if closed > at + 1:
                found.append((at, closed))
                at = closed
                continue
        at += 1
    return found


def _straight(text: str) -> list[tuple[int, int]]:
    """Stretches between straight marks, inside one paragraph: a mark after a blank opens, one after a letter closes."""
    found = []
    low = 0
    for line in text.split("\n"):
        opened: int | None = None
        for match in _STRAIGHT.finditer(line):
            at = match.end() - 1
            opens = at == 0 or line[at - 1] in " \t([—–-"
            if opens and opened is None:
                opened = at
            elif opened is not None:
                found.append((low + opened, low + at + 1))
                opened = None
        low += len(line) + 1
    return found


def quotations(raw: str, text: str) -> list[Quotation]:
    """Quotations in order, none inside another.

    Args:
        raw: the text with its markup and emoji.
        text: the same as `plain` makes it.
    """
    spans = _paired(text)
    spans += [one for one in _straight(text) if all(one[1] <= low or one[0] >= high for low, high in spans)]
    found = [_quotation(text, low + 1, high - 1, (low, high)) for low, high in spans]
    for kind, pattern in (("block", _BLOCK), ("italic", _ITALIC)):
        for match in pattern.finditer(raw):
            low, high = match.span(1)
            if all(high <= one.outer_start or low >= one.outer_end for one in found):
                found.append(_quotation(text, low, high, match.span(), kind))
    return sorted(found)


def masked(text: str, found: list[Quotation]) -> str:
    """The text with every quotation's inside as letters that mean nothing: no clause ends in it."""
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], "\u2022" * (one.end - one.start)]
        at = one.end
    return "".join([*parts, text[at:]])
