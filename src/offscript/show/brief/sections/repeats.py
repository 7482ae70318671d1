"""Who repeats whom: the matrix of tiers, and the pairs of sources with most links."""

from __future__ import annotations

from typing import Any

from offscript.show import charts
from offscript.show.brief.document import Chart, Section, Statement, Table, row
from offscript.show.brief.view import View, both
from offscript.show.saying import say, word
from offscript.show.wording import count, lag_between, share, share_between
from offscript.store.engine import Rows

_PAIRS = 15


def _against_chance(pair: dict[str, Any]) -> str:
    """What chance would give, and how sure it is that there is more."""
    if pair["expected"] is None:
        return "–"
    return say("{expected:.1f}", expected=pair["expected"]) + (
        say(" (q {q:.1g})", q=pair["q"]) if pair["links"] > pair["expected"] else ""
    )


def _pairs(pairs: Rows) -> Table:
    cells = tuple(
        row(
            Statement(
                say(
                    "{earlier} → {later}{mark}",
                    earlier=pair["earlier"],
                    later=pair["later"],
                    mark=" *" if pair["in_common"] else "",
                ),
                both(pair),
            ),
            say("{links:,}", links=pair["links"]),
            share_between(pair["share"], pair["share_low"], pair["share_high"]),
            lag_between(pair["median_lag_us"], pair["lag_low_us"], pair["lag_high_us"]),
            _against_chance(pair),
            say("{co_quoted:,}", co_quoted=pair["co_quoted"]) if pair["co_quoted"] else "–",
            say("{order_unknown:,}", order_unknown=pair["order_unknown"]) if pair["order_unknown"] else "–",
        )
        for pair in pairs[:_PAIRS]
    )
    caption = say(
        "The {shown} pairs with most links, of {pairs}. Share: of the later source's posts while both were "
        "collected. Intervals: 95%. By chance: posts expected were the day's repeating posts dealt out by "
        "volume, and the false-discovery rate where more were found. * perhaps a common source (below). "
        "Co-quoted: posts in which both only quote one third voice, which shows no copying. The footnotes "
        "show the longest passage each pair shares.",
        shown=min(_PAIRS, len(pairs)),
        pairs=count(len(pairs), "pair"),
    )
    return Table(
        caption, ("earlier → later", "posts", "share", "median lag", "by chance", "co-quoted", "order unknown"), cells
    )


def _tiers(tiers: Rows) -> Table:
    cells = tuple(
        row(
            Statement(say("{earlier} → {later}", earlier=word(pair["earlier"]), later=word(pair["later"])), both(pair)),
            say("{links:,} of {possible:,}", links=pair["links"], possible=pair["possible"]),
            share_between(pair["share"], pair["share_low"], pair["share_high"]),
            lag_between(pair["median_lag_us"], pair["lag_low_us"], pair["lag_high_us"]),
        )
        for pair in tiers
    )
    return Table(
        say("The same in figures, between different sources."),
        ("earlier → later", "posts", "share", "median lag"),
        cells,
    )


def section(view: View) -> Section:
    """Tiers, then pairs of sources."""
    rows = view.rows("repeats")
    pairs, tiers = ([found for found in rows if found["scope"] == scope] for scope in ("source", "tier"))
    if not pairs:
        nothing = Statement(say("No source carries another's words; or reuse was not run."))
        return Section("repeats", "Who repeats whom", (nothing,))
    drawn = Chart(
        charts.matrix([{**pair, "shown": str(share(pair["share"]))} for pair in tiers]),
        say("Share of the posts of the tier below that carry words which the tier on the left published earlier."),
    )
    top = next((pair for pair in pairs if not pair["in_common"]), pairs[0])
    headline = Statement(
        say(
            "{later} most often repeats {earlier}: {posts}, {share} of its posts, with a median lag of {lag}.",
            later=top["later"],
            earlier=top["earlier"],
            posts=count(top["links"], "post"),
            share=share_between(top["share"], top["share_low"], top["share_high"]),
            lag=lag_between(top["median_lag_us"], top["lag_low_us"], top["lag_high_us"]),
        ),
        both(top),
    )
    return Section("repeats", "Who repeats whom", (drawn, _tiers(tiers), _pairs(pairs)), headline)
