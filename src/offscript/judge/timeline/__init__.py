"""Timeline: what outside evidence dates, and beside it what was said when: breaks, claims as their status changes, admissions,
blame as it climbs, figures changed without saying so, promises that were broken or fell due.

Events are the case's own (`[[event]]`, each with the report that dates it). All else follows from other tables and points to their
words. Of an event with a matter, `account` has the versions: what each tier first said of that matter in the thirty days after it,
in its own voice and the matter's words — that something is so, that it is not, and how far it admitted it — and how long after.
Nothing new is found here.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.case import EventSettings
from offscript.case import Settings as CaseSettings
from offscript.model import EVENT
from offscript.store.steps import Group, Query, Settings, Step, sql_beside


def timeline(rows: pa.Table, settings: Settings) -> pa.Table:
    """Everything dated, in order of time (`timeline.sql`): to the table `event`."""
    told = CaseSettings.model_validate({"zone": settings["zone"]})
    nothing = {"refers": None, "tier": None, "source": None, "version": None, "start": None, "end": None}
    found: list[dict[str, Any]] = [
        {"at": told.micros(one.at), "kind": "event", "what": f"{one.name} ({one.source})" if one.source else one.name}
        | {"matter": one.matter or None}
        | nothing
        for one in map(EventSettings.model_validate, settings["event"])
    ]
    found += rows.to_pylist()
    found.sort(
        key=lambda row: (row["at"], row["kind"] != "event", row["kind"], row["version"] or "", row["start"] or 0)
    )
    return pa.Table.from_pylist(found, schema=EVENT)


STEPS: tuple[Step, ...] = (
    Group(
        "event",
        "timeline",
        sql_beside("offscript.judge.timeline", "timeline"),
        "event",
        timeline,
        settings=("event", "zone"),
    ),
    Query("account", "timeline", sql_beside("offscript.judge.timeline", "account"), "account"),
)
