"""Names that mean one, merged in whatever form they stand.

A list says `США, Соединенные Штаты, Америка`; a text says `Соединенных Штатов`. Names are compared by the lemmas of their words:
as they stand first, then by the likeliest reading of each word, then by any reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from offscript.text.morphology import readings

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WORDS, _WAYS = 6, 256
"""Longer names are compared by their first words, and by the first of so many combinations of readings."""


def _flat(name: str) -> str:
    return name.strip().lower().replace("ё", "е")


def _base(name: str, lang: str) -> str:
    return " ".join(readings(word, lang)[0].lemma for word in _WORD.findall(_flat(name)))


def _ways(name: str, lang: str) -> Iterator[str]:
    """A name in every combination of the readings of its words."""
    words = _WORD.findall(_flat(name))[:_WORDS]
    each = [list(dict.fromkeys([word, *(one.lemma for one in readings(word, lang))])) for word in words]
    yield from (" ".join(way) for way in islice(product(*each), _WAYS))


class Synonyms:
    """Names by what they mean.

    Args:
        groups: names that mean one, a group each; the first names the group. A name in two groups belongs to the first.
        lang: language whose inflections are undone.
    """

    def __init__(self, groups: Iterable[Iterable[str]], lang: str = "ru") -> None:
        self._lang = lang
        listed = [[name for name in group if name.strip()] for group in groups]
        pairs = [(name, _flat(group[0])) for group in listed for name in group]
        self._exact: dict[str, str] = {}
        self._read: dict[str, str] = {}
        for name, first in pairs:
            self._exact.setdefault(_flat(name), first)
        for name, _ in pairs:
            self._read.setdefault(_base(name, lang), self._exact[_flat(name)])
        for name, _ in pairs:
            for way in _ways(name, lang):
                self._read.setdefault(way, self._exact[_flat(name)])

    def __call__(self, name: str) -> str:
        """The first name of a name's group; of a name in no group its own lemmas."""
        flat = _flat(name)
        if flat in self._exact:
            return self._exact[flat]
        base = _base(name, self._lang)
        if base in self._read:
            return self._read[base]
        return next((self._read[way] for way in _ways(name, self._lang) if way in self._read), base)
