"""Map: places named, by tier and time, over the gazetteer's own places as faint dots; no tiles are needed."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from math import cos, radians
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import Response

from offscript.show.brief.document import Chart
from offscript.show.drawing import LINKED, TIERS, WIDTH, Rows, Spec, colour, opens
from offscript.show.page.filters import Filters, filters
from offscript.show.page.render import Page
from offscript.show.page.rooms.posts import choices
from offscript.show.page.state import State
from offscript.show.saying import say

_PLACES, _BEHIND, _LEAST = 60, 900, 0.5

_READ = "import sys; from offscript.find.entities.gazetteer import dots; sys.stdout.buffer.write(dots().tobytes())"


def named(state: State, chosen: Filters) -> Rows:
    """Places by how many posts name them: `entity, name, tier` (that which names them most), `latitude, longitude, posts`."""
    values: list[str | int] = []
    parts = ["e.latitude is not null", "e.kind = 'place'"]
    for column, value in (("p.tier", chosen.tier), ("p.source", chosen.source)):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    for sign, bound in ((">=", chosen.low), ("<", chosen.high)):
        if bound is not None:
            parts.append(f"p.published_at {sign} ?")
            values.append(bound)
    if chosen.matter:
        parts.append("p.post in (select post from matter where matter = ?)")
        values.append(chosen.matter)
    return state.rows(
        "with named as (select e.entity, e.name, e.latitude, e.longitude, p.tier, count(distinct p.post) as posts "
        f"from entity as e inner join post as p on p.post = e.post where {' and '.join(parts)} group by all) "
        "select entity, min(name) as name, max(latitude) as latitude, max(longitude) as longitude, "
        "arg_max(tier, posts) as tier, cast(sum(posts) as bigint) as posts, count(distinct tier) as tiers "
        f"from named group by entity order by posts desc, entity limit {_PLACES}",
        *values,
    )


@cache
def load_dots() -> NDArray[np.float64]:
    """The gazetteer's places, read by a process of its own: its file takes half a gigabyte while it is read."""
    command = [sys.executable, "-c", _READ]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(told).reshape(-1, 3)


def _frame(rows: Rows) -> tuple[float, float, float, float]:
    """South, west, north, east of what is drawn, with room around."""
    latitudes, longitudes = [row["latitude"] for row in rows], [row["longitude"] for row in rows]
    tall = max(_LEAST, (max(latitudes) - min(latitudes)) * 0.12)
    wide = max(_LEAST, (max(longitudes) - min(longitudes)) * 0.12)
    return min(latitudes) - tall, min(longitudes) - wide, max(latitudes) + tall, max(longitudes) + wide


def _height(frame: tuple[float, float, float, float]) -> int:
    """How tall the drawing is, so that the frame fills it (Mercator's projection, about the middle latitude)."""
    south, west, north, east = frame
    shape = (north - south) / (east - west) / cos(radians((north + south) / 2))
    return round(min(620, max(260, (WIDTH + 120) * shape)))


def _behind(frame: tuple[float, float, float, float], gazetteer: bool) -> Rows:
    """The largest places of the gazetteer inside the frame, where the case uses it."""
    if not gazetteer:
        return []
    south, west, north, east = frame
    held = load_dots()
    latitude, longitude = held[:, 0], held[:, 1]
    inside = held[(latitude >= south) & (latitude <= north) & (longitude >= west) & (longitude <= east)][:_BEHIND]
    return [{"latitude": float(one[0]), "longitude": float(one[1])} for one in inside]


def drawn(rows: Rows, chosen: Filters, gazetteer: bool) -> Spec:
    """The map as a specification: faint dots of the gazetteer, a circle for each place named, its colour the tier's."""
    frame = _frame(rows)
    state: dict[str, str | int | None] = {
        "tier": chosen.tier or None,
        "from": chosen.since or None,
        "to": chosen.until or None,
    }
    values = [{**row, "href": opens("data/entity", entity=row["entity"], **state)} for row in rows]
    place: Spec = {
        "longitude": {"field": "longitude", "type": "quantitative"},
        "latitude": {"field": "latitude", "type": "quantitative"},
    }
    corners = {"type": "MultiPoint", "coordinates": [[frame[1], frame[0]], [frame[3], frame[2]]]}
    size: Spec = {"field": "posts", "type": "quantitative", "title": "posts", "scale": {"range": [40, 900]}}
    ink = colour("tier", None, TIERS, {row["tier"] for row in rows})
    circle: Spec = {"type": "circle", "opacity": 0.65, "stroke": "#222", "strokeWidth": 0.5}
    label: Spec = {"type": "text", "dy": -12, "fontSize": 11, "fill": "#22201c"}
    return {
        "width": WIDTH + 120,
        "height": _height(frame),
        "projection": {"type": "mercator", "fit": corners},
        "layer": [
            {
                "data": {"values": _behind(frame, gazetteer)},
                "mark": {"type": "circle", "size": 6, "color": "#c9c4bb", "opacity": 0.7, "aria": False},
                "encoding": place,
            },
            {
                "data": {"values": values},
                "mark": circle,
                "encoding": {**place, "size": size, "color": ink, "href": LINKED},
            },
            {"data": {"values": values[:24]}, "mark": label, "encoding": {**place, "text": {"field": "name"}}},
        ],
    }


def chart(chosen: Filters, rows: Rows, gazetteer: bool) -> Chart:
    """The map with its caption."""
    window = " ".join(part for part in (chosen.since, "–" if chosen.until else "", chosen.until) if part)
    of = ", ".join(part for part in (chosen.tier, chosen.source, chosen.matter, window) if part) or say("all posts")
    behind = say(
        "faint dots are the gazetteer's places (GeoNames, CC BY 4.0); a name of several stands where the text makes likely."
    )
    caption = say(
        "Places named ({of}): the circle grows with the posts that name the place, its colour is the tier that names it most; "
        "{behind}",
        of=of,
        behind=behind if gazetteer else say("they lie where the case says."),
    )
    return Chart(drawn(rows, chosen, gazetteer), caption)


def map_room(request: Request) -> Response:
    """The room."""
    page = Page(request)
    chosen = filters(request.query_params, page.zone)
    rows = named(page.state, chosen)
    given: dict[str, Any] = {"filters": chosen, "rows": rows, "choices": choices(page.state)}
    return page.answer(
        "map.html", "map", chart=chart(chosen, rows, page.state.settings.gazetteer) if rows else None, **given
    )
