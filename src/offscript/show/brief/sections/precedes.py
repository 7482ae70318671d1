"""Whose posts about a matter are followed by whose, and after how long: precedes, which is not to say causes."""

from __future__ import annotations

from typing import Any

from offscript.show import graph
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around
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
        return "earlier" if found["does"] == "raises" else "later"
    if found["does"] == "lowers":
        return f"{-found['weight']:.0%} fewer"
    return f"{found['weight']:.2f} more ({found['weight_low']:.2f} to {found['weight_high']:.2f})"


def _row(found: dict[str, Any], names: dict[str, str]) -> tuple[Statement, ...]:
    apart = "–" if found["lag_us"] is None else lag(found["lag_us"])
    if found["lag_us"] is not None and found["lag_low_us"] is not None:
        apart = f"{apart} ({lag(found['lag_low_us'])} to {lag(found['lag_high_us'])})"
    copies = f", {count(found['copies'], 'copy', 'copies')}" if found["copies"] else ""
    return row(
        Statement(f"{found['a_name']} → {found['b_name']}", _words(found)),
        names.get(found["matter"], found["matter"]),
        f"{found['a_events']}, {found['b_events']}{copies}",
        _followed(found),
        apart,
        f"{found['q']:.1g}",
        "the model" if found["basis"] == "model" else "which comes first",
    )


def _tested(view: View) -> Statement:
    """What was looked at."""
    tested = view.rows("precedes_tested")
    if not tested:
        nothing = "No two tiers or sources have twenty posts about a matter inside the stretch that all were collected"
        return Statement(f"{nothing}; or influence was not run.")
    parts = [
        f"{count(one['pairs'], 'pair')} of {one['scope']}s about {count(one['matters'], 'matter')}"
        + (f", {one['by_lags']} of them by order only, since no model holds" if one["by_lags"] else "")
        for one in tested
    ]
    return Statement(f"Looked at: {'; '.join(parts)}.")


def section(view: View) -> Section:
    """Pairs told, drawn and listed."""
    found = view.rows("precedes")
    if not found:
        return Section("precedes", _TITLE, (_tested(view),))
    names = view.matters
    caption = (
        f"{min(_SHOWN, len(found))} of {count(len(found), 'pair')} of which one's posts about a matter are followed by the "
        f"other's more "
        "(or less) often than the hours of both, what all others say within hours, and common shocks explain. Followed by: "
        "posts of "
        "the other for each post of the one. It precedes; that is not to say that it causes. False: rate of false ones among pairs "
        "at least as sure. Footnotes: a post of the one and the next of the other, as far apart as is usual."
    )
    blocks: list[Block] = []
    drawn = [one for one in found if one["does"] == "raises" and one["lag_us"] is not None][:_SHOWN]
    if drawn:
        about = "Time from a post of the one to those of the other that follow it, mean and 95% interval."
        blocks.append(Chart(graph.lags(drawn), about))
    blocks += [Table(caption, _HEAD, tuple(_row(one, names) for one in found[:_SHOWN])), _tested(view)]
    return Section("precedes", _TITLE, tuple(blocks))
