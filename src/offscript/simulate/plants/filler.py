"""What every voice publishes besides: the news of the town, gardens; no two posts alike by design."""

from __future__ import annotations

from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import Voice


def _topic(voice: Voice) -> str:
    return voice.topic or ("news" if voice.language == "ru" else voice.language)


def with_footer(voice: Voice, text: str) -> str:
    """A post as its voice signs it."""
    return f"{text}\n\n{voice.footer}" if voice.footer else text


def plant(stage: Stage, phrases: Phrases) -> None:
    """Other posts of every voice, day by day."""
    for voice in stage.voices.values():
        for day in range(1, stage.days + 1):
            expected = voice.pace * stage.strengths.pace
            for _ in range(int(expected + stage.random.random())):
                text = phrases.text(_topic(voice), stage.random.choice((1, 1, 2)))
                stage.say(voice.id, stage.waking(day), with_footer(voice, text))
