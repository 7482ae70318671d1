"""Roots of each claim, and what is known of it, as tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.judge.corroboration.grades import Root, credibility, root
from offscript.judge.corroboration.lineages import circle, lineages
from offscript.model import ASSESSED, ROOT
from offscript.store.steps import Settings

Row = dict[str, Any]
STANDINGS = ("confirmed", "probable", "possible", "doubtful", "improbable", "open")
"""Credibility 1 to 6 in words."""


def _judged(rows: pa.Table, settings: Settings) -> tuple[list[Row], list[Root], list[str]]:
    """Statements of one claim in order, its roots, and the sources that cite each other in a circle."""
    by_time = [(name, "ascending") for name in ("published_at", "version", "start")]
    ordered = rows.sort_by(by_time).to_pylist()
    owners = {source["id"]: source["owner"] for source in settings["source"] if source.get("owner")}
    tiers = {row["source"]: row["tier"] for row in ordered} | {
        source["id"]: source["tier"] for source in settings["source"]
    }
    given = {row["source"]: row["reliability"] for row in ordered if row["reliability"]} | {
        source["id"]: source["reliability"] for source in settings["source"] if source.get("reliability")
    }
    return ordered, [root(one, tiers, given) for one in lineages(ordered, owners)], circle(ordered)


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
    """The independent roots of a claim: statements of one claim (`statements.sql`), to the table `root`."""
    _, found, _ = _judged(rows, settings)
    return pa.Table.from_pylist([_root(number, one) for number, one in enumerate(found)], schema=ROOT)


def _history(ordered: list[Row]) -> list[str]:
    """Each status the claim has had, with the time it first had it: `status µs`, in order of time."""
    first: dict[str, int] = {}
    for row in ordered:
        first.setdefault(f"{'partial ' if row['part'] else ''}{row['status']}", row["published_at"])
    return [f"{told} {at}" for told, at in first.items()]


def assessed(rows: pa.Table, settings: Settings) -> pa.Table:
    """What is known of a claim: statements of one claim (`statements.sql`), to the table `assessed`."""
    ordered, found, circular = _judged(rows, settings)
    first = ordered[0]
    grade, rule = credibility(found, circular)
    ruled = next((row["credibility"] for row in ordered if row["credibility"]), None)
    if ruled:
        grade, rule = int(ruled), "a person's judgement"
    kept = {name: first[name] for name in ("claim", "matter", "version", "start", "end")}
    row = kept | {
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
    return pa.Table.from_pylist([row], schema=ASSESSED)
