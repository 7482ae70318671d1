"""The few words that name a speaker, beside a verb of saying, after “according to”, before a colon, after a dash."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.voice.cues import Cues
from offscript.text.ground import ground
from offscript.text.morphology import readings

_TOKEN = re.compile(r"[^\W_]+(?:[-’'ʼ.][^\W_]+)*|[«»“”„\"]|[^\s\w]")
_MOST = 9
_LEAST = 2
_CLAUSE = 4
_GUESSED = 0.4
"""Below this score the dictionary guesses at a word it does not know: a foreign name may stand in any case."""


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


def _case(token: Token, case: str, cues: Cues) -> bool:
    """Whether a word may stand in a case; names the dictionary does not know, capitals and Latin letters may in any."""
    if cues.language == "en" or token.text.isascii() or token.text.isupper():
        return True
    nouns = [one for one in readings(token.text, cues.language) if one.part in ("NOUN", "ADJF", "PRTF", "NUMR", "NPRO")]
    if not nouns or (token.text[0].isupper() and nouns[0].score < _GUESSED):
        return token.text[0].isupper() and token.ground not in cues.stop
    return any(case in one.grammar or "Fixd" in one.grammar for one in nouns)


def _governs(token: Token, cues: Cues) -> bool:
    """Whether a word asks for a case of what follows: a stop word, unless it is whoever is told (`нам`, `журналистам`)."""
    told = any("datv" in one.grammar for one in readings(token.text, cues.language)[:1])
    return token.ground in cues.stop and token.ground not in JOINS and not told


def _subject(run: list[Token], cues: Cues) -> list[Token]:
    """The run from its first word in the nominative that no preposition governs; of `в Минобороны`, what follows it."""
    place = len(run) > 1 and run[0].ground in cues.inside
    for number, token in enumerate(run):
        stops = token.ground in cues.stop and token.ground not in cues.pronoun
        governed = number > 0 and _governs(run[number - 1], cues)
        person = not place or _named_word(token, cues) or _is_office([token], cues)
        led = number > 0 and run[0].ground in cues.stop and not (_may_name(token, cues) or _is_office([token], cues))
        if token.word and not stops and not governed and not led and person and _case(token, "nomn", cues):
            return run[number:]
    inside = place and (_may_name(run[1], cues) or run[0].ground != "у" or cues.language == "uk")
    return run[1:] if inside else []


def _without_tail(run: list[Token], cues: Cues) -> list[Token]:
    """The run without adverbs at its end."""
    kept = list(run)
    while (
        len(kept) > 1
        and cues.language != "en"
        and kept[-1].word
        and not kept[-1].text[0].isupper()
        and (readings(kept[-1].text, cues.language)[0].part in ("ADVB", "PRCL", "CONJ", "PREP", "ADJS", "INTJ"))
    ):
        kept.pop()
    return kept


def after(words: list[Token], cues: Cues, case: str = "nomn") -> Span | None:
    """The speaker who follows a verb of saying (in the nominative) or `по словам` (in the genitive)."""
    if words and words[0].ground in cues.pronoun:
        return Span(words[0].start, words[0].end)
    kept: list[Token] = []
    for number, token in enumerate(words):
        if not token.word and token.text not in '«“„"»”':
            break
        if token.word and kept and _ends(token, words[number + 1 :], kept, cues, case):
            break
        if token.ground in cues.say:
            break
        kept.append(token)
        if len(kept) >= _MOST + 3:
            break
    if case == "nomn":
        kept = _subject(kept, cues)
    elif kept and kept[0].ground in cues.stop:
        kept = kept[1:] if kept[0].ground in cues.inside else []
    return _trimmed(_without_tail(kept, cues), cues, strong=True)


def _ends(token: Token, rest: list[Token], kept: list[Token], cues: Cues, case: str) -> bool:
    """Whether a word no longer belongs to the name that was begun."""
    if token.ground in JOINS:
        return not _goes_on(rest, cues)
    if token.ground in ("по", "з", "із", "of", "for") and any(one.word for one in kept) and _is_office(kept, cues):
        return False
    started = any(one.word and one.ground not in cues.stop and _case(one, case, cues) for one in kept)
    if token.ground in cues.stop:
        return started
    if cues.language == "en" or token.text[0].isupper():
        return False
    return started and (
        _finite(token.text, cues) or not (_case(token, "gent", cues) or (_case(token, case, cues) and case == "nomn"))
    )


def _is_office(kept: list[Token], cues: Cues) -> bool:
    if kept[-1].ground in cues.speaker:
        return True
    return cues.language != "en" and any("anim" in one.grammar for one in readings(kept[-1].text, cues.language))


JOINS = ("и", "і", "й", "та", "and")


def _goes_on(rest: list[Token], cues: Cues) -> bool:
    """Whether a name follows `and`: two speakers."""
    return bool(rest) and rest[0].word and (rest[0].text[0].isupper() or rest[0].ground in cues.speaker)


def before(words: list[Token], cues: Cues) -> Span | None:
    """The speaker who stands before a verb of saying: the last run of words, from its subject on."""
    kept: list[Token] = []
    for token in reversed(words):
        quote = token.text in '«“„"»”'
        if not quote and (
            not token.word or token.ground in cues.say or (_finite(token.text, cues) and not _named_word(token, cues))
        ):
            break
        kept.append(token)
    run = kept[::-1]
    while run and run[0].word and _leads(run[0], cues) and run[0].ground not in cues.pronoun:
        if run[0].ground in cues.inside:
            break
        run = run[1:]
    if cues.language == "en":
        while run and (not run[0].word or run[0].ground in cues.stop) and run[0].ground not in cues.pronoun:
            run = run[1:]
    else:
        run = _subject(run, cues)
    for number, token in enumerate(run):
        if (
            number
            and token.ground in cues.stop
            and token.ground not in JOINS
            and not (token.ground in ("по", "of", "for") and _is_office(run[:number], cues))
        ):
            run = run[:number]
            break
    return _trimmed(_without_tail(run, cues), cues, strong=False)


def _named_word(token: Token, cues: Cues) -> bool:
    """Whether a capitalised word is a name in one of its readings."""
    if not token.text[0].isupper():
        return False
    return any(one.grammar & {"Surn", "Name", "Patr", "Orgn", "Geox"} for one in readings(token.text, cues.language))


def _leads(token: Token, cues: Cues) -> bool:
    return cues.lead.fullmatch(token.ground) is not None and token.ground not in cues.speaker


def _may_name(token: Token, cues: Cues) -> bool:
    return token.word and (token.text[0].isupper() or token.ground in cues.speaker)


def _trimmed(kept: list[Token], cues: Cues, strong: bool) -> Span | None:
    """The run without odd marks at its ends; None where nothing in it can name a speaker (`strong`: any noun can)."""
    kept = list(kept)
    while kept and (kept[-1].text in "«“„" or (kept[-1].text == '"' and sum(t.text == '"' for t in kept) % 2)):
        kept.pop()
    if not any(token.word for token in kept) or kept[0].text[0].isdigit():
        return None
    able = (_may_name(t, cues) or t.ground in cues.pronoun or _noun(t, cues, strong) for t in kept)
    return Span(kept[0].start, kept[-1].end) if any(able) else None


def _noun(token: Token, cues: Cues, strong: bool) -> bool:
    """A noun for a person, or any noun where the place says that it speaks."""
    if cues.language == "en":
        return token.word and token.ground not in cues.stop
    kinds = ("NOUN", "ADJF") if strong else ("NOUN",)
    nouns = [one for one in readings(token.text, cues.language) if one.part in kinds] if token.word else []
    return any(strong or "anim" in one.grammar for one in nouns)


def states(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether a stretch states something: it has a verb or what stands for one, and does not merely name (`Лавин — депутат`)."""
    if cues.language == "en":
        return True
    words = [token for token in tokens(text, start, end) if token.word]
    stated = ("VERB", "INFN", "PRTS", "ADJS", "PRED", "GRND")
    if any(one.part in stated for token in words for one in readings(token.text, cues.language)[:1]):
        return True
    return len(words) >= _CLAUSE and not any(_named_word(token, cues) for token in words[1:])


