"""Blame: who blames whom, how high it climbs week by week, who reached each rung first, who is shielded."""

from __future__ import annotations

from typing import Any

from offscript.find.blame import RUNGS
from offscript.show import charts, graph
from offscript.show.brief.document import Block, Chart, Section, Statement, Table, row
from offscript.show.brief.view import View, quoted
from offscript.show.saying import joined, say, word
from offscript.show.wording import count

_SHOWN = 12
_FEWEST = 3
_PAIRS = ("who", "blames", "for what", "rung", "how often", "demands", "first")
_REACHED = ("rung", "who", "tier", "when")
_SHIELDED = ("who", "how", "by", "when")
_KINDS = {
    "shield": say("shielded: said not to know, or to be deceived"),
    "exoneration": say("cleared"),
    "self": say("blames himself"),
}


def _pair(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    posts = count(found["texts"], "text") + (
        say(" in {posts} posts", posts=found["posts"]) if found["posts"] > found["texts"] else ""
    )
    return row(
        Statement(found["by_name"] or found["by"], (quoted(found),)),
        word(found["of_name"]) or say("somebody the case does not name"),
        joined(", ", (view.matters.get(matter, matter) for matter in found["matters"] or ())) or "–",
        word(found["rung"]) or "–",
        posts,
        (word(found["demand"]) or "–") + (say("; blamed in return") if found["returned"] else ""),
        view.shown(found["published_at"], found["precision_us"]),
    )


def _reached(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    when = view.shown(found["published_at"], found["precision_us"])
    return row(Statement(word(found["rung"]), (quoted(found),)), found["name"], word(found["tier"]), when)


def _shielded(found: dict[str, Any], view: View) -> tuple[Statement, ...]:
    return row(
        Statement(
            word(found["of_name"]) or say("somebody the case does not name"),
            (quoted({**found, "text": found["words"]}),),
        ),
        _KINDS[found["kind"]],
        found["by_name"] or found["by"],
        view.shown(found["published_at"], found["precision_us"]),
    )


def _graph(view: View, rungs: list[str]) -> list[Block]:
    """Who blames whom by week, where there is enough to draw."""
    pairs = view.rows("blame_graph")
    if len(pairs) < _FEWEST:
        return []
    caption = say(
        "Who (rows) blames whom (columns, the highest first), week by week, where the case names both: the size of a dot is the "
        "number of texts, copies folded; the darker, the higher the blamed stands on the ladder."
    )
    return [Chart(graph.blamed(pairs, rungs, view.settings.zone), caption)]


def _ladder(view: View, rungs: list[str]) -> list[Block]:
    weeks = view.rows("blame_weeks")
    if len({week["week"] for week in weeks}) < 2:
        return []
    caption = say(
        "How high blame in own voice climbs, week by week: mean rung of the highest blamed in each text, copies folded; the bar is "
        "its 95% interval, the size of a dot the number of posts."
    )
    return [Chart(charts.ladder(weeks, rungs, view.settings.zone), caption)]


def section(view: View) -> Section:
    """The graph as a table, the ladder, the firsts, the shielded."""
    pairs, firsts, shields = view.rows("blame_pairs"), view.rows("blame_reached"), view.rows("blame_shields")
    title = "Who blames whom"
    if not pairs and not firsts and not shields:
        return Section(
            "blame", title, (Statement(say("No blame was found whose holder is known; or blame was not run.")),)
        )
    rungs = list(dict.fromkeys(one.name for one in view.settings.rung)) or list(RUNGS)
    blocks: list[Block] = [*_graph(view, rungs), *_ladder(view, rungs)]
    if pairs:
        shown = say("{shown} of {pairs}", shown=min(_SHOWN, len(pairs)), pairs=count(len(pairs), "pair"))
        caption = say("{shown}, the most repeated first; charges before a court are left out.", shown=shown)
        blocks.append(Table(caption, _PAIRS, tuple(_pair(found, view) for found in pairs[:_SHOWN])))
    if firsts:
        caption = say(
            "The first post here that blames each rung in own voice, the highest first. For a person to confirm."
        )
        blocks.append(Table(caption, _REACHED, tuple(_reached(found, view) for found in firsts)))
    if shields:
        caption = say(
            "{shown} of {texts} that shield or clear somebody, or take the blame.",
            shown=min(_SHOWN, len(shields)),
            texts=count(len(shields), "text"),
        )
        blocks.append(Table(caption, _SHIELDED, tuple(_shielded(found, view) for found in shields[:_SHOWN])))
    headline = None
    if firsts:
        top = firsts[0]
        headline = Statement(
            say(
                "Blame in own voice reached {rung} on {day}, first by {name}; {pairs} of blamer and blamed.",
                rung=word(top["rung"]),
                day=view.day(top["published_at"]),
                name=top["name"],
                pairs=count(len(pairs), "pair"),
            ),
            (quoted(top),),
        )
    return Section("blame", title, tuple(blocks), headline)
