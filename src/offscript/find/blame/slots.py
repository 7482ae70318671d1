"""Where a phrase stands to a cue: side, distance, preposition, case and agreement."""

from __future__ import annotations

import re
from typing import NamedTuple

from offscript.find.blame.frames import Slot
from offscript.find.blame.ladder import Rungs, rung
from offscript.find.blame.phrases import Phrase, vocabulary
from offscript.text.ground import WORD, words_between
from offscript.text.inflect import Use
from offscript.text.morphology import Reading, likely

_REACH = {"before": 9, "after": 5}
_BARRIER = re.compile(r"[;:?!\n()…]|\.(?=\s)")
_JUST_BEFORE = re.compile(r"([^\W_]+)[\s«\"]*(?:\b(?:the|an?)\s+)?$")
_TIGHT = 4


class Sentence(NamedTuple):
    """A sentence with the phrases in it."""

    text: str
    low: str
    lang: str
    named: list[Phrase]
    rungs: Rungs


def rung_of(one: Sentence, phrase: Phrase) -> str | None:
    """Rung of whom a phrase names."""
    return rung(one.text[phrase.start : phrase.end], one.lang, one.rungs, phrase.head - phrase.start)


def before(one: Sentence, place: int) -> str:
    """The word before a place, articles left out; empty where a sign stands between."""
    found = _JUST_BEFORE.search(one.low[max(0, place - 60) : place])
    return found.group(1) if found else ""


def _fits(one: Sentence, slot: Slot, phrase: Phrase) -> bool:
    if slot.preposition and before(one, phrase.start) != slot.preposition:
        return False
    if (
        not slot.preposition
        and slot.case in ("nomn", "accs", "datv")
        and one.lang != "en"
        and before(one, phrase.start) in vocabulary(one.lang).preposition
    ):
        return False
    return slot.case in phrase.cases or "any" in phrase.cases


def readings_of(one: Sentence, cue: Use) -> list[Reading]:
    """The likeliest reading of each word of a cue."""
    return [likely(word, one.lang)[0] for word in WORD.findall(one.text[cue.start : cue.end])]


def idle(found: list[Reading]) -> bool:
    """Whether a verb stands in a form that has no subject of its own: an infinitive, an order, a passive or a participle."""
    verbs = [reading for reading in found if reading.part in ("VERB", "INFN", "PRTF", "PRTS", "GRND", "ADJS")]
    return bool(verbs) and all(
        reading.part in ("INFN", "PRTF", "GRND") or reading.grammar & {"impr", "infn", "2per"} for reading in verbs
    )


def _agrees(one: Sentence, cue: Use, phrase: Phrase) -> bool:
    """Whether a verb or short adjective may have a phrase as its subject: number, and gender in the past."""
    if one.lang == "en" or not phrase.marks:
        return True
    for reading in readings_of(one, cue):
        wanted = reading.grammar & {"sing", "plur"}
        gender = reading.grammar & {"masc", "femn", "neut"}
        mine = [mark.split(" ") for mark in phrase.marks if mark.startswith("nomn")]
        bound = reading.part in ("VERB", "ADJS", "PRTS") and bool(wanted)
        if bound and not any(
            number in wanted and (not gender or not kind or kind in gender) for _, number, kind in mine
        ):
            return False
    return True


def _distance(one: Sentence, cue: Use, phrase: Phrase) -> tuple[str, int] | None:
    """Side of a phrase from a cue and words between; None where a stop lies between, or they overlap."""
    if phrase.end <= cue.start:
        gap, side = one.low[phrase.end : cue.start], "before"
    elif phrase.start >= cue.end:
        gap, side = one.low[cue.end : phrase.start], "after"
    else:
        return None
    many = words_between(gap)
    return None if _BARRIER.search(gap) or many > _REACH[side] else (side, many)


def _stands(one: Sentence, slot: Slot, cue: Use, phrase: Phrase) -> bool:
    """Whether grammar lets a phrase stand in a slot: no comma before a preposition's, the verb agrees with its subject."""
    if slot.preposition:
        return "," not in one.low[min(cue.end, phrase.end) : max(cue.start, phrase.start)]
    if one.lang == "en":
        return True
    if slot.case == "nomn":
        return _agrees(one, cue, phrase)
    if slot.case == "accs":
        if phrase.end <= cue.start and {"nomn", "gent"} & phrase.cases == {"nomn"} and _agrees(one, cue, phrase):
            return False
        word = before(one, phrase.start)
        return not word or word in one.low[cue.start : cue.end] or likely(word, one.lang)[0].part != "NOUN"
    return True


def in_slot(one: Sentence, cue: Use, slots: tuple[Slot, ...], barred: Phrase | None = None) -> Phrase | None:
    """The phrase that stands in a slot, the nearest one of the first slot that has any."""
    for slot in slots:
        near = []
        for phrase in one.named:
            placed = _distance(one, cue, phrase)
            if placed is None or phrase == barred or not _fits(one, slot, phrase):
                continue
            if slot.side != "near" and placed[0] != slot.side:
                continue
            if not _stands(one, slot, cue, phrase):
                continue
            if (placed[1] > _TIGHT and slot.preposition) or (
                slot.case in ("gent", "possessive") and not slot.preposition and placed[1] > (slot.case == "possessive")
            ):
                continue
            near.append((placed[1], phrase.start, phrase))
        if near:
            return min(near)[2]
    return None
