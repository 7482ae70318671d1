"""Forms of a term in Russian, Ukrainian and English, and where a text uses one.

Russian and Ukrainian forms come from pymorphy3's dictionaries (OpenCorpora; VESUM), English words are compared by
simplemma's lemma. A word ending in `*` stands for every word that begins so; a word in `"quotes"` only for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from offscript.text.morphology import analyser, english_lemma

_HIDDEN = "\u0300\u0301\u200b-\u200f\u2060\ufeff\u00ad"
_WORD = re.compile(rf"[^\W_](?:[^\W_{_HIDDEN}]|[{_HIDDEN}]|['’ʼ](?=[^\W_]))*")
_MARKS = re.compile(f"[{_HIDDEN}]")
_MOST_MET = 100_000


class Use(NamedTuple):
    """A term used at `[start, end)` of a text."""

    start: int
    end: int
    term: str


class _Part(NamedTuple):
    forms: frozenset[str]
    prefix: str | None
    lemma: str | None


_Term = tuple[str, list[_Part]]
"""A term as it is written, and what its words may be."""


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    return _MARKS.sub("", word).casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=16)
def _places(text: str) -> list[tuple[int, int, str]]:
    """Words of a text, each where it stands and in plain spelling; many lists of terms are looked for in one sentence."""
    return [(match.start(), match.end(), _plain(match.group())) for match in _WORD.finditer(text)]


@lru_cache(maxsize=10_000)
def forms(word: str, language: str) -> frozenset[str]:
    """Inflected forms of a Russian or Ukrainian word, itself among them, in plain spelling."""
    if language not in ("ru", "uk"):
        return frozenset({_plain(word)})
    parses = analyser(language).parse(word.replace("’", "'").replace("ʼ", "'").lower())
    best = [parse for parse in parses if parse.score >= parses[0].score / 4] if parses else []
    return frozenset({_plain(word)} | {_plain(form.word) for parse in best for form in parse.lexeme})


def _part(word: str, language: str) -> _Part:
    if word.endswith("*"):
        return _Part(frozenset(), _plain(word[:-1]), None)
    if word.startswith('"'):
        return _Part(frozenset({_plain(word.strip('"'))}), None, None)
    lemma = english_lemma(_plain(word)) if language == "en" else None
    return _Part(forms(word, language), None, lemma)


def _fits(part: _Part, word: str) -> bool:
    if word in part.forms or (part.prefix is not None and word.startswith(part.prefix)):
        return True
    return part.lemma is not None and word.isascii() and english_lemma(word) == part.lemma


class Terms:
    """Terms prepared for finding: `Terms([("перегруппировка войск", "ru"), …])`."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, list[_Term]] = {}
        self._lemma: dict[str, list[_Term]] = {}
        self._open: list[_Term] = []
        self._met: dict[str, Sequence[_Term]] = {}
        for term, language in terms:
            parts = [_part(word, language) for word in re.findall(r'"[^"]+"|[\w\'’ʼ]+\*?', term)]
            if not parts:
                continue
            if parts[0].prefix is not None:
                self._open.append((term, parts))
            if parts[0].lemma is not None:
                self._lemma.setdefault(parts[0].lemma, []).append((term, parts))
            for form in parts[0].forms:
                self._first.setdefault(form, []).append((term, parts))

    def _beginning(self, word: str) -> Sequence[_Term]:
        """Terms whose first word may be this one; of the words met before it is known."""
        found = self._met.get(word)
        if found is None:
            found = self._looked_up(word)
            if len(self._met) < _MOST_MET:
                self._met[word] = found
        return found

    def _looked_up(self, word: str) -> Sequence[_Term]:
        found: Sequence[_Term] = self._first.get(word, ())
        more = self._lemma.get(english_lemma(word), ()) if self._lemma and word.isascii() else ()
        if more:
            found = [*found, *(term for term in more if term not in found)]
        fitting = [term for term in self._open if _fits(term[1][0], word)]
        return [*found, *(term for term in fitting if term not in found)] if fitting else found

    def uses(self, text: str) -> Iterator[Use]:
        """Where the text uses one of the terms, in any form, in order."""
        places = _places(text)
        for at, (start, _, word) in enumerate(places):
            for term, parts in self._beginning(word):
                stretch = places[at : at + len(parts)]
                if len(stretch) == len(parts) and all(
                    _fits(part, place[2]) for part, place in zip(parts, stretch, strict=True)
                ):
                    yield Use(start, stretch[-1][1], term)
