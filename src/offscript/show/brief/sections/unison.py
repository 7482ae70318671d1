"""How alike the voices of each tier are, in subjects, texts and stances; who carries the unison, and who left it first."""

from __future__ import annotations

from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.saying import say, word
from offscript.show.wording import count
from offscript.store.engine import Rows

_TITLE = "How far they speak with one voice"
_HEAD = ("tier", "in common", "week", "sources", "likeness (95% interval)", "by habit", "false")
_LEFT = ("tier", "source", "in common", "left", "before → after", "probability")
_CARRIED = ("tier", "in common", "carried most by", "likeness with it → without it")
_NOTHING = say(
    "No tier has two sources with enough posts in a week inside the stretch that all were collected; or unison was not run."
)


def _likeness(found: dict[str, Any]) -> str:
    between = "" if found["low"] is None else say(" ({low:.2f} to {high:.2f})", low=found["low"], high=found["high"])
    return say("{value:.2f}{between}", value=found["value"], between=between)


def _weeks(found: Rows, view: View) -> Table:
    """The last two weeks of each tier and aspect."""
    weeks = sorted({one["at"] for one in found})[-2:]
    cells = tuple(
        row(
            word(one["name"]),
            word(one["aspect"]),
            view.day(one["at"]),
            str(one["sources"]),
            _likeness(one),
            "–" if one["expected"] is None else say("{expected:.2f}", expected=one["expected"]),
            "–" if one["q"] is None else say("{q:.1g}", q=one["q"]),
        )
        for one in found
        if one["at"] in weeks
    )
    caption = say(
        "Likeness by week, the last two: 1 where the voices of a tier could be one, 0 where they have nothing in common; above 1 "
        "only by chance. By habit: the same, were each source's weeks moved by themselves; false: rate of false ones among weeks "
        "at least as unusual. Subjects, phrases and stances leave copies out; texts count them."
    )
    return Table(caption, _HEAD, cells)


def _when(found: dict[str, Any], view: View) -> str:
    if found["kind"] == "ramp":
        return say("slowly, {low} to {high}", low=view.day(found["low"]), high=view.day(found["high"]))
    return view.day(found["at"])


def _left(found: Rows, view: View) -> list[Block]:
    if not found:
        return []
    cells = tuple(
        row(
            word(one["tier"]),
            Statement(one["name"], (Quote(one["version"], 0, one["length"]),) if one["version"] else ()),
            word(one["measure"].removeprefix("unison_")),
            _when(one, view),
            say("{before:.2f} → {after:.2f}", before=one["before"], after=one["after"]),
            say("{probability:.0%}", probability=one["probability"]),
        )
        for one in found
    )
    caption = say("Who left the unison of its tier, the first first. Footnotes: its first post from that day on.")
    return [Table(caption, _LEFT, cells)]


def _carried(found: Rows) -> list[Block]:
    most = {(one["tier"], one["aspect"]): one for one in reversed(found)}
    listed = [one for one in most.values() if one["without"] < one["whole"]]
    if not listed:
        return []
    cells = tuple(
        row(
            word(one["tier"]),
            word(one["aspect"]),
            one["name"],
            say("{whole:.2f} → {without:.2f}", whole=one["whole"], without=one["without"]),
        )
        for one in sorted(listed, key=lambda one: (one["tier"], one["aspect"]))
    )
    return [Table(say("The source without which its tier would be least alike, over all weeks."), _CARRIED, cells)]


def section(view: View) -> Section:
    """Weeks of each tier, those that left, those that carry."""
    found = view.rows("unison")
    weeks = [one for one in found if one["bucket"] == "week"]
    if not weeks:
        return Section("unison", _TITLE, (Statement(_NOTHING),))
    left = view.rows("unison_left")
    days = [one for one in found if one["bucket"] == "day" and one["aspect"] in ("texts", "subjects")]
    blocks: list[Block] = []
    if days:
        caption = say(
            "Likeness of the voices of each tier by day, in texts they carry and in subjects of their own posts; band: 95% "
            "interval from sources drawn anew, where there are four or more."
        )
        blocks.append(Chart(graph.unison(days, view.settings.zone), caption))
    blocks += [*_left(left, view), _weeks(weeks, view), *_carried(view.rows("unison_chorus"))]
    headline = None
    if left:
        first = min(left, key=lambda one: (one["at"], one["source"]))
        text = say(
            "{name} was the first to leave the unison of its tier ({tier}), around {day}; {sources} left it in all.",
            name=first["name"],
            tier=word(first["tier"]),
            day=view.day(first["at"]),
            sources=count(len({one["source"] for one in left}), "source"),
        )
        headline = Statement(text, (Quote(first["version"], 0, first["length"]),) if first["version"] else ())
    return Section("unison", _TITLE, tuple(blocks), headline)
