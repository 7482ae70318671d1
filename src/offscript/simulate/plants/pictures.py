"""Pictures beside words: some that others show again, made smaller and packed harder, and some that nobody does."""

from __future__ import annotations

from offscript.simulate.stage import Said, Shown, Stage
from offscript.simulate.wording import Phrases
from offscript.simulate.world import told


def _next(stage: Stage, voice: str, after: int) -> Said:
    """The next post of a voice that shows no picture yet."""
    said = (
        one for one in stage.posts if one.voice == voice and one.at >= after and not one.picture and not one.gone_at
    )
    return min(said, key=lambda one: (one.at, one.text))


def plant(stage: Stage, phrases: Phrases) -> None:
    """Pictures, by the posts that show them."""
    for seed, entry in enumerate(told("plot")["picture"]):
        posts = []
        for voice, day, width, quality in entry["shown"]:
            said = _next(stage, voice, stage.moment(day, "08:00"))
            said.picture = Shown(seed, width, quality)
            posts.append(said)
        stage.note("picture", posts=posts)
