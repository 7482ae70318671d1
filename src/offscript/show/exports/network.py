"""Who repeats whom as a graph: GEXF for Gephi, GraphML for others, and a list of edges.

Nodes are sources (`label, tier, tier_status, posts, reliability`), an edge goes from the source that had words first to the one
that had them later: `weight` is the number of links, `start` and `end` the first and the last of them, `median_lag_s` their middle
lag in seconds. An edge says that words are shared, not that anybody agreed on it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from lxml.etree import SubElement, fromstring, tostring

from offscript.model import SECOND
from offscript.show.exports.asked import Asked, iso
from offscript.show.exports.tables import cell

if TYPE_CHECKING:
    import networkx as nx

_OLDER, _NEWEST = "http://www.gexf.net/1.2draft", "http://gexf.net/1.3"

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
    """`repeats.gexf` (GEXF 1.3, https://gexf.net)."""
    import networkx as nx

    path = folder / "repeats.gexf"
    path.write_bytes(newest_gexf("\n".join(nx.generate_gexf(graph(asked)))))
    return [path]


def newest_gexf(written: str) -> bytes:
    """GEXF 1.2, as networkx writes it, brought up to 1.3: its namespace, times as times of day, the title where it belongs.

    Dropped is what 1.3 does not have: a graph's name, and which program wrote the file.
    """
    root = fromstring(written.replace(_OLDER, _NEWEST).encode())
    root.set("version", "1.3")
    held, told = root.find(f"{{{_NEWEST}}}graph"), root.find(f"{{{_NEWEST}}}meta")
    assert held is not None, "networkx writes a graph"
    assert told is not None, "and says when"
    told.clear()
    SubElement(told, f"{{{_NEWEST}}}description").text = held.attrib.pop("name", "")
    held.set("timeformat", "dateTime")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


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
