"""The segments of a post: every letter of it in one, each with whose words it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from offscript.find.voice.attribution import Attribution
from offscript.find.voice.carry import Carried, carried
from offscript.find.voice.cues import LANGUAGES, Cues, Stance, cues
from offscript.find.voice.quotations import Quotation, masked, quotations
from offscript.find.voice.speakers import Span
from offscript.text.ground import ground
from offscript.text.plain import plain
from offscript.text.sentences import Sentence, sentences

Voice = Literal["own", "quoted", "reported", "endorsed", "ironic", "unknown"]
Frame = Literal["statement", "forward", "reply", "headline"]

_LETTER = re.compile(r"[^\W_]")
_BEGIN = re.compile(r"[^\W_]|[«“„\"‹]")
_WRY = re.compile("[🤡🙃🤥]")
_SCARE = 2
_NEAR = 20
_REACH = 200
_HEADLINE = 220
_FEW = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """Words at `[start, end)` of a post, and whose they are.

    Attributes:
        start: code points from the text's beginning.
        end: end of the segment.
        voice: own, quoted (as said), reported (retold), endorsed (retold and taken as one's own), ironic (said and not
            meant, words held at a distance), unknown (never counts as own).
        attributed_to: the few words that name the speaker, or None.
        frame: `statement` pasted whole under a header, `forward`, `reply`, `headline`, or None.
        stance: how the author stands to what he passes on: neutral, endorse, doubt, reject.
        speaker: span of the words that name the speaker.
        chain: spans of the speakers around him, the outermost first.
    """

    start: int
    end: int
    voice: Voice
    attributed_to: str | None = None
    frame: Frame | None = None
    stance: Stance = "neutral"
    speaker: Span | None = None
    chain: tuple[Span, ...] = ()


def _headline(raw: str, parts: list[Sentence]) -> Span | None:
    """The first line where more follows it and it is set apart: bold, without a stop, or with a blank line after it."""
    line = raw.split("\n", 1)[0]
    on_it = [part for part in parts if part.line == 0 and part.start < len(line)]
    if len(on_it) != 1 or len(on_it) == len(parts) or len(line) > _HEADLINE:
        return None
    bare = line.strip()
    bold = bare.rstrip("* ").endswith(("**",)) or (bare.count("**") >= 2 and bare.endswith("**"))
    stops = bare.rstrip("*_ ").endswith((".", "…", ":", ";"))
    return Span(on_it[0].start, on_it[0].end) if bold or not stops else None


def _frame(first: int, headline: Span | None, statement: list[Span]) -> Frame | None:
    """Frame of the segment whose first letter stands at a place."""
    if any(span.start <= first < span.end for span in statement):
        return "statement"
    return "headline" if headline and headline.start <= first < headline.end else None


def _at(place: int, found: list[Attribution]) -> Attribution | None:
    """The innermost attribution of a place: the one that begins last."""
    holding = [one for one in found if one.start <= place < one.end]
    return max(holding, key=lambda one: (one.start, -one.end)) if holding else None


def _is_name(text: str, quote: Quotation, part: Sentence | None, cues: Cues) -> bool:
    """Whether marks hold a name (`«Азот»`), not something said."""
    words = text[quote.start : quote.end].strip()
    if quote.words > _FEW or words.endswith((".", "!", "?", "…", ",")):
        return False
    if part and not _LETTER.search(text[part.start : quote.outer_start] + text[quote.outer_end : part.end]):
        return False
    return (
        words[:1].isupper()
        or words[:1].isdigit()
        or (cues.language != "en" and words[:1].isascii() and words[:1].isalpha())
    )


def _is_all(text: str, quote: Quotation, one: Attribution) -> bool:
    """Whether a quotation is all that is attributed."""
    return not _LETTER.search(text[one.start : quote.outer_start] + text[quote.outer_end : one.end])


def _quote(
    text: str, quote: Quotation, part: Sentence | None, found: list[Attribution], whole: Carried, cues: Cues
) -> Segment | None:
    """Whose words a quotation is; None where it is no quotation but a name, or a stretch set in italics."""
    inside, spoken_in = _at(quote.start, found), _near(text, quote, part, whole)
    before = text[max(part.start if part else 0, quote.outer_start - _NEAR) : quote.outer_start]
    so_called = cues.so_called.search(ground(before)) is not None
    if quote.kind != "marks" and inside is None and (quote.kind == "italic" or spoken_in is None):
        return None
    if _is_name(text, quote, part, cues) and not (inside and _is_all(text, quote, inside)):
        return None
    speaker = inside.speaker if inside else spoken_in
    stance: Stance = inside.stance if inside else "neutral"
    if so_called or (quote.words < _SCARE and speaker is None):
        return Segment(quote.outer_start, quote.outer_end, "ironic", None, None, "doubt") if quote.words else None
    voice: Voice = "endorsed" if inside and inside.endorsed else "quoted"
    chain = inside.chain if inside else ()
    return Segment(quote.outer_start, quote.outer_end, voice, _words(text, speaker), None, stance, speaker, chain)


def _words(text: str, speaker: Span | None) -> str | None:
    return text[speaker.start : speaker.end] if speaker else None


def _retold(text: str, one: Attribution) -> Segment:
    voice: Voice = "endorsed" if one.endorsed else "quoted" if one.direct else "reported"
    return Segment(one.start, one.end, voice, _words(text, one.speaker), None, one.stance, one.speaker, one.chain)


def _painted(length: int, layers: list[Segment]) -> list[Segment]:
    """Segments without overlap: what comes later in the list lies on top, what nothing covers is the author's own."""
    edges = sorted({0, length, *(one.start for one in layers), *(one.end for one in layers)})
    out: list[Segment] = []
    for start, end in pairwise(edges):
        top = next((one for one in reversed(layers) if one.start <= start and one.end >= end), None)
        piece = replace(top, start=start, end=end) if top else Segment(start, end, "own")
        if out and replace(out[-1], start=start, end=end) == piece:
            out[-1] = replace(out[-1], end=end)
        else:
            out.append(piece)
    return out


