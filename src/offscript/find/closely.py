"""Which posts are read closely: all, or for an archive of millions those that the case asks about.

Languages, addresses, persons to be hidden, the words of matters and who repeats whom are found in every post. What takes a
thousand times as long (names, voices, figures, promises, blame, what is said) is found where this table has the version: in
all, or (`close_reading = "matters"`) in posts about a matter and in those that share a cascade with one, so that a copy from
which the matter's word was taken out is read too. Shares of posts are then of posts read closely; the brief says how many.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from offscript.store.steps import Group, Map, Settings, Step, sql_beside

_CLOSE = """select chosen.*
from (
{sql}
) as chosen
inner join close_read as near on near.version = chosen.version"""


def only_close(step: Map) -> Map:
    """The same map over the versions that are read closely."""
    return replace(step, sql=_CLOSE.format(sql=step.sql))


def close(rows: pa.Table, settings: Settings) -> pa.Table:
    """Versions that are read closely: `version, asked` (whether the case asks about it) to `close_read`."""
    found = rows if settings["close_reading"] == "all" else rows.filter(rows["asked"])
    return found.select(["version"])


STEPS: tuple[Step, ...] = (
    Group(
        "close_read",
        "close_reading",
        sql_beside("offscript.find", "closely"),
        "close_read",
        close,
        settings=("close_reading",),
        linked=(),
    ),
)
