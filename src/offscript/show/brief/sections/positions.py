"""Positions: which side each speaker takes on the case's questions, and where he shifted."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Block, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around, span
from offscript.show.saying import say, word
from offscript.show.wording import count, lag

_SHOWN = 15
_STRENGTH = {1: say("would consider"), 2: say("calls for it"), 3: say("insists")}
_HELD = ("who", "question", "side", "how", "texts", "last")
_SHIFTED = ("who", "question", "what changed", "when")


def _held(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    condition = say(", on a condition") if found["condition_start"] is not None else ""
    both = say("; {texts} the other side", texts=found["texts"] - found["same_side"]) if found["poles"] > 1 else ""
    return row(
        Statement(found["by_name"] or found["by"], (span(found),)),
        found["axis"],
        found["pole"],
        say(
            "{strength}{condition} (probability {probability:.2f})",
            strength=_STRENGTH[found["strength"]],
            condition=condition,
            probability=found["probability"],
        ),
        say("{same_side}{both}", same_side=found["same_side"], both=both),
        view.shown(found["published_at"], found["precision_us"]),
    )


def _shifted(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    words = tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in ("earlier", "later")
    )
    change = (
        say(": {earlier_pole} → {later_pole}", earlier_pole=found["earlier_pole"], later_pole=found["later_pole"])
        if found["relation"] == "reversed"
        else ""
    )
    return row(
        Statement(found["by_name"] or found["by"], words),
        found["axis"],
        say("{relation}{change}", relation=word(found["relation"]), change=change),
        say("{later_at}, {lag} after", later_at=view.day(found["later_at"]), lag=lag(found["lag_us"])),
    )


def section(view: View) -> Section:
    """The last side of each speaker, then what changed."""
    title = "Who stands where"
    if not view.settings.axis:
        nothing = say(
            "The case asks no question; add an [[axis]] with two ends to case.toml to see who takes which side."
        )
        return Section("positions", title, (Statement(nothing),))
    held, shifts = view.rows("positions_held"), view.rows("positions_shifts")
    if not held:
        nothing = say("Nobody known takes a side on the case's questions; or positions were not run.")
        return Section("positions", title, (Statement(nothing),))
    caption = say(
        "The last side taken by {shown} of {speakers}, those who speak most first.",
        shown=min(_SHOWN, len(held)),
        speakers=count(len(held), "speaker"),
    )
    blocks: list[Block] = [Table(caption, _HELD, tuple(_held(found, view) for found in held[:_SHOWN]))]
    if shifts:
        shown = say("{shown} of {shifts}", shown=min(_SHOWN, len(shifts)), shifts=count(len(shifts), "shift"))
        caption = say("{shown} against a speaker's own last statement, reversals first.", shown=shown)
        blocks.append(Table(caption, _SHIFTED, tuple(_shifted(found, view) for found in shifts[:_SHOWN])))
    turned = [found for found in shifts if found["relation"] == "reversed"]
    headline = None
    if turned:
        words = (Quote(turned[0]["later_version"], turned[0]["later_start"], turned[0]["later_end"]),)
        headline = Statement(
            say(
                "{by_name} turned from “{earlier_pole}” to “{later_pole}” on {later_at}; {shifts} in all.",
                by_name=turned[0]["by_name"] or turned[0]["by"],
                earlier_pole=turned[0]["earlier_pole"],
                later_pole=turned[0]["later_pole"],
                later_at=view.day(turned[0]["later_at"]),
                shifts=count(len(shifts), "shift"),
            ),
            words,
        )
    return Section("positions", title, tuple(blocks), headline)
