"""Entering in the ledger what a reader says, taking the last of it back, and showing the newest state."""

from __future__ import annotations

import getpass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from offscript.show.page.guard import Access
from offscript.show.page.rooms.entries import TAKEN, text_of
from offscript.show.page.state import Shown
from offscript.store.ledger import KINDS, NOTED, TRANSLATED, UNDONE, enter, entries, taken_back

_CAN_GO = {*KINDS, NOTED, TRANSLATED}
"""Kinds of entry that can be taken back; a judgement is superseded by the next one, and stays."""


def _back(form: FormData, otherwise: str) -> str:
    """Where the reader came from; only ever an address of this page."""
    asked = text_of(form, "back")
    parts = urlsplit(asked)
    return asked if asked.startswith("/") and not asked.startswith("//") and not parts.netloc else otherwise


async def _given(request: Request) -> FormData:
    """A form that this page drew.

    Raises:
        HTTPException: the page is for reading only, or the form is not its own.
    """
    access: Access = request.app.state.access
    if access.read_only:
        raise HTTPException(403, "this page is for reading only")
    form = await request.form(max_files=0, max_fields=20, max_part_size=100_000)
    if not access.form_holds(text_of(form, "form")):
        raise HTTPException(403, "this form is from another time or place; open the page again")
    return form


async def entered(request: Request) -> Response:
    """Enter what a form says, and go back to where it was."""
    form = await _given(request)
    shown: Shown = request.app.state.shown
    kind = text_of(form, "kind")
    if kind not in TAKEN:
        raise HTTPException(400, f"nothing can be entered as “{kind[:40]}”")

    def put() -> str:
        entry = TAKEN[kind](form, shown.now)
        enter(shown.folder, getpass.getuser(), entry.kind, entry.content, entry.why)
        return entry.address

    return RedirectResponse(_back(form, await run_in_threadpool(put)), 303)


async def undone(request: Request) -> Response:
    """Take the last answer of this reader back: by an entry, nothing is removed."""
    form = await _given(request)
    shown: Shown = request.app.state.shown

    def put() -> None:
        listed = entries(shown.folder)
        gone, me = taken_back(listed), getpass.getuser()
        own = [one for one in listed if one.who == me and one.kind in _CAN_GO and one.number not in gone]
        if not own:
            raise HTTPException(404, "there is nothing of yours to take back")
        content = {"entry": own[-1].number, "anchor": own[-1].content["anchor"]}
        enter(shown.folder, me, UNDONE, content, "taken back")

    await run_in_threadpool(put)
    return RedirectResponse(_back(form, "/queue"), 303)


async def newest(request: Request) -> Response:
    """Show the newest state to everybody."""
    access: Access = request.app.state.access
    form = await request.form(max_files=0, max_fields=5)
    if not access.form_holds(text_of(form, "form")):
        raise HTTPException(403, "this form is from another time or place; open the page again")
    await run_in_threadpool(request.app.state.shown.move)
    return RedirectResponse(_back(form, "/"), 303)