def named(text: str, start: int, end: int, cues: Cues, latin: bool = True) -> Span | None:
    """The speaker that a stretch consists of (a header, what follows the last dash); None where it is no name.

    Words on a subject (`Песков о переговорах`) are left out of the name. `latin`: whether a Latin name in a Cyrillic text may
    speak without being known as one who does: before a colon it mostly names a product (`GenBook: …`).
    """
    words = [token for token in tokens(text, start, end) if token.word]
    if words and words[0].ground in cues.inside and len(words) > 1:
        words = words[1:]
    elif not words or (
        not _case(words[0], "nomn", cues) and not cues.header.match(words[0].ground) and start == words[0].start
    ):
        return None
    if len(words) > _MOST or words[0].text[0].isdigit() or any(token.ground in cues.say for token in words[:-1]):
        return None
    topic = next((n for n, token in enumerate(words) if n and cues.about.fullmatch(token.ground)), None)
    kept = words[:topic] if topic else words
    if kept[-1].ground in cues.say and len(kept) > 1:
        kept = kept[:-1]
    if any(token.ground in cues.no_speaker for token in (kept[0], *kept[1:2])) or kept[0].ground in cues.stop:
        return None
    if any(_finite(token.text, cues) and not _named_word(token, cues) for token in kept) or not _names(
        kept, cues, latin
    ):
        return None
    first, last = kept[0].start, kept[-1].end
    opened = text[max(start, first - 1) : first] in ("«", '"', "“", "„")
    closed = text[last : last + 1] in ("»", '"', "”")
    return Span(first - opened, last + (closed and (opened or "«" in text[first:last] or '"' in text[first:last])))


def _names(words: list[Token], cues: Cues, latin: bool) -> bool:
    """Whether words name a speaker: one of them is a name, an office, a body, an abbreviation or, if allowed, Latin."""
    able = latin or cues.language == "en"
    return any(
        _one_names(token, number, len(words), cues)
        for number, token in enumerate(words)
        if able or not token.text.isascii() or token.ground in cues.speaker
    )


def _one_names(token: Token, number: int, of: int, cues: Cues) -> bool:
    if token.ground in cues.speaker:
        return True
    if not token.text[0].isupper():
        return False
    if cues.language == "en":
        return number > 0 or (of == 1 and token.ground not in cues.stop)
    parts = token.text.split("-")
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return True
    if token.text.isascii() or (token.text.isupper() and len(token.text) >= _LEAST):
        return of <= 3 or number > 0
    found = readings(token.text, cues.language)
    if of == 1 and found[0].part == "NOUN" and {"anim", "nomn"} <= found[0].grammar and "plur" not in found[0].grammar:
        return True
    marked = any(one.grammar & {"Surn", "Name", "Patr", "Orgn"} for one in found[:4])
    return marked or (number > 0 and found[0].score < _UNSURE)


_UNSURE = 0.9
"""A capitalised word inside a name whose best reading is less sure than this may be a name the dictionary does not know."""
