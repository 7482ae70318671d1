"""A case seen through a choice: the tables of findings hold only what is about a tier, a source, a matter, a stretch of time.

Rows that point to a post are kept where the post is chosen; links, where one of their ends is; rows about claims and copies, where
one of the posts is; rows about a tier, a source or a matter, where they are about one chosen (beside a source stands its own
tier); rows about a time, where it lies in the days chosen. Posts, sources and their words are all there, for rows to name them.
What was worked out over the whole collection — intervals, chances, odds — stands as it was: it is chosen among, not worked out
anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import NamedTuple

import duckdb

from offscript.case import Settings
from offscript.model import SECOND, TABLES
from offscript.show.brief.document import Section
from offscript.show.brief.sections import SECTIONS
from offscript.show.brief.view import View
from offscript.store.veil import WORDED

_WHOLE = frozenset({"post", "version", "source", "ghost", "file", "reject", "step", "entity", "cascade", "private"})
"""Tables that others name; never narrowed."""
_ENDS = (("earlier_version", "later_version"), ("a_version", "b_version"))
_MOMENTS = ("published_at", "at", "observed_at", "day_us", "hour_us", "happened_at", "deadline")
_DAYS = ("day", "week")
_OF_CLAIMS = ("assessed", "root")
"""Tables that tell of a whole claim, whichever statement of it they point to."""
_SIDES = (("a", "b"), ("earlier", "later"))
_POSTS = """create temp table chosen as
select p.post, v.version
from memory.main.post as p
inner join memory.main.version as v on v.post = p.post
inner join memory.main.source as s on s.source = p.source
where
    ($tier is null or s.tier = $tier)
    and ($source is null or p.source = $source)
    and ($low is null or p.published_at >= $low)
    and ($high is null or p.published_at < $high)
    and ($matter is null or v.version in (select m.version from memory.main.matter as m where m.matter = $matter))"""


class Choice(NamedTuple):
    """What is chosen; None: all. `low` and `high` bound the time in µs."""

    tier: str | None = None
    source: str | None = None
    matter: str | None = None
    low: int | None = None
    high: int | None = None


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _either(table: str, one: str, other: str, key: str) -> str:
    """Links one of whose ends is chosen, in SQL: found by their ends alone, before words are blotted out in those that stay."""
    held = f"{one} in (select {key} from chosen) or {other} in (select {key} from chosen)"
    return (
        f'({one}, {other}) in (select ({one}, {other}) from memory.main."{table}" where {held})'
        if table in WORDED
        else held
    )


class _Narrow:
    """What a choice means for the rows of a table, in SQL."""

    def __init__(self, choice: Choice, tiers: dict[str, str], settings: Settings) -> None:
        self._matter = choice.matter
        self._tier = choice.tier or (tiers.get(choice.source) if choice.source else None)
        inside = [choice.source] if choice.source else [name for name, tier in tiers.items() if tier == choice.tier]
        self._sources = ", ".join(map(_text, inside)) or "''"
        self._by_whom = choice.tier is not None or choice.source is not None
        zone = settings.timezone
        low = None if choice.low is None else datetime.fromtimestamp(choice.low / SECOND, zone)
        last = None if choice.high is None else datetime.fromtimestamp(choice.high / SECOND - 1, zone).date()
        monday = low.date() - timedelta(days=low.weekday()) if low else None
        self._days = {"day": (low.date() if low else None, last), "week": (monday, last)}
        self._low = round(datetime.combine(low.date(), time(), zone).timestamp()) * SECOND if low else None
        self._high = choice.high

    def _who(self, names: list[str]) -> str | None:
        """Whose a row is: a tier's, a source's, or of two of them, one of which is enough."""
        if not self._by_whom:
            return None
        tier, held = _text(self._tier or ""), self._sources
        if "scope" in names and "name" in names:
            return f"(scope not in ('tier', 'source') or scope = 'tier' and name = {tier} or scope = 'source' and name in ({held}))"
        if "source" in names:
            return (
                f"(source in ({held}) or source is null and tier = {tier})"
                if "tier" in names
                else f"source in ({held})"
            )
        for one, other in _SIDES:
            if one in names and other in names:
                return f"({one} in ({tier}, {held}) or {other} in ({tier}, {held}))"
        return f"tier = {tier}" if "tier" in names else None

    def _when(self, names: list[str]) -> list[str]:
        if "from_us" in names and "to_us" in names:
            bounds = [("to_us", ">", self._low), ("from_us", "<", self._high)]
        elif moment := next((name for name in _MOMENTS if name in names), None):
            bounds = [(moment, ">=", self._low), (moment, "<", self._high)]
        elif day := next((name for name in _DAYS if name in names), None):
            days = zip((">=", "<="), self._days[day], strict=True)
            return [f'"{day}" {sign} {_text(bound.isoformat())}' for sign, bound in days if bound is not None]
        else:
            return []
        return [f'"{name}" {sign} {bound}' for name, sign, bound in bounds if bound is not None]

    def _about(self, names: list[str]) -> str:
        """Rows that point to no post: by whom, of what, when."""
        parts = [self._who(names), *self._when(names)]
        if self._matter is not None and "matter" in names:
            parts.append(f"matter = {_text(self._matter)}")
        return " and ".join(part for part in parts if part) or "true"

    def rows(self, table: str) -> str:
        """The rows of a table that are chosen, as a condition. The stretch all sources share is about all of them, or not told."""
        names = TABLES[table].names
        if table == "stretch":
            return "false" if self._by_whom else "true"
        if table == "spread":
            return "cascade in (select cascade from memory.main.cascade where post in (select post from chosen))"
        if table == "edit":
            return _either(table, "earlier", "later", "post")
        if table in _OF_CLAIMS:
            return "claim in (select claim from memory.main.claim where post in (select post from chosen))"
        for key in ("post", "version"):
            if key in names:
                return f"{key} in (select {key} from chosen) or {key} is null and {self._about(names)}"
        for one, other in _ENDS:
            if one in names and other in names and "a" not in names:
                return _either(table, one, other, "version")
        return self._about(names)


@contextmanager
def narrowed(connection: duckdb.DuckDBPyConnection, settings: Settings, choice: Choice) -> Iterator[View]:
    """A view of a case that holds what is chosen, for as long as it is used.

    Args:
        connection: sees the tables of the case as they may be shown.
        settings: of the case.
        choice: what is chosen.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, choice._asdict())
        listed = cursor.execute("select source, tier from memory.main.source").fetchall()
        narrow = _Narrow(choice, dict(listed), settings)
        for table in TABLES.keys() - _WHOLE:
            held = f'select * from memory.main."{table}" where {narrow.rows(table)}'
            cursor.execute(f'create temp view "{table}" as {held}')
        yield View(cursor, settings)


def composed(view: View, names: tuple[str, ...]) -> dict[str, Section]:
    """Sections by their names, composed over what a view holds."""
    known = {compose.__module__.rpartition(".")[2]: compose for compose in SECTIONS}
    return {name: known[name](view) for name in names}
