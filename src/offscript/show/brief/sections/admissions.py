"""First admissions: when each source first tells a bad fact of a matter, and how far it goes."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.admissions import GRADES
from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, lag
from offscript.store.engine import Rows

_SHOWN = 20
_HEAD = ("matter", "source", "tier", "furthest it goes", "when", "before that")
_ADMITS = 2
_SAID = {
    "denied": say("denies"),
    "euphemised": say("calls it by another name"),
    "partly": say("admits a part"),
    "plainly": say("says it plainly"),
    "praise": say("praises the other side for it"),
}


def _row(best: dict[str, Any], earlier: Rows, view: View) -> tuple[Statement, ...]:
    before = joined(
        "; ", (say("{grade} {day}", grade=_SAID[one["grade"]], day=view.day(one["published_at"])) for one in earlier)
    )
    return row(
        Statement(best["about"], (quoted(best),)),
        best["name"],
        word(best["tier"]),
        _SAID[best["grade"]],
        say(
            "{when}, {lag} after the first post about it here",
            when=view.shown(best["published_at"], best["precision_us"]),
            lag=lag(best["lag_us"]),
        ),
        Statement(before or "–", tuple(quoted(one) for one in earlier)),
    )


def section(view: View) -> Section:
    """A row for each source and matter: its furthest admission, with what it said of it before."""
    listed = [{"matter": one.id, "name": one.name or one.id} for one in view.settings.matter]
    matters = pa.Table.from_pylist(listed, schema=pa.schema([("matter", pa.string()), ("name", pa.string())]))
    rows = view.rows("admitted_first", named_matters=matters)
    title = "First admissions"
    if not rows:
        nothing = say(
            "No source tells a bad fact of a matter in own voice; or there are no matters, or admissions were not run."
        )
        return Section("admissions", title, (Statement(nothing),))
    by_source: dict[tuple[str, str], Rows] = {}
    for found in rows:
        by_source.setdefault((found["matter"], found["source"]), []).append(found)
    told = [
        (held[0], [one for one in held[1:] if one["published_at"] <= held[0]["published_at"]])
        for held in by_source.values()
    ]
    told.sort(key=lambda pair: (pair[0]["matter"], -pair[0]["degree"], pair[0]["published_at"]))
    shown = say(
        "{shown} of {matters}",
        shown=min(_SHOWN, len(told)),
        matters=count(len(told), "source and matter", "sources and matters"),
    )
    caption = say(
        "{shown}: how far each goes in own voice ({listed}). First means first in this collection; who is "
        "not listed said nothing of it here.",
        shown=shown,
        listed=joined(", ", (_SAID[grade] for grade in GRADES)),
    )
    table = Table(caption, _HEAD, tuple(_row(best, earlier, view) for best, earlier in told[:_SHOWN]))
    plain = sorted(
        (best for best, _ in told if best["degree"] >= _ADMITS), key=lambda one: (one["published_at"], one["source"])
    )
    headline = None
    if plain:
        first = plain[0]
        headline = Statement(
            say(
                "{name} is the first here to admit something of {about}: {grade}, {when}; {sources} in all.",
                name=first["name"],
                about=first["about"],
                grade=_SAID[first["grade"]],
                when=view.shown(first["published_at"], first["precision_us"]),
                sources=count(len(plain), "source"),
            ),
            (quoted(first),),
        )
    return Section("admissions", title, (table,), headline)
