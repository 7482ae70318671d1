"""What is said to be without precedent, and when its like was last seen in this collection."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.wording import count, lag, share
from offscript.text.markup import shortened

_SHOWN = 12
_WORDS = 130


def _like(found: dict[str, Any], view: View) -> Statement:
    if found["like_version"] is None:
        return Statement(f"none here; the collection goes back {lag(found['reach_us'])} before it")
    words = shortened(found["like_text"][found["like_start"] : found["like_end"]], _WORDS)
    said = f"{view.day(found['like_at'])}, {found['like_name']} ({share(found['likeness'])} of its words): “{words}”"
    more = f"; {count(found['times'] - 1, 'more', 'more')} before" if found["times"] > 1 else ""
    return Statement(said + more, (Quote(found["like_version"], found["like_start"], found["like_end"]),))


def section(view: View) -> Section:
    """Statements with the last like each, those that have one first."""
    rows = view.rows("precedent")
    title = "Said to be without precedent"
    if not rows:
        return Section(
            "precedent", title, (Statement("Nothing is said to be the first of its kind; or precedent was not run."),)
        )
    cells = tuple(
        row(
            Statement(f"“{shortened(found['text'][found['start'] : found['end']], _WORDS)}”", (span(found),)),
            f"{found['name']} ({found['tier']}), {view.day(found['published_at'])}",
            _like(found, view),
        )
        for found in rows[:_SHOWN]
    )
    caption = (
        f"{min(_SHOWN, len(rows))} of {count(len(rows), 'statement')} that call a thing the first of its kind, beside the last "
        "before it here that shares most of its words, two days or more earlier. Like words are not the like event: read both."
    )
    return Section("precedent", title, (Table(caption, ("said", "by", "the like, last"), cells),))
