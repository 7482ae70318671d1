"""Subjects that emerge, where texts lie on several machines: words are counted by day where the texts are, and only the uses of
those that grew are brought together."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from offscript.measure.subjects.bag import bag
from offscript.measure.subjects.emerging import Grown, Use, grown, subjects, told_of, uses_in
from offscript.model import EMERGING
from offscript.store.steps import Part, Settings, sql_beside

_WORD = {"stem": pa.int64(), "day_us": pa.int64()}
COUNTED = pa.schema({**_WORD, "texts": pa.int64()})
GROWN = pa.schema({**_WORD, "texts": pa.int64(), "expected": pa.float64(), "p": pa.float64()})
TOLD = pa.schema([*GROWN, pa.field("q", pa.float64())])
_NUMBERS = ("at", "start", "end")
USED = pa.schema({**_WORD, **{name: pa.int64() if name in _NUMBERS else pa.string() for name in Use._fields}})


def counted(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many of some texts have each stem, by day."""
    held = bag(rows)
    found = pa.table([pa.array(held.stem), rows["day_us"].take(pa.array(held.text))], names=list(_WORD))
    return found.group_by(list(_WORD)).aggregate([([], "count_all")]).rename_columns(COUNTED.names).cast(COUNTED)


def _table(found: list[Grown], days: list[int]) -> pa.Table:
    named = [dict(zip(GROWN.names, (one.stem, days[one.day], *one[2:]), strict=True)) for one in found]
    return pa.Table.from_pylist(named, schema=GROWN)


def grown_words(rows: pa.Table, settings: Settings) -> pa.Table:
    """Words that grew, of those all of whose days are among the rows."""
    daily = settings["along"].sort_by("day_us")
    rows = rows.sort_by([("stem", "ascending"), ("day_us", "ascending")])
    stem, at, texts = (rows[name].to_numpy() for name in COUNTED.names)
    days = daily["day_us"].to_numpy()
    found, _ = grown(stem, np.searchsorted(days, at), texts, daily["texts"].to_numpy())
    return _table(found, days.tolist())


def told_words(rows: pa.Table, settings: Settings) -> pa.Table:
    """Words that are told of, of all that grew."""
    listed = rows.to_pylist()
    found = [Grown(*(row[name] for name in GROWN.names)) for row in listed]
    told = told_of(found, listed[0]["looked_at"]) if listed else []
    return pa.Table.from_pylist([dict(zip(TOLD.names, (*one, q), strict=True)) for one, q in told], schema=TOLD)


def used(rows: pa.Table, settings: Settings) -> pa.Table:
    """Uses of these words on their days in some texts."""
    told = settings["along"]
    days, on_day = np.unique(told["day_us"].to_numpy(), return_inverse=True)
    rows = rows.filter(pc.is_in(rows["day_us"], pa.array(days)))
    size = max(1, len(days))
    asked = np.sort(told["stem"].to_numpy() * size + on_day)
    day = np.searchsorted(days, rows["day_us"].to_numpy())
    found = [
        {"stem": key // size, "day_us": int(days[key % size]), **use._asdict()}
        for key, use in uses_in(rows, bag(rows), day, asked, size)
    ]
    return pa.Table.from_pylist(found, schema=USED)


def emerged(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `emerging` of some days, all of whose uses are among the rows, with what is told of each word."""
    told: dict[tuple[int, int], tuple[Grown, float]] = {}
    uses: defaultdict[tuple[int, int], list[Use]] = defaultdict(list)
    for row in rows.to_pylist():
        key = row["stem"], row["day_us"]
        told[key] = Grown(*(row[name] for name in GROWN.names)), row["q"]
        uses[key].append(Use(*(row[name] for name in Use._fields)))
    return subjects(list(told.values()), uses)


def _sql(name: str) -> str:
    return sql_beside("offscript.measure.subjects", name)


ONCE = Part("once", _sql("once"))
"""The first of the versions that carry each text."""
EMERGING_PARTS: tuple[Part, ...] = (
    ONCE,
    Part("counted", _sql("free"), counted, COUNTED),
    Part("tally", "select stem, day_us, cast(sum(texts) as bigint) as texts from counted group by stem, day_us"),
    Part("daily", _sql("daily")),
    Part("grown", "select * from tally", grown_words, GROWN, by="stem", along="select * from daily"),
    Part("told", _sql("grown"), told_words, TOLD, by="whole"),
    Part("used", _sql("free"), used, USED, along="select * from told"),
    Part("emerging", _sql("emerged"), emerged, EMERGING, by="day_us"),
)
"""The table `emerging`."""
