"""The matters of the case: how much is said of each, and which tier spoke of it first."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Block, Heading, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted, span
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, share_between
from offscript.store.engine import Rows

_SHOWN = 12
_TERMS = 8


def _told(found: dict[str, Any], view: View) -> Statement:
    return Statement(
        say(
            "{posts} of {sources} speak of it; first in this collection: {name}, {when}. The fullest day was "
            "{day}, with {day_posts}.",
            posts=count(found["posts"], "post"),
            sources=count(found["sources"], "source"),
            name=found["name"],
            when=view.shown(found["published_at"], found["precision_us"]),
            day=found["day"],
            day_posts=count(found["day_posts"], "post"),
        ),
        (span(found),),
    )


def _tiers(rows: list[dict[str, Any]], view: View) -> Table:
    cells = tuple(
        row(
            word(found["tier"]),
            say("{posts:,}", posts=found["posts"]),
            Statement(found["name"], (span(found),)),
            view.shown(found["published_at"], found["precision_us"]),
        )
        for found in rows
    )
    return Table(
        say("Who of each tier spoke of it first in this collection."), ("tier", "posts", "first", "when"), cells
    )


def trust(found: dict[str, Any] | None, matter: str) -> str:
    """How far a matter's terms can be trusted, in words."""
    if found is None or found["precision"] is None:
        return say(
            "Nobody has labelled a sample of its posts; a few minutes do: offscript label CASE {matter}.", matter=matter
        )
    right = share_between(found["precision"], found["precision_low"], found["precision_high"])
    said = say(
        "Of what its terms find {right} is right, by {labels}",
        right=right,
        labels=count(found["hits_labelled"], "label"),
    )
    if found["recall"] is None:
        return say(
            "{said}; no post that sounds like it was labelled, so that nothing is known of what they miss.", said=said
        )
    whole = share_between(found["recall"], found["recall_low"], found["recall_high"])
    labels = count(found["near_labelled"], "label")
    return say(
        "{said}; they find at most {whole} of what is right, by {labels} of posts that sound like it.",
        said=said,
        whole=whole,
        labels=labels,
    )


def _missed(rows: Rows) -> list[Block]:
    """Words that the terms may miss."""
    if not rows:
        return []
    listed = joined(
        ", ", (say("{term} ({outside:,})", term=row["term"], outside=row["outside"]) for row in rows[:_TERMS])
    )
    text = say(
        "Words that set its posts apart and that other posts use too (so many): {listed}. Add to its terms "
        "what belongs there.",
        listed=listed,
    )
    return [Statement(text, tuple(span(row) for row in rows[:_TERMS]))]


def _emerging(rows: Rows, view: View) -> list[Block]:
    """Subjects nobody named."""
    if not rows:
        return [Statement(say("No subject outside the case's matters grew within a day."))]
    cells = tuple(
        row(
            view.day(found["day_us"]),
            Statement(", ".join(found["words"]), (quoted(found),)),
            str(found["texts"]),
            str(found["sources"]),
            say("{expected:.1f}", expected=found["expected"]),
            say("{q:.1g}", q=found["q"]),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {subjects} nobody named that grew within a day, copies counted once, the latest first. "
        "Expected: texts with the word by the days before. Name one in case.toml ([[matter]]), and it is "
        "followed.",
        shown=min(_SHOWN, len(rows)),
        subjects=count(len(rows), "subject"),
    )
    return [
        Heading(say("New subjects")),
        Table(caption, ("day", "words", "texts", "sources", "expected", "false"), cells),
    ]


def section(view: View) -> Section:
    """Each matter in turn."""
    named = view.matters
    if not named:
        nothing = Statement(
            say("The case names no matter. Name one in case.toml ([[matter]]), and it is followed here.")
        )
        return Section("matters", "The matters of the case", (nothing, *_emerging(view.rows("matters_emerging"), view)))
    found = {row["matter"]: row for row in view.rows("matters")}
    trusted = {row["matter"]: row for row in view.rows("matters_trusted")}
    suggested = view.rows("matters_suggested")
    tiers = view.rows("matters_first")
    blocks: list[Block] = []
    for matter, name in named.items():
        blocks.append(Heading(name))
        if matter not in found:
            blocks.append(
                Statement(say("No post in the window uses its terms. Look at the terms before calling that a silence."))
            )
            continue
        blocks += [_told(found[matter], view), _tiers([row for row in tiers if row["matter"] == matter], view)]
        blocks.append(Statement(trust(trusted.get(matter), matter)))
        blocks += _missed([row for row in suggested if row["matter"] == matter])
    blocks += _emerging(view.rows("matters_emerging"), view)
    top = next((row for row in found.values() if row["matter"] in named), None)
    headline = (
        Statement(say("{named}: {text}", named=named[top["matter"]], text=_told(top, view).text), (span(top),))
        if top
        else None
    )
    return Section("matters", "The matters of the case", tuple(blocks), headline)
