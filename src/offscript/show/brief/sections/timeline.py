"""The timeline: what outside evidence dates, and what was said when."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
from offscript.show.wording import count
from offscript.text.markup import shortened

_SHOWN = 60
_WORDS, _BRIEF = 120, 40


def _said(found: dict[str, Any]) -> Statement:
    if not found["version"]:
        return Statement("–")
    start, end = found["start"], found["end"]
    if end - start < _BRIEF:
        start, end = around(found["text"], start, end)
    words = shortened(found["text"][start:end], _WORDS)
    return Statement(f"“{words}”", (Quote(found["version"], start, end),))


def section(view: View) -> Section:
    """Everything dated, in order; events of the case beside what was said."""
    rows = view.rows("timeline")
    title = "Timeline"
    if not rows:
        return Section(
            "timeline", title, (Statement("Nothing is dated: the case lists no events, and nothing was found."),)
        )
    cells = tuple(
        row(
            view.shown(found["at"], found["precision_us"]),
            found["kind"],
            found["what"],
            f"{found['name']} ({found['tier']})" if found["source"] else "–",
            _said(found),
        )
        for found in rows[:_SHOWN]
    )
    caption = (
        f"{min(_SHOWN, len(rows))} of {count(len(rows), 'entry', 'entries')}. Events are the case's own, as reports date them; the "
        "rest is what sources said, dated by its post, and claimed, not known. First means first in this collection."
    )
    return Section("timeline", title, (Table(caption, ("when", "kind", "what", "who", "words"), cells),))
