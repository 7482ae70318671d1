"""What is said to be without precedent, and when its like was last seen in this collection."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import say, word
from offscript.show.wording import count, lag, share
from offscript.text.markup import shortened

_SHOWN = 12
_WORDS = 130


def _like(found: dict[str, Any], view: View) -> Statement:
    if found["like_version"] is None:
        return Statement(say("none here; the collection goes back {lag} before it", lag=lag(found["reach_us"])))
    words = shortened(found["like_text"][found["like_start"] : found["like_end"]], _WORDS)
    said = say(
        "{like_at}, {like_name} ({share} of its words): “{words}”",
        like_at=view.day(found["like_at"]),
        like_name=found["like_name"],
        share=share(found["likeness"]),
        words=words,
    )
    more = say("; {more} before", more=count(found["times"] - 1, "more", "more")) if found["times"] > 1 else ""
    return Statement(said + more, (Quote(found["like_version"], found["like_start"], found["like_end"]),))


def section(view: View) -> Section:
    """Statements with the last like each, those that have one first."""
    rows = view.rows("precedent")
    title = "Said to be without precedent"
    if not rows:
        return Section(
            "precedent",
            title,
            (Statement(say("Nothing is said to be the first of its kind; or precedent was not run.")),),
        )
    cells = tuple(
        row(
            Statement(
                say("“{words}”", words=shortened(found["text"][found["start"] : found["end"]], _WORDS)), (span(found),)
            ),
            say(
                "{name} ({tier}), {day}",
                name=found["name"],
                tier=word(found["tier"]),
                day=view.day(found["published_at"]),
            ),
            _like(found, view),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {statements} that call a thing the first of its kind, beside the last before it here "
        "that shares most of its words, two days or more earlier. Like words are not the like event: read "
        "both.",
        shown=min(_SHOWN, len(rows)),
        statements=count(len(rows), "statement"),
    )
    return Section("precedent", title, (Table(caption, ("said", "by", "the like, last"), cells),))
