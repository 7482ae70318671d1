"""First admissions: when each source first tells a bad fact of a matter, and how far it goes."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.admissions import GRADES
from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.wording import count, lag
from offscript.store.engine import Rows

_SHOWN = 20
_HEAD = ("matter", "source", "tier", "furthest it goes", "when", "before that")
_ADMITS = 2
_SAID = {
    "denied": "denies",
    "euphemised": "calls it by another name",
    "partly": "admits a part",
    "plainly": "says it plainly",
    "praise": "praises the other side for it",
}


def _row(best: dict[str, Any], earlier: Rows, view: View) -> tuple[Statement, ...]:
    before = "; ".join(f"{_SAID[one['grade']]} {view.day(one['published_at'])}" for one in earlier)
    return row(
        Statement(best["about"], (quoted(best),)),
        best["name"],
        best["tier"],
        _SAID[best["grade"]],
        f"{view.shown(best['published_at'], best['precision_us'])}, {lag(best['lag_us'])} after the first post about it here",
        Statement(before or "–", tuple(quoted(one) for one in earlier)),
    )


def section(view: View) -> Section:
    """A row for each source and matter: its furthest admission, with what it said of it before."""
    listed = [{"matter": one.id, "name": one.name or one.id} for one in view.settings.matter]
    matters = pa.Table.from_pylist(listed, schema=pa.schema([("matter", pa.string()), ("name", pa.string())]))
    rows = view.rows("admitted_first", named_matters=matters)
    title = "First admissions"
    if not rows:
        nothing = (
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
    shown = f"{min(_SHOWN, len(told))} of {count(len(told), 'source and matter', 'sources and matters')}"
    caption = (
        f"{shown}: how far each goes in own voice ({', '.join(_SAID[grade] for grade in GRADES)}). First means first in this "
        "collection; who is not listed said nothing of it here."
    )
    table = Table(caption, _HEAD, tuple(_row(best, earlier, view) for best, earlier in told[:_SHOWN]))
    plain = sorted(
        (best for best, _ in told if best["degree"] >= _ADMITS), key=lambda one: (one["published_at"], one["source"])
    )
    headline = None
    if plain:
        first = plain[0]
        headline = Statement(
            f"{first['name']} is the first here to admit something of {first['about']}: {_SAID[first['grade']]}, "
            f"{view.shown(first['published_at'], first['precision_us'])}; {count(len(plain), 'source')} in all.",
            (quoted(first),),
        )
    return Section("admissions", title, (table,), headline)
