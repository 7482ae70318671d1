"""Exports: a case as files other tools read.

A form that any table can be written in is one module with a writer and one line in `FORMS`; one that is made of several tables is
one module and one line in `WHOLE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa

from offscript.model import TABLES
from offscript.show.exports import citations, claims, crate, database, network, opencti, peers, stix, tables
from offscript.show.exports.asked import Asked

FORMS: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": tables.as_csv,
    "parquet": tables.as_parquet,
    "ndjson": tables.as_ndjson,
}
"""Every form a table may be exported in: its name, which is the file's ending, and what writes it."""

_INNER = frozenset(
    {
        *(
            "record",
            "resolution",
            "set_back",
            "vector",
            "name",
            "named",
            "close_read",
            "utterance",
            "segment",
            "amount",
            "figure_words",
            "pledge",
            "appeal",
            "deed",
        ),
        *("measured", "pair", "edge", "mention", "step", "soon", "late", "hidden", "covert", "tone", "rendering"),
    }
)
"""Tables that only lead to others, or hold whole texts as they were read."""

EXPORTED = tuple(name for name in TABLES if name not in _INNER)
"""Tables that are exported where none is named."""

WHOLE: dict[str, Callable[[Asked, Path], list[Path]]] = {
    "gexf": network.as_gexf,
    "graphml": network.as_graphml,
    "edges": network.as_edges,
    "4cat": peers.as_4cat,
    "coortweet": peers.as_coortweet,
    "passim": peers.as_passim,
    "stix": stix.as_stix,
    "opencti": opencti.as_opencti,
    "claimreview": claims.as_claimreview,
    "ftm": claims.as_followthemoney,
    "misp": claims.as_misp,
    "crate": lambda asked, folder: crate.as_crate(asked, folder, EXPORTED),
    "duckdb": lambda asked, folder: database.as_duckdb(asked, folder, EXPORTED),
    "sqlite": lambda asked, folder: database.as_sqlite(asked, folder, EXPORTED),
}
"""Every form a whole case may be exported in."""

CITED: dict[str, Callable[[Asked, Path, Iterable[str]], list[Path]]] = {
    "csl": citations.as_csl,
    "bibtex": citations.as_bibtex,
}
"""Forms in which the posts that the brief rests on are cited."""
