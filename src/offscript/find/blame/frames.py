"""How a language says that somebody is to blame, shielded, cleared, thanked: frames read from `frames_LANGUAGE.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from offscript.text.beside import toml_beside

LANGUAGES = ("ru", "uk", "en")


class Slot(NamedTuple):
    """Where a phrase stands: after which preposition (or none), in which case, on which side of the cue."""

    preposition: str
    case: str
    side: str


class Frame(NamedTuple):
    """A way to say it; see the head of `frames_ru.toml`."""

    kind: str
    cue: tuple[str, ...]
    blamed: tuple[Slot, ...]
    blamer: tuple[Slot, ...]
    needs: str
    about: str
    never: tuple[str, ...]
    form: str
    strength: int
    sure: float
    demand: str | None


def _slot(said: str) -> Slot:
    *preposition, case, side = said.split(" ")
    return Slot(" ".join(preposition), case, side)


def _frame(given: dict[str, Any]) -> Frame:
    return Frame(
        given["kind"],
        tuple(given["cue"]),
        tuple(_slot(one) for one in given.get("blamed", ())),
        tuple(_slot(one) for one in given.get("blamer", ())),
        given.get("needs", ""),
        given.get("about", ""),
        tuple(given.get("never", ())),
        given.get("form", "explicit"),
        given["strength"],
        given["sure"],
        given.get("demand"),
    )


@cache
def frames(lang: str) -> tuple[Frame, ...]:
    """Frames of a language, in the order of its file."""
    return tuple(_frame(one) for one in toml_beside("offscript.find.blame", f"frames_{lang}")["frame"])
