"""What changed, when, how sure: breaks of the daily series, joint ones first, and what was tested without any."""

from __future__ import annotations

from typing import Any

from offscript.model import DAY, HOUR
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, voices
from offscript.store.engine import Rows

_SHOWN = 12
_DRAWN = 3
_SURE = 0.9
_MEASURES = {
    "posts": say("posts"),
    "reuse_share": say("share of others' words"),
    "plain_words": say("share of plain words"),
    "unison_texts": say("texts in common with its tier"),
    "unison_subjects": say("subjects in common with its tier"),
    "unison_stance": say("sides taken with its tier"),
    "unison_phrases": say("phrases of the line in common with its tier"),
    "blame": say("share of posts that blame somebody"),
    "blame_height": say("how high up those are that it blames"),
}
_TITLE = "What changed, and when"


def _measure(found: dict[str, Any]) -> str:
    name = str(found["measure"])
    return _MEASURES.get(name) or say("share of posts that sound of {name}", name=word(name.removeprefix("register_")))


def _carried(carried: list[str]) -> str:
    """The series that carry a joint break, by what they measure."""
    tiers: dict[str, list[str]] = {}
    for measure, tier in (one.split(" of ", 1) for one in carried):
        tiers.setdefault(_measure({"measure": measure}), []).append(tier)
    return joined(
        "; ",
        (
            say("{measure} ({listed})", measure=measure, listed=joined(", ", map(word, names)))
            for measure, names in tiers.items()
        ),
    )


def _evidence(found: dict[str, Any]) -> tuple[Quote, ...]:
    """The first and the last post of the interval."""
    ends = [(found["first_version"], found["first_length"]), (found["last_version"], found["last_length"])]
    return tuple(dict.fromkeys(Quote(version, 0, length) for version, length in ends if version))


def _level(found: dict[str, Any], side: str) -> str:
    value = found[side]
    if value is None:
        return "–"
    return (
        say("{value:.1f}", value=value * DAY / HOUR) if found["measure"] == "posts" else say("{value:.0%}", value=value)
    )


def _when(found: dict[str, Any], view: View) -> str:
    low, high = view.day(found["low"]), view.day(found["high"])
    if found["kind"] == "ramp":
        return say("slowly, {low} to {high}", low=low, high=high)
    return (
        view.day(found["at"])
        if low == high
        else say("{day} ({low} to {high})", day=view.day(found["at"]), low=low, high=high)
    )


def _whose(found: dict[str, Any]) -> str:
    if found["scope"] == "matter":
        return say("matter {matter}", matter=found["name"])
    if found["scope"] == "tier":
        return say("tier {tier}", tier=word(found["name"]))
    return say("source {source}", source=found["name"])


def _row(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    what = _carried(found["carried"]) if found["scope"] == "case" else _measure(found)
    return row(
        Statement(say("several tiers") if found["scope"] == "case" else _whose(found), _evidence(found)),
        what,
        _when(found, view),
        say("{before} → {after}", before=_level(found, "before"), after=_level(found, "after")),
        say("{probability:.0%}", probability=found["probability"]),
        say("{false_share:.0%}", false_share=found["false_share"]),
        "–" if found["delay_days"] is None else count(found["delay_days"], "day"),
    )


def _charts(view: View, found: Rows) -> list[Block]:
    """The surest breaks, each with its days."""
    days = view.rows("breaks_days")
    out: list[Block] = []
    for one in [one for one in found if one["scope"] != "case"][:_DRAWN]:
        key = (one["measure"], one["scope"], one["id"])
        held = [day for day in days if (day["measure"], day["scope"], day["id"]) == key]
        if not held:
            continue
        caption = say(
            "{measure} of {whose} by day, as collected; lines: level before and after, band: 90% interval of the {kind}.",
            measure=_measure(one),
            whose=_whose(one),
            kind=word(one["kind"]),
        )
        out.append(Chart(charts.broken(held, one, view.settings.zone), caption))
    return out


def _nothing(view: View) -> Statement:
    """What was tested, and how much of it showed nothing."""
    tested = view.rows("breaks_tested")
    if not tested:
        return Statement(say("No series was searched for breaks: they were not run, or no day was collected."))
    parts = [
        say(
            "{measure} of {voices}: {series} without a break",
            measure=_measure(one),
            voices=voices(one["series"], one["scope"]),
            series=one["series"] - one["found"] - one["open"],
        )
        + (say(", {open} of which nothing can be told", open=one["open"]) if one["open"] else "")
        for one in tested
    ]
    return Statement(say("Searched by day: {listed}.", listed=joined("; ", parts)))


def section(view: View) -> Section:
    """Breaks at least one in two likely."""
    found = view.rows("breaks")
    if not found:
        return Section("breaks", _TITLE, (_nothing(view),))
    caption = say(
        "{shown} of {changes} at least as likely as not, joint ones first. Levels have the weekly rhythm "
        "taken off: posts a day and collected source, or shares. False: share of false ones expected among "
        "all at least as probable. Said after: days from its start until it would have been said as it came. "
        "Footnotes: first and last post of the interval.",
        shown=min(_SHOWN, len(found)),
        changes=count(len(found), "change"),
    )
    head = ("who", "what", "when (90% interval)", "before → after", "probability", "false", "said after")
    blocks: tuple[Block, ...] = (
        *_charts(view, found),
        Table(caption, head, tuple(_row(one, view) for one in found[:_SHOWN])),
        _nothing(view),
    )
    top = found[0]
    headline = None
    if top["scope"] == "case" and top["probability"] >= _SURE:
        text = say(
            "Several series changed at once around {day} ({probability:.0%}): {carried}.",
            day=view.day(top["at"]),
            probability=top["probability"],
            carried=_carried(top["carried"]),
        )
        headline = Statement(text, _evidence(top))
    return Section("breaks", _TITLE, blocks, headline)
