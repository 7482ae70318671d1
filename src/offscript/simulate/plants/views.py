"""What voices say of each other, for measuring power: blame of a chosen rung and form, sides taken and changed, crossings.

Beside each there is a decoy: the same people in a plain sentence, talks that merely took place, a plain word in another's mouth.
"""

from __future__ import annotations

from typing import Any

from offscript.model import HOUR
from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import told

_KEPT = 4
Bank = dict[str, Any]


class _Speaker:
    """A holder, and the sentences of his language."""

    def __init__(self, stage: Stage, holder: str, language: str) -> None:
        self.stage, self.chance, self.holder, self.language = stage, stage.random, holder, language
        self.bank: Bank = told("views")[language]

    def filled(self, pattern: str, rung: str = "") -> str:
        """A sentence with its rung, place and circumstance."""
        nomn, gent, accs = self.bank["rungs"][rung] if rung else ("", "", "")
        drawn = {slot: self.chance.choice(self.bank[f"{slot}s"]) for slot in ("town", "tail")}
        said = pattern.format(nomn=nomn, gent=gent, accs=accs, **drawn)
        return said[0].upper() + said[1:]


def _any(stage: Stage) -> _Speaker:
    holders = told("views")["holders"]
    language = stage.random.choice(sorted(holders))
    return _Speaker(stage, stage.random.choice(holders[language]), language)


def _blame(stage: Stage) -> None:
    speaker, chance = _any(stage), stage.random
    rung, form = chance.choice(sorted(speaker.bank["rungs"])), chance.choice(sorted(speaker.bank["forms"]))
    at = stage.waking(1 + chance.randrange(stage.days - 1))
    text = speaker.filled(chance.choice(speaker.bank["forms"][form]), rung)
    stage.note("blamed", post=stage.say(speaker.holder, at, text), rung=rung, form=form)
    text = speaker.filled(chance.choice(speaker.bank["decoys"]["all"]), rung)
    stage.note("unblamed", post=stage.say(speaker.holder, at + HOUR, text))


def _sides(stage: Stage, speaker: _Speaker, rounds: int) -> None:
    """Sides one speaker takes, a day apart, with talks that merely took place between them."""
    before, chance = None, stage.random
    for day in range(1, min(rounds, stage.days - 1) + 1):
        side = chance.choice(("negotiate", "fight on"))
        post = stage.say(speaker.holder, stage.waking(day), speaker.filled(chance.choice(speaker.bank["sides"][side])))
        stage.note("side", post=post, side=side, turned=before is not None and before != side)
        plain = stage.say(
            speaker.holder, stage.waking(day), speaker.filled(chance.choice(speaker.bank["sides"]["none"]))
        )
        stage.note("unsided", post=plain)
        before = side


def _crossed(stage: Stage, speaker: _Speaker) -> None:
    """A source that keeps to the line's word for some days, retells the plain one, and then says it itself."""
    for pair, (line, plain, retold) in sorted(speaker.bank["pairs"].items()):
        first = 1 + stage.random.randrange(max(1, stage.days - _KEPT - 3))
        for day in range(first, first + _KEPT):
            stage.say(speaker.holder, stage.waking(day), speaker.filled(line))
        stage.say(speaker.holder, stage.waking(first + _KEPT), speaker.filled(retold))
        post = stage.say(speaker.holder, stage.waking(first + _KEPT + 1), speaker.filled(plain))
        stage.note("crossed", post=post, pair=pair, kept=_KEPT)


def plant(stage: Stage, phrases: Phrases) -> None:
    """As much as asked for; nothing in the demo."""
    many = stage.strengths.views
    if not many:
        return
    for _ in range(many):
        _blame(stage)
    for language, holders in sorted(told("views")["holders"].items()):
        for holder in holders:
            speaker = _Speaker(stage, holder, language)
            _sides(stage, speaker, many)
            _crossed(stage, speaker)
