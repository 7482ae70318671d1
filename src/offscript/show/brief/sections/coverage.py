"""What was collected and what was not: caps, holes, the stretch all sources share."""

from __future__ import annotations

from typing import Any

from offscript.model import DAY
from offscript.read.times import coarsest
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
from offscript.show.saying import say, word
from offscript.show.stored import stored
from offscript.show.wording import count, lag, names
from offscript.store.engine import Rows

_SHOWN, _HOLES = 60, 12


def _ends(source: dict[str, Any]) -> tuple[Quote, ...]:
    found = [(source[f"{end}_version"], source[f"{end}_length"]) for end in ("first", "last")]
    return tuple(dict.fromkeys(Quote(version, 0, length) for version, length in found if version))


def _caps(sources: Rows) -> list[Statement]:
    said = []
    for basis, cap in sorted({(s["cap_basis"], s["cap"]) for s in sources if s["cap"]}):
        cut = [s for s in sources if (s["cap_basis"], s["cap"]) == (basis, cap)]
        listed = names([s["name"] for s in cut])
        how = (
            say("exactly {cap:,} posts in one export", cap=cap)
            if basis == "total"
            else say("never more than {cap:,} posts a day", cap=cap)
        )
        text = say(
            "Cut by the collection: {sources} hold {how} ({listed}). What lies before that stretch, or above "
            "that number, was not collected; its absence is no silence.",
            sources=count(len(cut), "source"),
            how=how,
            listed=listed,
        )
        said.append(Statement(text, _ends(cut[0])))
    return said


def _stretch(view: View, sources: Rows) -> tuple[Statement | None, int]:
    rows = view.rows("coverage_stretch")
    if not rows:
        return None, 0
    found, shown = rows[0], {s["source"]: s for s in sources}
    held, left = found["sources"], found["left_out"]
    whom = (
        say("All {held} sources", held=len(held))
        if not left
        else say("{held} of {sources} sources", held=len(held), sources=len(sources))
    )
    text = say(
        "{whom} were collected together from {begin} to {end} ({lag}); rates compare only inside that stretch.",
        whom=whom,
        begin=view.shown(found["from_us"]),
        end=view.shown(found["to_us"]),
        lag=lag(found["to_us"] - found["from_us"]),
    )
    if left:
        text += say(" Left out: {names}.", names=names([shown[name]["name"] for name in left]))
    late = max((shown[name] for name in held), key=lambda s: (s["first_at"], s["source"]))
    soon = min((shown[name] for name in held), key=lambda s: (s["last_at"], s["source"]))
    return Statement(text, (*_ends(late)[:1], *_ends(soon)[-1:])), found["to_us"] - found["from_us"]


def _holes(strips: Rows, view: View, sources: Rows) -> list[Statement]:
    """Stretches of days about which a source's ids say that, or do not say whether, posts are missing."""
    ends = {source["source"]: _ends(source) for source in sources}
    said: list[Statement] = []
    unsure = [strip for strip in strips if strip["state"] == "unknown" and "ids" in strip["reason"]]
    for lost in sorted(unsure, key=lambda strip: "held" not in strip["reason"]):
        first, last = view.day(lost["from_us"]), view.day(lost["last_day_us"])
        when = (
            first
            if first == last
            else say("{first} to {last} ({days})", first=first, last=last, days=count(lost["days"], "day"))
        )
        text = say(
            "{name}, {when}: {reason}, so its quiet there is no silence.",
            name=lost["name"],
            when=when,
            reason=stored(lost["reason"]),
        )
        said.append(Statement(text, ends[lost["source"]]))
    return said


def _misdated(rows: Rows) -> list[Block]:
    """Posts dated otherwise than their ids allow."""
    if not rows:
        return []
    first, sources = rows[0], {row["source"] for row in rows}
    side = say("earlier") if first["off_us"] < 0 else say("later")
    text = say(
        "{posts} of {sources} dated otherwise than the ids beside them allow: set back, or wrongly exported; "
        "nothing rests well on their times. The furthest off is of {name}, {lag} {side} than its place in "
        "the count.",
        posts=count(len(rows), "post"),
        sources=count(len(sources), "source"),
        name=first["name"],
        lag=lag(abs(first["off_us"])),
        side=side,
    )
    return [Statement(text, (whole(first),))]


