"""The euphemism clock: how each tier names things, and who says the plain word after having kept to the line's."""

from __future__ import annotations

from typing import Any

from offscript.measure.repeats import wilson
from offscript.show.brief.document import Block, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.wording import count, share_between

_SHOWN = 12


def _crossing(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    return row(
        Statement(found["name"], (quoted(found),)),
        found["tier"],
        found["pair"],
        view.shown(found["published_at"], found["precision_us"]),
        count(found["kept"], "post"),
    )


def _tier(found: dict[str, Any]) -> tuple[Statement, ...]:
    line, plain = int(found["line"]), int(found["plain"])
    low, high = wilson(plain, line + plain)
    return row(
        found["pair"], found["tier"], f"{line:,}", f"{plain:,}", share_between(plain / (line + plain), low, high)
    )


def section(view: View) -> Section:
    """Crossings, then shares by tier."""
    crossed, tiers = view.rows("clock"), view.rows("clock_tiers")
    blocks: list[Block] = []
    if crossed:
        caption = (
            f"{min(_SHOWN, len(crossed))} of {count(len(crossed), 'first plain use')} in own voice by a source that had kept to "
            "the line's word, the firmest first; only sources whose tier a person gave. For a person to confirm: it shows the "
            "words, not why."
        )
        head = ("who", "tier", "pair", "when", "line's word before")
        blocks.append(Table(caption, head, tuple(_crossing(found, view) for found in crossed[:_SHOWN])))
    if tiers:
        caption = "Posts with the line's word, and with the plain one, in own voice. Share of plain: 95% interval."
        head = ("pair", "tier", "line", "plain", "share of plain")
        blocks.append(Table(caption, head, tuple(_tier(found) for found in tiers[:_SHOWN])))
    if not blocks:
        nothing = Statement("No word of the line's lexicon was said in own voice; or the lexicon was not run.")
        return Section("clock", "The line's words and the plain ones", (nothing,))
    headline = None
    if crossed:
        top = crossed[0]
        headline = Statement(
            f"{top['name']} said the plain word ({top['pair']}) for the first time in this collection on "
            f"{view.day(top['published_at'])}, after {count(top['kept'], 'post')} with the line's.",
            (quoted(top),),
        )
    return Section("clock", "The line's words and the plain ones", tuple(blocks), headline)
