"""Links whose words are spelt alike.

Posts are compared by hashes of their words, and who knows how they are made can make others collide: a text of nonsense would pass
for a copy. So the letters of both spans are compared before a link stands: Indel similarity (the longest common subsequence), as
rapidfuzz has it; where that is low, again with case, look-alikes and unseen letters folded. Spans that only hash alike share .3 to
.45 of their letters; what is linked in truth shares .6 and more.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from offscript.find.reuse.posts import Numbers, Posts, texts_of
from offscript.text.fold import LOOK_ALIKES

LEAST = 0.5
"""Share of the letters that two spans have in common, at least."""
_BATCH = 20_000
_TO_CYRILLIC = str.maketrans({pair[0]: pair[1] for pair in LOOK_ALIKES.split()})


def _words_of(posts: Posts, number: Numbers, start: Numbers, end: Numbers) -> list[str]:
    """The spans of some posts, in code points, as they are written."""
    rows, place = np.unique(posts.row[number], return_inverse=True)
    texts = texts_of(posts.table, rows).to_pylist()
    return [texts[at][low:high] for at, low, high in zip(place.tolist(), start.tolist(), end.tolist(), strict=True)]


def spelt_alike(
    posts: Posts, earlier: Numbers, later: Numbers, spans: dict[str, NDArray[np.int64]]
) -> NDArray[np.bool_]:
    """Which links share letters, not only hashes.

    Args:
        posts: posts by number.
        earlier, later: numbers of the posts of each link.
        spans: `earlier_start, earlier_end, later_start, later_end` in code points.
    """
    found = np.empty(len(earlier), np.bool_)
    for low in range(0, len(earlier), _BATCH):
        part = slice(low, low + _BATCH)
        one = _words_of(posts, earlier[part], spans["earlier_start"][part], spans["earlier_end"][part])
        other = _words_of(posts, later[part], spans["later_start"][part], spans["later_end"][part])
        found[part] = _alike(one, other)
    return found


def _alike(one: list[str], other: list[str]) -> NDArray[np.bool_]:
    likeness = cpdist(one, other, scorer=Indel.normalized_similarity, score_cutoff=LEAST, dtype=np.float32)
    found: NDArray[np.bool_] = np.asarray(likeness) >= LEAST
    for place in np.flatnonzero(~found).tolist():
        found[place] = Indel.normalized_similarity(_plain(one[place]), _plain(other[place])) >= LEAST
    return found


def _plain(text: str) -> str:
    """Letters and figures alone, without case, look-alikes and unseen letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TO_CYRILLIC)
    return "".join(letter for letter in folded if letter.isalnum())
