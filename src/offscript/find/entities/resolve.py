"""Which names are one: the case's own entities first, then places of the gazetteer, then names with one key and like letters.

A person whom the case does not name stays a pseudonym: its names are compared as keyed digests, and never written.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
from rapidfuzz.fuzz import ratio

from offscript.find.entities.gazetteer import Place, land_name, lands, learn, places, settle
from offscript.find.entities.keys import latin
from offscript.find.entities.names import Known, known, name_key, normal
from offscript.model import NAMED
from offscript.store.catalogue import entries, figures
from offscript.store.steps import Settings
from offscript.text.keyed import hidden

ALIKE = 72.0
"""Two names with one key are one where their letters, in rough Latin, agree to this percentage."""

_TALLY = ["kind", "key", "base", "words", "uses"]
Row = dict[str, Any]


class Meant(NamedTuple):
    """What a name stands for: id, name to show, on what grounds, where it lies (°north, °east), how many it may be."""

    entity: str
    name: str
    basis: str
    lies: tuple[float, float] | None = None
    candidates: int = 1
    country: str | None = None


def _listed(settings: Settings) -> tuple[dict[str, str], dict[tuple[str, str], set[str]]]:
    """Names to show of the entities the case or the catalogue lists, and for each kind and key the entities that have it."""
    shown: dict[str, str] = {f"person:{name}": name for name in settings["people"]["named"]}
    shown |= {f"source:{source['id']}": source["name"] or source["id"] for source in settings["source"]}
    shown |= {entity["id"]: entity["name"] for entity in settings["entity"]}
    by_name: dict[str, Known] = dict(known(settings)[0])
    for voice in entries():
        for name in voice.names:
            by_name.setdefault(name, Known(f"body:{voice.name}", "organisation"))
            shown.setdefault(f"body:{voice.name}", voice.name)
    for figure in figures():
        for name in figure.names:
            by_name.setdefault(name, Known(f"figure:{figure.names[-1]}", "person"))
            shown.setdefault(f"figure:{figure.names[-1]}", figure.names[-1])
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, (entity, kind) in by_name.items():
        for lang in ("ru", "uk", "en"):
            if key := name_key(normal(name, kind if kind != "office" else "person", lang), kind, lang):
                keys[kind, hidden(key, settings["secret"]) if kind == "person" else key].add(entity)
    return shown, keys


def _placed(settings: Settings) -> dict[str, tuple[float, float]]:
    """Where the case's own places lie, by their ids."""
    listed = [one for one in settings["entity"] if one["latitude"] is not None]
    return {one["id"]: (one["latitude"], one["longitude"]) for one in listed}


@cache
def _lands() -> dict[str, str]:
    """Base forms of the names of countries and regions, each with its entity."""
    return {normal(name, "place", lang): of for name, of in lands().items() for lang in ("ru", "uk", "en")}


