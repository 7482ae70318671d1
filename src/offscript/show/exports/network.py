"""Who repeats whom as a graph: GEXF for Gephi, GraphML for others, and a list of edges.

Nodes are sources (`label, tier, tier_status, posts, reliability`), an edge goes from the source that had words first to the one
that had them later: `weight` is the number of links, `start` and `end` the first and the last of them, `median_lag_s` their middle
lag in seconds. An edge says that words are shared, not that anybody agreed on it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from offscript.model import SECOND
from offscript.show.exports.asked import Asked, iso
from offscript.show.exports.tables import cell

if TYPE_CHECKING:
    import networkx as nx

_EDGES = """
select a.source as earlier, b.source as later, count(*) as links, median(r.lag_us) as lag_us, min(b.published_at) as first_at,
    max(b.published_at) as last_at, count(*) filter (where r.kind = 'exact') as exact
from reuse as r
inner join post as a on a.post = r.earlier
inner join post as b on b.post = r.later
where a.source <> b.source
group by a.source, b.source
order by a.source, b.source
"""
_NODES = """
select s.source, s.name, s.tier, s.tier_status, coalesce(s.reliability, '') as reliability, count(p.post) as posts
from source as s
left join post as p on p.source = s.source
group by all
order by s.source
"""


def graph(asked: Asked) -> nx.DiGraph:
    """The graph."""
    import networkx as nx

    made = nx.DiGraph(name=asked.settings.title)
    for row in asked.rows(_NODES):
        about = {name: row[name] for name in ("tier", "tier_status", "reliability", "posts")}
        made.add_node(row["source"], label=row["name"] or row["source"], **about)
    for row in asked.rows(_EDGES):
        spell = {"start": iso(row["first_at"]), "end": iso(row["last_at"])}
        lag = row["lag_us"] / SECOND
        made.add_edge(row["earlier"], row["later"], weight=row["links"], exact=row["exact"], median_lag_s=lag, **spell)
    return made


def as_gexf(asked: Asked, folder: Path) -> list[Path]:
    """`repeats.gexf` (GEXF 1.2, https://gexf.net)."""
    path = folder / "repeats.gexf"
    import networkx as nx

    nx.write_gexf(graph(asked), path)
    return [path]


def as_graphml(asked: Asked, folder: Path) -> list[Path]:
    """`repeats.graphml` (http://graphml.graphdrawing.org)."""
    path = folder / "repeats.graphml"
    import networkx as nx

    nx.write_graphml(graph(asked), path)
    return [path]


def as_edges(asked: Asked, folder: Path) -> list[Path]:
    """`edges.csv`: `source, target, weight, exact, median_lag_s, start, end`."""
    path = folder / "edges.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        names = ("weight", "exact", "median_lag_s", "start", "end")
        writer.writerow(["source", "target", *names])
        for one, other, about in graph(asked).edges(data=True):
            writer.writerow([cell(one), cell(other), *(about[name] for name in names)])
    return [path]
