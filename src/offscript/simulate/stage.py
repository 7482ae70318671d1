"""The play as it is written: who said what when, and the truth about it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from offscript.model import DAY, MINUTE, SECOND
from offscript.simulate.world import Strengths, Voice, told, voices

Fact = dict[str, Any]


class Shown(NamedTuple):
    """A picture beside a post's words: which one, its width in points, how hard it is packed (quality of JPEG)."""

    seed: int
    width: int
    quality: int


@dataclass(slots=True)
class Said:
    """One post: where, when (µs since 1970 UTC), its words, and what became of it; `posted`: when a stranger's came in truth."""

    voice: str
    at: int
    text: str
    forward_of: Said | None = None
    later_text: str | None = None
    edited_at: int | None = None
    gone_at: int | None = None
    collected: bool = True
    number: int = 0
    posted: int | None = None
    picture: Shown | None = None

    @property
    def length(self) -> int:
        """Characters of the first wording."""
        return len(self.text)


@dataclass
class Stage:
    """All posts of the country and the facts planted in them; draws everything from one seed."""

    seed: int
    strengths: Strengths
    posts: list[Said] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a reproducible play, no secret
        self.voices: dict[str, Voice] = {voice.id: voice for voice in voices()}
        self.zone = ZoneInfo(told("country")["zone"])
        self.days = int(told("plot")["days"])

    def moment(self, day: float, clock: str = "00:00") -> int:
        """Microseconds of a wall time on a day of the play, counted from 1."""
        start = datetime.fromisoformat(told("plot")["start"]).replace(tzinfo=self.zone)
        hour, minute = (int(part) for part in clock.split(":"))
        return round((start + timedelta(days=day - 1, hours=hour, minutes=minute)).timestamp()) * SECOND

    def date(self, day: int) -> date:
        """Date of a day of the play, counted from 1."""
        return date.fromisoformat(told("plot")["start"]) + timedelta(days=day - 1)

    @property
    def end(self) -> int:
        """The first moment after the play."""
        return self.moment(self.days + 1)

    def say(self, voice: str, at: int, text: str, **more: Any) -> Said:
        """Add a post; times are whole seconds."""
        said = Said(voice, at // SECOND * SECOND, text, **more)
        self.posts.append(said)
        return said

    def note(self, planted: str, /, **fact: Any) -> None:
        """Write down what was planted."""
        self.facts.setdefault(planted, []).append(fact)

    def waking(self, day: int) -> int:
        """A moment of a day, between seven in the morning and half past ten."""
        return self.moment(day, "07:00") + round(self.random.random() * 15.5 * 60 * MINUTE)

    def inside(self, at: int) -> bool:
        """Whether a time lies in the play."""
        return self.moment(1) <= at < self.end

    @property
    def breaks_at(self) -> int:
        """When the front breaks: the ministry's first word of it."""
        first = told("plot")["retreat"]
        return self.moment(first["day"], first["said"][0]["at"])


def a_day(days: float) -> int:
    """Days in microseconds."""
    return round(days * DAY)
