"""Pairs of posts found in parts, where texts lie on several machines: what `pairs` and `short_posts` do with all of them at hand.

Texts with the same words are brought together by a hash of all, prints by themselves, candidates by the later text, so that no
part needs more than what shares something; each holds a print, or a wording, of a million texts as a star of a million links. The
functions are the same: only what they are given is less. Texts are told apart, and put in order, by their time and version.
"""

from __future__ import annotations

from offscript.find.reuse.scattered.compare import COMPARED, FORM, compared, form
from offscript.find.reuse.scattered.edges import (
    COUNTED,
    FREQUENT,
    NEEDED,
    WORDED,
    counted,
    edged,
    frequent,
    need,
    worded,
)
from offscript.find.reuse.scattered.prints import PRINT, SEED, STAR, printed, seed, star
from offscript.find.reuse.scattered.same import AGAIN, ALIKE, RARITY, USED, WHOLE, again, alike, rarity, used, whole
from offscript.model import EDGE
from offscript.store.steps import Part, sql_beside


def _sql(name: str) -> str:
    return sql_beside("offscript.find.reuse.scattered", name)


_DIFFERENT = """select h.version, h.source, h.text
from different as d
inner join handed as h on h.version = d.version"""
EDGE_PARTS: tuple[Part, ...] = (
    Part("worded", "select version, source, text from handed", worded, WORDED),
    Part("different", "select source, whole, min(version) as version from worded group by source, whole"),
    Part("needed", "select source, count(*) as texts from different group by source", need, NEEDED),
    Part("frequent", _sql("shares"), frequent, FREQUENT, by="share"),
    Part("counted", _DIFFERENT, counted, COUNTED, along="select distinct edge from frequent"),
    Part("tallied", _sql("tallied")),
    Part("edge", "select version, source, text from handed", edged, EDGE, along="select edge, repeated from tallied"),
)
"""The table `edge`."""
_GIVEN = _sql("references")
_WHOLE = Part("whole", _sql("bodies"), whole, WHOLE, along=_GIVEN)
_RARITY = (
    Part("used", _sql("bodies"), used, USED, along=_GIVEN),
    Part("tally", _sql("tally")),
    Part("alike", "select version, published_at, whole from whole where brief", alike, ALIKE, by="whole"),
    Part("rarity", _sql("wordings"), rarity, RARITY, along="select sketch, uses from tally"),
)
SHORT_PARTS: tuple[Part, ...] = (_WHOLE, *_RARITY, Part("short", _sql("short")))
"""The table `short`."""
PAIR_PARTS: tuple[Part, ...] = (
    _WHOLE,
    *_RARITY,
    Part("again", "select version, published_at, whole from whole where not brief", again, AGAIN, by="whole"),
    Part("print", _sql("printed"), printed, PRINT, along=_GIVEN),
    Part("star", "select version, published_at, print, place from print", star, STAR, by="print"),
    Part("seed", "select earlier, earlier_at, later, later_at, shift from star", seed, SEED, by="later"),
    Part("compared", _sql("asked"), compared, COMPARED, along=_GIVEN),
    Part("grouped", _sql("filled"), linked=True),
    Part("form", _sql("fillings"), form, FORM, by="component"),
    Part("pair", _sql("pair")),
)
"""The table `pair`."""

__all__ = ["EDGE_PARTS", "PAIR_PARTS", "SHORT_PARTS"]
