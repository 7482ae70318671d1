"""Pairs of sources more simultaneous than chance explains: those that nothing known explains first."""

from __future__ import annotations

from typing import Any

from offscript.model import MINUTE
from offscript.show.brief.document import Block, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.saying import joined, say
from offscript.show.stored import stored
from offscript.show.wording import count
from offscript.store.engine import Rows

_SHOWN = 12
_NAMED = 6
_TITLE = "Who acts at the same time"
_GROUPS = ("group", "sources", "pairs", "together in", "false")
_HEAD = ("pair", "together", "by chance", "window", "false", "explained by")
_KINDS = {
    "text": say("texts"),
    "address": say("addresses"),
    "domain": say("domains"),
    "phrase": say("phrases of the line"),
    "forward": say("posts passed on"),
    "share": say("things shared"),
    "repost": say("reposts"),
    "reply": say("posts answered"),
    "link": say("addresses"),
}


def _posts(found: dict[str, Any]) -> tuple[Quote, ...]:
    posts = (Quote(found["a_version"], 0, found["a_length"]), Quote(found["b_version"], 0, found["b_length"]))
    return tuple(one for one in posts if one.end)


def _row(found: dict[str, Any]) -> tuple[Statement, ...]:
    return row(
        Statement(say("{a_name} and {b_name}", a_name=found["a_name"], b_name=found["b_name"]), _posts(found)),
        say("{objects} {kind}", objects=found["objects"], kind=_KINDS.get(found["kind"], found["kind"])),
        say("{expected:.2g}", expected=found["expected"]),
        say("{minutes} min", minutes=found["window_us"] // MINUTE),
        say("{q:.1g}", q=found["q"]),
        stored(found["explanation"]) or say("nothing known here"),
    )


def _groups(found: Rows) -> list[Block]:
    """Groups whose pairs hold each other up, and that nothing known explains."""
    if not found:
        return [
            Statement(
                say("No three sources hold each other up in this: pairs that nothing known explains make no group.")
            )
        ]
    cells = tuple(
        row(
            Statement(", ".join(one["names"][:_NAMED]) + (" …" if len(one["names"]) > _NAMED else ""), _posts(one)),
            str(one["sources"]),
            say("{pairs} of {sources}", pairs=one["pairs"], sources=one["sources"] * (one["sources"] - 1) // 2),
            joined(", ", (_KINDS.get(kind, kind) for kind in one["kinds"])),
            say("{q:.1g}", q=one["q"]),
        )
        for one in found[:_SHOWN]
    )
    caption = say(
        "{shown} of {groups} of sources in which every pair counted has a third that is a pair with both, "
        "and which nothing known here explains. False: of its least sure pair.",
        shown=min(_SHOWN, len(found)),
        groups=count(len(found), "group"),
    )
    return [Table(caption, _GROUPS, cells)]


def section(view: View) -> Section:
    """Pairs with an example each."""
    rows = view.rows("simultaneous")
    if not rows:
        nothing = say(
            "No two sources act at the same time more often than chance explains; or coordination was not run."
        )
        return Section("simultaneous", _TITLE, (Statement(nothing),))
    caption = say(
        "{shown} of {pairs} that publish the same texts, addresses, domains or phrases, or pass on the same "
        "posts, within minutes more often than chance explains; those that nothing known explains come "
        "first. False: rate of false ones among pairs at least as sure. More simultaneous than chance is no "
        "proof of a common plan: the same news, the same subscription or the same desk does it too. "
        "Footnotes: the first such posts.",
        shown=min(_SHOWN, len(rows)),
        pairs=count(len(rows), "pair"),
    )
    pairs = Table(caption, _HEAD, tuple(_row(found) for found in rows[:_SHOWN]))
    return Section("simultaneous", _TITLE, (pairs, *_groups(view.rows("simultaneous_groups"))))
