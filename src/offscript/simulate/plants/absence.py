"""Two absences that look alike: a talk show that is quiet, and a wire that was not collected.

The show's ids run on without a leap, since it published nothing; the wire's ids leap, since it published and nobody kept it.
"""

from __future__ import annotations

from offscript.simulate.stage import Said, Stage, a_day
from offscript.simulate.wording import Phrases

_QUIET, _LOST = "gromov", "karinform"


def _planned(stage: Stage) -> set[int]:
    """Posts that carry a fact, other than copies: these stay."""
    kept: set[int] = set()
    for kind, facts in stage.facts.items():
        if kind != "copy":
            for fact in facts:
                kept |= {id(said) for said in [fact.get("post"), *fact.get("posts", [])] if isinstance(said, Said)}
    return kept


def plant(stage: Stage, phrases: Phrases) -> None:
    """Silence and outage."""
    kept = _planned(stage)
    start = stage.moment(6, "21:30")
    end = start + a_day(stage.strengths.silence_hours / 24)
    quiet = {
        id(said) for said in stage.posts if said.voice == _QUIET and start <= said.at < end and id(said) not in kept
    }
    stage.posts = [said for said in stage.posts if id(said) not in quiet]
    stage.facts["copy"] = [fact for fact in stage.facts.get("copy", []) if id(fact["post"]) not in quiet]
    stage.note("silence", voice=_QUIET, start=start, end=end)
    start = stage.moment(9, "06:00")
    end = start + a_day(stage.strengths.outage_hours / 24)
    for said in stage.posts:
        if said.voice == _LOST and start <= said.at < end:
            said.collected = False
    stage.note("outage", voice=_LOST, start=start, end=end)
