"""Whose posts about a matter are followed by whose, and after how long: precedes, which is not to say causes."""

from __future__ import annotations

from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
from offscript.show.saying import joined, say
from offscript.show.wording import count, lag

_SHOWN = 12
_TITLE = "Who precedes whom"
_HEAD = ("who → whom", "about", "posts", "followed by", "after (95%)", "false", "from")


def _words(found: dict[str, Any]) -> tuple[Quote, ...]:
    return tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in ("a", "b")
        if found[f"{side}_version"]
    )


def _followed(found: dict[str, Any]) -> str:
    if found["weight"] is None:
        return say("earlier") if found["does"] == "raises" else say("later")
    if found["does"] == "lowers":
        return say("{weight:.0%} fewer", weight=-found["weight"])
    return say(
        "{weight:.2f} more ({weight_low:.2f} to {weight_high:.2f})",
        weight=found["weight"],
        weight_low=found["weight_low"],
        weight_high=found["weight_high"],
    )


def _row(found: dict[str, Any], names: dict[str, str]) -> tuple[Statement, ...]:
    apart = "–" if found["lag_us"] is None else lag(found["lag_us"])
    if found["lag_us"] is not None and found["lag_low_us"] is not None:
        apart = say(
            "{apart} ({low} to {high})", apart=apart, low=lag(found["lag_low_us"]), high=lag(found["lag_high_us"])
        )
    copies = say(", {copies}", copies=count(found["copies"], "copy", "copies")) if found["copies"] else ""
    return row(
        Statement(say("{a_name} → {b_name}", a_name=found["a_name"], b_name=found["b_name"]), _words(found)),
        names.get(found["matter"], found["matter"]),
        say("{a_events}, {b_events}{copies}", a_events=found["a_events"], b_events=found["b_events"], copies=copies),
        _followed(found),
        apart,
        say("{q:.1g}", q=found["q"]),
        say("the model") if found["basis"] == "model" else say("which comes first"),
    )


def _pairs(one: dict[str, Any]) -> str:
    pairs, matters = count(one["pairs"], "pair"), count(one["matters"], "matter")
    if one["scope"] == "tier":
        return say("{pairs} of tiers about {matters}", pairs=pairs, matters=matters)
    return say("{pairs} of sources about {matters}", pairs=pairs, matters=matters)


def _tested(view: View) -> Statement:
    """What was looked at."""
    tested = view.rows("precedes_tested")
    if not tested:
        nothing = say(
            "No two tiers or sources have twenty posts about a matter inside the stretch that all were collected; or influence was "
            "not run."
        )
        return Statement(nothing)
    parts = [
        _pairs(one)
        + (
            say(", {by_lags} of them by order only, since no model holds", by_lags=one["by_lags"])
            if one["by_lags"]
            else ""
        )
        for one in tested
    ]
    return Statement(say("Looked at: {listed}.", listed=joined("; ", parts)))


def section(view: View) -> Section:
    """Pairs told, drawn and listed."""
    found = view.rows("precedes")
    if not found:
        return Section("precedes", _TITLE, (_tested(view),))
    names = view.matters
    caption = say(
        "{shown} of {pairs} of which one's posts about a matter are followed by the other's more (or less) "
        "often than the hours of both, what all others say within hours, and common shocks explain. Followed "
        "by: posts of the other for each post of the one. It precedes; that is not to say that it causes. "
        "False: rate of false ones among pairs at least as sure. Footnotes: a post of the one and the next "
        "of the other, as far apart as is usual.",
        shown=min(_SHOWN, len(found)),
        pairs=count(len(found), "pair"),
    )
    blocks: list[Block] = []
    drawn = [one for one in found if one["does"] == "raises" and one["lag_us"] is not None][:_SHOWN]
    if drawn:
        about = say("Time from a post of the one to those of the other that follow it, mean and 95% interval.")
        blocks.append(Chart(graph.lags(drawn), about))
    blocks += [Table(caption, _HEAD, tuple(_row(one, names) for one in found[:_SHOWN])), _tested(view)]
    return Section("precedes", _TITLE, tuple(blocks))
