"""The few words that name a speaker, beside a verb of saying, after “according to”, before a colon, after a dash."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.cues import Cues, ground
from offscript.text.morphology import readings

_TOKEN = re.compile(r"[^\W_]+(?:[-’'ʼ.][^\W_]+)*|[«»“”„\"]|[^\s\w]")
_QUOTED_NAME = re.compile(r"[«“„\"][^»”“\"\n]{1,60}[»”“\"]")
_BREAK = set(",;:—–()[]!?…•\n")
_MOST = 9
_LEAST = 2


class Span(NamedTuple):
    """Words at `[start, end)`."""

    start: int
    end: int


class Token(NamedTuple):
    """A word or mark at `[start, end)`, as it stands and as it is compared."""

    start: int
    end: int
    text: str
    ground: str

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalnum()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of a stretch."""
    return [Token(m.start(), m.end(), m.group(), ground(m.group())) for m in _TOKEN.finditer(text, start, end)]


def _finite(word: str, cues: Cues) -> bool:
    """Whether a word of Russian or Ukrainian is most likely a verb (a participle is none)."""
    return cues.language != "en" and readings(word, cues.language)[0].part in ("VERB", "INFN", "GRND")


def after(words: list[Token], cues: Cues) -> Span | None:
    """The speaker who follows a verb of saying or `по словам`: words up to a mark, a verb or a word that starts the rest."""
    kept: list[Token] = []
    for number, token in enumerate(words):
        if token.text in '«“„"»”' or token.text == ".":
            if token.text == "." or not kept:
                break
            kept.append(token)
            continue
        if not token.word or token.text in _BREAK:
            break
        if not kept and token.ground in cues.inside:
            continue
        if not kept and token.ground in cues.pronoun:
            return Span(token.start, token.end)
        ends = token.ground in cues.stop or token.ground in cues.say or (number and _finite(token.text, cues))
        if ends and not (token.ground in ("и", "і", "та", "and") and _goes_on(words[number + 1 :], cues)):
            break
        kept.append(token)
        if len(kept) >= _MOST:
            break
    return _trimmed(kept, cues)


def _goes_on(rest: list[Token], cues: Cues) -> bool:
    """Whether a name follows `and`: two speakers."""
    return bool(rest) and rest[0].word and (rest[0].text[0].isupper() or rest[0].ground in cues.speaker)


def before(words: list[Token], cues: Cues) -> Span | None:
    """The speaker who stands before a verb of saying: the last run of words that may name one."""
    kept: list[Token] = []
    for token in reversed(words):
        if token.text in '«“„"»”':
            kept.append(token)
            continue
        if not token.word or token.ground in cues.say or (_finite(token.text, cues) and not token.text[0].isupper()):
            break
        kept.append(token)
    run = kept[::-1]
    for number, token in enumerate(run):
        later = (
            number >= 1 and token.ground in cues.stop and token.ground not in ("и", "і", "та", "and", "как", "як", "as")
        )
        if later and any(one.word and one.ground not in cues.stop for one in run[:number]):
            run = run[:number]
            break
    while (
        run
        and (not run[0].word or run[0].ground in cues.stop or _leads(run[0], cues))
        and run[0].ground not in cues.pronoun
    ):
        inside = run[0].ground in cues.inside and len(run) > 1 and _may_name(run[1], cues)
        run = run[1:]
        if inside:
            break
    return _trimmed(run, cues)


def _leads(token: Token, cues: Cues) -> bool:
    return cues.lead.fullmatch(token.ground) is not None and token.ground not in cues.speaker


def _may_name(token: Token, cues: Cues) -> bool:
    return token.word and (token.text[0].isupper() or token.ground in cues.speaker)


def _trimmed(kept: list[Token], cues: Cues) -> Span | None:
    """The run without odd marks at its ends; None where nothing in it can name a speaker."""
    while (kept and kept[-1].text in "«“„") or (kept and kept[-1].text == '"' and sum(t.text == '"' for t in kept) % 2):
        kept = kept[:-1]
    if not any(token.word for token in kept):
        return None
    if not any(_may_name(token, cues) or token.ground in cues.pronoun or _title(token, cues) for token in kept):
        return None
    return Span(kept[0].start, kept[-1].end)


def _title(token: Token, cues: Cues) -> bool:
    """A noun for a person: anyone may speak, not only those in the list."""
    if cues.language == "en" or not token.word:
        return False
    return any(one.part == "NOUN" and "anim" in one.grammar for one in readings(token.text, cues.language)[:2])


def named(text: str, start: int, end: int, cues: Cues) -> Span | None:
    """The speaker that a stretch consists of (a header, what follows the last dash); None where it is no name.

    Words on a subject (`Песков о переговорах`) are left out of the name.
    """
    words = [token for token in tokens(text, start, end) if token.word]
    if not words or len(words) > _MOST or any(token.ground in cues.say for token in words[:-1]):
        return None
    topic = next((n for n, token in enumerate(words) if n and cues.about.fullmatch(token.ground)), None)
    kept = words[:topic] if topic else words
    if kept[-1].ground in cues.say and len(kept) > 1:
        kept = kept[:-1]
    if kept[0].ground in cues.no_speaker or any(_finite(t.text, cues) and not t.text[0].isupper() for t in kept):
        return None
    if not _names(kept, cues):
        return None
    first = kept[0].start
    opened = text[max(start, first - 1) : first] in ("«", '"', "“", "„")
    last = kept[-1].end
    closed = text[last : last + 1] in ("»", '"', "”")
    return Span(first - opened, last + (closed and (opened or "«" in text[first:last] or '"' in text[first:last])))


def _names(words: list[Token], cues: Cues) -> bool:
    """Whether words name a speaker: one beyond the first is capitalised, or the first is a name, an office, a body."""
    if any(token.text[0].isupper() for token in words[1:]) and not words[0].text[0].isdigit():
        return True
    if any(token.ground in cues.speaker for token in words):
        return True
    first = words[0].text
    if not first[0].isupper() or len(words) > 2:
        return False
    if (first.isupper() and len(first) >= _LEAST) or (first.isascii() and cues.language != "en"):
        return True
    if cues.language == "en":
        return len(words) == 1 and first[0].isupper() and ground(first) not in cues.stop
    marks = frozenset().union(*(one.grammar for one in readings(first, cues.language)[:3]))
    return bool(marks & {"Surn", "Name", "Orgn", "Patr"})
