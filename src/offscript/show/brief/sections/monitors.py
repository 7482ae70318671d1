"""Claims beside evidence: what monitors' series say of the time a claim is for, and what cannot be compared."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Aside, Block, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.saying import joined, say
from offscript.show.stored import stored
from offscript.show.wording import count, names, number
from offscript.store.engine import Rows

_SHOWN = 12


def between(low: float | None, high: float | None) -> str:
    """An interval as people write it; open bounds in words."""
    if low is None:
        return "–" if high is None else say("at most {high}", high=number(high))
    if high is None:
        return say("at least {low}", low=number(low))
    return number(low) if low == high else say("{low}–{high}", low=number(low), high=number(high))


def ratio(low: float | None, high: float | None) -> str:
    """A ratio with its interval, two figures of each."""
    rounded = [None if value is None else float(f"{value:.2g}") for value in (low, high)]
    return say("× {between}", between=between(*rounded)) if any(value is not None for value in rounded) else "–"


def _cells(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    to = view.day(found["to_us"])
    when = (
        say("until {to}", to=to)
        if found["from_us"] is None
        else say("{since} to {to}", since=view.day(found["from_us"]), to=to)
    )
    return row(
        Statement(found["who"], (quoted(found),)),
        say("{item}, {when}", item=found["item"], when=when),
        between(found["low"], found["high"]),
        say(
            "{between} ({series_name})",
            between=between(found["evidence_low"], found["evidence_high"]),
            series_name=found["series_name"],
        ),
        ratio(found["ratio_low"], found["ratio_high"]),
    )


def _apart(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    return row(Statement(found["who"], (quoted(found),)), found["item"], found["series_name"], stored(found["reason"]))


def _series(found: dict[str, Any], view: View) -> Statement:
    """What was set right in a series, and what in it no correction explains."""
    said = [
        say("{corrections} left out of what it adds", corrections=count(found["corrections"], "correction"))
        if found["corrections"]
        else "",
        say("{values} marked as artefacts, for they revert within a week", values=count(found["artefacts"], "value"))
        if found["artefacts"]
        else "",
        say("{falls} that no correction explains", falls=count(found["falls"], "fall")) if found["falls"] else "",
    ]
    stated = joined("; ", (part for part in said if part)) or say("nothing corrected, nothing that reverts")
    name = found["series_name"]
    return Statement(
        say(
            "{name}: {values} from {first_at} to {last_at}; {stated}.",
            name=name,
            values=count(found["readings"], "value"),
            first_at=view.day(found["first_at"]),
            last_at=view.day(found["last_at"]),
            stated=stated,
        )
    )


def _tables(together: Rows, apart: Rows, view: View) -> list[Block]:
    blocks: list[Block] = []
    if together:
        caption = say(
            "{shown} of {claims} beside evidence for the same time, the line's first, then those farthest off. "
            "Evidence: least to most, from the moment itself to the monitor's lag later, with corrections made "
            "afterwards. Ratio: claim over evidence. A monitor counts what it can see: evidence is a least, not "
            "the truth.",
            shown=min(_SHOWN, len(together)),
            claims=count(len(together), "claim"),
        )
        head = ("whose claim", "of what, for when", "claim", "evidence", "claim / evidence")
        blocks.append(Table(caption, head, tuple(_cells(found, view) for found in together[:_SHOWN])))
    if apart:
        caption = say(
            "Not comparable: {shown} of {apart} claims that count the same, and why.",
            shown=min(_SHOWN, len(apart)),
            apart=len(apart),
        )
        why = ("whose claim", "of what", "series", "why not comparable")
        blocks.append(Table(caption, why, tuple(_apart(found, view) for found in apart[:_SHOWN])))
    return blocks


def _headline(together: Rows) -> Statement | None:
    """The line's claim that goes farthest beyond the evidence."""
    beyond = [found for found in together if (found["low"] or found["high"] or 0) > found["evidence_high"]]
    if not beyond:
        return None
    top = beyond[0]
    return Statement(
        say(
            "{who} claimed {between} ({item}) where the evidence has {evidence}.",
            who=top["who"],
            between=between(top["low"], top["high"]),
            item=top["item"],
            evidence=between(top["evidence_low"], top["evidence_high"]),
        ),
        (quoted(top),),
    )


def _named(rows: Rows, view: View) -> Rows:
    """Rows with the name the case gives their series."""
    given = {one.series: one.name for one in view.settings.evidence if one.name}
    return [{**found, "series_name": given.get(found["series"], found["series"])} for found in rows]


def _unread(view: View) -> list[Statement]:
    """Series that case.toml names and no file holds."""
    held = {found["series"] for found in view.rows("monitors_held")}
    missing = [one.series for one in view.settings.evidence if one.series not in held]
    if not missing:
        return []
    return [
        Statement(
            say(
                "Named in case.toml, but not read: {names}. Series read: {read}.",
                names=names(missing),
                read=names(sorted(held), 12),
            )
        )
    ]


def section(view: View) -> Section:
    """Claims beside outside evidence."""
    rows, series = _named(view.rows("compared"), view), _named(view.rows("compared_series"), view)
    if not series:
        nothing = Statement(
            say(
                "No outside series was read: read a table of dates and numbers, and say in case.toml what it counts ([[evidence]])."
            )
        )
        return Section("monitors", "Claims beside evidence", (nothing,))
    together, apart = (
        [found for found in rows if found["comparable"]],
        [found for found in rows if not found["comparable"]],
    )
    blocks: list[Block] = _tables(together, apart, view) or [
        Aside(say("No claim of this collection counts what a series counts."))
    ]
    told = (*_unread(view), *(_series(one, view) for one in series))
    return Section("monitors", "Claims beside evidence", (*blocks, *told), _headline(together))
