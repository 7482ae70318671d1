"""Where a text takes a side on an axis: which pole, how surely, how firmly, under which condition, towards whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from offscript.find.blame.phrases import phrases
from offscript.find.voice import at, segments
from offscript.text.beside import toml_beside
from offscript.text.embedding import Vectors, embed
from offscript.text.ground import words_between
from offscript.text.inflect import Terms, Use
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
Span = tuple[int, int]
_LONGEST = 500
_NEAR = 8
_STOP = re.compile(r"[;:!?\n]")
_CLAUSE = re.compile(r"[,;:.!?—\n]")
_LEAN = 8.0


class Pole(NamedTuple):
    """One end of an axis: name, terms and example sentences in one language."""

    name: str
    terms: tuple[str, ...]
    examples: tuple[str, ...] = ()


class Axis(NamedTuple):
    """A question with two ends."""

    id: str
    poles: tuple[Pole, Pole]


@dataclass(frozen=True, slots=True)
class Stance:
    """A statement that takes a side on an axis.

    Attributes:
        axis: which axis.
        pole: name of the end it takes.
        probability: that it takes it; the rest is that it says nothing or the contrary.
        strength: 1 would consider, 2 calls for, 3 insists.
        kind: position, or attributed: what the speaker says that others want.
        span: from the word of taking sides to the words of the axis.
        sentence: the sentence it stands in.
        condition: span of the condition, or None.
        addressee: span of whom it is said to, or None.
        voice: whose words it stands in.
    """

    axis: str
    pole: str
    probability: float
    strength: int
    kind: str
    span: Span
    sentence: Span
    condition: Span | None
    addressee: Span | None
    voice: str


class _Cues(NamedTuple):
    favour: Terms
    against: Terms
    firm: Terms
    soft: Terms
    condition: Terms
    theirs: Terms
    without: Terms
    denial: Terms


class _Said(NamedTuple):
    """What a sentence says of an axis before its voice is known."""

    pole: int
    score: float
    cue: Use
    term: Use


@cache
def _cues(lang: str) -> _Cues:
    given = toml_beside("offscript.find.positions", "stances")[lang]
    return _Cues(*(Terms((term, lang) for term in given[key]) for key in _Cues._fields))


@lru_cache(maxsize=256)
def _terms(axis: Axis, lang: str) -> tuple[Terms, Terms]:
    one, other = axis.poles
    return Terms((term, lang) for term in one.terms), Terms((term, lang) for term in other.terms)


def _apart(said: str, one: Use, other: Use) -> int | None:
    """Words between; None where a stop lies between. A cue inside the term counts as next to it."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    if low >= high:
        return 0
    return None if _STOP.search(said, low, high) else words_between(said, low, high)


def _cued(said: str, lang: str) -> list[tuple[int, Use]]:
    """Words of taking sides, 1 for and -1 against; what lies inside a longer one is no cue of its own."""
    cues = _cues(lang)
    found = [(1, use) for use in cues.favour.uses(said)] + [(-1, use) for use in cues.against.uses(said)]
    for use in cues.without.uses(said):
        denied = any(other.start > use.end for other in cues.denial.uses(said))
        found += [(1 if denied else -1, use)]
    return [
        (sign, use)
        for sign, use in found
        if not any(
            o.start <= use.start and use.end <= o.end and o.end - o.start > use.end - use.start for _, o in found
        )
    ]


def _sided(said: str, axis: Axis, lang: str) -> Iterator[_Said]:
    """Each pair of a word of the axis and the nearest word that takes a side on it."""
    cued = _cued(said, lang)
    for pole, terms in enumerate(_terms(axis, lang)):
        for term in terms.uses(said):
            near = [
                (gap, sign, cue) for sign, cue in cued if (gap := _apart(said, cue, term)) is not None and gap <= _NEAR
            ]
            if near:
                gap, sign, cue = min(near, key=lambda found: (found[0] - (2 if found[1] < 0 else 0), found[2].start))
                yield _Said(pole if sign > 0 else 1 - pole, 2.2 - 0.15 * gap, cue, term)


@lru_cache(maxsize=256)
def _examples(axis: Axis) -> tuple[Vectors, Vectors]:
    one, other = (embed(list(pole.examples)) for pole in axis.poles)
    return one, other


