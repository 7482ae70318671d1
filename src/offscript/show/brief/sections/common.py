"""Who shares a source, and who is first: what speaks against copying, and who comes before whom."""

from __future__ import annotations

from offscript.show.brief.document import Block, Section, Statement, Table, row
from offscript.show.brief.view import View, both
from offscript.show.saying import say, word
from offscript.show.wording import count, lag, odds, share_between
from offscript.store.engine import Rows

_SHOWN = 12


def _pairs(pairs: Rows) -> Block:
    if not pairs:
        return Statement(
            say(
                "No two sources were found to share a third: none has enough posts in common, in an order and at a pace that tell."
            )
        )
    cells = tuple(
        row(
            Statement(say("{a}, {b}", a=pair["a"], b=pair["b"]), both(pair)),
            say("{posts:,}", posts=pair["posts"]),
            say("{a_first:,} : {b_first:,}", a_first=pair["a_first"], b_first=pair["b_first"]),
            say("{hasty:,}", hasty=pair["hasty"]),
            lag(pair["median_lag_us"]),
            odds(pair["odds"]),
        )
        for pair in pairs[:_SHOWN]
    )
    caption = say(
        "Pairs whose shared words speak for a common source, an owner or a machine rather than for one reading the other: either "
        "comes first about as often, or the second comes sooner than the words can be read. Two that copy each other in turn look "
        "the same where the lags are long. Odds: of a common source against copying, at even odds beforehand."
    )
    head = ("sources", "posts", "who was first", "too soon to be read", "median lag", "odds")
    return Table(caption, head, cells)


def _first(movers: Rows) -> Block:
    cells = tuple(
        row(
            mover["name"],
            word(mover["tier"]),
            say("{first:,} of {of:,}", first=mover["first"], of=mover["of"]),
            share_between(mover["share"], mover["share_low"], mover["share_high"]),
        )
        for mover in movers[:_SHOWN]
    )
    caption = say(
        "First movers: texts of two sources or more in which a source was first, of those it has part in whose order is known; "
        "sources with ten or more, the first in this collection. Intervals: 95%."
    )
    return Table(caption, ("source", "tier", "first", "share"), cells)


def section(view: View) -> Section:
    """Common sources, first movers."""
    pairs, movers = view.rows("common"), view.rows("common_first")
    blocks: list[Block] = [_pairs(pairs)]
    if movers:
        blocks.append(_first(movers))
    headline = None
    if pairs:
        top = pairs[0]
        headline = Statement(
            say(
                "{a} and {b} published the same words {times}, either first ({a_first:,} : {b_first:,}): odds of "
                "{odds} for a common source or owner over copying.",
                a=top["a"],
                b=top["b"],
                times=count(top["posts"], "time"),
                a_first=top["a_first"],
                b_first=top["b_first"],
                odds=odds(top["odds"]),
            ),
            both(top),
        )
    return Section("common", "Common sources and first movers", tuple(blocks), headline)
