"""The timeline: what outside evidence dates, and what was said when."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offscript.show.brief.document import Block, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
from offscript.show.wording import count, lag
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


_SAYS = {
    "spoke": "spoke of it",
    "denied": "denied something of it",
    "euphemised": "euphemised it",
    "partly": "admitted it in part",
    "plainly": "admitted it plainly",
}


def _version(found: dict[str, Any]) -> Statement:
    words = shortened(found["text"][found["start"] : found["end"]], _WORDS)
    return Statement(f"“{words}”", (Quote(found["version"], found["start"], found["end"]),))


def versions(view: View) -> list[Block]:
    """What each tier first said of the events of the case that have a matter; nothing where none has."""
    rows = view.rows("timeline_versions")
    blocks: list[Block] = []
    for (event, _), held in groupby(rows, key=lambda one: (one["event"], one["happened_at"])):
        listed = list(held)
        cells = tuple(
            row(
                found["tier"],
                _SAYS[found["says"]],
                f"{view.shown(found['published_at'], found['precision_us'])} ({lag(found['lag_us'])} later)",
                found["name"] + (f", then {found['sources'] - 1} more" if found["sources"] > 1 else ""),
                _version(found),
            )
            for found in listed[:_SHOWN]
        )
        caption = (
            f"What each tier first said of “{view.matters.get(listed[0]['matter'], listed[0]['matter'])}” in the thirty days after "
            f"“{event}”, in its own voice: of the matter, and not always of the event itself."
        )
        blocks.append(Table(caption, ("tier", "says", "first", "who", "words"), cells))
    return blocks


def section(view: View) -> Section:
    """Everything dated, in order; events of the case beside what was said; then what each tier said of them."""
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
    return Section(
        "timeline", title, (Table(caption, ("when", "kind", "what", "who", "words"), cells), *versions(view))
    )
