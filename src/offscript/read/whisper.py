"""Transcripts by WhisperX and its kin: JSON with `segments` of `start`, `end`, `text`, `speaker` where voices were told apart."""

from __future__ import annotations

from collections.abc import Iterator

from offscript.read import speech
from offscript.read.fields import json_records, placed
from offscript.read.record import Document, Item, Reject, Setting, digest
from offscript.read.speech import Piece

KEPT = {"text": "segments[].text, joined", "author": "segments[].speaker", "published_at": "start + segments[].start"}
LOST = "words' own times and probabilities"
TIME = "second, if the start is known to the second"


def recognise(head: bytes) -> bool:
    """Whether a file begins like a transcript in segments."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"{") and b'"segments"' in head and b'"start"' in head and b'"end"' in head


def _pieces(document: Document, refused: list[Reject]) -> Iterator[Piece]:
    for element in json_records(document, frozenset({"segments"})):
        if isinstance(element, Reject):
            refused.append(element)
            continue
        if not element.path or element.path[-1] != "segments":
            continue
        segment = element.value
        try:
            speaker = segment.get("speaker")
            yield Piece(float(segment["start"]), float(segment["end"]), speaker and str(speaker), str(segment["text"]))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = f"a segment without readable start, end or text ({type(error).__name__}: {error})"
            refused.append(Reject(placed(element), reason, digest(str(segment))))


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Statements of one transcript."""
    refused: list[Reject] = []
    pieces = list(_pieces(document, refused))
    yield from refused
    yield from speech.posts(pieces, document, setting)
