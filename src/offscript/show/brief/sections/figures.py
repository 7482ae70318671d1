"""Figures of the line: what was claimed, how it was changed without notice, and counts that grow."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offscript.find.figures.ledger import SAME_DAY
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around, quoted
from offscript.show.saying import joined, say
from offscript.show.wording import count, lag, number
from offscript.store.engine import Rows

_SHOWN = 12
_LINE = ("ministry", "official", "wire", "broadcaster")


def _thing(found: dict[str, Any]) -> str:
    """What a figure counts, as its posts name it."""
    return (
        joined(
            " ",
            (part for part in (found["item"], say("({unit})", unit=found["unit"]) if found["unit"] else None) if part),
        )
        or "–"
    )


def _shown(found: dict[str, Any]) -> tuple[Quote, ...]:
    """Both claims with the words around them."""
    return tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in ("earlier", "later")
    )


def _revised(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    who = found["holder_name"] or found["later_name"]
    when = view.shown(found["earlier_at"], found["earlier_precision_us"])
    silent = say("in the post itself") if found["relation"] == "silent edit" else say("without notice")
    noted = say("said so") if found["acknowledged"] else silent
    return row(
        Statement(who, _shown(found)),
        _thing(found),
        say(
            "{earlier_value} → {later_value} (× {ratio:.2g})",
            earlier_value=number(found["earlier_value"]),
            later_value=number(found["later_value"]),
            ratio=found["ratio"],
        ),
        when if found["relation"] == "silent edit" else say("{when}, {lag} later", when=when, lag=lag(found["lag_us"])),
        noted,
        count(found["still_old"], "source") if found["still_old"] else "–",
    )


def _contradicted(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    one, other = found["earlier_holder_name"] or found["earlier_name"], found["holder_name"] or found["later_name"]
    return row(
        Statement(say("{one} / {other}", one=one, other=other), _shown(found)),
        _thing(found),
        say(
            "{earlier_value} / {later_value}",
            earlier_value=number(found["earlier_value"]),
            later_value=number(found["later_value"]),
        ),
        say(
            "{when}, {lag} apart",
            when=view.shown(found["earlier_at"], found["earlier_precision_us"]),
            lag=lag(found["lag_us"]),
        ),
    )


def _wordings(found: dict[str, Any]) -> tuple[Quote, ...]:
    """Both wordings of a demand that was changed."""
    if not found["demand_change"] or not found["before_version"]:
        return ()
    return (
        Quote(found["before_version"], found["before_start"], found["before_end"]),
        Quote(found["demand_version"], found["demand_start"], found["demand_end"]),
    )


def _counted(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    fell = say("; fell once by {fell}", fell=number(-found["fell"])) if found["fell"] else ""
    unsure = say("; {unverified} unverified", unverified=number(found["unverified"])) if found["unverified"] else ""
    of_all = say(" of {most}", most=number(found["most"])) if found["most"] else ""
    return row(
        Statement(found["name"], (quoted(found),)),
        _thing({**found, "unit": None}),
        say(
            "{first_total} → {total}{of_all} in {steps}{fell}{unsure}",
            first_total=number(found["first_total"]),
            total=number(found["total"]),
            of_all=of_all,
            steps=count(found["steps"], "step"),
            fell=fell,
            unsure=unsure,
        ),
        Statement(found["demand_change"] or "–", _wordings(found)),
        say("{first_at} to {day}", first_at=view.day(found["first_at"]), day=view.day(found["published_at"])),
    )


def _drawn(view: View) -> list[Block]:
    """The quantity whose holder stands closest to the line and changed it most often, drawn as steps."""
    chosen = view.rows("claimed")
    if not chosen:
        return []
    drawn = charts.claims(chosen, view.settings.zone)
    measured = any(claim["evidence_high"] is not None for claim in chosen)
    behind = say("; the band behind is what outside evidence has for the same time.") if measured else "."
    return [
        Chart(
            drawn,
            say(
                "A figure of the line that its holder changed: every claim of it as it was made, a line for each holder; squares "
                "mark where its holder changed it without saying so"
            )
            + behind,
        )
    ]


def _counted_up(view: View) -> list[Block]:
    """The count with most steps, drawn as steps."""
    steps = _first_group(view.rows("counted_steps"), "count")
    if not steps:
        return []
    caption = say("The count with most steps: its total at every step, restatements folded.")
    return [Chart(charts.claims(steps, view.settings.zone), caption)]


def _first_group(rows: Rows, name: str) -> Rows:
    """The rows that share the first one's value in a column."""
    return next((list(group) for _, group in groupby(rows, key=lambda found: found[name])), [])


def _tables(found: Rows, counted: Rows, view: View) -> list[Block]:
    own = [one for one in found if one["relation"] != "contradiction"]
    other = [one for one in found if one["relation"] == "contradiction"]
    blocks: list[Block] = []
    if own:
        caption = say(
            "The {shown} changes, of {own}, that went farthest, the line's first: same thing by its words, "
            "within three days. Still old: sources that gave the old value afterwards. Rates and prices of "
            "markets are left out.",
            shown=min(_SHOWN, len(own)),
            own=len(own),
        )
        head = ("whose claim", "of what", "from → to", "when", "notice", "still old")
        blocks.append(Table(caption, head, tuple(_revised(one, view) for one in own[:_SHOWN])))
    if counted:
        caption = say(
            "{counts} that one holder counted up; restatements are folded, falls are shown.",
            counts=count(len(counted), "count"),
        )
        rows = tuple(_counted(one, view) for one in counted[:_SHOWN])
        blocks += [
            Table(caption, ("who counts", "what", "count", "demand behind it", "between"), rows),
            *_counted_up(view),
        ]
    if other:
        caption = say(
            "Two holders, one thing, other figures: {shown} of {other}.",
            shown=min(_SHOWN, len(other)),
            other=len(other),
        )
        rows = tuple(_contradicted(one, view) for one in other[:_SHOWN])
        blocks.append(Table(caption, ("who / who", "of what", "figures", "when"), rows))
    return blocks


def _sure(found: dict[str, Any]) -> bool:
    """Whether a change may head the brief: the line's own, and too soon to be the next day's figure told in the same words."""
    return found["later_tier"] in _LINE and bool(found["lag_us"] + found["lag_error_us"] <= SAME_DAY)


def _headline(found: Rows) -> Statement | None:
    """The change of a count that went farthest, by its own holder in a later post of the same day."""
    own = [one for one in found if one["relation"] in ("growth", "revision") and not one["unit"] and _sure(one)]
    if not own:
        return None
    top = own[0]
    silently = "" if top["acknowledged"] else say(", without saying so")
    return Statement(
        say(
            "{holder_name} changed a figure ({thing}) from {earlier_value} to {later_value} within {lag}{silently}.",
            holder_name=top["holder_name"] or top["later_name"],
            thing=_thing(top),
            earlier_value=number(top["earlier_value"]),
            later_value=number(top["later_value"]),
            lag=lag(top["lag_us"]),
            silently=silently,
        ),
        _shown(top),
    )


def section(view: View) -> Section:
    """The ledger of figures."""
    found, counted = view.rows("revised"), view.rows("counted")
    blocks = _tables(found, counted, view)
    if not blocks:
        nothing = Statement(say("No claimed figure was changed, contradicted or counted up; or figures were not run."))
        return Section("figures", "Figures claimed", (nothing,))
    return Section("figures", "Figures claimed", (*_drawn(view), *blocks), _headline(found))
