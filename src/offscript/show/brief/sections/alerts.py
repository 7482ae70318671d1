"""What was worth saying as it came, the latest first: the same things that `offscript watch` tells."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
from offscript.show.saying import say, word
from offscript.show.stored import stored
from offscript.show.wording import change_of, count, share
from offscript.text.markup import shortened

_SHOWN = 30
_WORDS = 120
_TITLE = "What was worth saying as it came"
_HEAD = ("known", "kind", "what", "who", "words", "right before")


def _words(found: dict[str, Any]) -> Statement:
    """The words, with those they differ from as a second footnote."""
    if not found["version"] or found["start"] is None:
        return Statement(say("it rests on counts"))
    low, high = around(found["text"], found["start"], found["end"])
    quotes = [Quote(found["version"], low, high)]
    if found["earlier_text"] and found["earlier_start"] is not None:
        earlier = around(found["earlier_text"], found["earlier_start"], found["earlier_end"])
        quotes.append(Quote(found["earlier_version"], *earlier))
    return Statement(say("“{words}”", words=shortened(found["text"][low:high], _WORDS)), tuple(quotes))


def _row(view: View, found: dict[str, Any]) -> tuple[Statement, ...]:
    change = change_of(found["before"], found["after"])
    record = (
        say(
            "{share} of {looked_at}",
            share=share(found["held_right"] / found["looked_at"]),
            looked_at=found["looked_at"],
        )
        if found["looked_at"]
        else say("not judged")
    )
    return row(
        view.shown(found["known_at"], 60_000_000),
        word(found["kind"]),
        say("{what}: {change}", what=stored(found["what"]), change=change) if change else stored(found["what"]),
        say("{name} ({tier})", name=found["name"], tier=word(found["tier"])) if found["name"] else "–",
        _words(found),
        record,
    )


def section(view: View) -> Section:
    """The latest alerts, the stronger ones of each kind."""
    rows = view.rows("alerts")
    if not rows:
        return Section("alerts", _TITLE, (Statement(say("Nothing was worth an alert; or the analysis was not run.")),))
    caption = say(
        "The latest {shown} of {things} worth saying the moment it is known, the stronger fifth of each "
        "kind. Known is when it could first be told. Right before: how often alerts of its kind were right, "
        "of those people looked at (offscript alerts CASE --right NUMBER). offscript watch tells them as "
        "they come.",
        shown=min(_SHOWN, len(rows)),
        things=count(len(rows), "thing"),
    )
    return Section("alerts", _TITLE, (Table(caption, _HEAD, tuple(_row(view, found) for found in rows[:_SHOWN])),))
