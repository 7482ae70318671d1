"""Charts of what was collected, how words spread, what was claimed and how the line changed.

Each takes rows and gives a specification; its marks lead to the posts under them.
"""

from __future__ import annotations

import json
from typing import Any

from offscript.model import DAY, MINUTE, SECOND
from offscript.show.drawing import (
    LINKED,
    STATES,
    TIERS,
    WIDTH,
    Rows,
    Spec,
    between,
    colour,
    opens,
    sized,
    time_axis,
    wall,
)

_STEPS = {
    0: "first",
    1: "1 min",
    5: "5 min",
    15: "15 min",
    60: "1 h",
    360: "6 h",
    1440: "1 day",
    4320: "3 days",
    10080: "7 days",
}
_CLAIMS = 200
_MARKS = {"none": "circle", "words": "diamond", "hedge": "triangle-up", "figure": "square", "negation": "cross"}
_POSTS = 30


def coverage(strips: Rows, zone: str) -> Spec:
    """What was collected: `name, state, from_us, to_us`, a bar for each."""
    values = [
        {"name": s["name"], "state": s["state"], "from": wall(s["from_us"], zone), "to": wall(s["to_us"], zone)}
        | {"href": opens("posts", **between(s["from_us"], s["to_us"], zone), source=s["source"])}
        for s in strips
    ]
    spec: Spec = {
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": 15},
        "mark": {"type": "bar", "height": 11},
        "encoding": {
            "x": time_axis("from"),
            "x2": {"field": "to"},
            "y": {"field": "name", "type": "nominal", "title": None, "axis": {"labelLimit": 230}},
            "color": colour("state", None, STATES, {s["state"] for s in strips}),
            "href": LINKED,
        },
    }
    return spec


def volume(days: Rows, zone: str) -> Spec:
    """Posts a source-day by tier: `tier, day_us, rate, partly`, a row of bars for each tier."""
    values = [
        {"tier": d["tier"], "day": wall(d["day_us"], zone), "rate": d["rate"], "partly": d["partly"]}
        | {"href": opens("posts", **between(d["day_us"], d["day_us"] + DAY, zone), tier=d["tier"])}
        for d in days
        if d["rate"] is not None
    ]
    held = {d["tier"] for d in values}
    order = [name for name in TIERS if name in held] + sorted(held - TIERS.keys())
    panel: Spec = {
        "width": WIDTH - 60,
        "height": 44,
        "mark": {"type": "bar", "width": {"band": 0.85}},
        "encoding": {
            "x": {**time_axis("day"), "timeUnit": "utcyearmonthdate"},
            "y": {"field": "rate", "type": "quantitative", "title": None, "axis": {"tickCount": 3}},
            "color": {**colour("tier", None, TIERS, held), "legend": None},
            "opacity": {"condition": {"test": "datum.partly", "value": 0.35}, "value": 1},
            "href": LINKED,
        },
    }
    head = {
        "labelAngle": 0,
        "labelAlign": "left",
        "labelAnchor": "start",
        "labelFontWeight": "bold",
        "labelColor": "#333",
        "title": None,
    }
    spec: Spec = {
        "data": {"values": values},
        "facet": {"row": {"field": "tier", "type": "nominal", "sort": order, "header": {**head, "labelOrient": "top"}}},
        "spec": panel,
        "spacing": 8,
        "resolve": {"scale": {"y": "independent"}},
    }
    return spec


def _since_the_first(minutes: list[float]) -> Spec:
    """An axis of time since the first post, stretched towards the beginning."""
    axis = {
        "values": list(_STEPS),
        "labelExpr": f"{json.dumps(_STEPS)}[datum.value]",
        "title": "after the first post",
        "labelOverlap": True,
    }
    scale = {"type": "symlog", "constant": 1, "domain": [0, max(minutes) * 1.05 + 1]}
    return {"field": "minutes", "type": "quantitative", "scale": scale, "axis": axis}


def timeline(members: Rows) -> Spec:
    """One text post by post: `name, tier, lag_us, position, mark` (what was changed), a row for each post."""
    values = [
        {
            "name": f"{m['position'] + 1}. {m['name']}",
            "tier": m["tier"],
            "minutes": max(0, m["lag_us"]) / MINUTE,
            "changed": m["mark"],
            "href": opens(f"post/{m['post']}"),
        }
        for m in members[:_POSTS]
    ]
    rows = {"field": "name", "type": "nominal", "title": None, "sort": [value["name"] for value in values]}
    held = [name for name in _MARKS if name in {value["changed"] for value in values}]
    shape = {"domain": held, "range": [_MARKS[name] for name in held]}
    spec: Spec = {
        "data": {"values": values},
        "width": WIDTH - 100,
        "height": {"step": 22},
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 0.9},
        "encoding": {
            "x": _since_the_first([value["minutes"] for value in values]),
            "y": {**rows, "axis": {"labelLimit": 230}},
            "color": colour("tier", None, TIERS, {m["tier"] for m in members[:_POSTS]}),
            "shape": {"field": "changed", "type": "nominal", "title": "changed", "scale": shape},
            "href": LINKED,
        },
    }
    return spec


