"""Sentences drawn from the country's phrases, and copies whose every change is known."""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import Any, NamedTuple

from offscript.simulate.world import told

_SLOT = re.compile(r"\{(\w+)\}")
_RUN, _MEETING, _TRIES = 5, 20, 60


class Change(NamedTuple):
    """One edit of a copy, in words."""

    edit: str
    earlier: str
    later: str


class Phrases:
    """Draws sentences; as far as the phrases allow, no two pieces meet twice, and no five words in a row come twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._said: set[tuple[str, ...]] = set()

    def _filled(self, text: str, bank: dict[str, Any], pieces: list[str]) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot.group(1), bank, pieces), text)

    def _slot(self, name: str, bank: dict[str, Any], pieces: list[str]) -> str:
        if name == "number":
            return str(self._chance.randint(3, 980))
        if name not in bank:
            return str(self._chance.choice(told("country")[f"{name}s"]))
        pieces.append(self._chance.choice(bank[name]))
        return self._filled(pieces[-1], bank, [])

    def _draw(self, bank: dict[str, Any]) -> tuple[str, set[tuple[str, ...]], int]:
        """A sentence, what must not come again, and how much of that was said before."""
        pieces: list[str] = []
        said = self._filled(self._chance.choice(bank.get("pattern", ("{begin} {middle}, {end}.",))), bank, pieces)
        said = said[0].upper() + said[1:]
        words = re.findall(r"\w+", said.lower())
        runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        met = set(combinations(pieces, 2)) if "begin" in bank else set()
        return said, runs | met, len(runs & self._said) + _MEETING * len(met & self._said)

    def sentence(self, topic: str) -> str:
        """One sentence on a topic: of several drawn, the one that repeats least of what was said before."""
        drawn = []
        for _ in range(_TRIES):
            drawn.append(self._draw(told("phrases")[topic]))
            if not drawn[-1][2]:
                break
        said, new, _ = min(drawn, key=lambda one: one[2])
        self._said |= new
        return said

    def text(self, topic: str, sentences: int) -> str:
        """Some sentences on a topic."""
        return " ".join(self.sentence(topic) for _ in range(sentences))


def reworded(text: str, share: float, language: str, chance: random.Random) -> tuple[str, list[Change]]:
    """A near copy: a share of the words replaced, dropped or added, no two changes side by side."""
    words = text.split(" ")
    wanted = max(1, round(share * len(words)))
    places = sorted(chance.sample(range(1, len(words) - 1, 2), min(wanted, (len(words) - 2) // 2)))
    changes, out = [], list(words)
    for place in reversed(places):
        edit = chance.choice(("replaced", "dropped", "added"))
        spare = chance.choice(told("phrases")["spare"][language])
        if edit == "replaced":
            changes.append(Change(edit, words[place], spare))
            out[place] = spare
        elif edit == "dropped":
            changes.append(Change(edit, words[place], ""))
            del out[place]
        else:
            changes.append(Change(edit, "", spare))
            out.insert(place, spare)
    return " ".join(out), changes[::-1]


def passage(text: str, low: int, high: int, chance: random.Random) -> tuple[int, int]:
    """A stretch of a text, `[start, end)` in code points, of so many whole words."""
    places = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    length = min(len(places), chance.randint(low, high))
    first = chance.randint(0, len(places) - length)
    return places[first][0], places[first + length - 1][1]
