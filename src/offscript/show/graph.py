"""Graphs of who does what to whom, drawn as dots: a row for each who, a column for each whom."""

from __future__ import annotations

from typing import Any

from offscript.model import DAY, HOUR, MINUTE
from offscript.show.drawing import LINKED, TIERS, WIDTH, Rows, Spec, between, colour, opens, sized, wall

_WEEKS = 4
_SOURCES = 40
_ALIKE = 2.0
"""Likeness is drawn up to here: what lies above is chance."""
_RUNGS = ("#c9c4bb", "#c9a227", "#d98032", "#b3443a", "#7a1f2b")


def blamed(pairs: Rows, rungs: list[str], zone: str) -> Spec:
    """Who blames whom, week by week: `by_name, of_name, rung, week_us, texts`; the last weeks, the highest blamed first."""
    weeks = sorted({pair["week_us"] for pair in pairs})[-_WEEKS:]
    height = {name: place for place, name in enumerate(rungs, 1)}
    kept = [pair for pair in pairs if pair["week_us"] in weeks]
    values = [
        {
            "by": pair["by_name"],
            "of": pair["of_name"],
            "texts": pair["texts"],
            "height": height.get(pair["rung"], 0),
            "week": wall(pair["week_us"], zone)[:10],
            "href": opens(
                "data/blame",
                **between(pair["week_us"], pair["week_us"] + 7 * DAY, zone),
                by_name=pair["by_name"],
                of_name=pair["of_name"],
            ),
        }
        for pair in kept
    ]
    highest = {value["of"]: 0 for value in values}
    for value in values:
        highest[value["of"]] = max(highest[value["of"]], value["height"])
    order = sorted(highest, key=lambda name: (-highest[name], name))
    holders = sorted({value["by"] for value in values})
    label = {"labelLimit": 150}
    panel: Spec = {
        "width": max(120, (WIDTH - 160) // len(weeks)),
        "height": {"step": 20},
        "mark": {"type": "point", "filled": True, "opacity": 0.9},
        "encoding": {
            "x": {
                "field": "of",
                "type": "nominal",
                "title": None,
                "scale": {"domain": order},
                "axis": {**label, "labelAngle": -40},
            },
            "y": {"field": "by", "type": "nominal", "title": None, "scale": {"domain": holders}, "axis": label},
            "size": sized("texts", (value["texts"] for value in values), 320),
            "color": {
                "field": "height",
                "type": "quantitative",
                "legend": None,
                "scale": {"domain": [0, len(rungs)], "range": list(_RUNGS)},
            },
            "href": LINKED,
        },
    }
    facet = {"column": {"field": "week", "type": "nominal", "title": "week", "header": {"labelColor": "#333"}}}
    return {"data": {"values": values}, "facet": facet, "spec": panel, "spacing": 12}


def dominoes(rows: Rows) -> Spec:
    """When each source got there: `name, tier, state, lag_low_us, lag_high_us`, a row a source in the order given; hours since."""
    values = [
        {
            "name": one["name"],
            "tier": one["tier"],
            "low": one["lag_low_us"] / HOUR,
            "high": (one["lag_high_us"] if one["lag_high_us"] is not None else one["lag_low_us"]) / HOUR,
            "never": one["state"] == "never",
            "href": opens(f"version/{one['version']}", start=one["start"], end=one["end"])
            if one["version"]
            else opens("posts", source=one["source"]),
        }
        for one in rows[:_SOURCES]
        if one["lag_low_us"] is not None
    ]
    order = list(dict.fromkeys(value["name"] for value in values))
    x: Spec = {"field": "high", "type": "quantitative", "title": "hours after the first outside report"}
    place: Spec = {
        "y": {"field": "name", "type": "nominal", "title": None, "sort": order, "axis": {"labelLimit": 200}},
        "color": colour("tier", None, TIERS, {value["tier"] for value in values}),
    }
    shape = {
        "condition": {"test": "datum.never", "value": "triangle-right"},
        "value": "circle",
    }
    ink = {"condition": {"test": "datum.never", "value": 0.35}, "value": 0.95}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "opacity": 0.4},
            "encoding": {**place, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 80},
            "encoding": {**place, "x": x, "shape": shape, "opacity": ink, "href": LINKED},
        },
    ]
    return {"data": {"values": values}, "width": WIDTH - 60, "height": {"step": 18}, "layer": layers}


_KINDS = {
    "avoidance": "#7a1f2b",
    "outage": "#b3443a",
    "quiet": "#d98032",
    "uncovered": "#c9c4bb",
    "capped": "#c9c4bb",
}


