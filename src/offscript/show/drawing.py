"""What all charts share: how a specification is drawn, the colours of tiers, times, and the links under marks.

A chart is a Vega-Lite specification (Satyanarayan et al. 2017) with its data inside; it is drawn to SVG without a browser or a
network. Times are drawn as wall time of the case's zone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import vl_convert

from offscript.model import SECOND
from offscript.show.labels import LOCALES, Locale, labelled

Rows = list[dict[str, Any]]
Spec = dict[str, Any]

STATES = {"covered": "#2f6f8f", "capped": "#d9a441", "unknown": "#c9c4bb", "uncovered": "#f1eee8"}
TIERS = {
    "ministry": "#7a1f2b",
    "official": "#b3443a",
    "wire": "#d98032",
    "broadcaster": "#c9a227",
    "aligned": "#8a7a3d",
    "independent": "#2f6f8f",
    "opposition": "#3f9c8f",
    "foreign": "#5a78b8",
    "adversary": "#4b4a8f",
    "monitor": "#6b5b7b",
    "unassigned": "#9a958c",
}
LINKS = "https://case.invalid/"
"""Where the link under a mark points to, before a page says where its rooms are; a name that never resolves (RFC 2606)."""
WIDTH = 640
_FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
_CONFIG: Spec = {
    "font": _FONT,
    "background": "transparent",
    "view": {"stroke": "transparent"},
    "axis": {
        "labelColor": "#444",
        "titleColor": "#444",
        "gridColor": "#e8e4dc",
        "domainColor": "#999",
        "labelLimit": 210,
    },
    "legend": {"labelColor": "#444", "titleColor": "#444", "orient": "top"},
}


_IDS = re.compile(r'(id="|url\(#|href="#)((?:clip|gradient)[\w-]*)')
_SIZE = re.compile(r'<svg ([^>]*?)width="([\d.]+)" height="[\d.]+"')
_LINK = re.compile(r'<a xlink:href="([^"]*)">(.*?)</a>', re.DOTALL)
_SAID = re.compile(r"; href: [^\"\s]*?(?=; |\")")


def whole(spec: Spec) -> Spec:
    """A specification with the project's fonts and colours, as other tools draw it."""
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec}


def drawn(spec: Spec, lang: str = "en") -> str:
    """A specification as SVG, its own words in a language; the links under its marks start with `LINKS`."""
    return _svg(json.dumps(whole(labelled(spec, lang))), LOCALES.get(lang))


@lru_cache(maxsize=64)
def _svg(said: str, locale: Locale | None) -> str:
    return str(vl_convert.vegalite_to_svg(said, format_locale=locale, time_format_locale=locale))


def _own(svg: str, number: int) -> str:
    """A drawing whose ids are its own among the drawings of a page, and whose marks do not read their links aloud."""
    return _SAID.sub("", _IDS.sub(rf"\g<1>c{number}-\g<2>", svg))


def plain(svg: str) -> str:
    """A drawing by itself: the links under its marks are taken away."""
    return _LINK.sub(r"\2", _SAID.sub("", svg))


def inline(svg: str, number: int) -> str:
    """A drawing for a page that leads nowhere: its size follows the column, the links under its marks are taken away."""
    sized = _SIZE.sub(r'<svg \1style="max-width:\2px"', _own(svg, number), count=1)
    return _LINK.sub(r"\2", sized)


def leading(svg: str, number: int, base: str) -> str:
    """A drawing for a page with rooms: the links under its marks lead to those under `base`."""

    def led(match: re.Match[str]) -> str:
        if not match[1].startswith(LINKS):
            return match[2]
        return f'<a href="{base}{match[1].removeprefix(LINKS)}">{match[2]}</a>'

    return _LINK.sub(led, _own(svg, number))


def opens(room: str, **state: str | int | None) -> str:
    """The address under a mark: a room, and what is chosen there."""
    return f"{LINKS}{room}?{urlencode({name: value for name, value in state.items() if value is not None})}"


LINKED: Spec = {"field": "href", "type": "nominal"}
"""The encoding of rows whose `href` says what opens under their mark."""


def between(low: int, high: int, zone: str) -> dict[str, str]:
    """A stretch of time as an address names it: wall time of the zone, to the minute."""
    return {"from": wall(low, zone)[:16], "to": wall(high, zone)[:16]}


def wall(at: int, zone: str) -> str:
    """A time as wall time of the zone; drawn as UTC, so that the machine's own zone has no say."""
    return datetime.fromtimestamp(at / SECOND, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%SZ")


def colour(field: str, title: str | None, palette: dict[str, str], held: set[str]) -> Spec:
    """Colours by name, those held only."""
    names = [name for name in palette if name in held] + sorted(held - palette.keys())
    scale = {"domain": names, "range": [palette.get(name, "#777777") for name in names]}
    return {"field": field, "type": "nominal", "title": title, "scale": scale}


def sized(field: str, counts: Iterable[int], largest: int = 260) -> Spec:
    """Sizes of marks by a number of posts or texts; the legend has up to four numbers that occur, the largest among them."""
    held = sorted(set(counts))
    shown = sorted({held[round(part * (len(held) - 1) / 3)] for part in range(4)})
    scale = {"domain": [0, held[-1]], "range": [30, largest]}
    legend = {"values": shown, "format": "d"}
    return {"field": field, "type": "quantitative", "title": field, "scale": scale, "legend": legend}


def time_axis(field: str) -> Spec:
    """An axis of days."""
    axis = {"format": "%d %b", "labelOverlap": True, "title": None, "tickCount": 10}
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}
