"""The cue words of a language, read from `cues_LANGUAGE.toml` and unfolded into the forms that stand in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from offscript.text.beside import toml_beside
from offscript.text.ground import any_of, ground
from offscript.text.inflect import forms
from offscript.text.morphology import analyser

LANGUAGES = ("ru", "uk", "en")
Stance = Literal["neutral", "endorse", "doubt", "reject"]


@dataclass(frozen=True)
class Cues:
    """What a language says of whose words follow; every pattern is for text as `ground` makes it."""

    language: str
    say: dict[str, Stance]
    that: re.Pattern[str]
    per: re.Pattern[str]
    cite: re.Pattern[str]
    hearsay: re.Pattern[str]
    hearsay_verb: re.Pattern[str]
    doubting: re.Pattern[str]
    agreeing: re.Pattern[str]
    right: re.Pattern[str]
    agreed: re.Pattern[str]
    irony: re.Pattern[str]
    so_called: re.Pattern[str]
    lead: re.Pattern[str]
    header: re.Pattern[str]
    first_person: re.Pattern[str]
    about: re.Pattern[str]
    background: re.Pattern[str]
    footer: re.Pattern[str]
    stop: frozenset[str]
    inside: frozenset[str]
    pronoun: frozenset[str]
    no_speaker: frozenset[str]
    speaker: frozenset[str]
    wants_that: frozenset[str]


_SPOKEN = frozenset({"VERB", "GRND"})
_NOT_OTHERS = frozenset({"1per", "2per", "impr", "infn"})
"""Grammemes of what an author says of himself, or asks for: `считаю`, `скажите` attribute nothing to anybody else."""


def _saying(verb: str, language: str) -> frozenset[str]:
    """Forms of a verb by which somebody else is said to speak, as `ground` makes them."""
    if language == "en":
        return frozenset({ground(verb)})
    parses = [one for one in analyser(language).parse(verb) if {"INFN", "infn"} & one.tag.grammemes][:1]
    return frozenset(
        ground(form.word)
        for one in parses
        for form in one.lexeme
        if form.tag.POS in _SPOKEN and not _NOT_OTHERS & form.tag.grammemes
    )


def _unfolded(words: Iterable[str], language: str) -> frozenset[str]:
    """All forms of the words, as `ground` makes them."""
    found: set[str] = set()
    for word in words:
        found.add(ground(word))
        if " " not in word:
            found |= {ground(form) for form in forms(word, language)}
    return frozenset(found)


@cache
def cues(language: str) -> Cues:
    """Cues of Russian, Ukrainian or English."""
    content = toml_beside("offscript.find.voice", f"cues_{language}")
    mark = content["mark"]
    say: dict[str, Stance] = {}
    stances: tuple[Stance, ...] = ("neutral", "endorse", "doubt", "reject")
    for stance in stances:
        for verb in content["say"][stance]:
            say |= dict.fromkeys(_saying(verb, language), stance)
    patterns = (
        "cite",
        "that",
        "per",
        "hearsay",
        "hearsay_verb",
        "doubting",
        "agreeing",
        "right",
        "agreed",
        "irony",
        "so_called",
        "lead",
        "header",
        "first_person",
        "about",
        "background",
        "footer",
    )
    sets = ("wants_that", "stop", "inside", "pronoun", "no_speaker")
    made: dict[str, Any] = {name: any_of(mark[name]) for name in patterns}
    made |= {name: frozenset(ground(word) for word in mark[name]) for name in sets}
    return Cues(language, say, speaker=_unfolded(mark["speaker"], language), **made)
