"""The line in other languages: sentences that say the same in two of them."""

from __future__ import annotations

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, both
from offscript.show.saying import say
from offscript.show.wording import count, lag
from offscript.text.markup import bare, shortened

_SHOWN = 15


def section(view: View) -> Section:
    """The surest matches."""
    rows = view.rows("translations")
    if not rows:
        nothing = Statement(say("No sentence of the line was found in another language, or all sources use one."))
        return Section("translations", "In other languages", (nothing,))
    cells = tuple(
        row(
            Statement(
                say(
                    "{earlier_name} → {later_name}", earlier_name=found["earlier_name"], later_name=found["later_name"]
                ),
                both(found),
            ),
            say("{earlier_lang} → {later_lang}", earlier_lang=found["earlier_lang"], later_lang=found["later_lang"]),
            lag(found["lag_us"]) if found["lag_us"] > found["lag_error_us"] else say("order unknown"),
            say("“{words}”", words=shortened(bare(found["earlier_words"]), 140)),
            say("“{words}”", words=shortened(bare(found["later_words"]), 140)),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "The {shown} surest, of {matches}: sentences that say the same in two languages, one of them the "
        "line's. Found by machine from their meaning: read both before you rely on one.",
        shown=min(_SHOWN, len(rows)),
        matches=count(len(rows), "match", "matches"),
    )
    table = Table(caption, ("earlier → later", "languages", "after", "earlier", "later"), cells)
    return Section("translations", "In other languages", (table,))
