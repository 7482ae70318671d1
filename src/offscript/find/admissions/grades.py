"""How a text admits a bad fact of its own side: it denies it, calls it by another name, admits it partly, plainly, or praises
the other side for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from offscript.find.voice import at, segments
from offscript.text.beside import toml_beside
from offscript.text.ground import WORD, ground, words_between
from offscript.text.inflect import Terms, Use
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
GRADES = ("denied", "euphemised", "partly", "plainly", "praise")
"""From nothing admitted to more than the fact."""

Span = tuple[int, int]
Sides = tuple[tuple[str, ...], tuple[str, ...]]
NOBODY: Sides = ((), ())
_LONGEST = 500
_BEFORE = 6
_AFTER = 3


@dataclass(frozen=True, slots=True)
class Admission:
    """A sentence that says how bad a thing of the own side is.

    Attributes:
        grade: denied, euphemised, partly, plainly, praise.
        span: the words that say it.
        sentence: the sentence they stand in.
        voice: whose words they are.
    """

    grade: str
    span: Span
    sentence: Span
    voice: str


class _Words(NamedTuple):
    grades: dict[str, Terms]
    other: Terms
    our: Terms
    no: frozenset[str]
    aside: Terms


@lru_cache(maxsize=64)
def _words(lang: str, sides: Sides) -> _Words:
    given = toml_beside("offscript.find.admissions", "grades")[lang]
    grades = {grade: Terms((term, lang) for term in given[grade]) for grade in GRADES}
    our, other = (
        Terms((term, lang) for term in (*given[key], *named))
        for key, named in zip(("our", "other"), sides, strict=True)
    )
    no = frozenset(ground(word) for word in given["no"])
    return _Words(grades, other, our, no, Terms((term, lang) for term in given["aside"]))


def _theirs(said: str, use: Use, words: _Words) -> bool:
    """Whether the bad thing is the other side's: it is named just before or just after, and nearer than the own side."""

    def nearest(terms: Terms) -> int:
        before = [words_between(said, one.end, use.start) for one in terms.uses(said) if one.end <= use.start]
        after = [words_between(said, use.end, one.start) + _AFTER for one in terms.uses(said) if one.start >= use.end]
        return min([n for n in before if n <= _BEFORE] + [n for n in after if n <= 2 * _AFTER], default=99)

    return nearest(words.other) < nearest(words.our)


def _graded(said: str, words: _Words) -> tuple[str, Use] | None:
    """The grade of a sentence: the strongest it says; what it denies in words of denial is denied."""
    refused = next(words.grades["denied"].uses(said), None)
    if refused is not None and next(words.grades["praise"].uses(said), None) is None:
        return "denied", refused
    for grade in ("praise", "plainly", "partly", "euphemised"):
        for use in sorted(words.grades[grade].uses(said), key=lambda use: use.start - use.end):
            if grade in ("plainly", "partly", "euphemised") and _theirs(said, use, words):
                continue
            denied = [word for word in WORD.findall(ground(said[: use.start]))[-2:] if word in words.no]
            if denied and grade in ("plainly", "partly"):
                return "denied", use
            if not denied:
                return grade, use
    return None


def extract(text: str, lang: str, sides: Sides = NOBODY) -> list[Admission]:
    """Admissions and denials in a text, in order, one a sentence.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        sides: what the case calls its own side and the other, beside the packaged words.
    """
    if lang not in LANGUAGES:
        return []
    bare, words, found = plain(text), _words(lang, sides), []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)]
        graded = None if said.rstrip().endswith("?") or next(words.aside.uses(said), None) else _graded(said, words)
        if graded is not None:
            grade, use = graded
            found.append((grade, (part.start + use.start, part.start + use.end), (part.start, part.end)))
    spoken = segments(text, lang) if found else []
    return [Admission(*one, at(spoken, one[1][0]).voice) for one in found]