def _unbroken(day: str) -> str:
    """A date that no line break parts."""
    return day.replace("-", "\u2011")


def _table(view: View, sources: Rows, whom: str) -> Table:
    head = ("source", "tier", "posts", "held from", "to", "ids missing", "largest gap", "cut at", "time known to the")
    rows = tuple(
        row(
            Statement(s["name"], _ends(s)),
            word(s["tier"]) + (say(" (suggested)") if s["tier_status"] == "suggested" else ""),
            say("{posts:,}", posts=s["posts"]),
            _unbroken(view.day(s["first_at"])),
            _unbroken(view.day(s["last_at"])),
            say("{missing:,}", missing=s["missing"]) if s["missing"] is not None else say("no ids"),
            say("{largest_hole:,}", largest_hole=s["largest_hole"]) if s["largest_hole"] is not None else "–",
            say("{cap:,}", cap=s["cap"]) + (say(" a day") if s["cap_basis"] == "day" else "") if s["cap"] else "–",
            word(coarsest(s["precision_us"])),
        )
        for s in sources
    )
    caption = say(
        "{whom}: what is held. Missing ids are deleted posts, service messages, or posts that were not "
        "collected. A suggested tier comes from the packaged catalogue and waits for confirmation.",
        whom=whom,
    )
    return Table(caption, head, rows)


def _whom(sources: Rows) -> str:
    if len(sources) <= _SHOWN:
        return say("Every source")
    return say(
        "The {shown} sources with most posts, of {sources:,} (all are in the tables extent and coverage)",
        shown=_SHOWN,
        sources=len(sources),
    )


def _headline(sources: Rows, holes: list[Statement], stretch: Statement | None, length: int) -> Statement:
    cut = [s for s in sources if s["cap"]]
    if cut:
        return Statement(
            say(
                "{cut} of {sources} sources were cut by the collection itself; rates compare only inside the {lag} "
                "that most sources share.",
                cut=len(cut),
                sources=len(sources),
                lag=lag(length),
            ),
            _ends(cut[0]),
        )
    if holes:
        more = say(" So it is with {holes} more.", holes=len(holes) - 1) if len(holes) > 1 else ""
        return Statement(
            say("Not collected throughout: {text}{more}", text=holes[0].text, more=more), holes[0].evidence
        )
    return stretch or Statement(say("No two sources were collected at the same time; nothing can be compared."))


def section(view: View) -> Section:
    """Coverage, before anything is compared."""
    sources = view.rows("coverage_sources")
    if not sources:
        return Section(
            "coverage", "What was collected", (Statement(say("Nothing: coverage was not run, or no post is held.")),)
        )
    strips = view.rows("coverage_days")
    stretch, length = _stretch(view, sources)
    holes = _holes(strips, view, sources)
    blocks: list[Block] = [*_caps(sources), *([stretch] if stretch else []), *holes[:_HOLES]]
    if len(holes) > _HOLES:
        blocks.append(
            Statement(
                say("{holes} more such stretches are in the table coverage.", holes=len(holes) - _HOLES),
                holes[_HOLES].evidence,
            )
        )
    blocks += _misdated(view.rows("coverage_misdated"))
    coarse = [s for s in sources if s["precision_us"] >= DAY - DAY // 20]
    if coarse:
        text = say(
            "Known only to the day: posts of {names}. Their lags say little.", names=names([s["name"] for s in coarse])
        )
        blocks.append(Statement(text, _ends(coarse[0])))
    fullest = {s["source"] for s in sorted(sources, key=lambda s: (-s["posts"], s["source"]))[:_SHOWN]}
    drawn = Chart(
        charts.coverage([strip for strip in strips if strip["source"] in fullest], view.settings.zone),
        say(
            "{whom}, day by day: collected, cut by a cap, unknown (ids leap, or after the last post), not collected.",
            whom=_whom(sources),
        ),
    )
    return Section(
        "coverage",
        "What was collected",
        (drawn, *blocks, _table(view, [s for s in sources if s["source"] in fullest], _whom(sources))),
        _headline(sources, holes, stretch, length),
    )
