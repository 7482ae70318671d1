"""The euphemism clock: for each source and tier and day, how many posts say the plain word in own voice, and who crosses over.

A post counts once for each pair: as plain where it says the plain word in own voice and the pair's sense, else as line where it
says the line's. The share is plain of both, with Wilson's 95% interval; a day without either is left out, not zero. A crossing is a
source's first plain use after it had said the line's word in its own posts and never the plain one; the more often it had, the
firmer it had kept to the line: the lower end of the interval of its share of line words ranks it. Only sources whose tier a person
gave are listed, and each row is for a person to confirm: it says which words, not why.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa

from offscript.measure.repeats import wilson
from offscript.model import CLOCK, CROSSING
from offscript.store.steps import Group, Settings, Step, sql_beside

Row = dict[str, Any]


def clock(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `clock` from posts that use a pair: `pair, source, tier, day, form`."""
    counts: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows.to_pylist():
        for scope in ("source", "tier"):
            counts[row["pair"], scope, row[scope], row["day"]][row["form"] == "plain"] += 1
    out = []
    for (pair, scope, name, day), (line, plain) in sorted(counts.items()):
        low, high = wilson(plain, line + plain)
        said = {"pair": pair, "scope": scope, "name": name, "day": day, "line": line, "plain": plain}
        out.append({**said, "share": plain / (line + plain), "share_low": low, "share_high": high})
    return pa.Table.from_pylist(out, schema=CLOCK)


def crossings(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `crossing`: the first plain use of each source that had kept to the line."""
    kept: dict[tuple[str, str], int] = defaultdict(int)
    crossed: set[tuple[str, str]] = set()
    out = []
    for row in sorted(rows.to_pylist(), key=lambda row: (row["published_at"], row["post"])):
        who = row["pair"], row["source"]
        if row["form"] == "line":
            kept[who] += 1
        elif who not in crossed:
            crossed.add(who)
            if kept[who] and row["tier_status"] == "given":
                said = {
                    name: row[name] for name in ("pair", "source", "post", "version", "start", "end", "published_at")
                }
                out.append({**said, "kept": kept[who], "firmness": wilson(kept[who], kept[who])[0]})
    return pa.Table.from_pylist(out, schema=CROSSING)


_POSTS = sql_beside("offscript.measure", "clock")

STEPS: tuple[Step, ...] = (
    Group("clock", "clock", _POSTS, "clock", clock, linked=("pair",)),
    Group("crossing", "clock", _POSTS, "crossing", crossings, linked=("source",)),
)
