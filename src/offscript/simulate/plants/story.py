"""The plot: fixed posts in which euphemism, admission, blame, promise, petition, rumour and the monitor's word stand."""

from __future__ import annotations

from typing import Any

from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import told

Entry = dict[str, Any]


def _said(stage: Stage, entry: Entry, kind: str, **fact: Any) -> None:
    """A post of the plot, and what stands in it."""
    said = stage.say(entry["voice"], stage.moment(entry["day"], entry["at"]), entry["text"])
    stage.note(kind, post=said, **fact)


def _words(stage: Stage) -> None:
    pair = told("plot")["euphemism"]
    for entry in pair["said"]:
        _said(stage, entry, "euphemism", use=entry["use"], line=pair["line"], plain=pair["plain"])
    for entry in told("plot")["admission"]:
        _said(stage, entry, "admission")
    for entry in told("plot")["blame"]:
        _said(stage, entry, "blame", blamed=entry["blamed"], rung=entry["rung"])


def _promises(stage: Stage) -> None:
    for entry in told("plot")["promise"]:
        due = stage.moment(entry["due_day"] + 1) if "due_day" in entry else None
        _said(stage, entry, "promise", due=due, kept=entry["kept"])


def _petition(stage: Stage) -> None:
    petition = told("plot")["petition"]
    for entry in petition["count"]:
        text = petition["text"].format(count=entry["count"])
        _said(stage, {**entry, "text": text}, "petition", count=entry["count"])


def _rumours(stage: Stage) -> None:
    for rumour in told("plot")["rumour"]:
        for step in rumour["step"]:
            _said(stage, step, "rumour", rumour=rumour["id"], status=step["status"], true=rumour["true"])


def _monitor(stage: Stage) -> None:
    monitor = told("plot")["monitor"]
    for day, text in enumerate(monitor["texts"], 1):
        stage.say(monitor["voice"], stage.moment(day), text)


def plant(stage: Stage, phrases: Phrases) -> None:
    """All of the plot but the line and its copies."""
    for part in (_words, _promises, _petition, _rumours, _monitor):
        part(stage)
