"""From sentences to the whole post: who goes on speaking until someone else does, and what stands under whose header."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.attribution import Attribution, Spoken, spoken
from offscript.find.voice.cues import Cues
from offscript.find.voice.quotations import Quotation
from offscript.find.voice.speakers import Span, named
from offscript.text.ground import ground
from offscript.text.sentences import Sentence

_LIST = re.compile(r"[\s\u2022▪▫◾◽■□●○•·*→➡▶✅❗‼⚡🔹🔸🔻🔺👉📌➖-]*(?:[—–•▪●■*]|\d{1,2}[.)])\s")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_FEW_WORDS = 8


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


def _header(line: Line, last: bool) -> Span | None:
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


_MYSELF = frozenset({"я", "сам", "сама", "i", "i've", "i'm"})
"""How a sentence begins in which the author speaks of himself, where others are merely retold."""


def _own_again(line: Line, text: str, cues: Cues) -> bool:
    words = ground(text[line.start : line.end]).lstrip(" —-•")
    return cues.background.match(words) is not None or words.partition(" ")[0] in _MYSELF


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


class _Reading:
    """A post read sentence by sentence: who speaks, for how long, and what was found so far."""

    def __init__(self, text: str, quotes: list[Quotation], cues: Cues) -> None:
        self.text, self.quotes, self.cues = text, quotes, cues
        self.out: list[Attribution] = []
        self.statement: list[Span] = []
        self.unsure: list[Span] = []
        self.speaker: Span | None = None
        self.carries = False
        self.listing: Span | None = None
        self.under: Span | None = None
        self.paragraphs = 0
        self.items = False

    def opened(self, header: Span, line: Line, following: Line | None) -> None:
        """A header: what follows is the statement of whoever it names, or a list of what he said."""
        whole = following is not None and following.new_line and _alone(line, self.text, self.cues)
        self.speaker = header
        self.under, self.listing = (header, None) if whole else (None, header)
        self.carries, self.paragraphs, self.items = True, 0, False

    def below(self, line: Line) -> None:
        """A sentence under a header: the statement goes on, until a list is over."""
        if self.items and line.new_paragraph and not line.item:
            self.under = None
            self.unsure.append(Span(line.start, line.end))
            return
        self.items |= line.item
        self.out.append(Attribution(line.start, line.end, self.under, "neutral", direct=True))
        self.statement.append(Span(line.start, line.end))

    def attributed(self, line: Line, found: list[Attribution]) -> None:
        """A sentence that says itself whose words it holds."""
        self.under = None
        self.out += found
        self.speaker = next((one.speaker for one in found if one.speaker), None) or self.speaker
        self.carries = found[-1].speaker is not None and not _quoted_whole(found[-1], self.quotes)
        if line.said.opens:
            self.listing, self.paragraphs = self.speaker, 0

    def named(self, line: Line, said: Span) -> None:
        """A sentence that names a speaker and holds nothing of what he said."""
        self.speaker = self.speaker if self.pronoun(said) else said
        self.carries = line.said.opens
        if line.said.opens:
            self.listing, self.paragraphs = self.speaker, 0

    def silent(self, line: Line) -> None:
        """A sentence that says nothing of speakers: the last one goes on, or the author speaks."""
        listed = self.listing is not None and (line.item or self.paragraphs <= 1)
        if _own_again(line, self.text, self.cues) and not line.item:
            self.carries, self.listing = False, None
        elif listed or (self.carries and self.speaker):
            speaker = self.listing if listed else self.speaker
            self.out.append(Attribution(line.start, line.end, speaker, "neutral"))
        elif self.listing is not None:
            self.unsure.append(Span(line.start, line.end))

    def pronoun(self, words: Span | None) -> bool:
        """Whether a speaker is only a pronoun."""
        return words is not None and ground(self.text[words.start : words.end]) in self.cues.pronoun

    def resolved(self, one: Attribution) -> Attribution:
        """An attribution in which a pronoun is whoever was named last."""
        return one._replace(speaker=self.speaker) if self.pronoun(one.speaker) else one


def _read(reading: _Reading, rows: list[Line], number: int) -> None:
    """Take one sentence into the reading."""
    line, following = rows[number], rows[number + 1] if number + 1 < len(rows) else None
    if line.new_paragraph:
        reading.carries = False
        reading.paragraphs += 1
    if line.footer:
        reading.carries, reading.under, reading.listing = False, None, None
        return
    header = _header(line, following is None) or _titled(line, reading.text, following, reading.cues)
    found = [reading.resolved(one) for one in line.said.found]
    if header is not None:
        reading.opened(header, line, following)
    elif line.said.back and number:
        reading.out += _backwards(rows[:number], reading.out, line)
        reading.speaker = line.said.speaker or reading.speaker
    elif reading.under is not None and not found:
        reading.below(line)
    elif found:
        reading.attributed(line, found)
    elif line.said.speaker is not None:
        reading.named(line, line.said.speaker)
    else:
        reading.silent(line)


def carried(raw: str, text: str, parts: list[Sentence], quotes: list[Quotation], cues: Cues) -> Carried:
    """Attributions of a post's sentences, in order."""
    rows, reading = lines(raw, text, parts, cues), _Reading(text, quotes, cues)
    for number in range(len(rows)):
        _read(reading, rows, number)
    speakers = [(line.start, line.end, line.said.speaker) for line in rows if line.said.speaker]
    return Carried(reading.out, reading.statement, reading.unsure, speakers)


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
