"""The packaged catalogue of well-known public bodies and outlets: it suggests a tier, and claims nothing about owners."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from offscript.read.identity import name_key
from offscript.text.beside import toml_beside


class Entry(NamedTuple):
    """A well-known voice."""

    name: str
    tier: str
    language: str
    country: str
    handles: tuple[str, ...]
    names: tuple[str, ...]
    hosts: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """All voices of the catalogue."""
    return tuple(
        Entry(
            voice["names"][0],
            voice["tier"],
            voice["language"],
            voice["country"],
            tuple(voice.get("handles", [])),
            tuple(voice["names"]),
            tuple(voice.get("hosts", [])),
        )
        for voice in toml_beside("offscript.store", "catalogue")["voice"]
    )


@cache
def _index() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries():
        for form in (
            *(f"@{handle.lower()}" for handle in entry.handles),
            *(name_key(name) for name in entry.names),
            *(f"web:{host}" for host in entry.hosts),
        ):
            found.setdefault(form, entry)
    return found


def suggest(keys: set[str], handles: set[str], names: set[str]) -> Entry | None:
    """The voice that these keys, handles or display names look like; a handle says more than a name."""
    forms = [
        *sorted(f"@{handle.lower()}" for handle in handles),
        *sorted(keys),
        *sorted(name_key(name) for name in names),
    ]
    return next((_index()[form] for form in forms if form in _index()), None)


class Figure(NamedTuple):
    """A holder of a high public office: names in three languages, the office, who put him on the list and why."""

    names: tuple[str, ...]
    office: str
    by: str
    why: str


@cache
def figures() -> tuple[Figure, ...]:
    """Public figures who may appear by name in every case."""
    listed = toml_beside("offscript.store", "figures")
    return tuple(
        Figure(tuple(names), office, listed["by"], listed["why"]) for office, names in listed["figures"].items()
    )
