"""Mood: days on which a tier sounds otherwise than it is used to."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.wording import count, share_between

_SHOWN = 10
_HEAD = ("tier", "day", "sounds of", "posts that day", "on other days", "odds, times")
_NAMES = {"adversary": "praise of the other side's strength"}


def _row(found: dict[str, Any]) -> tuple[Statement, ...]:
    return row(
        Statement(found["tier"], (span(found),)),
        found["day"],
        _NAMES.get(found["register"], found["register"]),
        f"{found['toned']} of {found['posts']}: {share_between(found['share'], found['share_low'], found['share_high'])}",
        "–" if found["habit"] is None else f"{found['habit']:.1%}",
        f"{found['ratio']:.1f} ({found['ratio_low']:.1f} to {found['ratio_high']:.1f})",
    )


def section(view: View) -> Section:
    """Days whose interval lies above the tier's own habit."""
    rows = view.rows("moods")
    title = "How it sounds"
    if not rows:
        return Section(
            "mood", title, (Statement("No tier sounds otherwise than it is used to; or register was not run."),)
        )
    caption = (
        f"{min(_SHOWN, len(rows))} of {count(len(rows), 'day')} on which a tier sounds otherwise than on its other days: 95% "
        "intervals, each tier beside itself only. Many days and registers are looked at, so some of these are chance."
    )
    return Section("mood", title, (Table(caption, _HEAD, tuple(_row(found) for found in rows[:_SHOWN])),))
