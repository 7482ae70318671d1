"""What a form of the page says, read into an entry of the ledger: one function a kind of form, all listed in `TAKEN`.

The words allowed are those of the command line (`store.entered`); what an answer is about must be in the state that is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from offscript.find import LINKS, REVIEWED
from offscript.read.times import instant
from offscript.show.page.state import State
from offscript.store.entered import GRADES, OUTCOMES, RIGHT, STATES, STATUSES, VOICES, odds_given, one_of
from offscript.store.ledger import JUDGED, NOTED, TRANSLATED

CORRECTED = {"voice": ("voice", VOICES), "promise": ("promise", STATUSES), "claim": ("credibility", GRADES)}
"""Findings of which more can be said than whether they hold: by table, the kind of the correction and the words for it."""
_LONGEST = 20_000


class Entry(NamedTuple):
    """What goes into the ledger, and where its reader finds it."""

    kind: str
    content: dict[str, Any]
    why: str
    address: str


def text_of(form: FormData, name: str) -> str:
    """A field of a form, without blanks around it."""
    value = form.get(name, "")
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _why(form: FormData) -> str:
    """The reason of an entry that needs one.

    Raises:
        HTTPException: there is none.
    """
    why = text_of(form, "why")
    if not why:
        raise HTTPException(400, "say what it rests on: the reason is kept with the entry")
    return why


def _place(form: FormData, state: State, table: str) -> dict[str, Any]:
    """Where a finding stands that is there.

    Raises:
        HTTPException: there is no such finding.
    """
    anchor, start, end = (text_of(form, name) for name in ("anchor", "start", "end"))
    if not start.isdecimal() or not end.isdecimal():
        raise HTTPException(400, "no such finding")
    held = f'select 1 from "{table}" where version = ? and start = ? and "end" = ? limit 1'
    if not state.rows(held, anchor, int(start), int(end)):
        raise HTTPException(404, "that finding is not in this state of the case")
    return {"anchor": anchor, "start": int(start), "end": int(end)}


def _finding(form: FormData, state: State) -> Entry:
    table = text_of(form, "target")
    if table not in REVIEWED:
        raise HTTPException(400, "no such finding")
    place = _place(form, state, table)
    content = {**place, "target": table, "accept": text_of(form, "accept") == "yes"}
    return Entry("finding", content, text_of(form, "why"), f"/version/{place['anchor']}")


def _corrected(form: FormData, state: State) -> Entry:
    table = text_of(form, "target")
    if table not in CORRECTED:
        raise HTTPException(400, "of that finding, nothing else can be said")
    kind, words = CORRECTED[table]
    value = one_of(kind, text_of(form, "value"), words)
    place = _place(form, state, table)
    return Entry(kind, {**place, "target": value}, _why(form), f"/version/{place['anchor']}")


def _said(form: FormData, state: State) -> Entry:
    kind, anchor, text = (text_of(form, name) for name in ("kind", "anchor", "text"))
    if not text or not state.rows("select 1 from version where version = ?", anchor):
        raise HTTPException(400, "a note needs words, and a wording it is about")
    return Entry(kind, {"anchor": anchor, "text": text}, text if kind == NOTED else "", f"/version/{anchor}")


def _post(form: FormData, state: State) -> str:
    post = text_of(form, "anchor")
    if not state.rows("select 1 from post where post = ?", post):
        raise HTTPException(404, "no such post in this state of the case")
    return post


def _matter(form: FormData, state: State) -> Entry:
    post = _post(form, state)
    matter = one_of("matter of the case", text_of(form, "matter"), tuple(one.id for one in state.settings.matter))
    content = {"anchor": post, "target": matter, "accept": text_of(form, "accept") == "yes"}
    return Entry("matter", content, _why(form), f"/post/{post}")


def _link(form: FormData, state: State) -> Entry:
    """Two posts, whichever of them is given first: what was said of them is taken back by saying the other."""
    low, high = sorted((_post(form, state), text_of(form, "target")))
    links = (f"select 1 from {table} where earlier in ($1, $2) and later in ($1, $2)" for table in LINKS)
    if not state.rows(f"{' union all '.join(links)} limit 1", low, high):
        raise HTTPException(404, "these two share neither words nor a picture in this state of the case")
    content = {"anchor": high, "target": low, "accept": text_of(form, "accept") == "yes"}
    return Entry("link", content, text_of(form, "why"), "/copies")


def _time(form: FormData, state: State) -> Entry:
    post = _post(form, state)
    settled = instant(text_of(form, "at"), state.settings.timezone)
    if settled is None:
        raise HTTPException(400, "that is no time; write it like 2022-09-10T14:30")
    content = {"anchor": post, "at": settled.at, "precision_us": settled.precision_us}
    return Entry("time", content, _why(form), f"/post/{post}")


def _judged(why: str, subject: str, value: str, address: str, **more: Any) -> Entry:
    return Entry(JUDGED, {"subject": subject, "value": value, "odds": None, "seen": "", **more}, why, address)


def _sign(form: FormData, state: State) -> Entry:
    sign = one_of("indicator of the case", text_of(form, "about"), tuple(one.id for one in state.settings.indicator))
    value = one_of("state", text_of(form, "value"), STATES)
    rows = state.rows("select seen from indicator where indicator = ?", sign)
    return _judged(_why(form), f"indicator:{sign}", value, "/judgement", seen=rows[0]["seen"] if rows else "")


def _question(form: FormData, state: State) -> str:
    return one_of("question of the case", text_of(form, "about"), tuple(one.id for one in state.settings.question))


def _odds(form: FormData, state: State) -> Entry:
    said = text_of(form, "value").removesuffix("%").strip().replace(",", ".")
    try:
        odds = odds_given(float(said) / 100)
    except ValueError:
        raise HTTPException(400, f"“{said[:20]}” are no odds: write a number from 0 to 100") from None
    return _judged(_why(form), f"question:{_question(form, state)}", "odds", "/judgement", odds=odds)


def _outcome(form: FormData, state: State) -> Entry:
    value = one_of("outcome", text_of(form, "value"), OUTCOMES)
    return _judged(_why(form), f"question:{_question(form, state)}", value, "/judgement")


def _alert(form: FormData, state: State) -> Entry:
    alert = text_of(form, "about")
    if not state.rows("select 1 from alert where alert = ?", alert):
        raise HTTPException(404, "no such alert in this state of the case")
    value = one_of("answer", text_of(form, "value"), RIGHT)
    return _judged(text_of(form, "why"), f"alert:{alert}", value, "/alerts")


TAKEN: dict[str, Callable[[FormData, State], Entry]] = {
    "finding": _finding,
    "corrected": _corrected,
    NOTED: _said,
    TRANSLATED: _said,
    "matter": _matter,
    "link": _link,
    "time": _time,
    "sign": _sign,
    "odds": _odds,
    "outcome": _outcome,
    "alert": _alert,
}
"""Kinds of form, each with what reads it.

Each raises `HTTPException` or `CaseError` where what it says cannot be entered.
"""
