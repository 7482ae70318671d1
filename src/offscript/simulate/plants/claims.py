"""Claims in numbers, for measuring power: revised figures, counts that grow, promises with a deadline, and what looks like them.

Beside each there is a decoy: another event of the same kind that revises nothing, what was already done instead of promised.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from offscript.model import DAY, HOUR
from offscript.simulate.stage import Said, Stage
from offscript.simulate.wording import Phrases, reworded
from offscript.simulate.world import told

_STEPS = 4
_LATEST = 21
_TRIES = 200
_SHORTEST = 4
Bank = dict[str, Any]
Met = set[tuple[str, ...]]


class _Speaker:
    """A holder, his language, and the sentences he has; `met`: patterns, places and things already drawn."""

    def __init__(self, stage: Stage, met: Met) -> None:
        holders = told("claims")["holders"]
        self.stage, self.chance, self.met = stage, stage.random, met
        self.language = self.chance.choice(sorted(holders))
        self.holder = self.chance.choice(holders[self.language])
        self.bank: Bank = told("claims")[self.language]

    def drawn(self, kind: str) -> str:
        """A sentence of a kind with place, thing and circumstance filled in; figure and deadline are left open.

        Of several drawn the first whose pattern, place and thing did not meet before: two events must differ in something.
        """
        for _ in range(_TRIES):
            pattern = self.chance.choice(self.bank[kind])
            drawn = {slot: self.chance.choice(self.bank[f"{slot}s"]) for slot in ("town", "thing", "tail")}
            met = (pattern, *(drawn[slot] for slot in ("town", "thing") if f"{{{slot}}}" in pattern))
            if met not in self.met:
                break
        self.met.add(met)
        return str(pattern.format(n="{n}", day="{day}", **drawn))

    def dated(self, day: date) -> str:
        """A day as the holder writes it."""
        return f"{day.day} {self.bank['months'][day.month - 1]}"

    def said(self, text: str, at: int) -> Said:
        """A post of the holder's."""
        return self.stage.say(self.holder, at, text)

    def reworded(self, text: str) -> str:
        """The sentence with a share of its words changed, never the figure, what it counts, or where."""
        share = self.stage.strengths.claim_edit_share
        head, _, tail = text.partition("{n} ")
        thing, _, rest = tail.partition(" ")
        parts = [self._changed(part, share) for part in (head.strip(), rest.strip())]
        return f"{parts[0]} {{n}} {thing} {parts[1]}".strip()

    def _changed(self, part: str, share: float) -> str:
        if share <= 0 or len(part.split(" ")) < _SHORTEST:
            return part
        names = [word for word in part.split(" ")[1:] if word[0].isupper()]
        for _ in range(_TRIES):
            said = reworded(part, share, self.language, self.chance)[0]
            if all(name in said.split(" ") for name in names):
                return said
        return part


def _figure(chance: Any) -> int:
    """A number whose noun stands in the genitive plural in Russian and Ukrainian."""
    return int(chance.randint(2, 90)) * 10


def _revised(stage: Stage, speaker: _Speaker) -> None:
    chance, text = stage.random, speaker.drawn("revised")
    at, first = stage.waking(1 + chance.randrange(stage.days - 2)), _figure(chance)
    last = first * 2 if chance.random() < 0.5 else first + 10 * chance.randint(1, 9)
    one = speaker.said(text.replace("{n}", str(first)), at)
    later = at + round((2 + chance.random() * 20) * HOUR)
    other = speaker.said(speaker.reworded(text).replace("{n}", str(last)), later)
    stage.note("revised", posts=[one, other], values=[first, last])
    decoy = speaker.drawn("revised").replace("{n}", str(_figure(chance)))
    stage.note("unrevised", post=speaker.said(decoy, at + round((1 + chance.random() * 20) * HOUR)))


def _counted(stage: Stage, speaker: _Speaker) -> None:
    chance, text = stage.random, speaker.drawn("counted")
    at, total = stage.waking(1 + chance.randrange(stage.days - 2 - _STEPS)), _figure(chance)
    posts, totals = [], []
    for step in range(_STEPS):
        wording = speaker.reworded(text) if step else text
        posts.append(speaker.said(wording.replace("{n}", str(total)), at + step * DAY))
        totals.append(total)
        total += 10 * chance.randint(1, 30)
    stage.note("counted", posts=posts, totals=totals)


def _promised(stage: Stage, speaker: _Speaker) -> None:
    day = 1 + stage.random.randrange(stage.days - 2)
    due = day + stage.random.randint(3, _LATEST)
    text = speaker.drawn("promised").replace("{day}", speaker.dated(stage.date(due)))
    stage.note("promised", post=speaker.said(text, stage.waking(day)), due=stage.moment(due + 1))
    past = speaker.dated(stage.date(max(1, day - 1)))
    stage.note("unpromised", post=speaker.said(speaker.drawn("past").replace("{day}", past), stage.waking(day)))


_KINDS: tuple[Callable[[Stage, _Speaker], None], ...] = (_revised, _counted, _promised)


def plant(stage: Stage, phrases: Phrases) -> None:
    """As many of each kind as asked for; none in the demo."""
    met: Met = set()
    for _ in range(stage.strengths.claims):
        for kind in _KINDS:
            kind(stage, _Speaker(stage, met))
