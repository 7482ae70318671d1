"""What is known: claims with the history of their status, the independent roots they rest on, and how credible that makes them."""

from __future__ import annotations

from typing import Any

from offscript.show.brief.document import Block, Heading, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, span
from offscript.show.saying import joined, say, word
from offscript.show.stored import stored
from offscript.show.wording import count, names
from offscript.store.engine import Rows
from offscript.text.markup import shortened

_SHOWN = 15
_TOLD = 4
_STEPS = 7
_WORDS = 160
_STANDS = {1: say("says so"), -1: say("denies it"), 0: say("leaves it open")}
_TITLE = "What is claimed, and what is known"
CREDIBILITY = (
    "confirmed by other roots",
    "probably true",
    "possibly true",
    "doubtful",
    "improbable",
    "cannot be judged",
)


def graded(found: dict[str, Any]) -> str:
    """Credibility in words, with its number and the rule."""
    return say(
        "{credible} ({grade}): {rule}",
        credible=word(CREDIBILITY[found["credibility"] - 1]),
        grade=found["credibility"],
        rule=stored(found["rule"]),
    )


def _part(found: dict[str, Any], side: str = "") -> str:
    return shortened(found[f"{side}text"][found[f"{side}start"] : found[f"{side}end"]], _WORDS)


def _said(found: dict[str, Any]) -> str:
    return _part(found)


def changes(said: Rows) -> Rows:
    """The first statement of each status that a claim has had, in order of time."""
    first: dict[tuple[str, bool], dict[str, Any]] = {}
    for one in said:
        first.setdefault((one["status"], one["part"]), one)
    return list(first.values())


def history(said: Rows, view: View) -> Statement:
    """The line of a claim: each new status, when and by whom, with the words."""
    steps = changes(said)
    told = [
        say(
            "{part}{status} {day} ({name})",
            part=say("in part: ") if one["part"] else "",
            status=word(one["status"]),
            day=view.day(one["published_at"]),
            name=one["name"],
        )
        for one in steps[:_STEPS]
    ]
    more = say(" → … {steps} more", steps=len(steps) - _STEPS) if len(steps) > _STEPS else ""
    return Statement(joined(" → ", told) + more, tuple(span(one) for one in steps[:_STEPS]))


def _overview(rows: Rows, said: dict[str, Rows], view: View) -> Table:
    cells = tuple(
        row(
            Statement(say("“{said}”", said=_said(found)), (span(found),)),
            history(said[found["claim"]], view),
            say("{affirmed} : {denied}", affirmed=found["affirmed"], denied=found["denied"])
            + (say(" ({open} open)", open=found["open"]) if found["open"] else ""),
            graded(found),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {claims} about the matters that more than one root, or a change of status, makes worth a "
        "look. First words, as they stand in the post: nobody here says that they are so. Roots: independent "
        "lineages that say so : deny it, copies, quotations and translations folded; a text carried by many "
        "counts once. Credibility 1 to 6 follows from the roots by rule (see How this was done) unless a "
        "person graded it.",
        shown=min(_SHOWN, len(rows)),
        claims=count(len(rows), "claim"),
    )
    return Table(caption, ("claimed", "history here", "roots for : against", "assessed"), cells)


def _roots(found: dict[str, Any], roots: Rows, view: View) -> list[Block]:
    cells = tuple(
        row(
            Statement(stored(one["name"]), (span(one),)),
            word(one["tier"]),
            say("{reliability}: {basis}", reliability=word(one["reliability"]), basis=stored(one["basis"])),
            word(one["method"]) + (say(", against its interest") if one["against_interest"] else ""),
            _STANDS[one["stands"]],
            say(
                "{statements} of {sources}",
                statements=count(one["statements"], "statement"),
                sources=count(len(one["sources"]), "source"),
            )
            + (say(" ({listed})", listed=joined(", ", map(stored, one["reasons"]))) if one["reasons"] else ""),
        )
        for one in roots
    )
    head = ("root", "tier", "reliability", "knows by", "last word", "carried by")
    circle = say(" Cite each other in a circle: {names}.", names=names(found["circle"])) if found["circle"] else ""
    return [
        Heading(say("“{said}”", said=_said(found))),
        Table(say("Assessed {graded}.{circle}", graded=graded(found), circle=circle), head, cells),
    ]


def conduct(view: View) -> list[Block]:
    """What actors say in public beside what they are reported to do out of sight; nothing where there is no such pair."""
    rows = view.rows("known_conduct")
    cells = tuple(
        row(
            stored(found["actor_name"] or found["actor"]),
            stored(found["says"]) if found["axis"] is None else say("is for: {says}", says=found["says"]),
            Statement(
                say(
                    "“{part}” {word_at} ({word_name})",
                    part=_part(found, "word_"),
                    word_at=view.day(found["word_at"]),
                    word_name=found["word_name"],
                ),
                (Quote(found["word_version"], found["word_start"], found["word_end"]),),
            ),
            Statement(
                say(
                    "“{said}” {day} ({name})",
                    said=_said(found),
                    day=view.day(found["published_at"]),
                    name=found["name"],
                ),
                (span(found),),
            ),
            say(
                "{status}; {standing}",
                status=word(found["status"]),
                standing=word(found["standing"]) or say("of no claim"),
            ),
            stored(found["basis"]),
        )
        for found in rows[:_SHOWN]
    )
    if not cells:
        return []
    caption = say(
        "{shown} of {pairs} of public words and a report of what is done out of sight, each with its own "
        "status. That both are here does not make the report true, nor the words a lie: the doer is whoever "
        "the report names, or the side it speaks of; where nobody is named, whoever answers it.",
        shown=min(_SHOWN, len(rows)),
        pairs=count(len(rows), "pair"),
    )
    return [
        Heading(say("Words and conduct")),
        Table(caption, ("who", "in public", "its words", "reported as done", "the report", "whose doing"), cells),
    ]


def section(view: View) -> Section:
    """Claims first, then the roots of those on which voices differ, then words beside conduct."""
    rows = view.rows("known")
    if not rows:
        nothing = Statement(
            say(
                "No claim about a matter has more than one root or a status that changed; or there are no matters, or claims were "
                "not run."
            )
        )
        return Section("known", _TITLE, (nothing, *conduct(view)))
    said: dict[str, Rows] = {}
    for one in view.rows("known_said"):
        said.setdefault(one["claim"], []).append(one)
    roots: dict[str, Rows] = {}
    for one in view.rows("known_roots"):
        roots.setdefault(one["claim"], []).append(one)
    blocks: list[Block] = [_overview(rows, said, view)]
    for found in [one for one in rows if len(roots.get(one["claim"], ())) > 1 or one["circle"]][:_TOLD]:
        blocks += _roots(found, roots.get(found["claim"], []), view)
    blocks += conduct(view)
    top = rows[0]
    headline = Statement(
        say(
            "{claims} with several roots or a changed status; the most disputed, “{said}”: {roots} for, {denied} "
            "against, assessed {graded}.",
            claims=count(len(rows), "claim"),
            said=_said(top),
            roots=count(top["affirmed"], "root"),
            denied=top["denied"],
            graded=graded(top),
        ),
        (span(top),),
    )
    return Section("known", _TITLE, tuple(blocks), headline)
