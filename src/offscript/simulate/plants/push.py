"""A coordinated push, the same words from six accounts within seconds, again and again; and an innocent burst."""

from __future__ import annotations

from offscript.model import MINUTE, SECOND
from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import told


def _push(stage: Stage) -> None:
    push = told("plot")["push"]
    for number in range(stage.strengths.push_rounds):
        text = push["texts"][number % len(push["texts"])]
        start = stage.waking(1 + number * stage.days // max(1, stage.strengths.push_rounds))
        said = []
        for voice in stage.random.sample(push["voices"], len(push["voices"])):
            at = start + round(stage.random.random() * stage.strengths.push_seconds) * SECOND
            said.append(stage.say(voice, at, text))
        stage.note("push", posts=said, round=number)


def _burst(stage: Stage) -> None:
    burst = told("plot")["burst"]
    first = stage.say(burst["voice"], stage.moment(burst["day"], burst["at"]), burst["text"])
    said = [first]
    for voice in stage.voices.values():
        fits = voice.language == "ru" and voice.form in ("telethon", "lines", "page") and not voice.topic
        if fits and voice.id != first.voice and stage.random.random() < stage.strengths.burst_share:
            at = first.at + round(stage.random.expovariate(1 / 18) * MINUTE) + SECOND
            if stage.inside(at):
                said.append(stage.say(voice.id, at, first.text))
    stage.note("burst", posts=said)


def plant(stage: Stage, phrases: Phrases) -> None:
    """Push and burst."""
    _push(stage)
    _burst(stage)