def cascades(members: Rows) -> Spec:
    """How texts spread: `rank, tier, lag_us`, a row of dots for each text."""
    values = [
        {"rank": m["rank"], "tier": m["tier"], "minutes": max(0, m["lag_us"]) / MINUTE}
        | {"href": opens(f"post/{m['post']}")}
        for m in members
    ]
    spec: Spec = {
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": 24},
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.8},
        "encoding": {
            "x": _since_the_first([m["minutes"] for m in values]),
            "y": {"field": "rank", "type": "ordinal", "title": "text"},
            "color": colour("tier", None, TIERS, {m["tier"] for m in members}),
            "href": LINKED,
        },
    }
    return spec


def claims(rows: Rows, zone: str) -> Spec:
    """One figure as it was claimed: `holder, published_at, value, silent`, steps for each holder; behind it what evidence says
    of the same time: `evidence_low, evidence_high`."""
    values = [
        {
            "holder": one["holder"],
            "at": wall(one["published_at"], zone),
            "value": one["value"],
            "silent": one["silent"],
            "href": opens(f"version/{one['version']}", start=one["start"], end=one["end"]),
        }
        | {"low": one["evidence_low"], "high": one["evidence_high"]}
        for one in rows[:_CLAIMS]
    ]
    measured = [value for value in values if value["high"] is not None]
    marks: Spec = {"x": _moment("at"), "y": {"field": "value", "type": "quantitative", "title": None}}
    colour = {"field": "holder", "type": "nominal", "title": None, "scale": {"range": list(TIERS.values())}}
    spec: Spec = {
        "data": {"values": values},
        "width": WIDTH - 60,
        "height": 200,
        "layer": [
            *([_behind(measured)] if measured else []),
            {
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "opacity": 0.8},
                "encoding": {**marks, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60},
                "encoding": {**marks, "color": colour, "shape": _SILENT, "href": LINKED},
            },
        ],
    }
    return spec


_SILENT: Spec = {
    "field": "silent",
    "type": "nominal",
    "legend": None,
    "scale": {"domain": [0, 1], "range": ["circle", "square"]},
}


def _behind(values: Rows) -> Spec:
    """What evidence says, least to most, as a band that runs from each claim to the next."""
    return {
        "data": {"values": values},
        "mark": {"type": "area", "interpolate": "step-after", "color": "#6b5b7b", "opacity": 0.3},
        "encoding": {
            "x": _moment("at"),
            "y": {"field": "low", "type": "quantitative", "title": None},
            "y2": {"field": "high"},
        },
    }


def _moment(field: str) -> Spec:
    """An axis of times within days."""
    axis = {"format": "%d %b %H:%M", "labelOverlap": True, "title": None, "tickCount": 8}
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def clock(days: Rows, crossings: Rows, zone: str) -> Spec:
    """The euphemism clock: `tier, day_us, share, share_low, share_high, line, plain`; crossings `tier, published_at, name`."""
    values = [
        {name: day[name] for name in ("tier", "share", "share_low", "share_high")}
        | {"at": wall(day["day_us"], zone), "posts": day["line"] + day["plain"]}
        | {"href": opens("data/lexicon", **between(day["day_us"], day["day_us"] + DAY, zone), tier=day["tier"])}
        for day in days
    ]
    crossed = [
        {"tier": c["tier"], "at": wall(c["published_at"], zone), "name": c["name"], "share": 1.04}
        | {"href": opens(f"version/{c['version']}", start=c["start"], end=c["end"])}
        for c in crossings
    ]
    place: Spec = {"x": time_axis("at"), "color": colour("tier", None, TIERS, {day["tier"] for day in days})}
    share: Spec = {"type": "quantitative", "title": None, "axis": {"format": "%", "values": [0, 0.25, 0.5, 0.75, 1]}}
    size = {"field": "posts", "type": "quantitative", "legend": None, "scale": {"range": [20, 200]}}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "opacity": 0.3},
            "encoding": {**place, "y": {"field": "share_low", **share}, "y2": {"field": "share_high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 0.85},
            "encoding": {**place, "y": {"field": "share", **share}, "size": size, "href": LINKED},
        },
    ]
    if crossed:
        mark = {"type": "point", "shape": "diamond", "filled": True, "size": 120, "stroke": "#222"}
        layers.append(
            {
                "data": {"values": crossed},
                "mark": mark,
                "encoding": {**place, "y": {"field": "share", **share}, "href": LINKED},
            }
        )
    return {"data": {"values": values}, "width": WIDTH - 40, "height": 190, "layer": layers}