def likeness(said: str, axis: Axis) -> float:
    """How much nearer in meaning a sentence is to the examples of the first end than to those of the second; 0 without any."""
    if not all(pole.examples for pole in axis.poles):
        return 0.0
    vector = embed([said])[0]
    one, other = (float((examples @ vector).max()) for examples in _examples(axis))
    return one - other


def _condition(said: str, lang: str) -> Span | None:
    use = next(_cues(lang).condition.uses(said), None)
    if use is None:
        return None
    stop = _CLAUSE.search(said, use.end)
    return use.start, stop.start() if stop else len(said)


def _strength(said: str, lang: str) -> int:
    cues = _cues(lang)
    if next(cues.firm.uses(said), None) is not None:
        return 3
    return 1 if next(cues.soft.uses(said), None) is not None else 2


def _addressee(said: str, lang: str, cue: Use) -> Span | None:
    """The first body or person named after the word of calling, in a case one calls on somebody in."""
    for one in phrases(said, lang):
        if one.start >= cue.end and one.kind in ("name", "actor") and {"accs", "datv", "any"} & one.cases:
            return (one.start, one.end) if words_between(said, cue.end, one.start) <= 2 else None
    return None


def _probability(score: float, asked: bool, conditioned: bool) -> float:
    """A logistic of the evidence; questions say little, conditions less than plain words."""
    return 1 / (1 + exp(-(score - (3.0 if asked else 0.0) - (0.3 if conditioned else 0.0))))


def _best(found: list[_Said]) -> _Said | None:
    """The side a sentence takes: that of most evidence; none where both have as much."""
    totals = [sum(one.score for one in found if one.pole == pole) for pole in (0, 1)]
    if not found or totals[0] == totals[1]:
        return None
    pole = int(totals[1] > totals[0])
    return max((one for one in found if one.pole == pole), key=lambda one: one.score)


def _nearer(one: Use, other: Use, to: Use) -> bool:
    return abs(one.start - to.start) < abs(other.start - to.start)


def _in_sentence(said: str, axis: Axis, lang: str, base: int) -> Stance | None:
    found = list(_sided(said, axis, lang))
    lean = _LEAN * likeness(said, axis) if found else 0.0
    best = _best([one._replace(score=one.score + (-lean if one.pole else lean)) for one in found])
    others = next(_cues(lang).theirs.uses(said), None)
    term = next((use for terms in _terms(axis, lang) for use in terms.uses(said)), None)
    if best is None and (others is None or term is None):
        return None
    condition = _condition(said, lang)
    if others is not None and term is not None and (best is None or _nearer(others, best.cue, term)):
        pole = int(next(_terms(axis, lang)[0].uses(said), None) is None)
        kind, cue, probability = "attributed", others, _probability(1.0, said.rstrip().endswith("?"), False)
    elif best is not None:
        kind, cue, pole, term = "position", best.cue, best.pole, best.term
        probability = _probability(best.score, said.rstrip().endswith("?"), condition is not None)
    else:
        return None
    start, end = min(cue.start, term.start), max(cue.end, term.end)
    addressee = _addressee(said, lang, cue)
    return Stance(
        axis.id,
        axis.poles[pole].name,
        round(probability, 3),
        _strength(said, lang),
        kind,
        (base + start, base + end),
        (base, base + len(said)),
        (base + condition[0], base + condition[1]) if condition else None,
        (base + addressee[0], base + addressee[1]) if addressee else None,
        "",
    )


def extract(text: str, lang: str, axes: tuple[Axis, ...]) -> list[Stance]:
    """Sides a text takes, in order, one a sentence and axis; most sentences take none.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        axes: the questions asked, with their words in that language.
    """
    if lang not in LANGUAGES or not axes:
        return []
    bare, found = plain(text), []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)]
        for axis in axes:
            if any(next(terms.uses(said), None) is not None for terms in _terms(axis, lang)):
                stance = _in_sentence(said, axis, lang, part.start)
                found += [stance] if stance is not None and stance.probability >= 0.5 else []
    spoken = segments(text, lang) if found else []
    return [replace(one, voice=at(spoken, one.span[0]).voice) for one in found]
