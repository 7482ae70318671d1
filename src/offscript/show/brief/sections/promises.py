"""Promises, threats and denials: broken, overdue, and what falls due next."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import say, word
from offscript.show.stored import stored
from offscript.show.wording import count
from offscript.store.engine import Rows

_SHOWN = 15
_SAID = ("met", "broken")


def _due(found: dict[str, Any], view: View) -> str:
    if found["due_high"] is None:
        return say("while it lasts") if found["expires"] else say("vague")
    last = view.day(found["due_high"] - 1)
    return say("“soon”, given until {last}", last=last) if found["near"] else say("by {last}", last=last)


def _words(found: dict[str, Any]) -> tuple[Quote, ...]:
    """The words of a promise, and those that say what came of it."""
    if not found["deed_version"]:
        return (span(found),)
    return span(found), Quote(found["deed_version"], found["deed_start"], found["deed_end"])


def _cells(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    said = (
        word(found["kind"])
        if found["polarity"] > 0 or found["kind"] == "denial"
        else say("{kind}, negative", kind=word(found["kind"]))
    )
    return row(
        Statement(found["who"] or stored("nobody is named"), _words(found)),
        say("{said} ({strength})", said=said, strength=word(found["strength"])),
        view.day(found["published_at"]),
        _due(found, view),
        say("{status}: {rule}", status=word(found["status"]), rule=stored(found["rule"])),
    )


def _table(rows: Rows, view: View, caption: str) -> Table:
    head = ("who", "what", "said", "due", "status")
    return Table(caption, head, tuple(_cells(found, view) for found in rows[:_SHOWN]))


def section(view: View) -> Section:
    """What went wrong, then the calendar of what falls due."""
    rows = view.rows("promised")
    wrong = [found for found in rows if found["status"] not in ("open", "undecidable")]
    coming = [found for found in rows if found["status"] == "open" and found["due_high"] is not None]
    if not wrong and not coming:
        nothing = Statement(
            say("No promise with a deadline was found, and none that was turned round; or promises were not run.")
        )
        return Section("promises", "Promises and denials", (nothing,))
    blocks = []
    if wrong:
        caption = say(
            "{shown} of {promises} broken, withdrawn, met or overdue, the line's first. Overdue means that the "
            "deadline passed, not that nothing was done: only a person can say what came of it.",
            shown=min(_SHOWN, len(wrong)),
            promises=count(len(wrong), "promise"),
        )
        blocks.append(_table(wrong, view, caption))
    if coming:
        ahead = sorted(coming, key=lambda found: (found["due_high"], found["published_at"], found["version"]))
        blocks.append(
            _table(
                ahead,
                view,
                say("What falls due next: {shown} of {ahead}.", shown=min(_SHOWN, len(ahead)), ahead=len(ahead)),
            )
        )
    late = sum(found["status"] == "overdue" for found in wrong)
    turned = sum(found["status"] in ("broken", "withdrawn") and not found["deed_version"] for found in wrong)
    done, undone = (
        sum(found["status"] == status and bool(found["deed_version"]) for found in wrong) for status in _SAID
    )
    said = (
        say("; later posts say of {done} that they were met, of {undone} that they were not", done=done, undone=undone)
        if done or undone
        else ""
    )
    evidence = tuple(span(found) for found in wrong[:3])
    headline = (
        Statement(
            say(
                "{promises} overdue, {turned} turned round by whoever made them{said}.",
                promises=count(late, "promise"),
                turned=turned,
                said=said,
            ),
            evidence,
        )
        if wrong
        else None
    )
    return Section("promises", "Promises and denials", tuple(blocks), headline)
