"""The most repeated texts: who was first in this collection, who followed after how long, what was changed."""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import Any

import pyarrow as pa

from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Heading, Section, Statement, Table, Words, row
from offscript.show.brief.view import View, span, whole
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, lag, replaced
from offscript.store.engine import Rows
from offscript.text.markup import bare, shortened

_FOLLOWERS, _CHANGES = 12, 4
_SURE = 0.9


def _changes(edits: Rows) -> str:
    """Edits in words, changed figures first."""
    shown = []
    for edit in sorted(edits, key=lambda found: not found["figure"]):
        before, after = bare(edit["earlier_words"]), bare(edit["later_words"])
        if edit["edit"] == "replaced":
            shown.append(replaced(before, after))
        else:
            shown.append(say("{edit} “{words}”", edit=word(edit["edit"]), words=shortened(before or after, 60)))
    more = say("; and {shown} more", shown=len(shown) - _CHANGES) if len(shown) > _CHANGES else ""
    return joined("; ", shown[:_CHANGES]) + more


def _how(member: dict[str, Any]) -> str:
    """The kind of copy, how sure its parent is, and what speaks against there being one."""
    if member["parent_basis"] == "forward":
        return say("forward")
    named = {"reply": say(", answers it"), "link": say(", links to it"), "named": say(", names it as its source")}
    said = say("{kind}{parent_basis}", kind=word(member["kind"]), parent_basis=named.get(member["parent_basis"], ""))
    if member["ties"] > 1:
        said += say("; {ties} posts had the words by then", ties=member["ties"])
    elif member["confidence"] < _SURE:
        said += say("; from the one named with {confidence:.0%}", confidence=member["confidence"])
    return say("{said}; perhaps a common source", said=said) if member["in_common"] else said


def _followers(members: Rows, edits: dict[str, Rows]) -> Table:
    cells = tuple(
        row(
            Statement(member["name"], (span(member),)),
            word(member["tier"]),
            lag(member["lag_us"]) if member["order_known"] else say("order unknown"),
            _how(member),
            _changes(edits.get(member["post"], [])) or "–",
        )
        for member in members[1 : _FOLLOWERS + 1]
    )
    rest = len(members) - 1 - len(cells)
    more = say(" {posts} not shown.", posts=count(rest, "more post")) if rest > 0 else ""
    head = ("who followed", "tier", "after", "kind", "changed")
    caption = say(
        "In the order of time. Changed: inside the words it shares with the post it most likely took them from."
    )
    return Table(say("{caption}{more}", caption=caption, more=more), head, cells)


def _told(members: Rows, view: View) -> Statement:
    root, after = members[0], [m["lag_us"] for m in members[1:]]
    tiers = len({member["tier"] for member in members})
    text = say(
        "First in this collection: {name} ({tier}), {when}. {posts} of {sources} in {tiers}; half of those "
        "that followed had it after {median}, the last after {last}.",
        name=root["name"],
        tier=word(root["tier"]),
        when=view.shown(root["published_at"], root["precision_us"]),
        posts=count(root["posts"], "post"),
        sources=count(root["sources"], "source"),
        tiers=count(tiers, "tier"),
        median=lag(median(after)),
        last=lag(after[-1]),
    )
    if root["burst"] is not None:
        text += say(
            " Fullest hour: {posts} from {when}.", posts=count(root["burst"], "post"), when=view.shown(root["burst_at"])
        )
        named = say("{named:,}", named=root["named"]) if root["named"] else say("none")
        text += say(
            " Of those that followed, {named} named {name} or pointed to an earlier post.",
            named=named,
            name=root["name"],
        )
    if root["views"]:
        text += say(
            " {views} when last read, on {read_to}.",
            views=count(root["views"], "view"),
            read_to=view.day(root["read_to"]),
        )
    if root["later_posts"]:
        text += say(" {posts} came back to the words more than a week later.", posts=count(root["later_posts"], "post"))
    return Statement(text, (whole(root),))


def _one(members: Rows, edits: dict[str, Rows], view: View) -> list[Block]:
    root = members[0]
    said_by = Statement(root["name"], (whole(root),))
    return [
        Heading(say("{rank}. {words}", rank=root["rank"], words=shortened(bare(root["text"]), 90))),
        Words(shortened(bare(root["text"]), 420), said_by),
        _told(members, view),
        _followers(members, edits),
    ]


def _marked(member: dict[str, Any], edits: Rows) -> dict[str, Any]:
    """A member with what kind of change it made, the gravest first."""
    marks = {
        "negation": any(edit["negation"] for edit in edits),
        "figure": any(edit["figure"] for edit in edits),
        "hedge": any(edit["hedge"] for edit in edits),
        "words": bool(edits),
    }
    return {**member, "mark": next((name for name, held in marks.items() if held), "none")}


def _timeline(groups: list[Rows], edits: dict[str, Rows]) -> Chart:
    """The text that was changed by most of those who carried it, post by post."""
    marked = [[_marked(member, edits.get(member["post"], [])) for member in members] for members in groups]
    chosen = max(marked, key=lambda members: sum(member["mark"] != "none" for member in members))
    return Chart(
        charts.timeline(chosen),
        say(
            "Text {rank}, changed by more posts than any other, post by post, by time since the first. The shape "
            "says what each changed of the post it most likely took the words from, the gravest change first: a "
            "negation, a figure, a hedge, other words.",
            rank=chosen[0]["rank"],
        ),
    )


def section(view: View) -> Section:
    """The ten texts that reached most sources."""
    groups = [list(members) for _, members in groupby(view.rows("repeated"), key=lambda found: found["rank"])]
    if not groups:
        nothing = Statement(say("No text was carried by two sources; or reuse was not run."))
        return Section("repeated", "The most repeated texts", (nothing,))
    edits: dict[str, Rows] = {}
    members = pa.table({"post": [member["post"] for group in groups for member in group]})
    for edit in view.rows("repeated_edits", members=members):
        edits.setdefault(edit["post"], []).append(edit)
    drawn = Chart(
        charts.cascades([member for members in groups for member in members]),
        say(
            "How each of these texts spread: one row a text, one dot a post, by time since the first (the axis is stretched "
            "towards the beginning)."
        ),
    )
    told = _told(groups[0], view)
    headline = Statement(
        say("Most repeated: “{words}” {text}", words=shortened(bare(groups[0][0]["text"]), 100), text=told.text),
        told.evidence,
    )
    blocks = [block for members in groups for block in _one(members, edits, view)]
    return Section("repeated", "The most repeated texts", (drawn, _timeline(groups, edits), *blocks), headline)
