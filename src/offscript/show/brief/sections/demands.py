"""Demands and calls: what each tier calls for or refuses, copies folded."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import say, word
from offscript.show.wording import count

_SHOWN = 15
_HEAD = ("what", "tier", "texts", "speakers", "first")
_KINDS = {
    "escalate": say("strike, go on"),
    "trial": say("punishment"),
    "dismissal": say("dismissal"),
    "resign": say("resignation"),
}


def _row(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    thing = _KINDS.get(found["kind"], found["kind"])
    what = (
        say("{thing}, refused", thing=thing)
        if found["polarity"] < 0
        else say("{thing}, demanded", thing=thing)
        if found["strength"] > 1
        else thing
    )
    when = view.shown(found["published_at"], found["precision_us"])
    return row(
        Statement(what, (span(found),)),
        word(found["tier"]),
        say("{texts:,}", texts=found["texts"]),
        say("{speakers:,}", speakers=found["speakers"]),
        say("{when}, {by_name}", when=when, by_name=found["by_name"] or say("somebody the case does not name")),
    )


def section(view: View) -> Section:
    """A row for each kind and tier."""
    rows = view.rows("demanded")
    title = "What is called for"
    if not rows:
        return Section(
            "demands", title, (Statement(say("No call by a known speaker was found; or demands were not run.")),)
        )
    shown = say(
        "{shown} of {calls} by tier",
        shown=min(_SHOWN, len(rows)),
        calls=count(len(rows), "kind of call", "kinds of calls"),
    )
    caption = say(
        "{shown}, in own words or reported of a known speaker; a text that many copy counts once.", shown=shown
    )
    return Section("demands", title, (Table(caption, _HEAD, tuple(_row(found, view) for found in rows[:_SHOWN])),))
