"""What a room asks its reader: whether a sign was seen, how likely a question is, whether alerts were right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from offscript.show.page.render import Page
from offscript.store.entered import OUTCOMES, STATES
from offscript.store.steps import sql_beside

_PACKAGE = "offscript.show.page.rooms"


class Asking(NamedTuple):
    """What a room asks: of signs, of questions, of alerts, each with what is said of it now; and the words for answers."""

    signs: Sequence[dict[str, Any]] = ()
    questions: Sequence[dict[str, Any]] = ()
    alerts: Sequence[dict[str, Any]] = ()
    states: tuple[str, ...] = STATES
    outcomes: tuple[str, ...] = OUTCOMES


_OF_SIGN: dict[str, Any] = {"state": "", "why": ""}
_OF_QUESTION: dict[str, Any] = {"state": "", "deadline": None, "given": ""}


def _judgement(page: Page) -> Asking:
    """Signs and questions of the case, with what is said of them now."""
    found = page.state.rows("select indicator, state, why from indicator")
    states = {row["indicator"]: row for row in found}
    told = {row["question"]: row for row in page.state.rows(sql_beside(_PACKAGE, "asked"))}
    settings = page.state.settings
    signs = [_OF_SIGN | states.get(one.id, {}) | {"id": one.id, "says": one.says} for one in settings.indicator]
    questions = [_OF_QUESTION | told.get(one.id, {}) | {"id": one.id, "asks": one.asks} for one in settings.question]
    return Asking(signs, questions)


def asking(page: Page, room: str) -> Asking:
    """What a room asks; nothing where the page is for reading only."""
    if page.access.read_only or page.access.still:
        return Asking()
    if room == "alerts":
        return Asking(alerts=page.state.rows(sql_beside(_PACKAGE, "told_lately")))
    return _judgement(page) if room == "judgement" else Asking()
