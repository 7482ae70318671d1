"""Where a text says that something is done out of sight, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from offscript.find.blame.phrases import phrases
from offscript.text.beside import toml_beside
from offscript.text.ground import words_between
from offscript.text.inflect import Terms, Use
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
Span = tuple[int, int]
_LONGEST = 500
_BESIDE = 2
_FAR = 6


@dataclass(frozen=True, slots=True)
class Act:
    """Something said to be done out of sight.

    Attributes:
        span: the word that says so.
        sentence: the sentence it stands in.
        doer: ours or theirs (of whoever speaks), named, nobody.
        named: span of the name, where one is.
    """

    span: Span
    sentence: Span
    doer: str
    named: Span | None


class _Words(NamedTuple):
    secret: Terms
    made: Terms
    contact: Terms
    feeler: Terms
    envoy: Terms
    ours: Terms
    theirs: Terms
    none: Terms


@cache
def _words(lang: str) -> _Words:
    given = toml_beside("offscript.find.hidden", "hidden")[lang]
    names = (*_Words._fields[:-1], "not")
    return _Words(*(Terms((term, lang) for term in given[name]) for name in names))


@cache
def _any(lang: str) -> Terms:
    """All that may be a cue: most texts have none, and are not cut into sentences."""
    given = toml_beside("offscript.find.hidden", "hidden")[lang]
    return Terms((term, lang) for name in ("secret", "feeler", "envoy", "made") for term in given[name])


def _cue(said: str, lang: str) -> Use | None:
    """The first word that says that something is done out of sight."""
    words = _words(lang)
    barred = [(use.start, use.end) for use in words.none.uses(said)]
    contacts = list(words.contact.uses(said))
    found = [use for terms in (words.secret, words.feeler, words.envoy) for use in terms.uses(said)]
    found += [
        use
        for use in words.made.uses(said)
        if any(one.start >= use.end and words_between(said, use.end, one.start) <= _BESIDE for one in contacts)
    ]
    free = [use for use in found if not any(low <= use.start < high for low, high in barred)]
    return min(free, key=lambda use: (use.start, -use.end), default=None)


def _doer(said: str, lang: str, cue: Use) -> tuple[str, Span | None]:
    """Who does it: the name or word of a side that stands nearest before the cue; nobody where none does."""
    words = _words(lang)
    found: list[tuple[int, str, Span | None]] = [
        (use.start, side, None)
        for side, terms in (("ours", words.ours), ("theirs", words.theirs))
        for use in terms.uses(said)
    ]
    found += [
        (one.start, "named", (one.start, one.end))
        for one in phrases(said, lang)
        if one.kind in ("name", "actor") and {"nomn", "any"} & one.cases and one.end <= cue.start
    ]
    near = [one for one in found if one[0] < cue.start and words_between(said, one[0], cue.start) <= _FAR]
    if not near:
        return "nobody", None
    _, side, span = max(near, key=lambda one: (one[0], one[1] != "named"))
    return side, span


def extract(text: str, lang: str) -> list[Act]:
    """What a text says is done out of sight, in order, one a sentence.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
    """
    if lang not in LANGUAGES:
        return []
    bare, found = plain(text), []
    if next(_any(lang).uses(bare), None) is None:
        return []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)]
        cue = _cue(said, lang)
        if cue is None or said.rstrip().endswith("?"):
            continue
        doer, named = _doer(said, lang, cue)
        base = part.start
        held = (base + named[0], base + named[1]) if named else None
        found.append(Act((base + cue.start, base + cue.end), (base, base + len(said)), doer, held))
    return found
