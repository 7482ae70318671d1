"""Posts: words found in three languages whatever their form, with filters."""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from offscript.show.page.filters import filters
from offscript.show.page.render import Page
from offscript.show.page.search import PAGE, places
from offscript.show.page.state import State
from offscript.store.entered import VOICES

_BEFORE, _LONGEST = 160, 520


class Piece(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


class Choices(NamedTuple):
    """What filters offer: value and text of each."""

    tiers: list[tuple[str, str]]
    sources: list[tuple[str, str]]
    matters: list[tuple[str, str]]
    voices: list[tuple[str, str]]


def choices(state: State) -> Choices:
    """What can be chosen in a case."""
    tiers = sorted({row["tier"] for row in state.sources.values()})
    sources = sorted(((name, row["name"] or name) for name, row in state.sources.items()), key=lambda pair: pair[1])
    matters = [(one.id, one.id) for one in state.settings.matter]
    return Choices([(tier, tier) for tier in tiers], sources, matters, [(voice, voice) for voice in VOICES])


def pieces(text: str, marks: list[tuple[int, int]]) -> list[Piece]:
    """A text cut where marks begin and end; they are in order and do not overlap."""
    found, at = [], 0
    for start, end in marks:
        if start > at:
            found.append(Piece(text[at:start], False))
        found.append(Piece(text[start:end], True))
        at = end
    return [*found, Piece(text[at:], False)] if at < len(text) else found


def excerpt(text: str, words: str) -> tuple[list[Piece], bool]:
    """The part of a text around the first of the words asked for, and whether more follows."""
    marks = places(text, words) if words else []
    low = max(0, marks[0][0] - _BEFORE) if marks and marks[0][0] > _LONGEST // 2 else 0
    high = low + _LONGEST
    inside = [(start - low, end - low) for start, end in marks if low <= start and end <= high]
    shown = pieces(text[low:high], inside)
    return ([Piece("… ", False), *shown] if low else shown), high < len(text)


def posts(request: Request) -> Response:
    """The room."""
    page = Page(request)
    chosen = filters(request.query_params, page.zone)
    found = page.state.index.search(chosen, chosen.page)
    for row in found.rows:
        row["pieces"], row["cut"] = excerpt(row["text"], chosen.words)
    given: dict[str, Any] = {"filters": chosen, "found": found, "size": PAGE, "asked": chosen.words}
    return page.answer("posts.html", "posts", choices=choices(page.state), **given)
