"""Plain transcripts: a line a turn, `NAME: words`, with or without a clock before it (`[00:12:30] NAME: words`).

Without a clock, statements keep their order and the start of the programme, with the width of a day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from offscript.model import DAY
from offscript.read import speech
from offscript.read.placing import placed_by
from offscript.read.record import Document, Item, Note, Setting
from offscript.read.speech import Piece

KEPT = {"text": "words of a turn", "author": "name before the colon", "published_at": "start + clock before the turn"}
LOST = "stage directions in brackets on lines of their own"
TIME = "second with a clock, else day"
_TURN = re.compile(
    r"^\s*(?:[\[(]?(?P<clock>\d\d?:\d\d(?::\d\d)?)(?:[.,]\d+)?[\])]?\s*[-–—]?\s*)?"
    r"(?:(?P<speaker>[A-ZА-ЯЁІЇЄҐ][^:\n.!?]{0,50}?)\s*(?:\([^)]*\))?:\s+)?(?P<text>\S.*)$"
)
_DIRECTION = re.compile(r"[\[(][^\[\]()]*[\])]")
_ENOUGH = 2


class _Turn(NamedTuple):
    """One line: its clock, its speaker, its words."""

    clock: str | None
    speaker: str | None
    text: str


def _turns(text: str) -> list[_Turn]:
    """Lines of a transcript. What stands before a colon is a speaker if it looks like a name, or stands there twice."""
    found = [one for line in text.splitlines() if line.strip() and (one := _TURN.match(line))]
    often = {name for name, times in Counter(one["speaker"] for one in found).items() if name and times > 1}
    turns = []
    for one in found:
        named = one["speaker"] and (one["speaker"] in often or speech.label(f"{one['speaker']}: x"))
        whole = one["text"] if named or not one["speaker"] else one.string[one.start("speaker") :].strip()
        turns.append(_Turn(one["clock"], one["speaker"] if named else None, whole))
    return turns


def recognise(head: bytes) -> bool:
    """Whether a file is lines of speakers: half of its lines at least begin with a name or a clock, and two with a name."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if b"\x00" in head or start.startswith((b"{", b"<", b"[{", b"[[", b'["')):
        return False
    turns = _turns(head.decode("utf-8-sig", "replace"))
    named = [turn.speaker for turn in turns if turn.speaker]
    begun = sum(bool(turn.speaker or turn.clock) for turn in turns)
    return len(named) >= _ENOUGH and 2 * begun >= len(turns)


def _seconds(clock: str) -> float:
    parts = [int(part) for part in clock.split(":")]
    return float(sum(part * 60**place for place, part in enumerate(reversed(parts))))


def _pieces(turns: list[_Turn]) -> Iterator[Piece]:
    speaker, at = None, 0.0
    for turn in turns:
        if turn.speaker is None and _DIRECTION.fullmatch(turn.text):
            continue
        speaker = turn.speaker or speaker
        at = _seconds(turn.clock) if turn.clock else at
        yield Piece(at, at, speaker, turn.text)


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Statements of one transcript."""
    with document.open() as stream:
        turns = _turns(stream.read().decode("utf-8-sig", "replace"))
    if not any(turn.clock for turn in turns):
        start = placed_by(document, setting).start
        if start and start.precision_us < DAY:
            setting = replace(setting, start=start._replace(precision_us=DAY))
        yield Note("the transcript has no clock: its statements are placed in the day that follows its start")
    yield from speech.posts(_pieces(turns), document, setting)
