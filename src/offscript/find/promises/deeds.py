"""Sentences that say something was done, or was not: what promises are held against.

Russian and Ukrainian: a perfective verb or short participle in the past. English: a form of `be` or `have` with a participle,
or a verb in the past. No verb of saying, nothing in the future, no question. Whether it really was done is not known from that:
it is said to be.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pyarrow as pa

from offscript.find.voice.cues import cues
from offscript.model import DEED
from offscript.store.steps import Settings
from offscript.text.gist import gist
from offscript.text.ground import WORD, ground
from offscript.text.language import language
from offscript.text.morphology import english_lemma, readings
from offscript.text.plain import plain
from offscript.text.sentences import sentences

_FEWEST = 3
_LONGEST = 400
_NOT = frozenset({"не", "ни", "never", "not", "n't", "didn't", "wasn't", "weren't", "hasn't", "haven't"})
_FUTURE = re.compile(r"\b(?:буд(?:ет|ут|ем|у)|буде|будуть|will|shall|going to)\b")
_DONE = re.compile(r"\b(?:was|were|has|have|had|did|didn't|wasn't|weren't|hasn't|haven't)\b|\b\w{2,}ed\b")


def _brought_about(word: str, lang: str) -> str | None:
    """Lemma of a word of Russian or Ukrainian that says something was brought to an end."""
    first = readings(word, lang)[0]
    past = first.part == "VERB" and {"past", "perf"} <= first.grammar
    done = past or first.part == "PRTS" or (first.part == "VERB" and {"Impe", "perf"} <= first.grammar)
    return first.lemma if done and ground(word) not in cues(lang).say else None


def _to_come(word: str, lang: str) -> bool:
    """Whether a word speaks of the future."""
    first = readings(word, lang)[0]
    return first.part == "VERB" and "futr" in first.grammar


def _english(words: list[str]) -> list[tuple[int, str]]:
    """Places and lemmas of English verbs in the past, where the sentence speaks of the past at all."""
    whole = " ".join(ground(word) for word in words)
    if not _DONE.search(whole) or _FUTURE.search(whole):
        return []
    said = cues("en").say
    return [(at, english_lemma(ground(word))) for at, word in enumerate(words) if ground(word) not in said]


def _acts(words: list[str], lang: str) -> list[tuple[int, str]]:
    """Places and lemmas of what was brought about; none where the sentence speaks of the future."""
    if lang == "en":
        return _english(words)
    if any(_to_come(word, lang) for word in words):
        return []
    found = ((at, _brought_about(word, lang)) for at, word in enumerate(words))
    return [(at, lemma) for at, lemma in found if lemma]


class Deed(NamedTuple):
    """A sentence at `[start, end)` that says something was done (1) or not (-1): what, and what it is about."""

    start: int
    end: int
    polarity: int
    acts: frozenset[str]
    gist: frozenset[str]


def deeds_of(text: str, lang: str) -> list[Deed]:
    """Sentences that say something was done or not, in order."""
    bare, out = plain(text), []
    for part in sentences(bare) if lang in ("ru", "uk", "en") else ():
        said = bare[part.start : part.end]
        if len(said) > _LONGEST or said.rstrip().endswith("?"):
            continue
        words = [match.group() for match in WORD.finditer(said)]
        acts = _acts(words, lang)
        about = gist(said, lang) if acts else frozenset()
        if len(about) >= _FEWEST:
            denied = any(ground(words[at - 1]) in _NOT for at, _ in acts if at) or (
                lang == "en" and bool(_NOT & {ground(word) for word in words})
            )
            verbs = frozenset(lemma for _, lemma in acts)
            out.append(Deed(part.start, part.end, -1 if denied else 1, verbs & about or verbs, about))
    return out


def deeds(rows: pa.Table, settings: Settings) -> pa.Table:
    """Deeds of versions, `version, text`: to the table `deed`."""
    pairs = zip(rows["version"].to_pylist(), rows["text"].to_pylist(), strict=True)
    found: list[dict[str, Any]] = [
        {"version": version, "start": one.start, "end": one.end, "polarity": one.polarity}
        | {"acts": sorted(one.acts), "gist": sorted(one.gist)}
        for version, text in pairs
        for one in deeds_of(text, language(text).code)
    ]
    return pa.Table.from_pylist(found, schema=DEED)
