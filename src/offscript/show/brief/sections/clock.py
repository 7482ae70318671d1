"""The euphemism clock: how each tier names things, and who says the plain word after having kept to the line's."""

from __future__ import annotations

from typing import Any

from offscript.measure.repeats import wilson
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted, whole
from offscript.show.saying import say, word
from offscript.show.wording import count, share_between
from offscript.store.engine import Rows

_SHOWN = 12
_FEWEST_DAYS = 3


def _crossing(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    return row(
        Statement(found["name"], (quoted(found),)),
        word(found["tier"]),
        found["pair"],
        view.shown(found["published_at"], found["precision_us"]),
        count(found["kept"], "post"),
    )


def _tier(found: dict[str, Any]) -> tuple[Statement, ...]:
    line, plain = int(found["line"]), int(found["plain"])
    low, high = wilson(plain, line + plain)
    return row(
        found["pair"],
        word(found["tier"]),
        say("{line:,}", line=line),
        say("{plain:,}", plain=plain),
        share_between(plain / (line + plain), low, high),
    )


def _drawn(view: View, crossed: Rows) -> list[Block]:
    """The clock of the pair most spoken of, with its crossings."""
    days = view.rows("clock_days")
    if len({day["day_us"] for day in days}) < _FEWEST_DAYS:
        return []
    marks = [found for found in crossed if found["pair"] == days[0]["pair"]]
    caption = say(
        "Share of posts that say the plain word ({pair}) among those that say it or the line's, in own "
        "voice, by tier and day; bars are 95% intervals, diamonds are crossings.",
        pair=days[0]["pair"],
    )
    return [Chart(charts.clock(days, marks, view.settings.zone), caption)]


def _proposed(view: View) -> list[Block]:
    """Words to look at as new euphemisms."""
    rows = view.rows("clock_proposed")
    if not rows:
        return []
    caption = say(
        "{shown} of {words} the line's origin uses of a matter where others say the plain word. Most are "
        "only what it writes about; a person accepts one by listing it under [[lexicon]] in case.toml.",
        shown=min(_SHOWN, len(rows)),
        words=count(len(rows), "word"),
    )
    head = ("word", "beside", "matter", "used by", "z")
    cells = tuple(
        row(
            Statement(found["word"], (whole(found),)),
            found["pair"],
            found["matter"],
            say("{sources}, {posts}", sources=count(found["sources"], "source"), posts=count(found["posts"], "post")),
            say("{z:.1f}", z=found["z"]),
        )
        for found in rows[:_SHOWN]
    )
    return [Table(caption, head, cells)]


def section(view: View) -> Section:
    """Crossings, then shares by tier."""
    crossed, tiers = view.rows("clock"), view.rows("clock_tiers")
    blocks: list[Block] = _drawn(view, crossed)
    if crossed:
        caption = say(
            "{shown} of {uses} in own voice by a source that had kept to the line's word, the firmest first; "
            "only sources whose tier a person gave. For a person to confirm: it shows the words, not why.",
            shown=min(_SHOWN, len(crossed)),
            uses=count(len(crossed), "first plain use"),
        )
        head = ("who", "tier", "pair", "when", "line's word before")
        blocks.append(Table(caption, head, tuple(_crossing(found, view) for found in crossed[:_SHOWN])))
    if tiers:
        caption = say("Posts with the line's word, and with the plain one, in own voice. Share of plain: 95% interval.")
        head = ("pair", "tier", "line", "plain", "share of plain")
        blocks.append(Table(caption, head, tuple(_tier(found) for found in tiers[:_SHOWN])))
    blocks += _proposed(view)
    if not blocks:
        nothing = Statement(say("No word of the line's lexicon was said in own voice; or the lexicon was not run."))
        return Section("clock", "The line's words and the plain ones", (nothing,))
    headline = None
    if crossed:
        top = crossed[0]
        headline = Statement(
            say(
                "{name} said the plain word ({pair}) for the first time in this collection on {day}, after {posts} "
                "with the line's.",
                name=top["name"],
                pair=top["pair"],
                day=view.day(top["published_at"]),
                posts=count(top["kept"], "post"),
            ),
            (quoted(top),),
        )
    return Section("clock", "The line's words and the plain ones", tuple(blocks), headline)
