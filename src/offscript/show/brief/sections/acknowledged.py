"""How long until the state's own voices spoke of a matter after the first outside report, and who never did."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Heading, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.saying import say, word
from offscript.show.wording import count, lag
from offscript.store.engine import Rows

_SHOWN = 12
_FEWEST = 3
_TITLE = "Who acknowledged what, and when"
_HEAD = ("source", "tier", "first", "after the first outside report")
_TIERS = (
    "tier",
    "sources",
    "got there",
    "median lag (95% interval)",
    "as unlike by luck alone",
    "as likely to be next",
)


def _when(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    if found["state"] == "never":
        return row(
            found["name"],
            word(found["tier"]),
            "–",
            say("not while it was collected: {lag}", lag=lag(found["lag_low_us"])),
        )
    shown = say("before it") if found["state"] == "before" else lag(found["lag_high_us"])
    if found["state"] == "acknowledged" and not found["lag_low_us"]:
        shown = say("at most {shown}", shown=shown)
    name = Statement(found["name"], (quoted(found),))
    return row(name, word(found["tier"]), view.shown(found["at"]), shown)


def _medians(rows: Rows) -> list[Block]:
    if not rows:
        return []
    caption = say(
        "Tiers of ten sources or more; the last two columns are the log-rank test against all other tiers, labels dealt "
        "anew, and Cox's ratio: how many times as likely, at any moment, its next source is to speak as the others'."
    )

    def ratio(found: dict[str, Any]) -> str:
        if found["sooner"] is None:
            return say("too few to say")
        return say(
            "{sooner:.1f} times ({sooner_low:.1f} to {sooner_high:.1f})",
            sooner=found["sooner"],
            sooner_low=found["sooner_low"],
            sooner_high=found["sooner_high"],
        )

    def middle(found: dict[str, Any]) -> str:
        if found["median_us"] is None:
            return say("more than half never got there")
        low, high = (
            lag(found[side]) if found[side] is not None else say("open") for side in ("median_low_us", "median_high_us")
        )
        return say("{lag} ({low} to {high})", lag=lag(found["median_us"]), low=low, high=high)

    cells = tuple(
        row(
            word(found["tier"]),
            str(found["sources"]),
            str(found["acknowledged"]),
            middle(found),
            "–" if found["differs_p"] is None else say("{differs_p:.2g}", differs_p=found["differs_p"]),
            ratio(found),
        )
        for found in rows
    )
    return [Table(caption, _TIERS, cells)]


def _matter(name: str, rows: Rows, tiers: Rows, view: View) -> list[Block]:
    spoke = [found for found in rows if found["state"] == "acknowledged"]
    never = sum(found["state"] == "never" for found in rows)
    begun = view.shown(rows[0]["begun_at"], rows[0]["begun_error_us"])
    text = say(
        "The first outside report here is of {begun}. Of {sources} of the state and those aligned with it "
        "{spoke} spoke of it afterwards, {never} never while collected.",
        begun=begun,
        sources=count(len(rows), "source"),
        spoke=len(spoke),
        never=never,
    )
    blocks: list[Block] = [Heading(name), Statement(text, (quoted(spoke[0]),) if spoke else ())]
    if len(spoke) >= _FEWEST:
        caption = say(
            "Time from the first outside report to each source's first post about it here; a bar where only bounds are known, a "
            "pale triangle where it never spoke while it was collected."
        )
        blocks.append(Chart(graph.dominoes(rows), caption))
    shown = say(
        "{shown} of {sources}, the first to speak first.",
        shown=min(_SHOWN, len(rows)),
        sources=count(len(rows), "source"),
    )
    blocks.append(Table(shown, _HEAD, tuple(_when(found, view) for found in rows[:_SHOWN])))
    return blocks + _medians(tiers)


def section(view: View) -> Section:
    """Each matter's order of mentions."""
    rows = [found for found in view.rows("acknowledged") if found["grade"] == "mention"]
    tiers = [found for found in view.rows("acknowledged_tiers") if found["grade"] == "mention"]
    blocks: list[Block] = []
    for matter, held in groupby(rows, key=lambda found: str(found["matter"])):
        mine = [found for found in tiers if found["matter"] == matter]
        blocks += _matter(view.matters.get(matter, matter), list(held), mine, view)
    if not blocks:
        nothing = say(
            "No matter has an outside report that sources of the state could acknowledge; or acknowledgement was not run."
        )
        return Section("acknowledged", _TITLE, (Statement(nothing),))
    return Section("acknowledged", _TITLE, tuple(blocks))
