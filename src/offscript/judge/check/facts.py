"""Statements of an article: each with what it says, of whom, how many, when, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from offscript.find.entities.keys import key
from offscript.find.figures import extract as figures_of
from offscript.find.figures.durations import Duration, durations
from offscript.find.figures.extract import Figure
from offscript.find.status import Statement, statement
from offscript.find.voice import Segment, segments
from offscript.find.voice.cues import cues
from offscript.judge.check.opposites import Sides, sides
from offscript.judge.check.order import beside, split
from offscript.judge.check.voices import Named, Voices
from offscript.judge.glossary import listed
from offscript.judge.sense import Vector, stem
from offscript.text.beside import toml_beside
from offscript.text.embedding import centred, embed
from offscript.text.ground import WORD, ground
from offscript.text.inflect import forms
from offscript.text.language import language
from offscript.text.morphology import readings
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
_TELLING, _GIST, _BESIDE, _WHOLE = 3, 4, 3, 2
_OTHERS = ("quoted", "reported", "endorsed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of an article.

    Attributes:
        start, end: its span in the article, in code points.
        said: its words, without markup.
        lang: its language; `und` where none of the three.
        told: what it says, as every statement of a case is held.
        stems: stems of what it is about, without the words that name who says it.
        named: sources of the case that it names, in order.
        figures: its figures.
        sides: words that exclude others.
        vector: the words as a vector, without what its language has in common.
        attributed: whether it gives another's words.
        speakers: sources whose word it says it is; empty where it only names them, or nobody.
        spellings: of stems that are names, how they are spelt in no script.
        durations: stretches of time it says in numbers.
        clauses: its two events, each as a statement, where it says which came first.
    """

    start: int
    end: int
    said: str
    lang: str
    told: Statement
    stems: frozenset[str]
    named: tuple[Named, ...]
    figures: tuple[Figure, ...]
    sides: Sides
    vector: Vector
    attributed: bool
    speakers: frozenset[str]
    spellings: Mapping[str, str] = field(default_factory=dict)
    durations: tuple[Duration, ...] = ()
    clauses: tuple[Fact, ...] = ()


def _core(text: str, start: int, end: int, spoken: list[Segment]) -> str:
    """The words of others in a sentence, where it passes some on; else all of it."""
    parts = [
        text[max(start, one.start) : min(end, one.end)]
        for one in spoken
        if one.voice in _OTHERS and one.start < end and one.end > start
    ]
    core = " ".join(parts).strip()
    return core if len(WORD.findall(core)) >= 3 else text[start:end]


def _spans(bare: str, lang: str, voices: Voices) -> list[tuple[int, int, int]]:
    """Statements, and after each the two clauses of one that says which came first: `(start, end, statement)`."""
    found: list[tuple[int, int, int]] = []
    for part in sentences(bare):
        for low, high in _parts(bare[part.start : part.end], lang, voices):
            start, end, number = part.start + low, part.start + high, len(found)
            found.append((start, end, number))
            halves = split(bare[start:end], lang) if lang in LANGUAGES else None
            if halves is not None:
                found.append((start, start + halves.first_end, number))
                found.append((start + halves.second_start, end, number))
    return found


def _parts(said: str, lang: str, voices: Voices) -> list[tuple[int, int]]:
    """Statements of a sentence: two where it sets what one source says beside what another says, else one."""
    if lang not in LANGUAGES or split(said, lang) is not None:
        return [(0, len(said))]
    for first, second in beside(said, lang):
        one, other = (speakers(part, lang, tuple(voices.find(part, lang))) for part in (said[:first], said[second:]))
        if one and other and not one & other:
            return [(0, first), (second + len(said[second:]) - len(said[second:].lstrip()), len(said))]
    return [(0, len(said))]


def facts(text: str, case: Any, voices: Voices) -> list[Fact]:
    """Statements of an article, in order, one a sentence; two where it sets one source beside another.

    Args:
        text: the article.
        case: the case it is held against: its time zone, and the last moment of its collection.
        voices: its sources.
    """
    bare, lang = plain(text), language(text).code
    (last,) = case.sql("select coalesce(max(published_at), 0) from post").fetchall()[0]
    known = lang in LANGUAGES
    about = _About(bare, lang if known else "en", last, case.settings.timezone, voices)
    about.spoken = segments(text, lang) if known else []
    about.figures = figures_of(text, lang, last) if known else []
    spans = _spans(bare, lang, voices)
    cores = [_core(bare, start, end, about.spoken) for start, end, _ in spans]
    vectors = centred(embed(cores), [lang] * len(cores)) if spans else embed([])
    whole: dict[int, Fact] = {}
    clauses: dict[int, list[Fact]] = {}
    for (start, end, number), vector in zip(spans, vectors, strict=True):
        fact = about.fact(start, end, vector)
        if number in whole:
            clauses.setdefault(number, []).append(fact)
        else:
            whole[number] = fact
    return [_with_clauses(fact, clauses.get(number, [])) for number, fact in whole.items()]


