"""Spoken words: pieces with a clock of their own, joined to statements and placed in time.

A programme is a source, a speaker a voice (`author`): by name only where the case names him. Pieces are joined while the same
person speaks and pauses less than `PAUSE`, up to `LONGEST` seconds. The time of a statement is the start of the file plus its
own clock; a start known only to the day leaves only the order inside the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from offscript.model import DAY, SECOND
from offscript.read.placing import ADVICE, Placed, placed_by
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import Instant

PAUSE = 2.5
"""Seconds of silence after which a new statement begins."""
LONGEST = 60.0
"""Seconds after which a statement ends at the next sentence's end."""
_ENDS = re.compile(r"[.!?…][»\"')]*$")


_NAME = r"[A-ZА-ЯЁІЇЄҐ][\w’'.-]*"
_LABEL = re.compile(rf"^(?:[-–—]\s*)?([A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ0-9_ .-]+|{_NAME}(?: {_NAME}){{1,3}}):\s+(?=\S)")


def label(text: str) -> re.Match[str] | None:
    """The name of a speaker at the head of a line: in capitals, or two to four names; one capitalised word may be any noun."""
    return _LABEL.match(text)


class Piece(NamedTuple):
    """Words between two seconds of a recording, and who speaks, where it is said: a piece of it, or a whole statement."""

    start: float
    end: float
    speaker: str | None
    text: str


def _joins(held: Piece, piece: Piece, began: float) -> bool:
    same = held.speaker == piece.speaker
    return same and piece.start - held.end < PAUSE and not (held.end - began > LONGEST and _ENDS.search(held.text))


def statements(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces joined to statements, in order; a line that subtitles repeat as they roll on counts once."""
    held: list[Piece] = []
    for piece in pieces:
        text = " ".join(piece.text.split())
        if not text or (held and held[-1].text == text):
            continue
        piece = piece._replace(text=text)
        if held and not _joins(held[-1], piece, held[0].start):
            yield _whole(held)
            held = []
        held.append(piece)
    if held:
        yield _whole(held)


def _whole(held: list[Piece]) -> Piece:
    return Piece(held[0].start, held[-1].end, held[0].speaker, " ".join(piece.text for piece in held))


def _moment(start: Instant, seconds: float) -> Instant:
    """When something was said: to the second where the start is known so well, else as the start is known."""
    if start.precision_us >= DAY:
        return start
    return Instant(start.at + round(seconds * SECOND), max(start.precision_us, SECOND), start.basis)


def _post(number: int, said: Piece, where: Placed, start: Instant, document: Document, setting: Setting) -> Post:
    clock = f"{int(said.start) // 3600:02}:{int(said.start) // 60 % 60:02}:{int(said.start) % 60:02}"
    speaker = public_name(said.speaker, setting)
    return Post(
        platform=where.platform,
        source_key=where.key,
        source_name=where.source or "",
        published=_moment(start, said.start),
        text=said.text,
        place=f"statement {number}, {clock}",
        digest=digest(f"{said.start}\x1f{said.speaker}\x1f{said.text}"),
        native_id=f"{where.url or document.stem}#{clock}",
        url=f"{where.url}&t={int(said.start)}" if where.url and "?" in where.url else where.url,
        author=speaker,
        media=("speech",),
    )


def posts(pieces: Iterable[Piece], document: Document, setting: Setting) -> Iterator[Item]:
    """Pieces of one recording as posts of its programme."""
    where = placed_by(document, setting)
    missing = [name for name, value in (("whose words", where.source), ("when", where.start)) if not value]
    if missing:
        yield Reject("file", f"the file does not say {' nor '.join(missing)} it holds; {ADVICE}", digest(document.name))
        return
    start = where.start
    assert start is not None
    yield Note(f"source {where.source!r}; start {shown(start, setting)}, from {where.known} ({start.basis})")
    if start.basis == "upload":
        yield Note("the start is the time of upload: the words were spoken before it")
    unnamed = 0
    for number, said in enumerate(statements(pieces), 1):
        unnamed += said.speaker is None
        yield _post(number, said, where, start, document, setting)
    if unnamed:
        yield Note(f"{unnamed} statements name no speaker: several people may speak in one")


def shown(moment: Instant, setting: Setting) -> str:
    """A time as the case's zone shows it."""
    return datetime.fromtimestamp(moment.at / SECOND, UTC).astimezone(setting.zone).isoformat(" ", "seconds")
