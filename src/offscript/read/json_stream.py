"""JSON of any size, record by record: a damaged record, or a file cut in half, costs that record and no other.

A record that cannot be parsed is refused, and reading goes on at the next place that begins like the records before it
(same first two keys). Nothing longer than `LONGEST` is ever held.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from offscript.read.record import Reject, digest

LONGEST = 64 * 1024 * 1024
"""Longest record taken, in characters."""

_CHUNK = 1 << 18
_SPACE = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Element:
    """One value: the keys that lead to it, its number in its array (None outside one), and itself."""

    path: tuple[str, ...]
    number: int | None
    value: Any


class _Text:
    """A window on the stream's text that grows only while a record needs it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decode = stream, codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self.held, self.at, self.passed, self.ended = "", 0, 0, False

    def grow(self) -> bool:
        """Read on; False at the end of the file."""
        if self.ended:
            return False
        raw = self._stream.read(max(_CHUNK, len(self.held) - self.at))
        self.ended = not raw
        self.passed += self.at
        self.held, self.at = self.held[self.at :] + self._decode.decode(raw, final=self.ended), 0
        return True

    def peek(self) -> str:
        """The next character that is no space or comma; empty at the end."""
        while True:
            found = _SPACE.match(self.held, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.held):
                return self.held[self.at]
            if not self.grow():
                return ""

    def take(self) -> Any:
        """The value that begins here.

        Raises:
            json.JSONDecodeError: it is damaged, cut off, or longer than `LONGEST`.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self.held, self.at)
                if end - self.at > LONGEST:
                    raise json.JSONDecodeError("longer than is taken", self.held[:1], 0)
                if end < len(self.held) or self.ended:
                    self.at = end
                    return value
            except json.JSONDecodeError as error:
                unfinished = error.pos >= len(self.held) - 16 or error.msg.startswith("Unterminated")
                if self.ended or not unfinished or len(self.held) - self.at > LONGEST:
                    raise
            except RecursionError:
                raise json.JSONDecodeError("nested too deeply", self.held[:1], 0) from None
            self.grow()

    def skip_to(self, pattern: re.Pattern[str]) -> bool:
        """Go on to the next match of a pattern; False if there is none."""
        self.at += 1
        while True:
            found = pattern.search(self.held, self.at)
            if found:
                self.at = found.start()
                return True
            self.at = max(self.at, len(self.held) - 4096)
            if not self.grow():
                self.at = len(self.held)
                return False


_STRING = r'"(?:[^"\\]|\\.)*"'
_PLAIN = rf'(?:{_STRING}\s*|[^,{{}}\[\]"\s][^,{{}}\[\]"]*)'
_ANY_RECORD = re.compile(r'\{\s*"')
_BEGINNING = re.compile(rf"\{{\s*({_STRING})\s*:\s*{_PLAIN},\s*({_STRING})\s*:")


def _like(first: str, second: str) -> re.Pattern[str]:
    """How a record begins whose first two keys are these."""
    return re.compile(rf"\{{\s*{re.escape(first)}\s*:\s*{_PLAIN},\s*{re.escape(second)}\s*:")


def _signature(value: Any) -> re.Pattern[str] | None:
    """How records like this one begin."""
    keys = [json.dumps(key, ensure_ascii=False) for key in list(value)[:2]] if isinstance(value, dict) else []
    return _like(*keys) if len(keys) == 2 else None


def _damaged_signature(text: _Text) -> re.Pattern[str] | None:
    """How records like a damaged one begin, as far as its own beginning shows."""
    found = _BEGINNING.match(text.held, text.at, text.at + 4096)
    return _like(found.group(1), found.group(2)) if found else None


def _cut_off(text: _Text, error: json.JSONDecodeError) -> bool:
    """Whether a record is damaged because the file ends inside it."""
    return text.ended and error.pos >= len(text.held) - 16


def _refusal(text: _Text, error: json.JSONDecodeError, path: tuple[str, ...], number: int) -> Reject:
    place = f"{'.'.join(path) or 'array'}[{number}], character {text.passed + text.at}"
    if len(text.held) - text.at > LONGEST:
        reason = f"a record longer than {LONGEST} characters; split the file, or read it in another form"
    elif _cut_off(text, error) or error.msg.startswith("Unterminated"):
        reason = "the file ends in the middle of this record; export it again"
    else:
        reason = f"not valid JSON here ({error.msg}); the record was skipped"
    return Reject(place, reason, digest(text.held[text.at : text.at + 100_000].encode("utf-8", "surrogateescape")))


def _array(text: _Text, path: tuple[str, ...], descend: frozenset[str]) -> Iterator[Element | Reject]:
    text.at += 1
    number, signature = 0, None
    while (next_one := text.peek()) not in ("]", ""):
        if next_one == "{" and path and path[-1] in descend and path[-1] == "list":
            yield from _object(text, (*path, str(number)), descend)
            number += 1
            continue
        try:
            value = text.take()
        except json.JSONDecodeError as error:
            yield _refusal(text, error, path, number)
            known = signature or _damaged_signature(text)
            if known is None and _cut_off(text, error):
                text.at = len(text.held)
                return
            if not text.skip_to(known or _ANY_RECORD):
                return
        else:
            signature = _signature(value) or signature
            yield Element(path, number, value)
        number += 1
    if not next_one:
        yield Reject(f"{'.'.join(path) or 'array'}[{number}]", "the file ends before its list does", digest(b""))
    text.at += 1


def _object(text: _Text, path: tuple[str, ...], descend: frozenset[str]) -> Iterator[Element | Reject]:
    text.at += 1
    while (next_one := text.peek()) not in ("}", ""):
        try:
            key = str(text.take())
            if text.peek() == ":":
                text.at += 1
            opened = text.peek()
            if key in descend and opened == "[":
                yield from _array(text, (*path, key), descend)
            elif key in descend and opened == "{":
                yield from _object(text, (*path, key), descend)
            else:
                yield Element((*path, key), None, text.take())
        except json.JSONDecodeError as error:
            yield _refusal(text, error, path, 0)
            text.at = len(text.held)
            return
    text.at += 1 if next_one else 0


def elements(stream: BinaryIO, descend: frozenset[str] = frozenset()) -> Iterator[Element | Reject]:
    """Elements of a JSON array, or of the arrays that lie under the keys in `descend` of a JSON object.

    Args:
        stream: bytes of one JSON value, or of several one after another (JSON lines on one line among them).
        descend: keys whose arrays are streamed and whose objects are entered.
    """
    text = _Text(stream)
    while opened := text.peek():
        if opened == "[":
            yield from _array(text, (), descend)
        elif opened == "{":
            yield from _object(text, (), descend)
        else:
            yield Reject("character 0", "neither a JSON list nor an object", digest(text.held[:1000]))
            return


def lines(stream: BinaryIO, longest: int = LONGEST) -> Iterator[tuple[int, bytes | Reject]]:
    """Lines of a stream with their numbers; one longer than `longest` bytes is refused without being held."""
    number = 0
    while chunk := stream.readline(longest + 1):
        number += 1
        if len(chunk) <= longest:
            yield number, chunk
            continue
        size = len(chunk)
        while not chunk.endswith(b"\n") and (chunk := stream.readline(1 << 20)):
            size += len(chunk)
        reason = f"a line of {size} bytes; the longest taken is {longest}; is it one record a line?"
        yield number, Reject(f"line {number}", reason, digest(b""))
