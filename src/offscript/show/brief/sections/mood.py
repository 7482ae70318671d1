"""Mood: days on which a tier sounds otherwise than it is used to."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import say, word
from offscript.show.wording import count, share_between

_SHOWN = 10
_HEAD = ("tier", "day", "sounds of", "posts that day", "on other days", "odds, times")
_NAMES = {"adversary": say("praise of the other side's strength")}


def _row(found: dict[str, Any]) -> tuple[Statement, ...]:
    return row(
        Statement(word(found["tier"]), (span(found),)),
        found["day"],
        _NAMES.get(found["register"], found["register"]),
        say(
            "{toned} of {posts}: {share}",
            toned=found["toned"],
            posts=found["posts"],
            share=share_between(found["share"], found["share_low"], found["share_high"]),
        ),
        "–" if found["habit"] is None else say("{habit:.1%}", habit=found["habit"]),
        say(
            "{ratio:.1f} ({ratio_low:.1f} to {ratio_high:.1f})",
            ratio=found["ratio"],
            ratio_low=found["ratio_low"],
            ratio_high=found["ratio_high"],
        ),
    )


def section(view: View) -> Section:
    """Days whose interval lies above the tier's own habit."""
    rows = view.rows("moods")
    title = "How it sounds"
    if not rows:
        return Section(
            "mood", title, (Statement(say("No tier sounds otherwise than it is used to; or register was not run.")),)
        )
    caption = say(
        "{shown} of {days} on which a tier sounds otherwise than on its other days: 95% intervals, each tier "
        "beside itself only. Many days and registers are looked at, so some of these are chance.",
        shown=min(_SHOWN, len(rows)),
        days=count(len(rows), "day"),
    )
    return Section("mood", title, (Table(caption, _HEAD, tuple(_row(found) for found in rows[:_SHOWN])),))
