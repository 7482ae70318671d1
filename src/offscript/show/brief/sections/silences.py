"""Who fell silent, about what, for how long, and by what post it ended; what cannot be told; and what was listened to in vain."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.sections.matters import trust
from offscript.show.brief.view import View, around
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, lag, voices
from offscript.store.engine import Rows

_SHOWN = 12
_DRAWN = 8
_TITLE = "Who fell silent"
_HEAD = ("who", "about", "kind", "from", "until", "posts", "expected", "false")
_AFTER = ("who", "within", "posts", "expected", "false", "next post")
_OPEN = ("uncovered", "capped")


def _ends(found: dict[str, Any]) -> tuple[Quote, ...]:
    """The words before it, and those that ended it."""
    sides = [side for side in ("before", "ended") if found[f"{side}_version"]]
    return tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in sides
    )


def _who(found: dict[str, Any]) -> str:
    return say("tier {tier}", tier=word(found["voice"])) if found["scope"] == "tier" else str(found["voice"])


def _about(found: dict[str, Any], view: View) -> str:
    return view.matters.get(found["matter"], found["matter"]) if found["matter"] else say("anything")


def _row(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    until = view.shown(found["to_us"]) if found["ended_version"] else say("not ended while collected")
    return row(
        Statement(_who(found), _ends(found)),
        _about(found, view),
        word(found["kind"]),
        view.shown(found["from_us"]),
        until,
        str(found["posts"]) + (say(" (of {meanwhile})", meanwhile=found["meanwhile"]) if found["matter"] else ""),
        say("{expected:.0f}", expected=found["expected"]),
        say("cannot be told") if found["q"] is None else say("{q:.1g}", q=found["q"]),
    )


def _listened(one: dict[str, Any]) -> str:
    if not one["about"]:
        return say("posts of {voices}", voices=voices(one["voices"], one["scope"]))
    pairs = count(one["voices"], "pair")
    if one["scope"] == "tier":
        return say("{pairs} of tier and matter", pairs=pairs)
    return say("{pairs} of source and matter", pairs=pairs)


def _nothing(view: View) -> Statement:
    """How much was listened to, and how much of it showed nothing."""
    listened = view.rows("silences_listened")
    if not listened:
        return Statement(say("No silence was sought: the analysis was not run, or nothing was collected."))
    parts = [
        _listened(one)
        + say(": {voices} without a silence", voices=one["voices"] - one["found"] - one["open"])
        + (say(", {open} of which nothing can be told", open=one["open"]) if one["open"] else "")
        for one in listened
    ]
    return Statement(say("Listened to: {listed}.", listed=joined("; ", parts)))


def _after(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    evidence = (Quote(found["version"], *around(found["text"], 0, len(found["text"]))),) if found["version"] else ()
    return row(
        Statement(_who(found), evidence),
        say("{hours} hours", hours=found["hours"]),
        str(found["posts"]),
        say("{expected:.0f}", expected=found["expected"]),
        say("{q:.1g}", q=found["q"]),
        view.shown(found["next_at"]) if found["next_at"] else say("not while collected"),
    )


def _hushed(view: View) -> list[Block]:
    """Who published less than usual after each event of the case."""
    blocks: list[Block] = []
    for (event, at), held in groupby(view.rows("silences_hushed"), key=lambda one: (one["event"], one["at"])):
        rows = list(held)
        fewer = [one for one in rows if one["voice"]]
        said = say(
            "After “{event}” ({when}) {voices} were looked at over 6, 24 and 72 hours; {told} of {compared} "
            "stretches could be told: ",
            event=event,
            when=view.shown(at),
            voices=count(rows[0]["voices"], "voice"),
            told=rows[0]["told"],
            compared=rows[0]["compared"],
        )
        if not fewer:
            blocks.append(Statement(say("{said}none published less than its habit explains.", said=said)))
            continue
        caption = say(
            "{said}those with fewer posts than their habit explains. Footnotes: the first post after it.", said=said
        )
        blocks.append(Table(caption, _AFTER, tuple(_after(one, view) for one in fewer[:_SHOWN])))
    return blocks


def _headline(told: Rows, view: View) -> Statement | None:
    """The surest silence about a matter, or else of anything."""
    first = next((one for one in told if one["matter"]), told[0] if told else None)
    if first is None:
        return None
    until = (
        say("until {when}", when=view.shown(first["to_us"]))
        if first["ended_version"]
        else say("and has not ended while collected")
    )
    what = say(" about {about}", about=_about(first, view)) if first["matter"] else ""
    text = say(
        "{who} fell silent{what} for {lag} from {when} {until}: {posts} where {expected:.0f} were to be expected.",
        who=_who(first),
        what=what,
        lag=lag(first["to_us"] - first["from_us"]),
        when=view.shown(first["from_us"]),
        until=until,
        posts=count(first["posts"], "post"),
        expected=first["expected"],
    )
    return Statement(text, _ends(first))


def section(view: View) -> Section:
    """Silences told, and what looks like one and cannot be told."""
    found = view.rows("silences")
    if not found:
        return Section("silences", _TITLE, (*_hushed(view), _nothing(view)))
    told = [one for one in found if one["kind"] not in _OPEN]
    drawing = graph.silences(found[:_DRAWN], view.rows("silences_hours"), view.settings.zone)
    drawn = say(
        "Hours with posts (about the matter) around each silence, and the silence as a band: what cannot be told is grey."
    )
    caption = say(
        "{shown} of {silences}, the surest first. Expected: by the voice's own habit, and by what the others "
        "published then. Avoidance: it published as always (posts of any kind in brackets), not about this. "
        "Outage: nothing at all, and its numbers run on. Quiet: little of anything. Uncovered, capped: it "
        "was not collected, or a cap took posts away. False: rate of false ones among silences at least as "
        "sure. Footnotes: the post before, the post that ended it.",
        shown=min(_SHOWN, len(found)),
        silences=count(len(found), "silence"),
    )
    trusted = {row["matter"]: row for row in view.rows("matters_trusted")}
    avoided = sorted({one["matter"] for one in told if one["matter"]})
    blocks: tuple[Block, ...] = (
        Chart(drawing, drawn),
        Table(caption, _HEAD, tuple(_row(one, view) for one in found[:_SHOWN])),
        *_hushed(view),
        *(
            Statement(
                say(
                    "{matter}: {trust}",
                    matter=view.matters.get(matter, matter),
                    trust=trust(trusted.get(matter), matter),
                )
            )
            for matter in avoided
        ),
        _nothing(view),
    )
    return Section("silences", _TITLE, blocks, _headline(told, view))
