"""How much is said: posts by tier and day against what was collected, and how much of it are others' words."""

from __future__ import annotations

from offscript.measure.repeats import wilson
from offscript.model import DAY, HOUR
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
from offscript.show.saying import say, word
from offscript.show.wording import count, share, share_between
from offscript.store.engine import Rows

_MOST_DAYS = 62
_WORTH_TELLING = 1.5
_THROUGHOUT = 0.95


def _rated(days: Rows) -> Rows:
    """Days of a tier with the rate per source and collected day; those not collected throughout are marked."""
    fullest: dict[str, float] = {}
    for day in days:
        fullest[day["tier"]] = max(fullest.get(day["tier"], 0.0), day["exposure"])
    return [
        {
            **day,
            "rate": day["posts"] / day["exposure"] * (DAY / HOUR) if day["exposure"] >= 1 else None,
            "partly": day["exposure"] < fullest[day["tier"]] * _THROUGHOUT,
        }
        for day in days
    ]


def _by_tier(days: Rows, examples: Rows) -> Table:
    tiers: dict[str, Rows] = {}
    for day in days:
        tiers.setdefault(day["tier"], []).append(day)
    rows = []
    for tier, held in tiers.items():
        posts, hours = sum(d["posts"] for d in held), sum(d["exposure"] for d in held)
        reused = round(sum(d["posts"] * (d["reuse_share"] or 0) for d in held))
        words = sum(d["words"] for d in held)
        rate = say("{posts:.1f}", posts=posts / hours * 24) if hours else "–"
        between = share_between(reused / posts, *wilson(reused, int(posts))) if posts else share(None)
        shown = tuple(whole(one) for one in examples if one["tier"] == tier)
        rows.append(
            row(
                Statement(word(tier), shown),
                say("{posts:,.0f}", posts=posts),
                say("{words:,.0f}", words=words),
                say("{hours:,.0f}", hours=hours / 24),
                rate,
                between,
            )
        )
    caption = say(
        "By tier, over all that was collected. A source-day is one source collected for one day; the share of posts that "
        "carry words another source published earlier comes with its 95% interval (Wilson). Footnotes: first and last post."
    )
    return Table(
        caption, ("tier", "posts", "words", "source-days", "posts a source-day", "with others' words"), tuple(rows)
    )


def _busiest(view: View) -> tuple[Statement | None, float]:
    """The busiest whole day of the shared stretch, and how many times the middle day it was."""
    found = view.rows("volume_busiest")
    if not found or found[0]["days"] < 3:
        return None, 0.0
    top = found[0]
    times = top["posts"] / top["middle"]
    text = say(
        "Of the {days} that the sources share, {day} was the busiest: {posts}, {times:.1f} times the middle day.",
        days=count(top["days"], "whole day"),
        day=top["day"],
        posts=count(top["posts"], "post"),
        times=times,
    )
    return Statement(text, tuple(dict.fromkeys(whole(one) for one in found))), times


def section(view: View) -> Section:
    """Volume by tier and day."""
    days = view.rows("volume_days")
    if not days:
        nothing = Statement(say("Nothing to count: volume was not run, or no post lies in the window."))
        return Section("volume", "How much was said", (nothing,))
    last = max(day["day_us"] for day in days)
    recent = [day for day in _rated(days) if day["day_us"] > last - _MOST_DAYS * DAY]
    cut = say(" The last {days} days.", days=_MOST_DAYS) if len({d["day_us"] for d in days}) > _MOST_DAYS else ""
    drawn = Chart(
        charts.volume(recent, view.settings.zone),
        say(
            "Posts a day and collected source, by tier.{cut} Pale: days not collected throughout; their rates "
            "may be those of the busy hours.",
            cut=cut,
        ),
    )
    busiest, times = _busiest(view)
    blocks: tuple[Block, ...] = (drawn, *([busiest] if busiest else []), _by_tier(days, view.rows("volume_examples")))
    return Section("volume", "How much was said", blocks, busiest if times >= _WORTH_TELLING else None)
