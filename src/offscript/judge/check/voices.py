"""Which sources of a case a sentence names: by a name in any script, or by the office or body they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from offscript.find.entities.keys import key
from offscript.find.voice.cues import cues
from offscript.judge.sense import stem
from offscript.text.beside import toml_beside
from offscript.text.ground import WORD, ground
from offscript.text.inflect import Terms
from offscript.text.morphology import readings

_LANGUAGES = ("ru", "uk", "en")
_SHORTEST, _SHORT = 3, 2
_CYRILLIC, _UKRAINIAN = re.compile("[\u0400-\u052f]"), re.compile("[іїєґІЇЄҐ]")
_QUOTES = ("«", "“", "„", '"')


class Named(NamedTuple):
    """Sources named at one place of a sentence (several where an office may be any of them)."""

    start: int
    end: int
    sources: frozenset[str]


@cache
def _bodies() -> list[Terms]:
    """One set of terms for each body, in all languages; `глава *` means the office before any name."""
    listed = []
    for body in toml_beside("offscript.judge.check", "bodies")["body"]:
        listed.append(Terms((term.removesuffix(" *"), lang) for lang in _LANGUAGES for term in body[lang] if term))
    return listed


def _key(word: str) -> str:
    """A word of a name in no script and without its ending; the Ukrainian forms of a name are near enough to the Russian."""
    lang = "uk" if _UKRAINIAN.search(word) else "ru" if _CYRILLIC.search(word) else "en"
    return key(readings(word, lang)[0].lemma if lang != "en" else word)


def _keys(words: str) -> list[str]:
    """The words of a name that tell it, each as its key."""
    found = (_key(match.group()) for match in WORD.finditer(words) if len(match.group()) >= _SHORTEST)
    return [one for one in found if len(one) >= _SHORTEST]


class Voices:
    """The sources of a case, ready to be found in sentences.

    Args:
        sources: names of each source, its own and its aliases.
        people: persons the case names; their names mean the source that bears them wherever they stand.
        places: keys of places; a place in a source's name means the source only together with the rest of it.
    """

    def __init__(
        self, sources: Mapping[str, Iterable[str]], people: Iterable[str] = (), places: Iterable[str] = ()
    ) -> None:
        nowhere = frozenset(places)
        self._strong = frozenset(found for name in people for found in _keys(name))
        self._bodies: list[tuple[Terms, frozenset[str]]] = []
        self._keys_of: Counter[str] = Counter()
        self._of_key: dict[str, set[str]] = {}
        self._names = {source: [name for name in names if name] for source, names in sources.items()}
        held = Counter(one for names in self._names.values() for one in {k for name in names for k in _keys(name)})
        for source, names in self._names.items():
            alone = sorted({found for name in names for found in _keys(name) if held[found] == 1})
            for one in [found for found in alone if found not in nowhere] or alone[: _SHORT * (len(alone) > 1)]:
                self._of_key.setdefault(one, set()).add(source)
                self._keys_of[source] += 1
        for terms in _bodies():
            having = {
                source for source, names in self._names.items() if any(next(terms.uses(name), None) for name in names)
            }
            if having:
                self._bodies.append((terms, frozenset(having)))

    def _alone(self, said: str, match: re.Match[str], source: str, lang: str) -> bool:
        """Whether one word of a name is enough: a surname, in quotation marks, half of a short name that is no adjective."""
        if _key(match.group()) in self._strong or said[max(0, match.start() - 1) : match.start()] in _QUOTES:
            return True
        if self._keys_of[source] > _SHORT or "ADJ" in readings(match.group(), lang)[0].part:
            return False
        if said[: match.start()].strip():
            return True
        return self._says(said, match, lang)

    def _says(self, said: str, match: re.Match[str], lang: str) -> bool:
        """Whether a verb of saying stands right after a word, or after the one that follows."""
        after = [ground(word) for word in WORD.findall(said[match.end() :])[:_SHORT]]
        return any(word in cues(lang).say for word in after)

    def find(self, said: str, lang: str) -> list[Named]:
        """Sources a sentence names, in order."""
        found = [Named(use.start, use.end, having) for terms, having in self._bodies for use in terms.uses(said)]
        hits: list[tuple[re.Match[str], str]] = []
        for match in WORD.finditer(said):
            if len(match.group()) >= _SHORTEST and (match.group()[0].isupper() or self._says(said, match, lang)):
                hits += [(match, source) for source in self._of_key.get(_key(match.group()), ())]
        met = {source for _, source in hits}
        for match in WORD.finditer(said):
            if not match.group()[0].isupper() and len(match.group()) >= _SHORTEST:
                hits += [(match, source) for source in self._of_key.get(_key(match.group()), set()) & met]
        several = Counter(source for source, _ in {(source, _key(match.group())) for match, source in hits})
        for match, source in hits:
            if several[source] >= self._keys_of[source] > 1 or self._alone(said, match, source, lang):
                found.append(Named(match.start(), match.end(), frozenset({source})))
        return sorted(found, key=lambda one: (one.start, -one.end))

    def words(self, said: str, lang: str) -> frozenset[str]:
        """Stems, in the sentence's own letters, of the words that name a source: they say nothing of what is said."""
        spans = [(one.start, one.end) for one in self.find(said, lang)]
        return frozenset(
            stem(ground(match.group()))
            for match in WORD.finditer(said)
            if any(start <= match.start() < end for start, end in spans)
        )


def voices(case: Any) -> Voices:
    """The sources of a case by all their names: in its settings, in the collection, and of the persons it names."""
    names: dict[str, list[str]] = {}
    for source, name in case.sql("select source, name from source order by source").fetchall():
        names.setdefault(source, []).append(name or source)
    for source in case.settings.source:
        listed = names.setdefault(source.id, [])
        listed.append(source.name)
        listed += [
            alias.name for alias in source.aliases if re.search(r"[^\W\d_]", alias.name) and alias.name[0] != "@"
        ]
    places = case.sql("select distinct \"key\" from name where kind = 'place' order by 1").fetchall()
    parts = {part for (name,) in places for part in name.split()}
    return Voices(names, case.settings.people.named, parts)
