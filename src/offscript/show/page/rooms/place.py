"""A place: what voices claim about it beside what outside observers report, in the order of time."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from offscript.show.page.render import Page
from offscript.show.page.state import State
from offscript.store.engine import Rows
from offscript.store.steps import sql_beside

_OBSERVERS = ("monitor", "independent", "foreign")
_MOST, _AROUND = 60, 220


def _told(state: State, entity: str) -> Rows:
    """What is said where the place is named, copies folded: with the words around the name."""
    rows = state.rows(sql_beside("offscript.show.page.rooms", "named_here"), entity)
    for row in rows:
        low = max(0, row["start"] - _AROUND)
        row["words"] = row["text"][low : row["end"] + _AROUND]
    return rows


def place(request: Request) -> Response:
    """The room."""
    page, entity = Page(request), request.path_params["entity"]
    named = page.state.rows("select min(name) as name from entity where entity = ?", entity)
    if not named or named[0]["name"] is None:
        raise HTTPException(404, "no such place in this state of the case")
    rows = _told(page.state, entity)
    sides = [[row for row in rows if (row["tier"] in _OBSERVERS) is outside] for outside in (False, True)]
    return page.answer(
        "place.html",
        "map",
        name=named[0]["name"],
        entity=entity,
        sides=[side[-_MOST:] for side in sides],
        most=_MOST,
    )
