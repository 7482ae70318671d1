"""Roots of each claim, and what is known of it, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pyarrow as pa

from offscript.judge.corroboration.grades import Root, credibility, root
from offscript.judge.corroboration.lineages import circle, lineages
from offscript.model import ASSESSED, ROOT
from offscript.store.steps import Settings

Row = dict[str, Any]
STANDINGS = ("confirmed", "probable", "possible", "doubtful", "improbable", "open")
"""Credibility 1 to 6 in words."""


class _Judged(NamedTuple):
    """Statements of one claim in order, its roots, and the sources that cite each other in a circle."""

    rows: list[Row]
    roots: list[Root]
    circle: list[str]


def _judged(rows: pa.Table, settings: Settings) -> Iterator[_Judged]:
    """Every claim, judged."""
    by_time = [(name, "ascending") for name in ("claim", "published_at", "version", "start")]
    owners = {source["id"]: source["owner"] for source in settings["source"] if source.get("owner")}
    ordered = rows.sort_by(by_time).to_pylist()
    tiers = {row["source"]: row["tier"] for row in ordered} | {
        source["id"]: source["tier"] for source in settings["source"]
    }
    given = {row["source"]: row["reliability"] for row in ordered if row["reliability"]} | {
        source["id"]: source["reliability"] for source in settings["source"] if source.get("reliability")
    }
    for _, held in groupby(ordered, key=lambda row: row["claim"]):
        listed = list(held)
        yield _Judged(listed, [root(one, tiers, given) for one in lineages(listed, owners)], circle(listed))


def _root(number: int, one: Root) -> Row:
    kept = {name: one.first[name] for name in ("claim", "matter", "version", "start", "end", "post", "source")}
    return kept | {
        "root": number,
        "origin": one.origin,
        "origin_name": one.first["by_name"],
        "tier": one.tier,
        "first_at": one.rows[0]["published_at"],
        "stands": one.stands,
        "reliability": one.reliability,
        "basis": one.basis,
        "method": one.method,
        "against_interest": one.against_interest,
        "weight": one.weight,
        "statements": len(one.rows),
        "sources": sorted({row["source"] for row in one.rows}),
        "reasons": list(one.reasons),
    }


def roots(rows: pa.Table, settings: Settings) -> pa.Table:
    """The independent roots of every claim: statements of claims (`statements.sql`), to the table `root`."""
    found = [_root(number, one) for judged in _judged(rows, settings) for number, one in enumerate(judged.roots)]
    return pa.Table.from_pylist(found, schema=ROOT)


def _history(ordered: list[Row]) -> list[str]:
    """Each status the claim has had, with the time it first had it: `status µs`, in order of time."""
    first: dict[str, int] = {}
    for row in ordered:
        first.setdefault(f"{'partial ' if row['part'] else ''}{row['status']}", row["published_at"])
    return [f"{told} {at}" for told, at in first.items()]


def assessed(rows: pa.Table, settings: Settings) -> pa.Table:
    """What is known of every claim: statements of claims (`statements.sql`), to the table `assessed`."""
    return pa.Table.from_pylist([_assessed(*judged) for judged in _judged(rows, settings)], schema=ASSESSED)


def _assessed(ordered: list[Row], found: list[Root], circular: list[str]) -> Row:
    first = ordered[0]
    grade, rule = credibility(found, circular)
    ruled = next((row["credibility"] for row in ordered if row["credibility"]), None)
    if ruled:
        grade, rule = int(ruled), "a person's judgement"
    kept = {name: first[name] for name in ("claim", "matter", "version", "start", "end")}
    return kept | {
        "first_at": first["published_at"],
        "last_at": ordered[-1]["published_at"],
        "statements": len(ordered),
        "sources": len({one["source"] for one in ordered}),
        "affirmed": sum(one.stands > 0 for one in found),
        "denied": sum(one.stands < 0 for one in found),
        "open": sum(one.stands == 0 for one in found),
        "credibility": grade,
        "standing": STANDINGS[grade - 1],
        "rule": rule,
        "circle": circular,
        "history": _history(ordered),
    }
