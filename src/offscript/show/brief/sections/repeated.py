"""The most repeated texts: who was first in this collection, who followed after how long, what was changed."""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import Any

import pyarrow as pa

from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Heading, Section, Statement, Table, Words, row
from offscript.show.brief.view import View, span, whole
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
            shown.append(f"{edit['edit']} “{shortened(before or after, 60)}”")
    more = f"; and {len(shown) - _CHANGES} more" if len(shown) > _CHANGES else ""
    return "; ".join(shown[:_CHANGES]) + more


def _how(member: dict[str, Any]) -> str:
    """The kind of copy, how sure its parent is, and what speaks against there being one."""
    if member["parent_basis"] == "forward":
        return "forward"
    named = {"reply": ", answers it", "link": ", links to it", "named": ", names it as its source"}
    said = f"{member['kind']}{named.get(member['parent_basis'], '')}"
    if member["ties"] > 1:
        said += f"; {member['ties']} posts had the words by then"
    elif member["confidence"] < _SURE:
        said += f"; from the one named with {member['confidence']:.0%}"
    return f"{said}; perhaps a common source" if member["in_common"] else said


def _followers(members: Rows, edits: dict[str, Rows]) -> Table:
    cells = tuple(
        row(
            Statement(member["name"], (span(member),)),
            member["tier"],
            lag(member["lag_us"]) if member["order_known"] else "order unknown",
            _how(member),
            _changes(edits.get(member["post"], [])) or "–",
        )
        for member in members[1 : _FOLLOWERS + 1]
    )
    rest = len(members) - 1 - len(cells)
    more = f" {count(rest, 'more post')} not shown." if rest > 0 else ""
    head = ("who followed", "tier", "after", "kind", "changed")
    caption = "In the order of time. Changed: inside the words it shares with the post it most likely took them from."
    return Table(f"{caption}{more}", head, cells)


def _told(members: Rows, view: View) -> Statement:
    root, after = members[0], [m["lag_us"] for m in members[1:]]
    tiers = len({member["tier"] for member in members})
    text = (
        f"First in this collection: {root['name']} ({root['tier']}), {view.shown(root['published_at'], root['precision_us'])}. "
        f"{count(root['posts'], 'post')} of {count(root['sources'], 'source')} in {count(tiers, 'tier')}; half of those that "
        f"followed had it after {lag(median(after))}, the last after {lag(after[-1])}."
    )
    if root["burst"] is not None:
        text += f" Fullest hour: {count(root['burst'], 'post')} from {view.shown(root['burst_at'])}."
        named = f"{root['named']:,}" if root["named"] else "none"
        text += f" Of those that followed, {named} named {root['name']} or pointed to an earlier post."
    if root["views"]:
        text += f" {count(root['views'], 'view')} when last read, on {view.day(root['read_to'])}."
    if root["later_posts"]:
        text += f" {count(root['later_posts'], 'post')} came back to the words more than a week later."
    return Statement(text, (whole(root),))


def _one(members: Rows, edits: dict[str, Rows], view: View) -> list[Block]:
    root = members[0]
    said_by = Statement(f"{root['name']}", (whole(root),))
    return [
        Heading(f"{root['rank']}. {shortened(bare(root['text']), 90)}"),
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
        f"Text {chosen[0]['rank']}, changed by more posts than any other, post by post, by time since the first. The shape says "
        "what each changed of the post it most likely took the words from, the gravest change first: a negation, a figure, a "
        "hedge, other words.",
    )


def section(view: View) -> Section:
    """The ten texts that reached most sources."""
    groups = [list(members) for _, members in groupby(view.rows("repeated"), key=lambda found: found["rank"])]
    if not groups:
        nothing = Statement("No text was carried by two sources; or reuse was not run.")
        return Section("repeated", "The most repeated texts", (nothing,))
    edits: dict[str, Rows] = {}
    members = pa.table({"post": [member["post"] for group in groups for member in group]})
    for edit in view.rows("repeated_edits", members=members):
        edits.setdefault(edit["post"], []).append(edit)
    drawn = Chart(
        charts.cascades([member for members in groups for member in members]),
        "How each of these texts spread: one row a text, one dot a post, by time since the first (the axis is stretched "
        "towards the beginning).",
    )
    told = _told(groups[0], view)
    headline = Statement(f"Most repeated: “{shortened(bare(groups[0][0]['text']), 100)}” {told.text}", told.evidence)
    blocks = [block for members in groups for block in _one(members, edits, view)]
    return Section("repeated", "The most repeated texts", (drawn, _timeline(groups, edits), *blocks), headline)
