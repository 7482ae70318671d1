"""Demands and calls: what each tier calls for or refuses, copies folded."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.wording import count

_SHOWN = 15
_HEAD = ("what", "tier", "texts", "speakers", "first")
_KINDS = {"escalate": "strike, go on", "trial": "punishment", "dismissal": "dismissal", "resign": "resignation"}


def _row(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    thing = _KINDS.get(found["kind"], found["kind"])
    what = f"{thing}, refused" if found["polarity"] < 0 else f"{thing}, demanded" if found["strength"] > 1 else thing
    when = view.shown(found["published_at"], found["precision_us"])
    return row(
        Statement(what, (span(found),)),
        found["tier"],
        f"{found['texts']:,}",
        f"{found['speakers']:,}",
        f"{when}, {found['by_name'] or 'somebody the case does not name'}",
    )


def section(view: View) -> Section:
    """A row for each kind and tier."""
    rows = view.rows("demanded")
    title = "What is called for"
    if not rows:
        return Section("demands", title, (Statement("No call by a known speaker was found; or demands were not run."),))
    shown = f"{min(_SHOWN, len(rows))} of {count(len(rows), 'kind of call', 'kinds of calls')} by tier"
    caption = f"{shown}, in own words or reported of a known speaker; a text that many copy counts once."
    return Section("demands", title, (Table(caption, _HEAD, tuple(_row(found, view) for found in rows[:_SHOWN])),))
