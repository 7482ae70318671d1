"""What was changed: figures given otherwise in the same words, wordings replaced after publication, posts that vanished."""

from __future__ import annotations

import re
from typing import Any

from offscript.model import DAY
from offscript.show.brief.document import Block, Heading, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around, both, span, whole
from offscript.show.saying import joined, say, word
from offscript.show.wording import count, lag, replaced
from offscript.store.engine import Rows
from offscript.text.markup import bare, shortened

_SHOWN = 12
_FIGURE_WORDS = 4
_NUMBER = re.compile(r"\d")


def _is_figure(words: str) -> bool:
    """Whether a changed stretch is a figure with little around it, rather than a reworded stretch that has one."""
    return bool(_NUMBER.search(words)) and len(words.split()) <= _FIGURE_WORDS


def _figure(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    quotes = tuple(
        Quote(found[f"{side}_version"], *around(found[f"{side}_text"], found[f"{side}_start"], found[f"{side}_end"]))
        for side in ("earlier", "later")
    )
    who = found["earlier_name"]
    if found["later_name"] != who:
        who = say("{who} → {later_name}", who=who, later_name=found["later_name"])
    return row(
        Statement(who, quotes),
        view.shown(found["earlier_at"], found["earlier_precision_us"]),
        lag(found["lag_us"]),
        say("“{before}” → “{after}”", before=bare(found["earlier_words"]), after=bare(found["later_words"])),
    )


def _figures(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement(say("No figure was given otherwise in the same words within three days."))]
    more = say(" {rows} more are in the table edit.", rows=len(rows) - _SHOWN) if len(rows) > _SHOWN else ""
    caption = say(
        "The same words, another figure, within three days; a source's changes to its own words first.{more}", more=more
    )
    cells = tuple(_figure(found, view) for found in rows[:_SHOWN])
    return [Table(caption, ("who", "first given", "changed after", "figure"), cells)]


def _wording(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    from offscript.find.reuse.edits import edits_between  # with it comes all that is compiled: not for every reader

    evidence = (
        Quote(found["earlier_version"], 0, len(found["earlier_text"])),
        Quote(found["later_version"], 0, len(found["later_text"])),
    )
    changed = joined(
        "; ",
        (
            replaced(bare(before), bare(after))
            for before, after in edits_between(found["earlier_text"], found["later_text"])[:4]
        ),
    )
    return row(
        Statement(found["name"], evidence),
        view.shown(found["published_at"], found["precision_us"]),
        say("by {when}", when=view.shown(found["to_us"])),
        changed or say("only marks or spacing"),
    )


def _wordings(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement(say("No post was seen in two wordings. Only a second export of a source can show that."))]
    more = say(" {rows} more are in the table version.", rows=len(rows) - _SHOWN) if len(rows) > _SHOWN else ""
    caption = say("Posts seen in two wordings.{more}", more=more)
    cells = tuple(_wording(found, view) for found in rows[:_SHOWN])
    return [Table(caption, ("who", "published", "changed", "what"), cells)]


def _attributions(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement(say("No copy was found that lost the speaker on the way; or voice was not run."))]
    more = say(" {rows} more are in the table attribution.", rows=len(rows) - _SHOWN) if len(rows) > _SHOWN else ""
    caption = say(
        "Words that were somebody's there and are the author's own here, in a post that names no speaker at "
        "all. Whoever it says had them earlier need not be whom they were taken from.{more}",
        more=more,
    )
    cells = tuple(
        row(
            Statement(
                say(
                    "{earlier_name} → {later_name}", earlier_name=found["earlier_name"], later_name=found["later_name"]
                ),
                both(found),
            ),
            found["speaker"],
            view.shown(found["earlier_at"], found["earlier_precision_us"]),
            lag(found["lag_us"]),
        )
        for found in rows[:_SHOWN]
    )
    return [Table(caption, ("who → who", "whose words", "first", "after"), cells)]


def _gone(rows: Rows, view: View) -> list[Block]:
    return [
        Statement(
            say(
                "{name}: “{words}”, of {when}, was no longer there on {seen}.",
                name=found["name"],
                words=shortened(bare(found["text"]), 120),
                when=view.shown(found["published_at"], found["precision_us"]),
                seen=view.shown(found["seen_at"]),
            ),
            (whole(found),),
        )
        for found in rows[:_SHOWN]
    ] or [Statement(say("No post was seen to vanish. Only a second export of a source can show that."))]


def _control(rows: Rows, view: View) -> list[Block]:
    """Days with more of it than habit explains."""
    if not rows:
        return []
    cells = tuple(
        row(
            Statement(found["name"], (span(found),)),
            word(found["kind"]),
            view.day(found["day_us"]),
            say("{acts} of {posts}", acts=found["acts"], posts=found["posts"]),
            say("{expected:.1f}", expected=found["expected"]),
            say("{q:.1g}", q=found["q"]),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "Days of which a source changed or lost more posts than its habit explains. False: rate of false ones among days at least "
        "as unusual. Footnotes: the first such post."
    )
    return [Table(caption, ("who", "what", "published", "posts", "by habit", "false"), cells)]


def _prompted(rows: Rows, view: View) -> list[Block]:
    """How soon after what."""
    if not rows:
        return []
    cells = tuple(
        row(
            Statement(found["name"], (Quote(found["version"], *around(found["text"], found["start"], found["end"])),)),
            word(found["kind"]),
            say("{what}: {by_name}", what=found["what"], by_name=found["by_name"]),
            view.shown(found["at"]),
            say("at most {lag}", lag=lag(found["lag_high_us"])),
            say("{chance:.1g}", chance=found["chance"]),
        )
        for found in rows[:_SHOWN]
    )
    caption = say(
        "{shown} of {changes} soon after another source had carried the words, or an outside source reported "
        "the matter. By chance: that the last of as many such posts of the week lies as near at any moment. "
        "It came before; that it was the reason is not shown by that. Footnotes: the post before.",
        shown=min(_SHOWN, len(rows)),
        changes=count(len(rows), "change"),
    )
    return [Table(caption, ("who", "what", "after", "of", "within", "by chance"), cells)]


def _closed(rows: Rows, view: View) -> list[Block]:
    return [
        Statement(
            say(
                "{name} answered the collector last on {last} and did not until {then}: closed, blocked, renamed, "
                "or down.",
                name=found["name"],
                last=view.shown(found["low_us"]),
                then=view.shown(found["high_us"]),
            )
        )
        for found in rows[:_SHOWN]
    ]


def _headline(figures: Rows, wordings: Rows, gone: Rows) -> Statement | None:
    own = [f for f in figures if f["earlier_name"] == f["later_name"] and f["lag_us"] <= DAY]
    if own:
        found = own[0]
        return Statement(
            say(
                "{earlier_name} changed a figure of its own from “{before}” to “{after}” within {lag}, in otherwise "
                "like words.",
                earlier_name=found["earlier_name"],
                before=bare(found["earlier_words"]),
                after=bare(found["later_words"]),
                lag=lag(found["lag_us"]),
            ),
            both(found),
        )
    if wordings or gone:
        text = say(
            "{changed} changed wording and {gone} vanished between two exports.",
            changed=count(len(wordings), "post"),
            gone=count(len(gone), "post"),
        )
        return Statement(text)
    return None


def section(view: View) -> Section:
    """Figures, wordings, disappearances."""
    figures, wordings, gone = (view.rows(f"changes_{name}") for name in ("figures", "wordings", "gone"))
    figures = [found for found in figures if _is_figure(found["earlier_words"]) and _is_figure(found["later_words"])]
    blocks: tuple[Block, ...] = (
        Heading(say("Figures")),
        *_figures(figures, view),
        Heading(say("Attributions lost")),
        *_attributions(view.rows("changes_attribution"), view),
        Heading(say("Wordings")),
        *_wordings(wordings, view),
        Heading(say("Disappearances")),
        *_gone(gone, view),
        *_closed(view.rows("changes_closed"), view),
        *_control(view.rows("changes_control"), view),
        *_prompted(view.rows("changes_prompted"), view),
    )
    return Section("changes", "What was changed", blocks, _headline(figures, wordings, gone))
