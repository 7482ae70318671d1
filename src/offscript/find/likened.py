"""Sentences that say what a matter's examples say, in whatever words.

An example is a sentence an analyst writes, or copies, of what the matter is about. Sentences that share a stem of meaning with one
are set beside all of them in a space of three languages (`text.embedding`, the mean of each language taken off); near enough is
as near as the examples are to each other, within bounds (`LEAST`, `MOST`). A post found so stands beside those that terms find,
and can be taken out by hand like them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import razdel
from numpy.typing import NDArray

from offscript.case import MatterSettings, Settings
from offscript.model import LIKENED
from offscript.store.steps import Settings as Chosen
from offscript.text.embedding import Vectors, centred, embed, embed_published
from offscript.text.words import ENDING_BITS, words

LEAST, MOST = 0.45, 0.55
"""Cosine from which a sentence may be one of the matter's, and from which it is. Read off real posts (22,099, three examples of one
matter, the sentences found read by eye): 33 of 46 right above .50, 18 of 20 above .55."""
_SHORTEST, _LONGEST = 4, 60
"""Words of a sentence that is looked at."""
_MEANING = 5
"""Letters of a word from which its stem is taken for one of meaning."""
_SLACK = 0.12
"""By how much the small encoder may place a sentence further off than the published one, which has the last word. On sentences
held out of its training cosines are off by .03 in the mean."""


class Known(NamedTuple):
    """Examples of one matter: vectors, stems, and from which cosine on a sentence is like them."""

    matter: MatterSettings
    vectors: Vectors
    published: Vectors
    stems: NDArray[np.int64]
    near: float


def _stems(texts: list[str]) -> NDArray[np.int64]:
    """Stems of the longer words."""
    listed = pa.array([word for text in texts for word in text.split() if len(word) >= _MEANING], pa.large_string())
    return np.unique(words(listed, places=False).hash >> ENDING_BITS).astype(np.int64)


def nearness(vectors: Vectors) -> float:
    """As near as the examples are to each other: the middle of each one's nearest, within bounds; the upper bound for one alone."""
    if len(vectors) < 2:
        return MOST
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1.0)
    return float(np.clip(np.median(alike.max(axis=1)), LEAST, MOST))


@lru_cache(maxsize=64)
def _vectors(pairs: tuple[tuple[str, str], ...], published: bool) -> Vectors:
    """Vectors of examples, language and text; made once a process."""
    made = (embed_published if published else embed)([text for _, text in pairs])
    return centred(made, [language for language, _ in pairs], published)


def _known(matters: tuple[MatterSettings, ...]) -> list[Known]:
    out = []
    for matter in matters:
        pairs = tuple((language, text) for language, texts in matter.examples.items() for text in texts)
        if pairs:
            small, published = _vectors(pairs, False), _vectors(pairs, True)
            out.append(Known(matter, small, published, _stems([text for _, text in pairs]), nearness(published)))
    return out


def _candidates(rows: pa.Table, stems: NDArray[np.int64]) -> list[tuple[str, str, int, int, str]]:
    """Sentences that share a stem with an example: version, language, span, words."""
    places = [
        (version, language, found.start, found.stop, text[found.start : found.stop])
        for version, language, text in zip(
            *(rows[name].to_pylist() for name in ("version", "lang", "text")), strict=True
        )
        for found in razdel.sentenize(text)
    ]
    found = words(pa.array([place[4] for place in places], pa.large_string()), places=False)
    counts = np.diff(found.offset)
    shared = np.isin((found.hash >> ENDING_BITS).astype(np.int64), stems)
    owner = np.repeat(np.arange(len(places)), counts)
    has = np.bincount(owner, shared, len(places)) > 0
    chosen = np.flatnonzero(has & (counts >= _SHORTEST) & (counts <= _LONGEST))
    return [places[n] for n in chosen]


def _worth(places: list[tuple[str, str, int, int, str]], known: list[Known]) -> list[tuple[str, str, int, int, str]]:
    """Those that the small encoder places near enough to an example to be read by the published one."""
    vectors = centred(embed([place[4] for place in places]), [place[1] for place in places])
    near = np.zeros(len(places), bool)
    for one in known:
        near |= (vectors @ one.vectors.T).max(axis=1) >= one.near - _SLACK
    return [places[n] for n in np.flatnonzero(near)]


def likened(rows: pa.Table, chosen: Chosen) -> pa.Table:
    """The table `likened` from wordings, `version, text, lang`: of each matter the likest sentence of each."""
    settings = Settings.model_validate({"matter": chosen["matter"], "zone": chosen["zone"]})
    known = _known(settings.matter)
    if not known or not len(rows):
        return LIKENED.empty_table()
    places = _candidates(rows, np.unique(np.concatenate([one.stems for one in known])))
    if not places:
        return LIKENED.empty_table()
    places = _worth(places, known)
    if not places:
        return LIKENED.empty_table()
    vectors = centred(embed_published([place[4] for place in places]), [place[1] for place in places], True)
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for one in known:
        name, (from_us, to_us) = one.matter.id, settings.window_us(one.matter.window)
        alike = (vectors @ one.published.T).max(axis=1)
        for n in np.flatnonzero(alike >= one.near):
            version, _, start, end, _ = places[n]
            if (version, name) not in best or alike[n] > best[version, name]["alike"]:
                row = {"version": version, "matter": name, "start": start, "end": end, "alike": float(alike[n])}
                best[version, name] = row | {"from_us": from_us, "to_us": to_us}
    return pa.Table.from_pylist(list(best.values()), schema=LIKENED)
