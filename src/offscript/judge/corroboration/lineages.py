"""Statements of a claim folded to their roots: who has it from whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from offscript.store.groups import Groups

Row = dict[str, Any]
Owners = Mapping[str, str]
_NAME = re.compile(r"[A-ZА-ЯІЇЄҐЁ]|[«“„\"]")
NOBODY = "origin:unknown"
"""Whoever is not named may be one and the same."""


class Lineage(NamedTuple):
    """Statements that go back to one root, in order of time, and why they are held to be one."""

    rows: list[Row]
    reasons: tuple[str, ...]


def place(row: Row) -> str:
    """The name of a statement: version and place."""
    return f"{row['version']}:{row['start']}"


def own(row: Row) -> bool:
    """Whether a source says it in its own voice."""
    return row["voice"] in ("own", "endorsed")


def origin(row: Row) -> str:
    """Whose word it is: the source's own, the speaker's, or that of nobody who is named."""
    if own(row):
        return f"source:{row['source']}"
    if row["by"]:
        return str(row["by"])
    named = row["speaker"] or ""
    return f"words:{named.casefold()}" if _NAME.search(named) else NOBODY


def _joins(rows: list[Row], owners: Owners) -> Iterator[tuple[str, str, str]]:
    """What makes statements one lineage: two names that are one, and the reason; statements, speakers and owners are names.

    A statement that carries an earlier one belongs to that one alone: whoever carries two roots does not make them one.
    """
    known, carried = {place(row) for row in rows}, set[str]()
    for row in rows:
        for link in row["links"] or ():
            basis, _, other = link.rpartition(" ")
            if other in known:
                carried.add(place(row))
                yield place(row), other, basis
    told = [row for row in rows if place(row) not in carried]
    for row in told:
        yield place(row), origin(row), "unknown source" if origin(row) == NOBODY else "same speaker"
        if own(row) and row["source"] in owners:
            yield place(row), f"owner:{owners[row['source']]}", "same owner"


def lineages(rows: list[Row], owners: Owners) -> list[Lineage]:
    """The lineages of a claim, in the order of their first statements.

    Args:
        rows: statements of one claim, in order of time: `version, start, source, voice, by, speaker, links`.
        owners: owner of each source, where known.
    """
    groups = Groups()
    held = {place(row): 1 for row in rows}
    why: list[tuple[str, str]] = []
    for one, other, basis in _joins(rows, owners):
        low, high = groups.root(one), groups.root(other)
        if low == high:
            continue
        if held.get(low) and held.get(high):
            why.append((one, basis))
        groups.join(one, other)
        held[groups.root(one)] = held.get(low, 0) + held.get(high, 0)
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[groups.root(place(row))].append(row)
    reasons: dict[str, list[str]] = defaultdict(list)
    for name, basis in why:
        listed = reasons[groups.root(name)]
        if basis not in listed:
            listed.append(basis)
    return [Lineage(listed, tuple(reasons[root])) for root, listed in members.items()]


def circle(rows: list[Row]) -> list[str]:
    """Sources that cite each other round for the same claim, by name; empty where nobody does.

    A source cites another where it gives the words as the other's. In a circle each is reached from each along citations (a
    strongly connected component of two or more; found by reach, since the sources of a claim are few).
    """
    cites: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        cited = origin(row).removeprefix("source:")
        if origin(row).startswith("source:") and cited != row["source"]:
            cites[row["source"]].add(cited)
    reached = {one: _reach(one, cites) for one in cites}
    return sorted(one for one in reached if one in reached[one])


def _reach(start: str, cites: Mapping[str, set[str]]) -> set[str]:
    """Sources reached from one along citations."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in cites.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
