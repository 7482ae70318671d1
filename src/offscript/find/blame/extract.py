"""Blame in a text: who holds whom responsible, or shields, clears, thanks him, in which words, how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from offscript.find.blame.frames import LANGUAGES, Frame, frames
from offscript.find.blame.ladder import TOP, Rungs, terms_of
from offscript.find.blame.phrases import Phrase, phrases, vocabulary
from offscript.find.blame.slots import Sentence, before, idle, in_slot, readings_of, rung_of
from offscript.find.voice import Segment, at, segments
from offscript.text.ground import WORD, ground, words_between
from offscript.text.inflect import Terms, Use
from offscript.text.morphology import likely
from offscript.text.plain import plain
from offscript.text.sentences import sentences

Kind = Literal["blame", "self", "shield", "exoneration", "thanks", "praise"]
Span = tuple[int, int]
AUTHOR, NULL = "AUTHOR", "NULL"

_LONGEST = 600
_CLOSE = 2
"""Words between a verb and the demand that it answers, at most one: less than these."""
_COPULA = re.compile(
    r"[\s,—–-]*(?:(?:это|все|просто|настоящ\w+|был\w*|же|the|a|are|is|were|was|це|справжн\w+|бул\w+|полн\w+|конечно)[\s,—–-]*)*"
)
_AND = re.compile(r",? (?:и|а также|или|та|й|і|and|or) |, ")
_ALSO = re.compile(r"[\s,]*(?:а|but|але) (?:the |an? )?")
_WHO = frozenset({"кто", "хто", "who"})
_LOOKING = re.compile(r"\b(?:looking|thinking|doing)\b")
_UNSURE = {"hint": 0.8, "actor": 1.0, "name": 1.0, "self": 1.0}
_IRONIC = 0.8
_CLAUSE = re.compile(r"[,;:.!?—»\n]")


@dataclass(frozen=True, slots=True)
class Blame:
    """Somebody holds somebody responsible for something bad, or the contrary.

    Attributes:
        kind: blame, self (he blames himself or his own side), shield (the top does not know, is deceived, is out of it),
            exoneration, thanks, praise.
        blamer: span of the words that name who says it, AUTHOR, or NULL where nobody can be told.
        blamed: span of the name of whom it is said.
        cue: span of the words that say it.
        probability: that it is what it says, a hand's estimate for its frame.
        form: explicit, hinted (the blamed is not named), question, charge (accused before the law).
        strength: 1 reproach, 2 fault, 3 betrayal or crime.
        demand: resign, dismissal, trial, or None.
        outcome: span of what for (`в провале …`), or None.
        rung: how high the blamed stands, or None.
        voice: whose words it stands in.
    """

    kind: Kind
    blamer: Span | str
    blamed: Span
    cue: Span
    probability: float
    form: str = "explicit"
    strength: int = 1
    demand: str | None = None
    outcome: Span | None = None
    rung: str | None = None
    voice: str = "own"


@cache
def _cues(lang: str) -> tuple[Terms, dict[str, tuple[Frame, ...]]]:
    """All cues of a language in one, and the frames each belongs to."""
    listed: dict[str, list[Frame]] = {}
    for frame in frames(lang):
        for term in frame.cue:
            listed.setdefault(term, []).append(frame)
    return Terms((term, lang) for term in listed), {term: tuple(found) for term, found in listed.items()}


def _met(one: Sentence, frame: Frame, cue: Use, phrase: Phrase) -> bool:
    """Whether what a frame needs beside its cue is there."""
    words = vocabulary(one.lang)
    high = phrase.kind == "hint" or rung_of(one, phrase) is not None
    if (frame.about == "rung" and not high) or (frame.about == "public" and not high and phrase.kind != "name"):
        return False
    if frame.needs == "bad":
        return any(use.end <= cue.start or use.start >= cue.end for use in words.bad.uses(one.text))
    if frame.needs == "modal":
        return one.text.rstrip().endswith("!") or any(True for _ in words.modal.uses(one.text))
    if frame.needs == "accusing":
        return "?" in one.text[cue.start :] and (
            _LOOKING.search(one.low) is not None or any(True for _ in words.bad.uses(one.text))
        )
    if frame.needs == "question":
        return "?" in one.text[cue.start :]
    if frame.needs == "top":
        return rung_of(one, phrase) in TOP
    if frame.needs == "deceives":
        return any(
            other != phrase and other.cases & {"accs", "datv", "any"} and rung_of(one, other) in TOP
            for other in one.named
        )
    if frame.needs == "predicate":
        gap = one.low[phrase.end : cue.start] if phrase.end <= cue.start else one.low[cue.end : phrase.start]
        found = _COPULA.fullmatch(gap) is not None and re.search(r"[^\s,]", gap) is not None
        return found and (
            one.lang == "en" or any(reading.grammar & {"nomn", "ablt"} for reading in readings_of(one, cue))
        )
    return True


def _kind(one: Sentence, frame: Frame, cue: Use, phrase: Phrase) -> Kind | None:
    """Kind of what is said once negation and whose side the blamed is on are seen; None where it says nothing."""
    no, only = vocabulary(one.lang).no, vocabulary(one.lang).only
    denied = before(one, cue.start) in no or before(one, phrase.start) in no
    if denied and not any(one.low.startswith(word, phrase.start) for word in only):
        return "exoneration" if frame.kind == "blame" and frame.strength > 1 and frame.form == "explicit" else None
    if frame.kind == "blame" and phrase.kind == "self":
        return "self"
    return None if phrase.kind == "self" else frame.kind  # type: ignore[return-value]


def _others(one: Sentence, phrase: Phrase) -> Iterator[Phrase]:
    """Phrases joined to one by `and` or a comma in the same case."""
    last = phrase
    for other in one.named:
        if other.start > last.end and _AND.fullmatch(one.low, last.end, other.start) and other.cases & phrase.cases:
            yield other
            last = other


def _instead(one: Sentence, phrase: Phrase) -> Phrase | None:
    """Whom `not X but Y` puts in the place of X."""
    return next(
        (
            other
            for other in one.named
            if other.start > phrase.end and _ALSO.fullmatch(one.low, phrase.end, other.start)
        ),
        None,
    )


_FOR = {
    "ru": re.compile(r"\b(?:в|во|за|из-за)\s"),
    "uk": re.compile(r"\b(?:у|в|за|через)\s"),
    "en": re.compile(r"\b(?:for|of|over)\s"),
}


def _outcome(one: Sentence, end: int) -> Span | None:
    """What somebody is blamed for: from `in` or `for` to the end of the clause."""
    found = _FOR[one.lang].search(one.low, end)
    if found is None or words_between(one.low, end, found.start()) > 3:
        return None
    stop = _CLAUSE.search(one.low, found.end())
    last = stop.start() if stop else len(one.text)
    return (found.end(), last) if last > found.end() else None


class _Found(NamedTuple):
    kind: Kind
    phrase: Phrase
    frame: Frame
    cue: Use
    blamer: Phrase | None
    first_person: bool


def _first_person(one: Sentence, cue: Use) -> bool:
    word = WORD.search(one.text, cue.start, cue.end)
    return word is not None and any("1per" in reading.grammar for reading in likely(word.group(), one.lang)[:1])


def _answered(one: Sentence, cue: Use) -> bool:
    """Whether it is told how somebody takes a demand (`refused to resign`), which makes none."""
    return any(
        use.end <= cue.start and words_between(one.low, use.end, cue.start) < _CLOSE
        for use in vocabulary(one.lang).answering.uses(one.text)
    )


def _void(one: Sentence, frame: Frame, cue: Use) -> bool:
    """Whether a cue says nothing as it stands: who is to blame is asked, its verb is in a form that says it of nobody, or what is
    demanded is refused or promised."""
    if before(one, cue.start) in _WHO or one.low[cue.start : cue.end] in frame.never:
        return True
    if frame.demand and _answered(one, cue):
        return True
    found = readings_of(one, cue) if one.lang != "en" else []
    if frame.blamer:
        return (
            bool(found) and any(reading.part in ("PRTF", "PRTS", "NOUN") for reading in found[:1]) and len(found) == 1
        )
    return frame.needs != "modal" and all(slot.case == "nomn" for slot in frame.blamed) and idle(found)


def _of_frame(one: Sentence, frame: Frame, cue: Use) -> Iterator[_Found]:
    phrase = in_slot(one, cue, frame.blamed)
    if phrase is None or phrase.kind == "pronoun" or not _met(one, frame, cue, phrase) or _void(one, frame, cue):
        return
    kind = _kind(one, frame, cue, phrase)
    if kind is None:
        return
    blamer = in_slot(one, cue, frame.blamer, phrase) if frame.blamer else None
    mine = bool(frame.blamer) and _first_person(one, cue)
    if blamer and blamer.kind == "self":
        blamer, mine = None, True
    for found in (phrase, *_others(one, phrase)):
        if found != blamer and found.kind != "pronoun":
            yield _Found(kind, found, frame, cue, blamer, mine)
    if kind == "exoneration" and frame.kind == "blame" and (other := _instead(one, phrase)):
        yield _Found("blame", other, frame, cue, blamer, mine)


def _in_sentence(one: Sentence) -> list[_Found]:
    """All that is found in a sentence, one a phrase and side: the surest."""
    terms, listed = _cues(one.lang)
    best: dict[Span, _Found] = {}
    telling: list[Use] = []
    for cue in sorted(terms.uses(one.text), key=lambda use: use.start - use.end):
        if any(other.start <= cue.start and cue.end <= other.end and other[:2] != cue[:2] for other in telling):
            continue
        for frame in listed[cue.term]:
            for found in _of_frame(one, frame, cue):
                telling.append(cue)
                key = found.phrase.start, found.phrase.end
                if key not in best or _rank(found) > _rank(best[key]):
                    best[key] = found
    return sorted(best.values(), key=lambda found: found.phrase.start)


def _rank(found: _Found) -> tuple[float, int]:
    return found.frame.sure, found.cue.end - found.cue.start


def _who(found: _Found, segment: Segment, base: int) -> Span | str:
    """Who says it: whom the sentence names as saying so, the speaker of its words, else the author."""
    if found.blamer is not None and found.blamer.kind == "pronoun":
        return tuple(segment.speaker) if segment.speaker is not None else NULL  # type: ignore[return-value]
    if found.blamer is not None:
        return found.blamer.start + base, found.blamer.end + base
    if found.frame.blamer and not found.first_person and found.frame.demand is None:
        return tuple(segment.speaker) if segment.speaker is not None else NULL  # type: ignore[return-value]
    if segment.voice in ("own", "endorsed", "ironic"):
        return AUTHOR
    return tuple(segment.speaker) if segment.speaker is not None else NULL  # type: ignore[return-value]


def _charged(found: _Found, one: Sentence) -> bool:
    """Whether somebody is accused before the law, which is a report and no opinion: a crime or a court is named."""
    accused = found.kind == "blame" and found.frame.demand is None and found.frame.form == "explicit"
    return accused and any(True for _ in vocabulary(one.lang).crime.uses(one.text))


def _blame(found: _Found, one: Sentence, base: int, spoken: list[Segment]) -> Blame:
    segment = at(spoken, base + found.cue.start)
    after = max(found.cue.end, found.phrase.end)
    outcome = _outcome(one, after) if found.kind in ("blame", "self") else None
    sure = found.frame.sure * _UNSURE[found.phrase.kind] * (_IRONIC if segment.voice in ("ironic", "unknown") else 1.0)
    form = (
        "charge"
        if _charged(found, one)
        else "hinted"
        if found.phrase.kind == "hint" and found.frame.form == "explicit"
        else found.frame.form
    )
    return Blame(
        found.kind,
        _who(found, segment, base),
        (base + found.phrase.start, base + found.phrase.end),
        (base + found.cue.start, base + found.cue.end),
        round(sure, 3),
        form,
        found.frame.strength,
        found.frame.demand if found.kind == "blame" else None,
        (base + outcome[0], base + outcome[1]) if outcome else None,
        rung_of(one, found.phrase),
        segment.voice,
    )


def extract(text: str, lang: str, rungs: Rungs = ()) -> list[Blame]:
    """Blame, shielding, clearing, thanks and praise in a text, in order.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
        rungs: the case's own ladder (`ladder.rung`).
    """
    if lang not in LANGUAGES:
        return []
    bare, terms, out = plain(text), _cues(lang)[0], []
    spoken: list[Segment] = []
    for part in sentences(bare):
        said = bare[part.start : min(part.end, part.start + _LONGEST)]
        if next(terms.uses(said), None) is None:
            continue
        one = Sentence(said, ground(said), lang, phrases(said, lang, terms_of(lang, rungs)), rungs)
        found = _in_sentence(one)
        spoken = spoken or (segments(text, lang) if found else [])
        out += [_blame(each, one, part.start, spoken) for each in found]
    return out
