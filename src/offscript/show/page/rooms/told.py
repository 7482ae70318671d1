"""Rooms that show what the run composed: sections of the brief, each statement with a way to its words."""

from __future__ import annotations

import hashlib
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from offscript.show.brief.document import Statement
from offscript.show.page.filters import Filters, filters
from offscript.show.page.render import Page
from offscript.show.page.rooms import ROOMS
from offscript.show.page.rooms.asking import asking
from offscript.show.page.rooms.posts import choices
from offscript.show.page.rooms.since import counted, since

_SEEN, _COUNTED = "seen", "counted"


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
    chosen = Filters() if room.whole else filters(request.query_params, page.zone)
    given: dict[str, Any] = {
        "about": room,
        "shown": page.state.sections(room.sections, chosen.choice),
        "summary": (summary := _summary(page) if name == "overview" else []),
        "since": since(page.state, request.cookies.get(_COUNTED)) if name == "overview" else [],
        "asking": asking(page, name),
        "filters": chosen,
        "choices": choices(page.state),
    }
    answer = page.answer("room.html", name, **given)
    if name == "overview":
        seen = ".".join(_mark(statement.text) for statement, _, _ in summary)
        for kept, value in ((_SEEN, seen), (_COUNTED, counted(page.state))):
            answer.set_cookie(kept, value, samesite="strict", httponly=True, max_age=31_536_000)
    return answer
