"""To check: what most needs eyes, the least sure of what weighs most first; each with its words and two buttons."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from offscript.show.brief.view import around
from offscript.show.page.render import Page
from offscript.show.page.state import State
from offscript.store.engine import Rows
from offscript.store.steps import sql_beside

_AROUND = 140


def waiting(state: State) -> Rows:
    """Findings to look at, the most needed first: `kind` (table), `version, start, end, source, said`, and the words around."""
    return [_shown(row) for row in state.rows(sql_beside("offscript.show.page.rooms", "unsure"))]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    text, start, end = row["text"], row["start"], row["end"]
    low, high = around(text, start, end, _AROUND)
    return {**row, "before": text[low:start], "words": text[start:end], "after": text[end:high]}


def queue(request: Request) -> Response:
    """The room."""
    page = Page(request)
    stranded = page.state.rows("select * from stranded order by entry limit 50")
    return page.answer("queue.html", "queue", rows=waiting(page.state), stranded=stranded)
