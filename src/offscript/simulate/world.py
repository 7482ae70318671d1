"""The invented country as its files tell it: voices, places, the plot; and how strongly each thing is planted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from offscript.text.beside import toml_beside


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of the country; `form` is the kind of export it is read from, `pace` its posts a day on other subjects.

    A voice with a `topic` of its own has nothing to do with the news; a `stranger` is not in the case's settings.
    """

    id: str
    name: str
    tier: str
    language: str
    form: str
    pace: float
    handle: str = ""
    number: int = 0
    host: str = ""
    footer: str = ""
    topic: str = ""
    owner: str = ""
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Strengths:
    """How strongly each thing is planted; power and false alarms are measured by turning these.

    `copying` and `copying_after`: chance that a follower carries a statement, before and after the front breaks;
    `edit_share`: share of the words a near copy changes; `passage_low, passage_high`: words of a quoted passage;
    `attribution`: chance that a near copy names the ministry; `silence_hours`, `outage_hours`: how long a talk show is
    quiet, and how long a wire is not collected; `push_rounds`, `push_seconds`: rounds of the push, and seconds within
    which its accounts post; `burst_share`: share of voices that take up the innocent burst; `pace`: other posts, times
    their usual number; `lost_ids`: share of message numbers that are service messages; `claims`: revised figures, counts and
    promises each, besides those of the plot; `claim_edit_share`: share of the words changed when one is said again;
    `views`: blame and days of sides taken, besides those of the plot; `poisons`: what is posted to mislead (`plants.poison`);
    `set_back_hours`: how far before a statement a time is set back.
    """

    copying: float = 0.9
    copying_after: float = 0.35
    edit_share: float = 0.12
    passage_low: int = 20
    passage_high: int = 34
    attribution: float = 0.5
    silence_hours: float = 22.0
    outage_hours: float = 36.0
    push_rounds: int = 6
    push_seconds: float = 20.0
    burst_share: float = 0.8
    pace: float = 1.0
    lost_ids: float = 0.03
    claims: int = 0
    claim_edit_share: float = 0.2
    views: int = 0
    poisons: frozenset[str] = frozenset()
    set_back_hours: float = 2.0


@cache
def told(name: str) -> dict[str, Any]:
    """One of the country's files: country, phrases or plot."""
    return toml_beside("offscript.simulate", name)


@cache
def voices() -> tuple[Voice, ...]:
    """All voices."""
    return tuple(Voice(**voice) for voice in told("country")["voice"])
