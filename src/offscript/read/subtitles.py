"""Subtitles: SRT, WebVTT, ASS. Their clock begins with the recording; whose programme and when must be said beside them.

Lines are joined to statements by speaker (`<v Name>`, `NAME:` at the head of a line, a dash for a change of speaker) and pause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pysubs2

from offscript.read import speech
from offscript.read.record import Document, Item, Reject, Setting, digest
from offscript.read.speech import Piece

KEPT = {"text": "text of the cues, joined", "author": "speaker, where the cue names one", "published_at": "start + cue"}
LOST = "position, style, the cues' own ends"
TIME = "second, if the start is known to the second"
_CUE = re.compile(rb"\d\d?:\d\d(?::\d\d)?[.,]\d\d\d?\s*-->\s*\d\d?:\d\d")
_VOICED = re.compile(r"<v(?:\.[^ >]*)? ([^>]+)>")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")


def recognise(head: bytes) -> bool:
    """Whether a file begins like subtitles."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith((b"WEBVTT", b"[Script Info]")) or bool(_CUE.search(start[:400]))


def piece(start: float, end: float, raw: str, before: str | None) -> Piece:
    """One cue, with who speaks: as its markup or its first words say, else whoever spoke before, unless a dash begins it."""
    voiced = _VOICED.search(raw)
    text = _TAG.sub("", raw).replace("\\N", " ").strip()
    named = speech.label(text)
    if voiced:
        return Piece(start, end, voiced.group(1).strip(), text)
    if named:
        return Piece(start, end, named.group(1).strip(), text[named.end() :])
    changed = text.startswith(("- ", "– ", "— "))
    return Piece(start, end, None if changed else before, text[2:] if changed else text)


def _pieces(cues: pysubs2.SSAFile) -> Iterator[Piece]:
    speaker: str | None = None
    for cue in cues:
        if cue.is_comment:
            continue
        found = piece(cue.start / 1000, cue.end / 1000, cue.text, cue.name or speaker)
        speaker = found.speaker
        yield found


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Statements of one file of subtitles."""
    with document.open() as stream:
        raw = stream.read()
    text = raw.decode("utf-8-sig", "replace")
    try:
        cues = pysubs2.SSAFile.from_string(text, keep_html_tags=True, keep_unknown_html_tags=True)
    except (pysubs2.Pysubs2Error, ValueError) as error:
        yield Reject("file", f"not readable as subtitles ({error}); save it as .srt or .vtt", digest(raw))
        return
    if not len(cues):
        yield Reject("file", "no cue with words and a time in it; was the file cut off?", digest(raw))
        return
    yield from speech.posts(_pieces(cues), document, setting)
