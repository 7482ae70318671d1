"""Rooms that show what the run composed: sections of the brief, each statement with a way to its words."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from offscript.show.brief.document import Statement
from offscript.show.page.render import Page
from offscript.show.page.rooms import ROOMS

_SEEN = "seen"


def _mark(text: str) -> str:
    """A short name of a headline, by which a browser remembers having shown it."""
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _summary(page: Page) -> list[tuple[Statement, str, bool]]:
    """What the case comes to, with the room of each headline, and whether it is new to this browser."""
    room_of = {section: room.name for room in reversed(ROOMS) for section in room.sections}
    of_headline = {one.headline.text: one.name for one in page.state.brief.sections.values() if one.headline}
    seen = page.request.cookies.get(_SEEN)
    told = []
    for statement in page.state.brief.summary:
        section = of_headline.get(statement.text, "")
        address = f"/{room_of[section]}#{section}" if section in room_of else ""
        told.append((statement, address, seen is not None and _mark(statement.text) not in seen.split(".")))
    return told


def told(request: Request) -> Response:
    """One of these rooms."""
    page = Page(request)
    name = request.url.path.strip("/") or "overview"
    room = next(one for one in ROOMS if one.name == name)
    shown = [page.state.brief.sections[one] for one in room.sections if one in page.state.brief.sections]
    summary = _summary(page) if name == "overview" else []
    answer = page.answer("room.html", name, about=room, shown=shown, summary=summary)
    if name == "overview":
        seen = ".".join(_mark(statement.text) for statement, _, _ in summary)
        answer.set_cookie(_SEEN, seen, samesite="strict", httponly=True, max_age=31_536_000)
    return answer