def _trimmed(text: str, found: list[Segment]) -> list[Segment]:
    """Marks and blanks before the first letter or opening mark of a piece belong to the piece before it."""
    out = list(found)
    for number in range(1, len(out)):
        piece = out[number]
        begin = _BEGIN.search(text, piece.start, piece.end)
        if begin and begin.start() > piece.start:
            out[number - 1] = replace(out[number - 1], end=begin.start())
            out[number] = replace(piece, start=begin.start())
    return out


def _joined(text: str, found: list[Segment]) -> list[Segment]:
    """Pieces without a letter belong to the piece before them, at the beginning to the one after."""
    out: list[Segment] = []
    for piece in found:
        if out and not _LETTER.search(text, piece.start, piece.end):
            out[-1] = replace(out[-1], end=piece.end)
        elif out and not _LETTER.search(text, out[-1].start, out[-1].end):
            out[-1] = replace(piece, start=out[-1].start)
        elif out and replace(out[-1], start=0, end=0) == replace(piece, start=0, end=0):
            out[-1] = replace(out[-1], end=piece.end)
        else:
            out.append(piece)
    return out


def _agreed(text: str, parts: list[Sentence], found: list[Attribution], cues: Cues) -> list[Attribution]:
    """What a short sentence of assent follows (`Согласен.`) is taken as the author's own."""
    out = list(found)
    for number, part in enumerate(parts[1:], 1):
        words = text[part.start : part.end]
        if len(words.split()) <= _FEW + 3 and cues.agreed.search(ground(words)) and not _at(part.start, found):
            low, high = parts[number - 1].start, parts[number - 1].end
            out = [
                one._replace(endorsed=True, stance="endorse") if one.end > low and one.start < high else one
                for one in out
            ]
    return out