def _surnames(full: Iterable[str]) -> dict[str, set[str]]:
    """For each word of a person's full names, the full names that have it, by the last word only."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in full:
        if " " in name:
            found[name.split()[-1]].add(name)
    return found


def _person(row: Row, listed: Mapping[tuple[str, str], set[str]], full: Mapping[str, set[str]], post: set[str]) -> str:
    """Key of the person a name means: itself, or the only full name, of the post or else of the case, that ends in it."""
    key = str(row["key"])
    if " " in key or ("person", key) in listed:
        return key
    here = {name for name in post if name.split()[-1] == key}
    found = here or full.get(key, set())
    return min(found) if len(found) == 1 else key


def _clusters(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """For each kind and base form, the first base form with its key and like letters."""
    met: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        met[row["kind"], row["key"]].add(row["base"])
    found: dict[tuple[str, str], str] = {}
    for (kind, _), bases in met.items():
        leaders: list[str] = []
        for base in sorted(bases):
            leader = next((one for one in leaders if ratio(latin(one), latin(base)) >= ALIKE), None)
            if leader is None:
                leaders.append(leader := base)
            found[kind, base] = leader
    return found


def _countries(settings: Settings, found: Iterable[tuple[Place, ...]]) -> dict[str, float]:
    """How much each country weighs: one for those of the sources, else the share of names that can be nowhere else."""
    alone = Counter(options[0].country for options in found if len({place.country for place in options}) == 1)
    most = max(alone.values(), default=1)
    weights = {country: max(0.02, number / most) for country, number in alone.items()}
    return weights | {source["country"]: 1.0 for source in settings["source"] if source["country"]}


class _Case:
    """All names of a case (`tally`: each once, with how often it is used), and those of some posts, ready to be told apart."""

    def __init__(self, rows: list[Row], tally: list[Row], settings: Settings) -> None:
        self.shown, self.listed = _listed(settings)
        self.lying = _placed(settings)
        self.lands = _lands() if settings["gazetteer"] else {}
        persons = {row["key"] for row in tally if row["kind"] == "person"}
        self.full = _surnames(persons | {key for kind, key in self.listed if kind == "person"})
        self.of_post: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["kind"] == "person" and " " in row["key"]:
                self.of_post[row["post"]].add(row["key"])
        self.leaders = _clusters(row for row in tally if row["kind"] != "person")
        pairs = {(row["base"], row["words"]) for row in tally if row["kind"] == "place"}
        self.options: dict[tuple[str, str], tuple[Place, ...]] = dict.fromkeys(pairs, ())
        if settings["gazetteer"]:
            learn(name for pair in pairs for name in pair)
            self.options = {pair: places(pair) for pair in pairs}
        self.countries = _countries(settings, self.options.values())
        self.regions: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            options = self.options.get((row["base"], row["words"]), ()) if row["kind"] == "place" else ()
            if len(options) == 1:
                self.regions[row["post"]].add(f"{options[0].country}.{options[0].region}")
        words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for row in tally:
            if row["kind"] != "person":
                words[row["kind"], self.leaders[row["kind"], row["base"]]][row["words"]] += row["uses"]
        self.surface = {key: min(used, key=lambda word: (-used[word], word)) for key, used in words.items()}

    def meant(self, row: Row) -> Meant:
        """What a name of the case means."""
        if known := row["known"]:
            return Meant(known, self.shown.get(known) or known, "case", self.lying.get(known))
        key = row["key"]
        if row["kind"] == "person":
            key = _person(row, self.listed, self.full, self.of_post[row["post"]])
        named = self.listed.get((row["kind"], key), set())
        if len(named) == 1:
            entity = min(named)
            return Meant(
                entity,
                self.shown.get(entity, entity),
                "catalogue" if entity.startswith(("body:", "figure:")) else "case",
                self.lying.get(entity),
            )
        if row["kind"] == "person":
            digest = hashlib.sha256(key.encode()).hexdigest()[:10]
            return Meant(f"person-{digest}", f"person-{digest}", "key", None, max(1, len(named)))
        return self._place(row) or self._by_key(row)

    def _place(self, row: Row) -> Meant | None:
        if row["kind"] != "place":
            return None
        if land := self.lands.get(row["base"]):
            return Meant(land, land_name(land), "gazetteer", None, 1, land.partition("place:")[2] or None)
        options = self.options[row["base"], row["words"]]
        if not options:
            return None
        place = settle(options, self.countries, self.regions[row["post"]])
        if place is None:
            return self._by_key(row)._replace(basis="ambiguous", candidates=len(options))
        lies = (place.latitude, place.longitude)
        return Meant(place.id, place.name, "gazetteer", lies, len(options), place.country)

    def _by_key(self, row: Row) -> Meant:
        leader = self.leaders[row["kind"], row["base"]]
        return Meant(f"{row['kind']}:{latin(leader)}", self.surface[row["kind"], leader], "key")


def _tally(rows: pa.Table) -> pa.Table:
    """Each name once, with how often it is used."""
    return rows.group_by(["kind", "key", "base", "words"]).aggregate([([], "count_all")]).rename_columns(_TALLY)


def resolved(rows: pa.Table, settings: Settings) -> pa.Table:
    """Every name with the entity it stands for: names with `post, words` to the table `named`; all that the case has are among
    them, or `along` lists each once."""
    plain, tally = rows.to_pylist(), (settings["along"] if "along" in settings else _tally(rows)).to_pylist()
    case, out = _Case(plain, tally, settings), []
    for row in plain:
        meant = case.meant(row)
        latitude, longitude = meant.lies or (None, None)
        out.append(
            {name: row[name] for name in ("version", "post", "start", "end", "kind", "lang", "office_start")}
            | {"entity": meant.entity, "name": meant.name, "basis": meant.basis, "candidates": meant.candidates}
            | {"country": meant.country}
            | {"latitude": latitude, "longitude": longitude}
        )
    return pa.Table.from_pylist(out, schema=NAMED)
