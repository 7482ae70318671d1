"""A wording changed without notice, and a post that vanished, between two exports of one channel."""

from __future__ import annotations

from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import told


def plant(stage: Stage, phrases: Phrases) -> None:
    """Revisions and disappearances."""
    plot = told("plot")["revision"]
    seen = stage.moment(plot["export_day"])
    for entry in plot["changed"]:
        said = stage.say(entry["voice"], stage.moment(entry["day"], entry["at"]), entry["text"])
        said.later_text, said.edited_at = entry["later"], stage.moment(entry["edited_day"], "11:00")
        stage.note("revision", post=said, earlier=entry["text"], later=entry["later"])
    for entry in plot["gone"]:
        said = stage.say(entry["voice"], stage.moment(entry["day"], entry["at"]), entry["text"], gone_at=seen)
        stage.note("gone", post=said)