def _wry(raw: str, text: str, parts: list[Sentence], found: list[Attribution], cues: Cues) -> list[Segment]:
    """Sentences the author marks as not meant."""
    out = []
    for number, part in enumerate(parts):
        stop = parts[number + 1].start if number + 1 < len(parts) else len(raw)
        words = text[part.start : part.end]
        marked = cues.irony.search(ground(words)) is not None or _WRY.search(raw, part.start, stop) is not None
        if not marked:
            continue
        out.append(Segment(part.start, part.end, "ironic", None, None, "doubt"))
        before = parts[number - 1] if number else None
        if before and before.line == part.line and len(words.split()) <= _FEW and _at(before.start, found) is None:
            out.append(Segment(before.start, before.end, "ironic", None, None, "doubt"))
    return [one for one in out if _at(one.start, found) is None and _at(one.end - 1, found) is None]


def _layers(
    raw: str, text: str, parts: list[Sentence], quotes: list[Quotation], whole: Carried, cues: Cues
) -> list[Segment]:
    found = _agreed(text, parts, whole.found, cues)
    layers = [Segment(span.start, span.end, "unknown") for span in whole.unsure]
    layers += _wry(raw, text, parts, found, cues)
    layers += [_retold(text, one) for one in sorted(found, key=lambda one: (one.start, -one.end))]
    for quote in quotes:
        part = next((one for one in parts if one.start <= quote.start < one.end), None)
        if segment := _quote(text, quote, part, found, whole, cues):
            layers.append(segment)
    return layers


def _near(text: str, quote: Quotation, part: Sentence | None, whole: Carried) -> Span | None:
    """The speaker of a quotation: whom its sentence names, else whoever spoke just before, else whom the next one names."""
    spoke = [span for start, end, span in whole.speakers if part and start == part.start and end == part.end]
    if spoke:
        return spoke[0]
    if quote.words < _FEW:
        return None
    prior = [(end, span) for start, end, span in whole.speakers if end <= quote.start]
    if prior and quote.start - max(prior)[0] < _REACH:
        return max(prior, key=lambda pair: pair[0])[1]
    later = [(start, span) for start, _, span in whole.speakers if start >= quote.outer_end]
    return min(later)[1] if later and not _LETTER.search(text, quote.outer_end, min(later)[0]) else None


def at(found: list[Segment], place: int) -> Segment:
    """The segment a place of the text lies in."""
    return next(one for one in found if one.end > place)


def segments(text: str, lang: str) -> list[Segment]:
    """Whose words each part of a text is.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other every word is `unknown`.

    Returns:
        Segments in order that cover the text, none overlapping; an empty text has none.
    """
    if not text:
        return []
    if lang not in LANGUAGES:
        return [Segment(0, len(text), "unknown")]
    grammar, bare = cues(lang), plain(text)
    quotes = quotations(text, bare)
    hidden = masked(bare, quotes)
    parts = sentences(hidden, bare)
    whole = carried(text, hidden, parts, quotes, grammar)
    layers = _layers(text, bare, parts, quotes, whole, grammar)
    headline = _headline(text, parts)
    edges = [one for span in ([headline] if headline else []) for one in (span.start, span.end)]
    pieces = _trimmed(bare, _joined(bare, _painted(len(text), layers)))
    return [replace(one, frame=_frame(_first(bare, one), headline, whole.statement)) for one in _cut(pieces, edges)]


def _first(text: str, piece: Segment) -> int:
    letter = _LETTER.search(text, piece.start, piece.end)
    return letter.start() if letter else piece.start


def _cut(pieces: list[Segment], edges: list[int]) -> list[Segment]:
    """Pieces cut where a headline ends."""
    out = []
    for piece in pieces:
        inner = [edge for edge in edges[1:] if piece.start < edge < piece.end]
        for start, end in zip([piece.start, *inner], [*inner, piece.end], strict=True):
            out.append(replace(piece, start=start, end=end))
    return out
