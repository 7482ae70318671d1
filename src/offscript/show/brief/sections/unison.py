"""How alike the voices of each tier are, in subjects, texts and stances; who carries the unison, and who left it first."""

from __future__ import annotations

from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.wording import count
from offscript.store.engine import Rows

_TITLE = "How far they speak with one voice"
_HEAD = ("tier", "in common", "week", "sources", "likeness (95% interval)", "by habit", "false")
_LEFT = ("tier", "source", "in common", "left", "before → after", "probability")
_CARRIED = ("tier", "in common", "carried most by", "likeness with it → without it")
_NOTHING = "No tier has two sources with enough posts in a week inside the stretch that all were collected; or unison was not run."


def _likeness(found: dict[str, Any]) -> str:
    between = "" if found["low"] is None else f" ({found['low']:.2f} to {found['high']:.2f})"
    return f"{found['value']:.2f}{between}"


def _weeks(found: Rows, view: View) -> Table:
    """The last two weeks of each tier and aspect."""
    weeks = sorted({one["at"] for one in found})[-2:]
    cells = tuple(
        row(
            one["name"],
            one["aspect"],
            view.day(one["at"]),
            f"{one['sources']}",
            _likeness(one),
            "–" if one["expected"] is None else f"{one['expected']:.2f}",
            "–" if one["q"] is None else f"{one['q']:.1g}",
        )
        for one in found
        if one["at"] in weeks
    )
    caption = (
        "Likeness by week, the last two: 1 where the voices of a tier could be one, 0 where they have nothing in common; above 1 "
        "only by chance. By habit: the same, were each source's weeks moved by themselves; false: rate of false ones among weeks "
        "at least as unusual. Subjects, phrases and stances leave copies out; texts count them."
    )
    return Table(caption, _HEAD, cells)


def _when(found: dict[str, Any], view: View) -> str:
    if found["kind"] == "ramp":
        return f"slowly, {view.day(found['low'])} to {view.day(found['high'])}"
    return view.day(found["at"])


def _left(found: Rows, view: View) -> list[Block]:
    if not found:
        return []
    cells = tuple(
        row(
            one["tier"],
            Statement(one["name"], (Quote(one["version"], 0, one["length"]),) if one["version"] else ()),
            one["measure"].removeprefix("unison_"),
            _when(one, view),
            f"{one['before']:.2f} → {one['after']:.2f}",
            f"{one['probability']:.0%}",
        )
        for one in found
    )
    caption = "Who left the unison of its tier, the first first. Footnotes: its first post from that day on."
    return [Table(caption, _LEFT, cells)]


def _carried(found: Rows) -> list[Block]:
    most = {(one["tier"], one["aspect"]): one for one in reversed(found)}
    listed = [one for one in most.values() if one["without"] < one["whole"]]
    if not listed:
        return []
    cells = tuple(
        row(one["tier"], one["aspect"], one["name"], f"{one['whole']:.2f} → {one['without']:.2f}")
        for one in sorted(listed, key=lambda one: (one["tier"], one["aspect"]))
    )
    return [Table("The source without which its tier would be least alike, over all weeks.", _CARRIED, cells)]


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
        caption = (
            "Likeness of the voices of each tier by day, in texts they carry and in subjects of their own posts; band: 95% "
            "interval from sources drawn anew, where there are four or more."
        )
        blocks.append(Chart(graph.unison(days, view.settings.zone), caption))
    blocks += [*_left(left, view), _weeks(weeks, view), *_carried(view.rows("unison_chorus"))]
    headline = None
    if left:
        first = min(left, key=lambda one: (one["at"], one["source"]))
        text = (
            f"{first['name']} was the first to leave the unison of its tier ({first['tier']}), around {view.day(first['at'])}; "
            f"{count(len({one['source'] for one in left}), 'source')} left it in all."
        )
        headline = Statement(text, (Quote(first["version"], 0, first["length"]),) if first["version"] else ())
    return Section("unison", _TITLE, tuple(blocks), headline)
