"""Pictures shown again: who showed one first, and how many showed it after."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
from offscript.show.saying import say
from offscript.show.wording import count, lag

_SHOWN = 15
_KINDS = {"photo": say("photo"), "video": say("video, by its thumbnail")}


def _after(found: dict[str, Any]) -> Statement:
    """The next source that showed it, and how long after."""
    order = lag(found["lag_us"]) if found["lag_us"] > found["lag_error_us"] else say("order unknown")
    return Statement(
        say("{next_name}, {order}", next_name=found["next_name"], order=order),
        (Quote(found["next_version"], 0, found["next_length"]),),
    )


def section(view: View) -> Section:
    """Pictures that more than one source showed."""
    rows = view.rows("pictures")
    if not rows:
        nothing = Statement(say("No picture that lay in what was read was shown by a second source."))
        return Section("pictures", "Pictures shown again", (nothing,))
    cells = tuple(
        row(
            Statement(found["first_name"], (whole(found),)),
            view.shown(found["published_at"], found["precision_us"]),
            str(_KINDS.get(found["kind"], found["kind"])),
            say(
                "{sources:,} ({posts}, {same:,} to the byte)",
                sources=found["sources"],
                posts=count(found["posts"], "post"),
                same=found["same"],
            ),
            _after(found),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {pictures} that more than one source showed, by what was collected. Known again by "
        "prints, which outlast packing and sizes, not cutting or captions. Who made a picture, and when, "
        "they do not tell.",
        shown=min(_SHOWN, len(rows)),
        pictures=count(len(rows), "picture"),
    )
    head = ("first collected from", "when", "what", "sources after", "the next one")
    return Section("pictures", "Pictures shown again", (Table(caption, head, cells),))
