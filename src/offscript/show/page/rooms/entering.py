"""What a reader enters in the ledger: findings accepted or rejected, notes, translations; and taking the last one back."""

from __future__ import annotations

import getpass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from offscript.find import REVIEWED
from offscript.show.page.guard import Access
from offscript.show.page.state import Shown, State
from offscript.store.ledger import NOTED, TRANSLATED, UNDONE, enter, entries, taken_back

_LONGEST = 20_000


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _back(form: FormData, otherwise: str) -> str:
    """Where the reader came from; only ever an address of this page."""
    asked = _text(form, "back")
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
    if not access.form_holds(_text(form, "form")):
        raise HTTPException(403, "this form is from another time or place; open the page again")
    return form


def _finding(form: FormData, state: State) -> dict[str, Any]:
    """An answer to a finding that is there."""
    table, start, end = _text(form, "target"), _text(form, "start"), _text(form, "end")
    if table not in REVIEWED or not start.isdecimal() or not end.isdecimal():
        raise HTTPException(400, "no such finding")
    anchor = _text(form, "anchor")
    held = state.rows(
        f'select 1 from "{table}" where version = ? and start = ? and "end" = ? limit 1', anchor, int(start), int(end)
    )
    if not held:
        raise HTTPException(404, "that finding is not in this state of the case")
    return {
        "anchor": anchor,
        "start": int(start),
        "end": int(end),
        "target": table,
        "accept": _text(form, "accept") == "yes",
    }


def _entry(form: FormData, state: State) -> tuple[str, dict[str, Any], str]:
    """Kind, content and reason of what a form enters."""
    kind = _text(form, "kind")
    if kind == "finding":
        return kind, _finding(form, state), _text(form, "why")
    if kind in (NOTED, TRANSLATED):
        anchor, text = _text(form, "anchor"), _text(form, "text")
        if not text or not state.rows("select 1 from version where version = ?", anchor):
            raise HTTPException(400, "a note needs words, and a wording it is about")
        return kind, {"anchor": anchor, "text": text}, text if kind == NOTED else ""
    raise HTTPException(400, f"nothing can be entered as “{kind[:40]}”")


async def entered(request: Request) -> Response:
    """Enter what a form says, and go back to where it was."""
    form = await _given(request)
    shown: Shown = request.app.state.shown

    def put() -> str:
        kind, content, why = _entry(form, shown.now)
        enter(shown.folder, getpass.getuser(), kind, content, why)
        return f"/version/{content['anchor']}"

    return RedirectResponse(_back(form, await run_in_threadpool(put)), 303)


async def undone(request: Request) -> Response:
    """Take the last answer of this reader back: by an entry, nothing is removed."""
    form = await _given(request)
    shown: Shown = request.app.state.shown

    def put() -> None:
        listed = entries(shown.folder)
        gone = taken_back(listed)
        own = [
            entry
            for entry in listed
            if entry.who == getpass.getuser()
            and entry.kind in ("finding", NOTED, TRANSLATED)
            and entry.number not in gone
        ]
        if not own:
            raise HTTPException(404, "there is nothing of yours to take back")
        enter(
            shown.folder,
            getpass.getuser(),
            UNDONE,
            {"entry": own[-1].number, "anchor": own[-1].content["anchor"]},
            "taken back",
        )

    await run_in_threadpool(put)
    return RedirectResponse(_back(form, "/queue"), 303)


async def newest(request: Request) -> Response:
    """Show the newest state to everybody."""
    access: Access = request.app.state.access
    form = await request.form(max_files=0, max_fields=5)
    if not access.form_holds(_text(form, "form")):
        raise HTTPException(403, "this form is from another time or place; open the page again")
    await run_in_threadpool(request.app.state.shown.move)
    return RedirectResponse(_back(form, "/"), 303)
