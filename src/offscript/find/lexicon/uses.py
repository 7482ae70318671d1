"""Where a text uses a word of the line or the plain word it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from offscript.find.voice import Segment, segments
from offscript.text.beside import toml_beside
from offscript.text.ground import WORD, ground
from offscript.text.inflect import Terms, forms
from offscript.text.plain import plain
from offscript.text.sentences import Sentence, sentences

LANGUAGES = ("ru", "uk", "en")
Form = Literal["line", "plain"]
Given = tuple[tuple[str, str, str], ...]
_OWN = ("own", "endorsed")
_NO = re.compile(
    r"(?:\bне|\bникак(?:ая|ой|ое) не|\bnot(?: a| an| the)?|\bno|isn't(?: a| an)?|\bжодн(?:а|ої)|\bникакой) *$"
)
_WAGES = re.compile(
    r"\b(?:вед[уёеі]\w*|веде\w*|развяз\w+|розв'яз\w+|начал\w*|начина\w+|розпоч\w+|wag\w+|started|unleash\w+)\b"
)
_MARKS = '«»“”„"‘’'


@dataclass(frozen=True, slots=True)
class Use:
    """A word of the line, or the plain word, in a text.

    Attributes:
        pair: which pair.
        form: `line` or `plain`.
        span: `(start, end)` of the words, in code points.
        own: whether the author says it in his own voice and in the sense of the pair.
        sense: pair, other (another thing), denied, distance (in quotation marks).
    """

    pair: str
    form: Form
    span: tuple[int, int]
    own: bool
    sense: str = "pair"


class _Pair(NamedTuple):
    name: str
    forms: dict[Form, Terms]
    other: Terms
    near: Terms
    own: Terms
    against: Terms


def _pair(name: str, given: dict[str, Any], lang: str) -> _Pair:
    def terms(key: str) -> Terms:
        return Terms((term, lang) for term in given.get(key, ()))

    forms: dict[Form, Terms] = {"line": terms("line"), "plain": terms("plain")}
    return _Pair(name, forms, terms("not"), terms("near"), terms("own"), terms("against"))


@lru_cache(maxsize=64)
def _pairs(lang: str, given: Given) -> tuple[_Pair, ...]:
    packaged = toml_beside("offscript.find.lexicon", f"pairs_{lang}")
    known = [_pair(name, content, lang) for name, content in packaged.items()]
    own = [
        _pair(f"{line} / {word}", {"line": [line], "plain": [word]}, lang)
        for line, word, of in given
        if of == lang and not any(line in pair["line"] and word in pair["plain"] for pair in packaged.values())
    ]
    return (*known, *own)


def _overlaps(terms: Terms, text: str, start: int, end: int) -> bool:
    return any(one.start < end and one.end > start for one in terms.uses(text))


def _other_sense(pair: _Pair, said: str, start: int, end: int) -> bool:
    """Whether a plain word means another thing: by the words it stands with, by what its sentence names, by who wages it."""
    if _overlaps(pair.other, said, start, end):
        return True
    ours = any(True for _ in pair.own.uses(said))
    if not ours and any(True for _ in pair.near.uses(said)):
        return True
    wages = _WAGES.search(ground(said[:start]))
    return wages is not None and any(one.end <= start for one in pair.against.uses(said[: wages.start()]))


def _sense(pair: _Pair, text: str, part: Sentence, start: int, end: int) -> str:
    said = text[part.start : part.end]
    low, high = start - part.start, end - part.start
    if _other_sense(pair, said, low, high):
        return "other"
    if _NO.search(ground(said[:low])):
        return "denied"
    before, after = said[:low].rstrip()[-1:], said[high:].lstrip()[:1]
    return "distance" if before and after and before in _MARKS and after in _MARKS else "pair"


def _found(pair: _Pair, text: str, part: Sentence) -> Iterator[tuple[Form, int, int]]:
    """Uses of a pair in a sentence, the longest of those that overlap."""
    said = text[part.start : part.end]
    every = [(form, one.start, one.end) for form, terms in pair.forms.items() for one in terms.uses(said)]
    taken = 0
    for form, start, end in sorted(every, key=lambda use: (use[1], -use[2])):
        if start >= taken:
            taken = end
            yield form, part.start + start, part.start + end


def _own(spoken: list[Segment], start: int) -> bool:
    return any(one.start <= start < one.end and one.voice in _OWN for one in spoken)


@lru_cache(maxsize=8)
def known_words(lang: str) -> frozenset[str]:
    """Words of all packaged pairs in every form, and those beside which they mean something else: no new euphemisms."""
    packaged = toml_beside("offscript.find.lexicon", f"pairs_{lang}") if lang in LANGUAGES else {}
    listed = [term for pair in packaged.values() for key in ("line", "plain") for term in pair[key]]
    return frozenset(form for term in listed for word in WORD.findall(term) for form in forms(word, lang))


def uses(text: str, lang: str, given: Given = ()) -> list[Use]:
    """Words of the line and plain words of a text, in order.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        given: pairs of the case: line, plain, language.
    """
    if lang not in LANGUAGES:
        return []
    bare, pairs = plain(text), _pairs(lang, given)
    hits = [
        (pair, form, part, start, end)
        for part in sentences(bare)
        for pair in pairs
        for form, start, end in _found(pair, bare, part)
    ]
    spoken = segments(text, lang) if hits else []
    out = []
    for pair, form, part, start, end in sorted(hits, key=lambda hit: (hit[3], hit[0].name)):
        sense = _sense(pair, bare, part, start, end)
        out.append(Use(pair.name, form, (start, end), sense == "pair" and _own(spoken, start), sense))
    return out
