"""The timeline: what outside evidence dates, and what was said when."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offscript.show.brief.document import Block, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
from offscript.show.saying import say, word
from offscript.show.stored import stored
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
    return Statement(say("“{words}”", words=words), (Quote(found["version"], start, end),))


_SAYS = {
    "spoke": say("spoke of it"),
    "denied": say("denied something of it"),
    "euphemised": say("euphemised it"),
    "partly": say("admitted it in part"),
    "plainly": say("admitted it plainly"),
}


def _version(found: dict[str, Any]) -> Statement:
    words = shortened(found["text"][found["start"] : found["end"]], _WORDS)
    return Statement(say("“{words}”", words=words), (Quote(found["version"], found["start"], found["end"]),))


def versions(view: View) -> list[Block]:
    """What each tier first said of the events of the case that have a matter; nothing where none has."""
    rows = view.rows("timeline_versions")
    blocks: list[Block] = []
    for (event, _), held in groupby(rows, key=lambda one: (one["event"], one["happened_at"])):
        listed = list(held)
        cells = tuple(
            row(
                word(found["tier"]),
                _SAYS[found["says"]],
                say(
                    "{when} ({lag} later)",
                    when=view.shown(found["published_at"], found["precision_us"]),
                    lag=lag(found["lag_us"]),
                ),
                found["name"]
                + (say(", then {sources} more", sources=found["sources"] - 1) if found["sources"] > 1 else ""),
                _version(found),
            )
            for found in listed[:_SHOWN]
        )
        caption = say(
            "What each tier first said of “{matter}” in the thirty days after “{event}”, in its own voice: of "
            "the matter, and not always of the event itself.",
            matter=view.matters.get(listed[0]["matter"], listed[0]["matter"]),
            event=event,
        )
        blocks.append(Table(caption, ("tier", "says", "first", "who", "words"), cells))
    return blocks


def section(view: View) -> Section:
    """Everything dated, in order; events of the case beside what was said; then what each tier said of them."""
    rows = view.rows("timeline")
    title = "Timeline"
    if not rows:
        return Section(
            "timeline", title, (Statement(say("Nothing is dated: the case lists no events, and nothing was found.")),)
        )
    cells = tuple(
        row(
            view.shown(found["at"], found["precision_us"]),
            word(found["kind"]),
            stored(found["what"]),
            say("{name} ({tier})", name=found["name"], tier=word(found["tier"])) if found["source"] else "–",
            _said(found),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {entries}. Events are the case's own, as reports date them; the rest is what sources "
        "said, dated by its post, and claimed, not known. First means first in this collection.",
        shown=min(_SHOWN, len(rows)),
        entries=count(len(rows), "entry", "entries"),
    )
    return Section(
        "timeline", title, (Table(caption, ("when", "kind", "what", "who", "words"), cells), *versions(view))
    )
