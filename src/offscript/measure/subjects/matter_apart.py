"""What a matter's terms may miss, where texts lie on several machines: words are counted where the texts are, and only the uses of
the surest, how much each text sounds like the matter, and what is drawn are brought together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from offscript.measure.subjects.bag import among, bag, hit_by
from offscript.measure.subjects.emerging_apart import ONCE
from offscript.measure.subjects.matter import (
    FEWEST,
    SAMPLE,
    TERMS,
    alike_in,
    deviations,
    lot,
    near_of,
    strange,
    to_label,
)
from offscript.model import SAMPLED, SUGGESTED
from offscript.store import many
from offscript.store.steps import Part, Settings, sql_beside
from offscript.text.coded import coded

Row = dict[str, Any]
_STEM = {"matter": pa.string(), "stem": pa.int64()}
_MET = {"published_at": pa.int64(), "post": pa.string()}
COUNTED = pa.schema({"matter": pa.string(), "language": pa.string(), "stem": pa.int64(), "texts": pa.int64()})
DEVIATED = pa.schema({**_STEM, "z": pa.float64()})
FIRST = pa.schema({"stem": pa.int64(), **_MET, "start": pa.int64(), "word": pa.string()})
SUREST = pa.schema({**_STEM, "z": pa.float64(), "place": pa.int64()})
SOUNDS = pa.schema(
    {"matter": pa.string(), "version": pa.string(), "post": pa.string(), "alike": pa.float64()}
    | {"hit": pa.bool_(), "once": pa.bool_()}
)
MIDDLE = pa.schema({"matter": pa.string(), "middle": pa.float64()})
LOTS = pa.schema({name: pa.string() for name in ("matter", "kind", "lot", "version")} | {"alike": pa.float64()})
USED = pa.schema(
    {**_STEM, "hit": pa.bool_(), **_MET, "source": pa.string(), "version": pa.string()}
    | {"start": pa.int64(), "end": pa.int64(), "word": pa.string()}
)
WEIGHED = pa.schema([*SUGGESTED.remove_metadata(), pa.field("place", pa.int64()), pa.field("sources", pa.int64())])


def counted(rows: pa.Table, settings: Settings) -> pa.Table:
    """How many of some texts have each stem, by language: of each matter's (matter named), and of all (no name)."""
    held, language = bag(rows), rows["language"]
    hit, out = hit_by(rows, (matter["id"] for matter in settings["matter"])), [COUNTED.empty_table()]
    for matter in ("", *hit):
        mine = held.only(hit[matter][held.text]) if matter else held
        found = pa.table([language.take(pa.array(mine.text)), pa.array(mine.stem)], names=["language", "stem"])
        tally = found.group_by(["language", "stem"]).aggregate([([], "count_all")])
        columns = [
            pa.array([matter] * len(tally), pa.string()),
            *(tally[name] for name in ("language", "stem", "count_all")),
        ]
        out.append(pa.table(columns, schema=COUNTED))
    return pa.concat_tables(out)


def _each(rows: pa.Table, name: str) -> dict[str, pa.Table]:
    return {one[name][0].as_py(): one for one in many.cut(rows.sort_by(name), name)}


def deviated(rows: pa.Table, settings: Settings) -> pa.Table:
    """Stems that surely set matters apart, of those all of whose counts are among the rows."""
    out = [DEVIATED.empty_table()]
    for matter, mine in _each(rows, "matter").items():
        mine = mine.sort_by([("language", "ascending"), ("stem", "ascending")])
        _, language = coded(mine["language"])
        stems, z = deviations(language, *(mine[name].to_numpy() for name in ("stem", "texts", "inside")))
        out.append(pa.table([pa.array([matter] * len(stems), pa.string()), stems, z], schema=DEVIATED))
    return pa.concat_tables(out)


def first_uses(rows: pa.Table, settings: Settings) -> pa.Table:
    """The first use of each of these stems among some texts."""
    asked = np.sort(settings["along"]["stem"].to_numpy())
    held = bag(rows)
    held = held.only(among(asked, held.stem)[0])
    found: dict[int, Row] = {}
    for text, stem, start, end in zip(*(column.tolist() for column in held), strict=True):
        row = {"stem": stem, **{name: rows[name][text].as_py() for name in _MET}, "start": start}
        known = found.get(stem)
        if known is None or (row["published_at"], row["post"]) < (known["published_at"], known["post"]):
            found[stem] = row | {"word": rows["text"][text].as_py()[start:end]}
    return pa.Table.from_pylist(list(found.values()), schema=FIRST)


def surest(rows: pa.Table, settings: Settings) -> pa.Table:
    """The surest stems of matters, their own terms aside, in order; `word`: as each first stands."""
    named = {matter["id"]: matter for matter in settings["matter"]}
    out = [SUREST.empty_table()]
    for matter, mine in _each(rows, "matter").items():
        mine = mine.sort_by("stem")
        stems, z = strange(mine["stem"].to_numpy(), mine["z"].to_numpy(), mine["word"].to_pylist(), named[matter])
        columns = [pa.array([matter] * len(stems), pa.string()), stems, z, np.arange(len(stems))]
        out.append(pa.table(columns, schema=SUREST))
    return pa.concat_tables(out)


