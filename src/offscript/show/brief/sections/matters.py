"""The matters of the case: how much is said of each, and which tier spoke of it first."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Block, Heading, Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.wording import count


def _told(found: dict[str, Any], view: View) -> Statement:
    return Statement(
        f"{count(found['posts'], 'post')} of {count(found['sources'], 'source')} speak of it; first in this collection: "
        f"{found['name']}, {view.shown(found['published_at'], found['precision_us'])}. The fullest day was {found['day']}, "
        f"with {count(found['day_posts'], 'post')}.",
        (span(found),),
    )


def _tiers(rows: list[dict[str, Any]], view: View) -> Table:
    cells = tuple(
        row(
            found["tier"],
            f"{found['posts']:,}",
            Statement(found["name"], (span(found),)),
            view.shown(found["published_at"], found["precision_us"]),
        )
        for found in rows
    )
    return Table("Who of each tier spoke of it first in this collection.", ("tier", "posts", "first", "when"), cells)


def section(view: View) -> Section:
    """Each matter in turn."""
    named = {matter.id: matter.name or matter.id for matter in view.settings.matter}
    if not named:
        nothing = Statement("The case names no matter. Name one in case.toml ([[matter]]), and it is followed here.")
        return Section("matters", "The matters of the case", (nothing,))
    found = {row["matter"]: row for row in view.rows("matters")}
    tiers = view.rows("matters_first")
    blocks: list[Block] = []
    for matter, name in named.items():
        blocks.append(Heading(name))
        if matter not in found:
            blocks.append(
                Statement("No post in the window uses its terms. Look at the terms before calling that a silence.")
            )
            continue
        blocks += [_told(found[matter], view), _tiers([row for row in tiers if row["matter"] == matter], view)]
    top = next((row for row in found.values() if row["matter"] in named), None)
    headline = Statement(f"{named[top['matter']]}: {_told(top, view).text}", (span(top),)) if top else None
    return Section("matters", "The matters of the case", tuple(blocks), headline)
