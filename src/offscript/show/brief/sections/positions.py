"""Positions: which side each speaker takes on the case's questions, and where he shifted."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Block, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around, span
from offscript.show.wording import count, lag

_SHOWN = 15
_STRENGTH = {1: "would consider", 2: "calls for it", 3: "insists"}
_HELD = ("who", "question", "side", "how", "texts", "last")
_SHIFTED = ("who", "question", "what changed", "when")


def _held(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    condition = ", on a condition" if found["condition_start"] is not None else ""
    both = f"; {found['texts'] - found['same_side']} the other side" if found["poles"] > 1 else ""
    return row(
        Statement(found["by_name"] or found["by"], (span(found),)),
        found["axis"],
        found["pole"],
        f"{_STRENGTH[found['strength']]}{condition} (probability {found['probability']:.2f})",
        f"{found['same_side']}{both}",
        view.shown(found["published_at"], found["precision_us"]),
    )


def _shifted(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    words = tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in ("earlier", "later")
    )
    change = f": {found['earlier_pole']} → {found['later_pole']}" if found["relation"] == "reversed" else ""
    return row(
        Statement(found["by_name"] or found["by"], words),
        found["axis"],
        f"{found['relation']}{change}",
        f"{view.day(found['later_at'])}, {lag(found['lag_us'])} after",
    )


def section(view: View) -> Section:
    """The last side of each speaker, then what changed."""
    title = "Who stands where"
    if not view.settings.axis:
        nothing = "The case asks no question; add an [[axis]] with two ends to case.toml to see who takes which side."
        return Section("positions", title, (Statement(nothing),))
    held, shifts = view.rows("positions_held"), view.rows("positions_shifts")
    if not held:
        nothing = "Nobody known takes a side on the case's questions; or positions were not run."
        return Section("positions", title, (Statement(nothing),))
    caption = (
        f"The last side taken by {min(_SHOWN, len(held))} of {count(len(held), 'speaker')}, those who speak most first."
    )
    blocks: list[Block] = [Table(caption, _HELD, tuple(_held(found, view) for found in held[:_SHOWN]))]
    if shifts:
        shown = f"{min(_SHOWN, len(shifts))} of {count(len(shifts), 'shift')}"
        caption = f"{shown} against a speaker's own last statement, reversals first."
        blocks.append(Table(caption, _SHIFTED, tuple(_shifted(found, view) for found in shifts[:_SHOWN])))
    turned = [found for found in shifts if found["relation"] == "reversed"]
    headline = None
    if turned:
        words = (Quote(turned[0]["later_version"], turned[0]["later_start"], turned[0]["later_end"]),)
        headline = Statement(
            f"{turned[0]['by_name'] or turned[0]['by']} turned from “{turned[0]['earlier_pole']}” to “{turned[0]['later_pole']}” "
            f"on {view.day(turned[0]['later_at'])}; {count(len(shifts), 'shift')} in all.",
            words,
        )
    return Section("positions", title, tuple(blocks), headline)
