"""The ministry's daily word and who carries it: exact, near and passage copies, with every change known.

Before the front breaks nearly everybody carries it; afterwards few do, and the voices of the line say things of their own:
that is the loss of unison.
"""

from __future__ import annotations

from math import log
from typing import Any

from offscript.model import MINUTE
from offscript.simulate.plants.filler import with_footer
from offscript.simulate.stage import Said, Stage
from offscript.simulate.wording import Change, Phrases, passage, reworded
from offscript.simulate.world import Voice, told

_ORIGIN = "mo"
_LAG = {"wire": 4.0, "broadcaster": 25.0, "aligned": 35.0, "unassigned": 70.0}
"""Median minutes until a tier carries a statement."""
_KINDS = {
    "wire": (("exact", 9), ("near", 7), ("passage", 4)),
    "broadcaster": (("near", 1), ("passage", 1)),
    "aligned": (("forward", 3), ("exact", 2), ("near", 7), ("passage", 8)),
    "unassigned": (("passage", 1),),
}
_FOLLOWERS = ("karinform", "svodka", "kta", "perviy", "gromov", "rudnev", "zasov", "kompas", "segodnya", "sosedi")
_SIGNED = " Об этом сообщает Минобороны Каредонии."


def _statements(stage: Stage, phrases: Phrases) -> list[Said]:
    """The ministry's statements: one in the morning, one in the evening, and the two of the day the front breaks."""
    said = []
    retreat = told("plot")["retreat"]
    for day in range(1, stage.days + 1):
        clocks = ("09:30", "18:00") if day != retreat["day"] else ("09:30",)
        for clock in clocks:
            at = stage.moment(day, clock) + round(stage.random.random() * 25 * MINUTE)
            said.append(stage.say(_ORIGIN, at, phrases.text("line", 3)))
    for entry in retreat["said"]:
        said.append(stage.say(_ORIGIN, stage.moment(retreat["day"], entry["at"]), entry["text"]))
    stage.note("figure", posts=said[-2:], earlier=2000, later=4000)
    return said


def _kind(voice: Voice, stage: Stage) -> str:
    kinds = _KINDS[voice.tier]
    return stage.random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]


def _near(parent: Said, voice: Voice, stage: Stage) -> tuple[str, list[Change]]:
    text, changes = reworded(parent.text, stage.strengths.edit_share, "ru", stage.random)
    return (text + _SIGNED if stage.random.random() < stage.strengths.attribution else text), changes


def _quoting(parent: Said, stage: Stage, phrases: Phrases) -> tuple[str, tuple[int, int], int]:
    """A text of one's own around a passage: text, the passage in the parent, where it stands in the new text."""
    strengths = stage.strengths
    start, end = passage(parent.text, strengths.passage_low, strengths.passage_high, stage.random)
    before = phrases.sentence("news") + " "
    return before + parent.text[start:end] + ". " + phrases.sentence("news"), (start, end), len(before)


def _copy(parent: Said, root: Said, voice: Voice, at: int, stage: Stage, phrases: Phrases) -> Said:
    kind = _kind(voice, stage)
    fact: dict[str, Any] = {"root": root, "parent": parent, "kind": "exact" if kind == "forward" else kind, "edits": []}
    start, end, moved = 0, parent.length, 0
    if kind in ("exact", "forward"):
        text = parent.text
    elif kind == "near":
        text, changes = _near(parent, voice, stage)
        fact["edits"] = [change._asdict() for change in changes]
    else:
        text, (start, end), moved = _quoting(parent, stage, phrases)
    later = (moved, moved + end - start) if kind != "near" else (0, len(text))
    origin = parent if kind == "forward" else None
    said = stage.say(voice.id, at, text if kind == "forward" else with_footer(voice, text), forward_of=origin)
    stage.note("copy", post=said, earlier=(start, end), later=later, **fact)
    return said


def _spread(root: Said, stage: Stage, phrases: Phrases) -> None:
    chance = stage.strengths.copying if root.at < stage.breaks_at else stage.strengths.copying_after
    carriers = [root]
    timed = []
    for name in _FOLLOWERS:
        median = _LAG[stage.voices[name].tier]
        timed.append((root.at + round(stage.random.lognormvariate(log(median), 0.6) * MINUTE), name))
    for at, name in sorted(timed):
        voice = stage.voices[name]
        if not stage.inside(at) or stage.random.random() >= chance:
            continue
        wires = [said for said in carriers if stage.voices[said.voice].tier == "wire" and said.at < at]
        unsigned = [said for said in wires if not stage.voices[said.voice].footer]
        parent = stage.random.choice(unsigned) if unsigned and stage.random.random() < 0.3 else root
        carriers.append(_copy(parent, root, voice, at, stage, phrases))


def _own_words(stage: Stage, phrases: Phrases) -> None:
    """What the voices of the line say instead, once they no longer repeat it."""
    first = told("plot")["retreat"]["day"]
    for name in ("rudnev", "zasov", "kompas", "gromov"):
        for day in range(first, stage.days + 1):
            at = stage.waking(day)
            if at > stage.breaks_at:
                stage.say(name, at, with_footer(stage.voices[name], phrases.text("doubt", 2)))


def routine(stage: Stage, phrases: Phrases) -> None:
    """The ministry's word twice a day and its copies, without a plot: with one strength of copying throughout, nothing changes."""
    for day in range(1, stage.days + 1):
        for clock in ("09:30", "18:00"):
            at = stage.moment(day, clock) + round(stage.random.random() * 25 * MINUTE)
            _spread(stage.say(_ORIGIN, at, phrases.text("line", 3)), stage, phrases)


def plant(stage: Stage, phrases: Phrases) -> None:
    """Statements, their copies, and the loss of unison."""
    for root in _statements(stage, phrases):
        _spread(root, stage, phrases)
    _own_words(stage, phrases)
    stage.note("break", at=stage.breaks_at, what="unison")
