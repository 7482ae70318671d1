"""Translations: sentences of the origin tiers (ministry, official, wire) in another language, and of others in theirs.

A post takes part where it is in its source's main language (Russian, Ukrainian or English), copies nobody inside its language,
and has a post of another language within `DAYS` days, one of the two being the line's. Its sentences of `FEWEST` to `MOST`
words become vectors (`text.embedding`), once for every wording. Two sentences of different languages match where each is the
other's nearest, and their ratio margin, cosine over the mean cosine to the four nearest neighbours of both (Artetxe & Schwenk
2019, "Margin-based Parallel Corpus Mining", ACL), and their cosine reach what `THRESHOLD` asks of the pair of
languages; where the numbers in figures of one are in the other; and where they name at least one entity alike, if both name
any. A match says that two say the same; who took it from whom is said by time alone, and both may translate a third. With fewer
than `POOL` sentences in a language there are no neighbours to measure by, and nothing is matched.
"""

from __future__ import annotations

from offscript.find.translations.match import translations
from offscript.find.translations.vectors import vectors
from offscript.store.steps import Group, Map, Query, Step, sql_beside

_PACKAGE = "offscript.find.translations"

STEPS: tuple[Step, ...] = (
    Map(
        "vector",
        "translations",
        sql_beside(_PACKAGE, "vectors"),
        "vector",
        vectors,
        libraries=("onnxruntime", "razdel"),
        batch=64,
    ),
    Group(
        "rendering",
        "translations",
        sql_beside(_PACKAGE, "match"),
        "rendering",
        translations,
        libraries=("numpy",),
    ),
    Query("translation", "translations", sql_beside(_PACKAGE, "translation"), "translation"),
)
