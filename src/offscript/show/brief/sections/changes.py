"""What was changed: figures given otherwise in the same words, wordings replaced after publication, posts that vanished."""

from __future__ import annotations

import re
from typing import Any

from offscript.find.reuse.edits import edits_between
from offscript.model import DAY
from offscript.show.brief.document import Block, Heading, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, around, both, span, whole
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
        who = f"{who} → {found['later_name']}"
    return row(
        Statement(who, quotes),
        view.shown(found["earlier_at"], found["earlier_precision_us"]),
        lag(found["lag_us"]),
        f"“{bare(found['earlier_words'])}” → “{bare(found['later_words'])}”",
    )


def _figures(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement("No figure was given otherwise in the same words within three days.")]
    more = f" {len(rows) - _SHOWN} more are in the table edit." if len(rows) > _SHOWN else ""
    caption = f"The same words, another figure, within three days; a source's changes to its own words first.{more}"
    cells = tuple(_figure(found, view) for found in rows[:_SHOWN])
    return [Table(caption, ("who", "first given", "changed after", "figure"), cells)]


def _wording(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    evidence = (
        Quote(found["earlier_version"], 0, len(found["earlier_text"])),
        Quote(found["later_version"], 0, len(found["later_text"])),
    )
    changed = "; ".join(
        replaced(bare(before), bare(after))
        for before, after in edits_between(found["earlier_text"], found["later_text"])[:4]
    )
    return row(
        Statement(found["name"], evidence),
        view.shown(found["published_at"], found["precision_us"]),
        f"by {view.shown(found['to_us'])}",
        changed or "only marks or spacing",
    )


def _wordings(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement("No post was seen in two wordings. Only a second export of a source can show that.")]
    more = f" {len(rows) - _SHOWN} more are in the table version." if len(rows) > _SHOWN else ""
    caption = f"Posts seen in two wordings.{more}"
    cells = tuple(_wording(found, view) for found in rows[:_SHOWN])
    return [Table(caption, ("who", "published", "changed", "what"), cells)]


def _attributions(rows: Rows, view: View) -> list[Block]:
    if not rows:
        return [Statement("No copy was found that lost the speaker on the way; or voice was not run.")]
    more = f" {len(rows) - _SHOWN} more are in the table attribution." if len(rows) > _SHOWN else ""
    caption = (
        f"Words that were somebody's there and are the author's own here, in a post that names no speaker at all. Whoever it says "
        f"had them earlier need not be whom they were taken from.{more}"
    )
    cells = tuple(
        row(
            Statement(f"{found['earlier_name']} → {found['later_name']}", both(found)),
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
            f"{found['name']}: “{shortened(bare(found['text']), 120)}”, of "
            f"{view.shown(found['published_at'], found['precision_us'])}, was no longer there on {view.shown(found['seen_at'])}.",
            (whole(found),),
        )
        for found in rows[:_SHOWN]
    ] or [Statement("No post was seen to vanish. Only a second export of a source can show that.")]


def _control(rows: Rows, view: View) -> list[Block]:
    """Days with more of it than habit explains."""
    if not rows:
        return []
    cells = tuple(
        row(
            Statement(found["name"], (span(found),)),
            found["kind"],
            view.day(found["day_us"]),
            f"{found['acts']} of {found['posts']}",
            f"{found['expected']:.1f}",
            f"{found['q']:.1g}",
        )
        for found in rows[:_SHOWN]
    )
    caption = (
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
            found["kind"],
            f"{found['what']}: {found['by_name']}",
            view.shown(found["at"]),
            f"at most {lag(found['lag_high_us'])}",
            f"{found['chance']:.1g}",
        )
        for found in rows[:_SHOWN]
    )
    caption = (
        f"{min(_SHOWN, len(rows))} of {count(len(rows), 'change')} soon after another source had carried the words, or an outside "
        "source reported the matter. By chance: that the last of as many such posts of the week lies as near at any moment. It "
        "came before; that it was the reason is not shown by that. Footnotes: the post before."
    )
    return [Table(caption, ("who", "what", "after", "of", "within", "by chance"), cells)]


def _closed(rows: Rows, view: View) -> list[Block]:
    return [
        Statement(
            f"{found['name']} answered the collector last on {view.shown(found['low_us'])} and did not until "
            f"{view.shown(found['high_us'])}: closed, blocked, renamed, or down."
        )
        for found in rows[:_SHOWN]
    ]


def _headline(figures: Rows, wordings: Rows, gone: Rows) -> Statement | None:
    own = [f for f in figures if f["earlier_name"] == f["later_name"] and f["lag_us"] <= DAY]
    if own:
        found = own[0]
        return Statement(
            f"{found['earlier_name']} changed a figure of its own from “{bare(found['earlier_words'])}” to "
            f"“{bare(found['later_words'])}” within {lag(found['lag_us'])}, in otherwise like words.",
            both(found),
        )
    if wordings or gone:
        text = f"{count(len(wordings), 'post')} changed wording and {count(len(gone), 'post')} vanished between two exports."
        return Statement(text)
    return None


def section(view: View) -> Section:
    """Figures, wordings, disappearances."""
    figures, wordings, gone = (view.rows(f"changes_{name}") for name in ("figures", "wordings", "gone"))
    figures = [found for found in figures if _is_figure(found["earlier_words"]) and _is_figure(found["later_words"])]
    blocks: tuple[Block, ...] = (
        Heading("Figures"),
        *_figures(figures, view),
        Heading("Attributions lost"),
        *_attributions(view.rows("changes_attribution"), view),
        Heading("Wordings"),
        *_wordings(wordings, view),
        Heading("Disappearances"),
        *_gone(gone, view),
        *_closed(view.rows("changes_closed"), view),
        *_control(view.rows("changes_control"), view),
        *_prompted(view.rows("changes_prompted"), view),
    )
    return Section("changes", "What was changed", blocks, _headline(figures, wordings, gone))
