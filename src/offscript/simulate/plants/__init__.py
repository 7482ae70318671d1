"""What is planted: one module a kind, one function each, `plant(stage, phrases)`. A new one is a line here."""

from __future__ import annotations

from collections.abc import Callable

from offscript.simulate.plants import absence, claims, copies, filler, pictures, poison, push, revision, story, views
from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases

PLANTS: tuple[Callable[[Stage, Phrases], None], ...] = (
    filler.plant,
    story.plant,
    copies.plant,
    push.plant,
    revision.plant,
    claims.plant,
    views.plant,
    absence.plant,
    pictures.plant,
    poison.plant,
)
"""In order: what is absent is decided when all is said, pictures are laid beside what remains, and poison comes on top."""
