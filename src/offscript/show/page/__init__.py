"""The local web page: rooms over one snapshot of a case, drawn on the server, of use without JavaScript."""

from __future__ import annotations

import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from offscript.case import CaseError
from offscript.show.page.filters import Unclear
from offscript.show.page.guard import Access, Guard
from offscript.show.page.render import Page
from offscript.show.page.rooms import ROOMS, data, entering, place, post, posts, queue, taken, told, words
from offscript.show.page.rooms import map as places
from offscript.show.page.state import Shown
from offscript.store.engine import Tell
from offscript.store.ledger import LedgerError

_STATIC = {"page.css": "text/css", "page.js": "text/javascript", "mark.svg": "image/svg+xml"}


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("no such file", 404)
    text = files("offscript.show.page").joinpath(f"static/{name}").read_text(encoding="utf-8")
    return Response(text, media_type=_STATIC[name], headers={"Cache-Control": "max-age=3600"})


async def _wrong(request: Request, error: Exception) -> Response:
    """What is wrong, in words, on a page like the others."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    said = error.detail if isinstance(error, HTTPException) else str(error)

    def drawn() -> Response:
        return Page(request).answer("error.html", "", status, code=status, said=said)

    return await run_in_threadpool(drawn)


def _too_much(request: Request, error: Exception) -> Response:
    return PlainTextResponse(
        "that takes more memory than the page may use; choose less: a tier, a source, fewer days", 503
    )


def _lost(request: Request, error: Exception) -> Response:
    return PlainTextResponse("something went wrong here; the console of offscript show says what", 500)


ROUTES = [
    Route("/", told.told),
    Route("/posts", posts.posts),
    Route("/post/{post}", post.post),
    Route("/version/{version}", post.version),
    Route("/words", words.words),
    Route("/map", places.map_room),
    Route("/map.{form}", taken.map_drawing),
    Route("/place/{entity}", place.place),
    Route("/data", data.tables),
    Route("/data/{table}", data.table),
    Route("/copies", data.copies),
    Route("/queue", queue.queue),
    Route("/chart/{section}/{number:int}.{form}", taken.chart),
    Route("/take/{table}.{form}", taken.table),
    Route("/whole/{form}", taken.whole_case),
    Route("/enter", entering.entered, methods=["POST"]),
    Route("/undo", entering.undone, methods=["POST"]),
    Route("/newest", entering.newest, methods=["POST"]),
    Route("/static/{name}", _static),
]


def application(folder: Path, access: Access, tell: Tell) -> Starlette:
    """The page of a case as an ASGI application.

    Args:
        folder: the case.
        access: who may ask, and what.
        tell: told how far the index of words is.

    Raises:
        CaseError: there is no case, or it cannot be read.
    """
    composed = [Route(f"/{room.name}", told.told, name=room.name) for room in ROOMS if room.sections]
    wrong: dict[Any, Any] = {HTTPException: _wrong, Unclear: _wrong, CaseError: _wrong, LedgerError: _wrong}
    wrong |= {duckdb.OutOfMemoryException: _too_much, Exception: _lost}
    made = Starlette(
        routes=[*ROUTES, *composed],
        exception_handlers=wrong,
        middleware=[Middleware(Guard, access=access)],
    )
    made.state.shown, made.state.access = Shown(folder, tell), access
    threading.Thread(target=places.load_dots, daemon=True).start()
    return made
