"""The words of a language by which people bind themselves, threaten and deny, read from `cues_LANGUAGE.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from offscript.text.beside import toml_beside
from offscript.text.ground import any_of, ground
from offscript.text.inflect import forms
from offscript.text.morphology import readings

LANGUAGES = ("ru", "uk", "en")


@dataclass(frozen=True)
class Cues:
    """Words of promises: sets hold every form, patterns are for text as `ground` makes it."""

    language: str
    vow: frozenset[str]
    threat: frozenset[str]
    plan: frozenset[str]
    plan_word: re.Pattern[str]
    ready: re.Pattern[str]
    may: re.Pattern[str]
    future: re.Pattern[str]
    negation: re.Pattern[str]
    phrase_vow: re.Pattern[str]
    no_plan: re.Pattern[str]
    not_ruled_out: re.Pattern[str]
    ruled_out: re.Pattern[str]
    expire: re.Pattern[str]
    condition: re.Pattern[str]
    actor_noun: frozenset[str]
    not_actor: frozenset[str]
    not_speaker: frozenset[str]
    not_verb: frozenset[str]
    due: dict[str, Any]


def _all(words: list[str], language: str) -> frozenset[str]:
    if language == "en":
        return frozenset(ground(word) for word in words)
    return frozenset(ground(form) for word in words for form in ({word} | forms(word, language)))


def _said(words: list[str], language: str) -> frozenset[str]:
    """Forms of verbs that somebody's words are told with: no participles, which only describe."""
    if language == "en":
        return frozenset(ground(word) for word in words)
    kept = (form for word in words for form in forms(word, language))
    verbs = ("VERB", "INFN", "GRND")
    return frozenset(ground(form) for form in kept if readings(form, language)[0].part in verbs)


def _present(words: list[str], language: str) -> frozenset[str]:
    """Forms of verbs in the present or future: who `планировал` no longer binds himself."""
    said = _said(words, language)
    if language == "en":
        return said
    return frozenset(form for form in said if readings(form, language)[0].grammar & {"pres", "futr"})


@cache
def cues(language: str) -> Cues:
    """Cues of Russian, Ukrainian or English."""
    given = toml_beside("offscript.find.promises", f"cues_{language}")
    made: dict[str, Any] = {name: _said(given[name], language) for name in ("vow", "threat")}
    made["plan"] = _present(given["plan"], language)
    patterns = ("plan_word", "ready", "may", "future", "phrase_vow", "expire", "condition")
    made |= {name: any_of(given[name]) for name in patterns}
    made |= {name: _all(given[name], language) for name in ("actor_noun", "not_actor", "not_speaker", "not_verb")}
    return Cues(
        language=language,
        negation=any_of(given["not"]),
        no_plan=any_of(given["phrase_no_plan"]),
        not_ruled_out=any_of(given["phrase_not_ruled_out"]),
        ruled_out=any_of(given["phrase_ruled_out"]),
        due=given["due"],
        **made,
    )