def sounds(rows: pa.Table, settings: Settings) -> pa.Table:
    """How much some texts sound like each matter, where they do or its terms find them."""
    held, each, out = bag(rows), _each(settings["along"], "matter"), [SOUNDS.empty_table()]
    hits = hit_by(rows, each)
    for matter, mine in each.items():
        mine = mine.filter(mine["stem"].is_valid()).sort_by("stem")
        alike = alike_in(held, len(rows), mine["stem"].to_numpy(), mine["z"].to_numpy())
        hit = hits[matter]
        told = pa.array(np.flatnonzero(hit | (alike > 0)))
        columns = [rows[name].take(told) for name in ("version", "post")]
        columns += [pa.array(column).take(told) for column in (alike, hit)] + [rows["once"].take(told)]
        out.append(pa.table([pa.array([matter] * len(told), pa.string()), *columns], schema=SOUNDS))
    return pa.concat_tables(out)


def middle(rows: pa.Table, settings: Settings) -> pa.Table:
    """How much the texts of matters sound like them in the middle, of those all of whose texts are among the rows."""
    each = _each(rows, "matter")
    middles = [float(np.median(mine["alike"].to_numpy())) for mine in each.values()]
    return pa.table([pa.array(list(each), pa.string()), pa.array(middles, pa.float64())], schema=MIDDLE)


def lots(rows: pa.Table, settings: Settings) -> pa.Table:
    """Posts that may be drawn, each with its lot."""
    hit, alike = rows["hit"].to_numpy(zero_copy_only=False), rows["alike"].to_numpy()
    near = near_of(hit, alike, rows["middle"].to_numpy())
    out = []
    for row, is_hit, is_near in zip(rows.to_pylist(), hit, near, strict=True):
        if is_hit or is_near:
            kind = {"kind": "hit" if is_hit else "near", "lot": lot(row["post"], row["matter"])}
            out.append({name: row[name] for name in ("matter", "version", "alike")} | kind)
    return pa.Table.from_pylist(out, schema=LOTS)


def drawn(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `sampled` from what was drawn."""
    return pa.Table.from_pylist([to_label(row, row["many"]) for row in rows.to_pylist()], schema=SAMPLED)


def used(rows: pa.Table, settings: Settings) -> pa.Table:
    """Uses of each matter's surest stems in some texts."""
    held, each, out = bag(rows), _each(settings["along"], "matter"), []
    hit = hit_by(rows, each)
    for matter, asked in each.items():
        mine = held.only(among(np.sort(asked["stem"].to_numpy()), held.stem)[0])
        for text, stem, start, end in zip(*(column.tolist() for column in mine), strict=True):
            row = {name: rows[name][text].as_py() for name in ("published_at", "post", "source", "version")}
            word = rows["text"][text].as_py()[start:end]
            out.append(
                {
                    "matter": matter,
                    "stem": stem,
                    "hit": bool(hit[matter][text]),
                    **row,
                    "start": start,
                    "end": end,
                    "word": word,
                }
            )
    return pa.Table.from_pylist(out, schema=USED)


def weighed(rows: pa.Table, settings: Settings) -> pa.Table:
    """Words that may be suggested, of those all of whose uses are among the rows."""
    out = []
    for mine in _each(rows, "word_of").values():
        listed = mine.to_pylist()
        first = min(listed, key=lambda row: (not row["hit"], row["published_at"], row["post"]))
        inside = sum(row["hit"] for row in listed)
        told = {name: first[name] for name in ("matter", "z", "version", "start", "end", "place")}
        told |= {"term": first["word"].casefold(), "inside": inside, "outside": len(listed) - inside}
        out.append(told | {"sources": len({row["source"] for row in listed})})
    return pa.Table.from_pylist(out, schema=WEIGHED)


def suggestions(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `suggested` of matters all of whose words are among the rows."""
    out: list[Row] = []
    for mine in _each(rows, "matter").values():
        out += mine.sort_by("place").to_pylist()[:TERMS]
    return pa.Table.from_pylist(out, schema=SUGGESTED)


def _sql(name: str) -> str:
    return sql_beside("offscript.measure.subjects", name)


_TOP = f"select matter, stem, z, place from surest where place < {5 * TERMS}"
_LEARNT = f"{_sql('learnt')}having count(*) >= {FEWEST}"
_DRAWN = f"{_sql('drawn')}where d.place <= {SAMPLE}"
_LIKELY: tuple[Part, ...] = (
    ONCE,
    Part("counted", "select h.* from handed as h inner join once as o on o.version = h.version", counted, COUNTED),
    Part("summed", _sql("summed")),
    Part("learnt", _LEARNT),
    Part("deviated", _sql("inside"), deviated, DEVIATED, by="matter"),
    Part("met", "select * from handed", first_uses, FIRST, along="select distinct stem from deviated"),
    Part("surest", _sql("met"), surest, SUREST, by="matter"),
)
SUGGESTED_PARTS: tuple[Part, ...] = (
    *_LIKELY,
    Part("top", _TOP),
    Part("used", "select * from handed", used, USED, along="select matter, stem from top"),
    Part("weighed", _sql("weighed"), weighed, WEIGHED, by="word_of"),
    Part("suggested", "select * from weighed where outside > 0 and sources > 1", suggestions, SUGGESTED, by="matter"),
)
"""The table `suggested`."""
SAMPLED_PARTS: tuple[Part, ...] = (
    *_LIKELY,
    Part("sounds", _sql("sounds"), sounds, SOUNDS, along=_sql("weights")),
    Part("middle", "select matter, alike from sounds where hit and once", middle, MIDDLE, by="matter"),
    Part("lots", "select s.*, m.middle from sounds as s inner join middle as m on m.matter = s.matter", lots, LOTS),
    Part("sampled", _DRAWN, drawn, SAMPLED),
)
"""The table `sampled`."""