def _counted(one: Figure, lang: str) -> Figure:
    """A figure without an item that counts nothing itself: `lowered the number to 19`."""
    counting = toml_beside("offscript.judge.check", "words")[lang]["counting"]
    return replace(one, item=None) if one.item in counting else one


def _with_clauses(fact: Fact, clauses: list[Fact]) -> Fact:
    """A statement with its two events; what a clause leaves out (`and later 19`) it has from the whole sentence."""
    items = [one.item for one in fact.figures if one.item]
    filled = []
    for one in clauses:
        figures = tuple(replace(held, item=held.item or (items[0] if items else None)) for held in one.figures)
        held_by = one.named[-1].sources if one.named else clauses[0].speakers
        speakers = one.speakers or (held_by if len(one.stems) < _WHOLE else frozenset())
        whole = len(one.stems) < _WHOLE
        stems, vector = (fact.stems, fact.vector) if whole else (one.stems, one.vector)
        filled.append(replace(one, figures=figures, speakers=speakers, stems=stems, vector=vector))
    return replace(fact, clauses=tuple(filled))


def spellings(said: str, lang: str, names: bool = False) -> dict[str, str]:
    """Stems of a sentence's words, or only of its names, each with its spelling in no script."""
    found = {}
    for match in WORD.finditer(said):
        if names and not (match.group()[0].isupper() and match.start()):
            continue
        lemma = readings(match.group(), lang)[0].lemma
        spelling = key(lemma)
        if len(spelling) >= _TELLING:
            found[stem(lemma)] = spelling
    return found


def speakers(
    said: str, lang: str, named: tuple[Named, ...], spoken: Sequence[tuple[int, int]] = (), start: int = 0
) -> frozenset[str]:
    """Sources whose word a sentence gives: named where its speaker is, or beside a verb of saying, the first of them."""
    for one in named:
        given = any(low < start + one.end and high > start + one.start for low, high in spoken)
        before = [ground(word) for word in WORD.findall(said[: one.start])[-_BESIDE:]]
        after = [ground(word) for word in WORD.findall(said[one.end :])[:_BESIDE]]
        if given or set(before + after) & cues(lang).say.keys() or set(after) & _more(lang):
            return one.sources
    return frozenset()


@cache
def _empty(lang: str) -> frozenset[str]:
    """Stems of words that say nothing of what a statement is about."""
    given = toml_beside("offscript.judge.check", "words")[lang]
    return frozenset(stem(ground(word)) for word in (*given["empty"], *given["counting"], *given["word"]))


@cache
def _more(lang: str) -> frozenset[str]:
    """Verbs by which a sentence gives somebody's word although nothing need follow them: he blamed, called, found, admitted."""
    return frozenset(
        form for word in toml_beside("offscript.judge.check", "words")[lang]["word"] for form in forms(word, lang)
    )


def short(said: str, lang: str) -> frozenset[str]:
    """Stems of English words too short for a gist that the glossary has: war, oil, tax."""
    words = (
        (ground(match.group()) for match in WORD.finditer(said) if len(match.group()) < _GIST) if lang == "en" else ()
    )
    return frozenset(found for word in words if (found := stem(readings(word, lang)[0].lemma)) in listed(lang))


class _About:
    """What is known of a whole article, from which its statements are made."""

    def __init__(self, bare: str, lang: str, last: int, zone: ZoneInfo, voices: Voices) -> None:
        self.bare, self.lang, self.last, self.zone, self.voices = bare, lang, last, zone, voices
        self.spoken: list[Segment] = []
        self.figures: list[Figure] = []

    def _figures(self, start: int, end: int, named: tuple[Named, ...]) -> list[Figure]:
        """Figures of a stretch; a number in a name (`the Council of Twelve`) counts nothing."""
        names = [(start + one.start, start + one.end) for one in named]
        return [
            one
            for one in self.figures
            if start <= (at := one.span[0]) < end
            and not any(low <= at < high for low, high in names)
            and not (self.bare[at].isupper() and at > start)
        ]

    def fact(self, start: int, end: int, vector: Vector) -> Fact:
        """The statement at a span."""
        said = self.bare[start:end]
        told = statement(said, start, self.lang, self.last, self.zone)
        naming = self.voices.words(said, self.lang)
        others = [one for one in self.spoken if one.voice in _OTHERS and one.start < end and one.end > start]
        named = tuple(self.voices.find(said, self.lang))
        return Fact(
            start,
            end,
            said,
            self.lang,
            told,
            frozenset(found for found in map(stem, told.gist) if found not in naming | _empty(self.lang))
            | short(said, self.lang),
            named,
            tuple(_counted(one, self.lang) for one in self._figures(start, end, named)),
            sides(said, self.lang),
            vector,
            bool(others),
            speakers(said, self.lang, named, [one.speaker for one in others if one.speaker], start),
            spellings(said, self.lang, names=True),
            tuple(durations(said, self.lang)),
        )
