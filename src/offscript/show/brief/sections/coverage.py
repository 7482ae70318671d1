"""What was collected and what was not: caps, holes, the stretch all sources share."""

from __future__ import annotations

from typing import Any

from offscript.model import DAY
from offscript.read.times import coarsest
from offscript.show import charts
from offscript.show.brief.document import Block, Chart, Quote, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
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
        how = f"exactly {cap:,} posts in one export" if basis == "total" else f"never more than {cap:,} posts a day"
        text = (
            f"Cut by the collection: {count(len(cut), 'source')} hold {how} ({listed}). What lies before that stretch, or "
            "above that number, was not collected; its absence is no silence."
        )
        said.append(Statement(text, _ends(cut[0])))
    return said


def _stretch(view: View, sources: Rows) -> tuple[Statement | None, int]:
    rows = view.rows("coverage_stretch")
    if not rows:
        return None, 0
    found, shown = rows[0], {s["source"]: s for s in sources}
    held, left = found["sources"], found["left_out"]
    whom = f"All {len(held)} sources" if not left else f"{len(held)} of {len(sources)} sources"
    text = (
        f"{whom} were collected together from {view.shown(found['from_us'])} to {view.shown(found['to_us'])} "
        f"({lag(found['to_us'] - found['from_us'])}); rates compare only inside that stretch."
    )
    if left:
        text += f" Left out: {names([shown[name]['name'] for name in left])}."
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
        when = first if first == last else f"{first} to {last} ({count(lost['days'], 'day')})"
        text = f"{lost['name']}, {when}: {lost['reason']}, so its quiet there is no silence."
        said.append(Statement(text, ends[lost["source"]]))
    return said


def _misdated(rows: Rows) -> list[Block]:
    """Posts dated otherwise than their ids allow."""
    if not rows:
        return []
    first, sources = rows[0], {row["source"] for row in rows}
    side = "earlier" if first["off_us"] < 0 else "later"
    text = (
        f"{count(len(rows), 'post')} of {count(len(sources), 'source')} dated otherwise than the ids beside them allow: set back, "
        f"or wrongly exported; nothing rests well on their times. The furthest off is of {first['name']}, "
        f"{lag(abs(first['off_us']))} {side} than its place in the count."
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
            s["tier"] + (" (suggested)" if s["tier_status"] == "suggested" else ""),
            f"{s['posts']:,}",
            _unbroken(view.day(s["first_at"])),
            _unbroken(view.day(s["last_at"])),
            f"{s['missing']:,}" if s["missing"] is not None else "no ids",
            f"{s['largest_hole']:,}" if s["largest_hole"] is not None else "–",
            f"{s['cap']:,}" + (" a day" if s["cap_basis"] == "day" else "") if s["cap"] else "–",
            coarsest(s["precision_us"]),
        )
        for s in sources
    )
    caption = (
        f"{whom}: what is held. Missing ids are deleted posts, service messages, or posts that were not collected. "
        "A suggested tier comes from the packaged catalogue and waits for confirmation."
    )
    return Table(caption, head, rows)


def _whom(sources: Rows) -> str:
    if len(sources) <= _SHOWN:
        return "Every source"
    return f"The {_SHOWN} sources with most posts, of {len(sources):,} (all are in the tables extent and coverage)"


def _headline(sources: Rows, holes: list[Statement], stretch: Statement | None, length: int) -> Statement:
    cut = [s for s in sources if s["cap"]]
    if cut:
        return Statement(
            f"{len(cut)} of {len(sources)} sources were cut by the collection itself; rates compare only inside the "
            f"{lag(length)} that most sources share.",
            _ends(cut[0]),
        )
    if holes:
        more = f" So it is with {len(holes) - 1} more." if len(holes) > 1 else ""
        return Statement(f"Not collected throughout: {holes[0].text}{more}", holes[0].evidence)
    return stretch or Statement("No two sources were collected at the same time; nothing can be compared.")


def section(view: View) -> Section:
    """Coverage, before anything is compared."""
    sources = view.rows("coverage_sources")
    if not sources:
        return Section(
            "coverage", "What was collected", (Statement("Nothing: coverage was not run, or no post is held."),)
        )
    strips = view.rows("coverage_days")
    stretch, length = _stretch(view, sources)
    holes = _holes(strips, view, sources)
    blocks: list[Block] = [*_caps(sources), *([stretch] if stretch else []), *holes[:_HOLES]]
    if len(holes) > _HOLES:
        blocks.append(
            Statement(f"{len(holes) - _HOLES} more such stretches are in the table coverage.", holes[_HOLES].evidence)
        )
    blocks += _misdated(view.rows("coverage_misdated"))
    coarse = [s for s in sources if s["precision_us"] >= DAY - DAY // 20]
    if coarse:
        text = f"Known only to the day: posts of {names([s['name'] for s in coarse])}. Their lags say little."
        blocks.append(Statement(text, _ends(coarse[0])))
    fullest = {s["source"] for s in sorted(sources, key=lambda s: (-s["posts"], s["source"]))[:_SHOWN]}
    drawn = Chart(
        charts.coverage([strip for strip in strips if strip["source"] in fullest], view.settings.zone),
        f"{_whom(sources)}, day by day: collected, cut by a cap, unknown (ids leap, or after the last post), not collected.",
    )
    return Section(
        "coverage",
        "What was collected",
        (drawn, *blocks, _table(view, [s for s in sources if s["source"] in fullest], _whom(sources))),
        _headline(sources, holes, stretch, length),
    )
