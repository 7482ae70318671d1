"""The phrases of the line: where each entered, how much more the line uses it, who took it up."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import joined, say
from offscript.show.wording import count, names, share

_SHOWN = 20


def _times(phrase: dict[str, Any]) -> str:
    """How many times more often the line uses a phrase, with its interval."""
    return joined(
        " ",
        (
            say("{times:.0f} ×", times=2 ** phrase["keyness"]),
            say("[{low:.0f}–{high:.0f}]", low=2 ** phrase["keyness_low"], high=2 ** phrase["keyness_high"]),
        ),
    )


def _cells(phrase: dict[str, Any], view: View) -> tuple[Statement, ...]:
    return row(
        Statement(phrase["phrase"], (span(phrase),)),
        say(
            "{entered_by}, {when}",
            entered_by=phrase["entered_by"],
            when=view.shown(phrase["entered_at"], phrase["precision_us"]),
        ),
        say(
            "{line_texts:,} of {line_of:,} ({share})",
            line_texts=phrase["line_texts"],
            line_of=phrase["line_of"],
            share=share(phrase["line_texts"] / phrase["line_of"]),
        ),
        say("{other_texts:,} of {other_of:,}", other_texts=phrase["other_texts"], other_of=phrase["other_of"]),
        _times(phrase),
        names(phrase["followed"] or [], 3) or "–",
    )


def section(view: View) -> Section:
    """The phrases most surely the line's."""
    rows = view.rows("phrases")
    if not rows:
        nothing = Statement(
            say(
                "No phrase was found that two sources of the line use at least twice as often as all others; or "
                "no source has a tier."
            )
        )
        return Section("phrases", "Phrases of the line", (nothing,))
    caption = say(
        "The {shown} phrases, of {phrases}, that ministries, officials, wires, broadcasters and aligned "
        "voices most surely use more often than all others; copies of one text count once. Entered: first "
        "used by the line in this collection. Times: with its 95% interval. A common turn of officialese is "
        "listed like a slogan.",
        shown=min(_SHOWN, len(rows)),
        phrases=count(len(rows), "phrase"),
    )
    head = ("phrase", "entered", "texts of the line", "other texts", "times as often", "then taken up by")
    table = Table(caption, head, tuple(_cells(phrase, view) for phrase in rows[:_SHOWN]))
    return Section("phrases", "Phrases of the line", (table,))
