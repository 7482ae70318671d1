"""Subjects: what a matter's terms find and miss, a sample to label, what labels say; and subjects nobody has named that grow.

Words that set a matter's posts apart (log odds with an informative Dirichlet prior, within a language: Monroe, Colaresi & Quinn
2008; copies counted once) are suggested as terms where other posts use them too. A post is near a matter where it has at
least half as much of these words as the middle of the matter's own. A sample of both is drawn by lot, twenty each, for a person
to label (`offscript label`); precision is the share of right ones among what the terms find, recall that of what they find among
all that is right in both (intervals: Wilson 1927; the ends of recall combine those of both). What sounds like nothing in the
matter's posts is not looked at: recall is at most what is said. A subject emerges on a day on which more texts have a word than
its share of the days before explains (beta-binomial, by moments; at least five texts of three sources, three days of history),
false discovery over all words and days (Benjamini & Hochberg 1995); words of one day that mostly stand in the same texts are one
subject. Posts of the case's matters are left out, and from all words the names of persons the case does not name.
"""

from __future__ import annotations

from offscript.measure.subjects.emerging import emerging
from offscript.measure.subjects.emerging_apart import EMERGING_PARTS
from offscript.measure.subjects.matter import sampled, suggested, trusted
from offscript.measure.subjects.matter_apart import SAMPLED_PARTS, SUGGESTED_PARTS
from offscript.store.steps import Function, Group, Part, Step, sql_beside

_TEXTS = sql_beside("offscript.measure.subjects", "texts")


def _asked(name: str, function: Function, parts: tuple[Part, ...], settings: tuple[str, ...] = ()) -> Group:
    return Group(name, "subjects", _TEXTS, name, function, settings=settings, libraries=("numpy",), parts=parts)


STEPS: tuple[Step, ...] = (
    _asked("suggested", suggested, SUGGESTED_PARTS, ("matter",)),
    _asked("sampled", sampled, SAMPLED_PARTS, ("matter",)),
    Group("trusted", "subjects", "select * from sampled", "trusted", trusted),
    _asked("emerging", emerging, EMERGING_PARTS),
)
