"""What came since a reader was last here: his browser remembers how many rows the tables had, nothing else does."""

from __future__ import annotations

from typing import NamedTuple

from offscript.show.page.state import State

_TABLES = (
    *("post", "alert", "break", "silence", "admission", "crossing", "blame", "figure", "revision", "promise"),
    *("assessed", "position"),
)


class Since(NamedTuple):
    """How many rows a table has more than it had, fewer where that is below zero, and where they are."""

    table: str
    more: int
    address: str


def counted(state: State) -> str:
    """How many rows the tables have, as a browser keeps it."""
    held = state.snapshot.tables
    return "-".join(str(held[name].rows if name in held else 0) for name in _TABLES)


def since(state: State, before: str | None) -> list[Since]:
    """What a state has that one before it had not; nothing where none is remembered."""
    were = (before or "").split("-")
    if len(were) != len(_TABLES) or not all(part.isascii() and part.isdecimal() and len(part) < 16 for part in were):
        return []
    now = map(int, counted(state).split("-"))
    told = [(name, many - int(had)) for name, many, had in zip(_TABLES, now, were, strict=True)]
    return [
        Since(name, more, "/posts?order=newest" if name == "post" else f"/data/{name}") for name, more in told if more
    ]