def silences(rows: Rows, hours: Rows, zone: str) -> Spec:
    """Silences `scope, name, voice, matter, kind, from_us, to_us` as bands, with hours in which their voices posted (`scope, name,
    matter, from_us, at`)."""

    def label(one: dict[str, Any]) -> str:
        return f"{one['voice']}: {one['matter']}" if one["matter"] else str(one["voice"])

    names = {(one["scope"], one["name"], one["matter"] or "", one["from_us"]): label(one) for one in rows}
    bands = [
        {"who": label(one), "from": wall(one["from_us"], zone), "to": wall(one["to_us"], zone), "kind": one["kind"]}
        | {
            "href": opens(
                "posts", **between(one["from_us"] - DAY, one["to_us"] + DAY, zone), **{one["scope"]: one["name"]}
            )
        }
        for one in rows
    ]
    keys = [(names.get((hour["scope"], hour["name"], hour["matter"], hour["from_us"])), hour["at"]) for hour in hours]
    ticks = [{"who": who, "at": wall(at, zone)} for who, at in keys if who]
    place: Spec = {"y": {"field": "who", "type": "nominal", "title": None, "sort": [band["who"] for band in bands]}}
    layers: list[Spec] = [
        {
            "data": {"values": bands},
            "mark": {"type": "bar", "height": 16, "opacity": 0.55},
            "encoding": {
                **place,
                "x": {
                    "field": "from",
                    "type": "temporal",
                    "title": None,
                    "scale": {"type": "utc"},
                    "axis": {"format": "%d %b", "labelOverlap": True, "tickCount": 8},
                },
                "x2": {"field": "to"},
                "color": colour("kind", None, _KINDS, {band["kind"] for band in bands}),
                "href": LINKED,
            },
        },
        {
            "data": {"values": ticks},
            "mark": {"type": "tick", "color": "#2f6f8f", "height": 12, "thickness": 1.5, "opacity": 0.7},
            "encoding": {**place, "x": {"field": "at", "type": "temporal"}},
        },
    ]
    return {"width": WIDTH - 60, "height": {"step": 24}, "layer": layers}


def unison(days: Rows, zone: str) -> Spec:
    """Likeness by day, a panel an aspect: `aspect, name` (tier), `at, value, low, high`."""
    values = [
        {
            "aspect": day["aspect"],
            "tier": day["name"],
            "at": wall(day["at"], zone),
            "value": min(day["value"], _ALIKE),
            "low": day["low"],
            "href": opens("posts", **between(day["at"], day["at"] + DAY, zone), tier=day["name"]),
            "high": None if day["high"] is None else min(day["high"], _ALIKE),
        }
        for day in days
    ]
    x: Spec = {
        "field": "at",
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc"},
        "axis": {"format": "%d %b", "labelOverlap": True, "tickCount": 8},
    }
    y: Spec = {"type": "quantitative", "title": None, "axis": {"tickCount": 4}}
    ink = colour("tier", None, TIERS, {value["tier"] for value in values})
    shade: Spec = {"color": {**ink, "legend": {"symbolOpacity": 1, "symbolType": "circle", "symbolStrokeWidth": 0}}}
    layers: list[Spec] = [
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "area", "opacity": 0.15},
            "encoding": {**shade, "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "point": {"size": 22}, "strokeWidth": 2},
            "encoding": {**shade, "x": x, "y": {**y, "field": "value"}, "href": LINKED},
        },
    ]
    facet = {"column": {"field": "aspect", "type": "nominal", "title": None, "sort": "descending"}}
    panel = {"width": WIDTH // 2 - 50, "height": 150, "layer": layers}
    return {"data": {"values": values}, "facet": facet, "spec": panel, "resolve": {"scale": {"y": "independent"}}}


def lags(pairs: Rows) -> Spec:
    """Lags of pairs `a_name, b_name, matter, lag_us, lag_low_us, lag_high_us, weight`, in the order given; minutes on a log
    scale."""
    values = [
        {
            "pair": f"{pair['a_name']} → {pair['b_name']}: {pair['matter']}",
            "lag": pair["lag_us"] / MINUTE,
            "low": max(pair["lag_low_us"] or pair["lag_us"], MINUTE // 2) / MINUTE,
            "high": (pair["lag_high_us"] or pair["lag_us"]) / MINUTE,
            "weight": pair["weight"] or 0.1,
        }
        for pair in pairs
    ]
    order = [value["pair"] for value in values]
    axis = {
        "values": [1, 5, 15, 60, 240, 720],
        "labelExpr": "datum.value < 60 ? datum.value + ' min' : datum.value / 60 + ' h'",
    }
    x: Spec = {"field": "lag", "type": "quantitative", "title": None, "scale": {"type": "log"}, "axis": axis}
    place: Spec = {"y": {"field": "pair", "type": "nominal", "title": None, "sort": order, "axis": {"labelLimit": 320}}}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "color": "#b9c9d1", "strokeWidth": 3},
            "encoding": {**place, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "color": "#7a1f2b", "opacity": 0.9},
            "encoding": {
                **place,
                "x": x,
                "size": {
                    "field": "weight",
                    "type": "quantitative",
                    "title": "posts that follow one",
                    "scale": {"range": [30, 260]},
                },
            },
        },
    ]
    return {"data": {"values": values}, "width": WIDTH - 260, "height": {"step": 22}, "layer": layers}
