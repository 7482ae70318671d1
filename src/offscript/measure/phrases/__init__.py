"""Slogans: the distinctive phrases of the line, two to five words long, where they enter and who takes them up.

The line is what ministries, officials, wires, broadcasters and aligned voices say. A phrase is compared by its stems, stays
inside a sentence, and neither begins nor ends with a word of `grams.toml`. Copies count once: a text that a hundred channels
carry is one use. Keyness is the binary logarithm of how many times more often the line uses a phrase than everybody else (Hardie
2014, "Log Ratio: an informal introduction"), with half a use added on both sides and a 95% interval; the rise is the same for
texts since its first use by the line against all before. Kept are phrases in four texts of the line and of two of its
sources, at least twice as frequent there with 95% certainty, and not part of a longer one used as often; the two
hundred surest of them. Common turns of officialese are keyed to the line too: a phrase is not a slogan for being listed.
"""

from __future__ import annotations

from offscript.measure.phrases.apart import PHRASE_PARTS
from offscript.measure.phrases.keyed import phrases
from offscript.measure.phrases.use import uses
from offscript.model import PHRASE_USE
from offscript.store.steps import Group, Part, Query, Step, sql_beside


def _sql(name: str) -> str:
    return sql_beside("offscript.measure.phrases", name)


_USES = Part(
    "phrase_use",
    "select * from handed where version is not null",
    uses,
    PHRASE_USE,
    along="select phrase from handed where phrase is not null",
)
STEPS: tuple[Step, ...] = (
    Group("phrase", "phrases", _sql("texts"), "phrase", phrases, libraries=("numpy",), parts=PHRASE_PARTS),
    Group("phrase_use", "phrases", _sql("uses"), "phrase_use", uses, libraries=("numpy",), parts=(_USES,)),
    Query("uptake", "phrases", _sql("uptake"), "uptake"),
)
