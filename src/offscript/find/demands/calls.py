"""Where a text calls for something, or refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from offscript.find.voice import at, segments
from offscript.text.beside import toml_beside
from offscript.text.ground import WORD, ground, words_between
from offscript.text.inflect import Terms, Use
from offscript.text.morphology import likely
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
Span = tuple[int, int]
_NEAR = 7
_CLOSE = 3
_LONGEST = 500
_STOP = re.compile(r"[;:?!\n]")
_IF = re.compile(r"\b(?:если|якщо|if|whether|ли|чи)\b")
_NOT = frozenset({"не", "not", "никто", "ніхто"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A call for something, or its refusal.

    Attributes:
        kind: resign, dismissal, trial, mobilise, investigate, negotiate, ceasefire, escalate, withdraw.
        polarity: 1 it is called for, -1 it is refused.
        strength: 1 asked, 2 demanded.
        span: from the word of calling to the thing called for.
        sentence: the sentence it stands in.
        voice: whose words it stands in.
    """

    kind: str
    polarity: int
    strength: int
    span: Span
    sentence: Span
    voice: str


class _Words(NamedTuple):
    call: Terms
    strong: Terms
    refuse: Terms
    things: Terms
    kind: dict[str, str]


@cache
def _words(lang: str) -> _Words:
    given = toml_beside("offscript.find.demands", "calls")[lang]
    kind = {term: name for name, terms in given["kinds"].items() for term in terms}

    def terms(key: str) -> Terms:
        return Terms((term, lang) for term in given[key])

    return _Words(terms("call"), terms("strong"), terms("refuse"), Terms((term, lang) for term in kind), kind)


def _finite(said: str, thing: Use, lang: str) -> bool:
    """Whether the thing is told as done or being done: a verb of the past or present, which nobody calls for."""
    found = [likely(word, lang)[0] for word in WORD.findall(said[thing.start : thing.end])]
    verbs = [one for one in found if one.part in ("VERB", "PRTF", "PRTS", "GRND")]
    return any("impr" not in one.grammar for one in verbs)


def _gap(said: str, one: Use, other: Use) -> int | None:
    """Words between two uses; None where a stop lies between or they overlap."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    if low > high or _STOP.search(said, low, high):
        return None
    return words_between(said, low, high)


def _in_sentence(said: str, lang: str) -> Iterator[tuple[str, int, int, Span]]:
    """Kind, polarity, strength and span of each thing called for in a sentence."""
    words = _words(lang)
    things = list(words.things.uses(said))
    low = ground(said)
    if not things or said.rstrip().endswith("?") or _IF.search(low):
        return
    refused, strong = list(words.refuse.uses(said)), list(words.strong.uses(said))
    called = [one for one in words.call.uses(said) if not any(r.start <= one.start < r.end for r in refused)]
    seen: set[str] = set()
    for thing in things:
        kind = words.kind[thing.term]
        near = [
            (gap, one)
            for one in [*called, *refused]
            if (gap := _gap(said, one, thing)) is not None
            and (gap <= _NEAR if one not in refused else gap <= _CLOSE and one.start < thing.start)
        ]
        if kind in seen or not near or (lang != "en" and _finite(said, thing, lang)):
            continue
        seen.add(kind)
        gap, cue = min(near, key=lambda pair: (pair[1] not in refused, pair[0]))
        before = WORD.findall(low[: cue.start])[-1:]
        polarity = -1 if cue in refused or (before and before[0] in _NOT) else 1
        yield kind, polarity, 2 if strong else 1, (min(cue.start, thing.start), max(cue.end, thing.end))


def extract(text: str, lang: str) -> list[Demand]:
    """Calls for something in a text, in order.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
    """
    if lang not in LANGUAGES:
        return []
    bare, out = plain(text), []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)]
        for kind, polarity, strength, (start, end) in _in_sentence(said, lang):
            span = part.start + start, part.start + end
            out.append(Demand(kind, polarity, strength, span, (part.start, part.end), ""))
    spoken = segments(text, lang) if out else []
    return [
        Demand(
            one.kind,
            one.polarity,
            one.strength,
            one.span,
            one.sentence,
            at(spoken, one.span[0]).voice,
        )
        for one in out
    ]
