"""From sentences to the whole post: who goes on speaking until someone else does, and what stands under whose header."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.attribution import Attribution, Spoken, spoken
from offscript.find.voice.cues import Cues, ground
from offscript.find.voice.quotations import Quotation
from offscript.find.voice.speakers import Span, named
from offscript.text.sentences import Sentence

_LIST = re.compile(r"[\s\u2022▪▫◾◽■□●○•·*→➡▶✅❗‼⚡🔹🔸🔻🔺👉📌➖-]*(?:[—–•▪●■*]|\d{1,2}[.)])\s")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_FEW_WORDS = 8
_HEADLINE = 220


class Line(NamedTuple):
    """A sentence with what it says of its words, and where it stands: new line, new paragraph, item of a list, footer."""

    start: int
    end: int
    said: Spoken
    new_line: bool
    new_paragraph: bool
    item: bool
    footer: bool


class Carried(NamedTuple):
    """Attributions of a whole post; `statement`: stretches pasted under a header, `unsure`: where nothing tells; `speakers`:
    sentences that name a speaker, each with his words."""

    found: list[Attribution]
    statement: list[Span]
    unsure: list[Span]
    speakers: list[tuple[int, int, Span]]


def lines(raw: str, text: str, parts: list[Sentence], cues: Cues) -> list[Line]:
    """Sentences with what they say; `text` is plain, quotations masked."""
    out = []
    before = 0
    for number, part in enumerate(parts):
        gap = raw[before : part.start]
        line_start = raw.rfind("\n", 0, part.start) + 1
        whole = raw[line_start : (raw.find("\n", part.start) + 1 or len(raw) + 1) - 1]
        footer = cues.footer.search(ground(text[part.start : part.end])) is not None or (
            "t.me/+" in whole and len(whole) < 160
        )
        said = Spoken([]) if footer else spoken(text, part.start, part.end, cues)
        new_line = number == 0 or "\n" in gap
        item = new_line and _LIST.match(raw, line_start) is not None
        out.append(
            Line(part.start, part.end, said, new_line, number == 0 or _BLANK.search(gap) is not None, item, footer)
        )
        before = part.end
    return out


class _State:
    """Who was speaking when the reading came to a sentence."""

    def __init__(self) -> None:
        self.speaker: Span | None = None
        self.carries = False
        self.listing: Span | None = None
        self.under: Span | None = None
        self.paragraphs = 0
        self.items = False


def _header(line: Line, text: str, cues: Cues, last: bool) -> Span | None:
    """The speaker of a header that stands alone on its line, before what he says."""
    if last or not line.said.opens or line.said.found:
        return None
    return line.said.speaker


def _titled(line: Line, text: str, following: Line | None, cues: Cues) -> Span | None:
    """`Заявление МИД Ставрии` alone on a line: a header without a colon."""
    if following is None or not following.new_line or line.said.found:
        return None
    words = text[line.start : line.end].rstrip(" :.")
    match = cues.header.match(ground(words))
    if not match or len(words.split()) > _FEW_WORDS + 2:
        return None
    return named(text, line.start + match.end(), line.start + len(words), cues)


def _resolved(one: Attribution, text: str, state: _State, cues: Cues) -> Attribution:
    """A pronoun, or nobody, is whoever was named last."""
    if one.speaker is not None and ground(text[one.speaker.start : one.speaker.end]) in cues.pronoun:
        return one._replace(speaker=state.speaker)
    return one


def _own_again(line: Line, text: str, cues: Cues) -> bool:
    return cues.background.match(ground(text[line.start : line.end]).lstrip(" —-•")) is not None


def _backwards(done: list[Line], found: list[Attribution], line: Line) -> list[Attribution]:
    """`Об этом сообщил X.`: the sentences before it in its paragraph are his."""
    held = []
    for other in reversed(done):
        if other.said.found or other.footer or any(one.start < other.end and one.end > other.start for one in found):
            break
        held.append(Attribution(other.start, other.end, line.said.speaker, "neutral"))
        if other.new_paragraph:
            break
    return held


def carried(raw: str, text: str, parts: list[Sentence], quotes: list[Quotation], cues: Cues) -> Carried:
    """Attributions of a post's sentences, in order."""
    rows = lines(raw, text, parts, cues)
    out: list[Attribution] = []
    statement: list[Span] = []
    unsure: list[Span] = []
    state = _State()
    for number, line in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if line.new_paragraph:
            state.carries = False
            state.paragraphs += 1
        if line.footer:
            state.carries, state.under, state.listing = False, None, None
            continue
        header = _header(line, text, cues, following is None) or _titled(line, text, following, cues)
        if header is not None:
            state.speaker = header
            whole = following is not None and following.new_line
            state.under, state.listing = (header, None) if whole and _alone(line, text, cues) else (None, header)
            state.carries, state.paragraphs, state.items = True, 0, False
            continue
        if line.said.back and number:
            out += _backwards(rows[:number], out, line)
            state.speaker = line.said.speaker or state.speaker
            continue
        found = [_resolved(one, text, state, cues) for one in line.said.found]
        if state.under is not None and state.items and line.new_paragraph and not line.item and not found:
            state.under = None
            unsure.append(Span(line.start, line.end))
            continue
        if state.under is not None and not found:
            state.items |= line.item
            out.append(Attribution(line.start, line.end, state.under, "neutral", direct=True))
            statement.append(Span(line.start, line.end))
            continue
        if found:
            state.under = None
            out += found
            state.speaker = next((one.speaker for one in found if one.speaker), None) or state.speaker
            state.carries = found[-1].speaker is not None and not _quoted_whole(found[-1], quotes)
            if line.said.opens:
                state.listing, state.paragraphs = state.speaker, 0
            continue
        if line.said.speaker is not None:
            said = line.said.speaker
            state.speaker = state.speaker if ground(text[said.start : said.end]) in cues.pronoun else said
            if line.said.opens:
                state.listing, state.carries, state.paragraphs = state.speaker, True, 0
            continue
        listed = state.listing is not None and (line.item or state.paragraphs <= 1)
        if _own_again(line, text, cues) and not line.item:
            state.carries, state.listing = False, None
        elif listed or (state.carries and state.speaker):
            speaker = state.listing if listed else state.speaker
            out.append(Attribution(line.start, line.end, speaker, "neutral"))
        elif state.listing is not None:
            unsure.append(Span(line.start, line.end))
    speakers = [(line.start, line.end, line.said.speaker) for line in rows if line.said.speaker]
    return Carried(out, statement, unsure, speakers)


def _alone(line: Line, text: str, cues: Cues) -> bool:
    """Whether a header is nothing but a speaker's name, or says that a statement follows."""
    words = text[line.start : line.end]
    short = len(words.split()) <= _FEW_WORDS
    return (short and not any(token in cues.say for token in re.findall(r"[^\W\d_]+", ground(words)))) or (
        cues.header.match(ground(words)) is not None
    )


def _quoted_whole(one: Attribution, quotes: list[Quotation]) -> bool:
    """Whether content is given between marks: then what follows the marks is the author's again."""
    return any(q.start < one.end and q.end > one.start and q.words >= 3 for q in quotes)