def broken(days: Rows, found: dict[str, Any], zone: str) -> Spec:
    """A series with its break: days `day_us, value, exposure`; `found` has `measure, at, low, high, before, after, kind`."""
    rate = found["measure"] == "posts"
    whose = {found["scope"]: found["id"]}
    values = [
        {"at": wall(day["day_us"], zone), "value": day["value"] / day["exposure"] * 24 if rate else day["value"]}
        | {"href": opens("posts", **between(day["day_us"], day["day_us"] + DAY, zone), **whose)}
        for day in days
        if day["value"] is not None
    ]
    first, last = days[0]["day_us"], days[-1]["day_us"]
    times = 24 if rate else 1
    ends = ("low", "high") if found["kind"] == "ramp" else ("at", "at")
    levels = [
        {"from": wall(first, zone), "to": wall(found[ends[0]], zone), "level": found["before"] * times},
        {"from": wall(found[ends[1]], zone), "to": wall(last, zone), "level": found["after"] * times},
    ]
    band = [{"from": wall(found["low"], zone), "to": wall(found["high"] + 86_400 * SECOND, zone)}]
    axis = {"type": "quantitative", "title": None, "axis": {"format": ",~f" if rate else "%", "tickCount": 4}}
    layers: list[Spec] = [
        {
            "data": {"values": band},
            "mark": {"type": "rect", "color": "#d98032", "opacity": 0.25},
            "encoding": {"x": time_axis("from"), "x2": {"field": "to"}},
        },
        {
            "mark": {"type": "bar", "color": "#b9c9d1"},
            "encoding": {"x": time_axis("at"), "y": {"field": "value", **axis}, "href": LINKED},
        },
        {
            "data": {"values": levels},
            "mark": {"type": "rule", "strokeWidth": 2, "color": "#7a1f2b"},
            "encoding": {"x": time_axis("from"), "x2": {"field": "to"}, "y": {"field": "level", **axis}},
        },
    ]
    return {"data": {"values": values}, "width": WIDTH - 40, "height": 120, "layer": layers}


def ladder(weeks: Rows, rungs: list[str], zone: str) -> Spec:
    """How high blame climbs: `tier, week_us, height, height_low, height_high, posts`, a line a tier; `rungs` from the lowest."""
    columns = ("tier", "height", "height_low", "height_high", "posts")
    values = [
        {name: week[name] for name in columns}
        | {"week": wall(week["week_us"], zone)}
        | {"href": opens("data/blame", **between(week["week_us"], week["week_us"] + 7 * DAY, zone), tier=week["tier"])}
        for week in weeks
    ]
    names = dict(enumerate(rungs, 1))
    axis = {"values": list(names), "labelExpr": f"{json.dumps(names)}[datum.value]", "title": None, "labelLimit": 120}
    scale = {"domain": [0.5, len(rungs) + 0.5]}
    weekly = {
        **time_axis("week"),
        "axis": {"format": "%d %b", "title": None, "tickCount": {"interval": "week", "step": 1}},
    }
    place: Spec = {"x": weekly, "color": colour("tier", None, TIERS, {week["tier"] for week in weeks})}
    height: Spec = {"type": "quantitative", "scale": scale, "axis": axis}
    spec: Spec = {
        "data": {"values": values},
        "width": WIDTH - 90,
        "height": 26 * len(rungs),
        "layer": [
            {
                "mark": {"type": "rule", "opacity": 0.55, "strokeWidth": 2},
                "encoding": {**place, "y": {"field": "height_low", **height}, "y2": {"field": "height_high"}},
            },
            {
                "mark": {"type": "line", "opacity": 0.6, "strokeWidth": 1.5},
                "encoding": {**place, "y": {"field": "height", **height}},
            },
            {
                "mark": {"type": "point", "filled": True},
                "encoding": {
                    **place,
                    "y": {"field": "height", **height},
                    "size": sized("posts", (week["posts"] for week in weeks)),
                    "href": LINKED,
                },
            },
        ],
    }
    return spec


def matrix(pairs: Rows) -> Spec:
    """Who repeats whom: `earlier, later, share, shown`, a cell for each pair of tiers."""
    held = {pair[side] for pair in pairs for side in ("earlier", "later")}
    order = [name for name in TIERS if name in held] + sorted(held - TIERS.keys())
    values = [
        {key: pair[key] for key in ("earlier", "later", "share", "shown")}
        | {"href": opens("copies", earlier=pair["earlier"], later=pair["later"])}
        for pair in pairs
    ]
    top = max(pair["share"] for pair in pairs)
    place: Spec = {
        "x": {
            "field": "later",
            "type": "nominal",
            "sort": order,
            "title": "later",
            "scale": {"domain": order},
            "axis": {"labelAngle": -35},
        },
        "y": {"field": "earlier", "type": "nominal", "sort": order, "title": "earlier", "scale": {"domain": order}},
    }
    heat = {"field": "share", "type": "quantitative", "scale": {"range": ["#f6efe2", "#8f2d2d"]}, "legend": None}
    ink = {"condition": {"test": f"datum.share > {top * 0.55}", "value": "white"}, "value": "#222"}
    spec: Spec = {
        "data": {"values": values},
        "width": {"step": 62},
        "height": {"step": 30},
        "layer": [
            {"mark": "rect", "encoding": {**place, "color": heat, "href": LINKED}},
            {"mark": {"type": "text", "fontSize": 11}, "encoding": {**place, "text": {"field": "shown"}, "color": ink}},
        ],
    }
    return spec
