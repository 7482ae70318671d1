"""Sentences of two languages that say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from offscript.model import DAY, RENDERING
from offscript.store.steps import Settings
from offscript.text.embedding import Vectors, embed_published

NEIGHBOURS = 4
DAYS = 3
POOL = 50
"""Fewest sentences of a language from which a margin can be told; below that nothing is matched."""


class Threshold(NamedTuple):
    """From which margin on, and from which cosine for each pair of languages, two sentences may say the same; and from which
    cosine the published encoder, which has the last word, agrees.
    """

    margin: float
    cosine: dict[tuple[str, str], float]
    published: dict[tuple[str, str], float]


THRESHOLD = Threshold(
    1.0,
    {("en", "ru"): 0.88, ("en", "uk"): 0.86, ("ru", "uk"): 0.91},
    {("en", "ru"): 0.885, ("en", "uk"): 0.85, ("ru", "uk"): 0.9},
)
"""Just below the least of twenty true pairs of the part `dev` of `benchmarks/translated.toml`; of the published encoder above all
of a thousand distractors besides."""

_NUMBER = re.compile(r"\d+")
_BLOCK = 2_000

Pairs = list[tuple[int, int, float]]
Floats = NDArray[np.float32]
Row = dict[str, Any]


def _near(one: Vectors, other: Vectors) -> Floats:
    """Mean cosine of each sentence to its nearest neighbours on the other side."""
    few = min(NEIGHBOURS, len(other))
    blocks = [one[low : low + _BLOCK] @ other.T for low in range(0, len(one), _BLOCK)]
    means = [np.sort(block, axis=1)[:, -few:].mean(axis=1) for block in blocks]
    return np.concatenate(means)


def _best(
    one: Vectors, other: Vectors, allowed: Any, near: Floats, other_near: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """For each sentence the one of the other side with the highest margin among those allowed, and that margin."""
    best, margin = np.full(len(one), -1, np.int64), np.zeros(len(one), np.float32)
    for low in range(0, len(one), _BLOCK):
        part = slice(low, min(low + _BLOCK, len(one)))
        score = one[part] @ other.T / ((near[part, None] + other_near[None, :]) / 2)
        score[~allowed(part)] = 0
        best[part], margin[part] = score.argmax(axis=1), score.max(axis=1)
    return best, margin


def matched(
    one: Vectors, other: Vectors, at: NDArray[np.int64], other_at: NDArray[np.int64], languages: tuple[str, str]
) -> Pairs:
    """Pairs of sentences that are each other's best, reach margin and cosine, and were published within some days."""
    if min(len(one), len(other)) < POOL:
        return []
    near, other_near = _near(one, other), _near(other, one)
    reach = DAYS * DAY
    there, margin = _best(
        one, other, lambda part: np.abs(at[part, None] - other_at[None, :]) <= reach, near, other_near
    )
    back, _ = _best(other, one, lambda part: np.abs(other_at[part, None] - at[None, :]) <= reach, other_near, near)
    cosine = (one * other[there]).sum(axis=1)
    least = THRESHOLD.cosine[min(languages), max(languages)]
    mutual = (margin >= THRESHOLD.margin) & (cosine >= least) & (back[there] == np.arange(len(one)))
    return [(int(k), int(there[k]), float(margin[k])) for k in np.flatnonzero(mutual)]


def confirmed(pairs: Sequence[tuple[str, str]], languages: Sequence[tuple[str, str]]) -> list[bool]:
    """Whether the published encoder, too, takes the sentences of each pair for the same."""
    texts = sorted({text for pair in pairs for text in pair})
    vectors = dict(zip(texts, embed_published(texts), strict=True))
    return [
        float(vectors[one] @ vectors[other]) >= THRESHOLD.published[min(pair), max(pair)]
        for (one, other), pair in zip(pairs, languages, strict=True)
    ]


def _same_numbers(one: str, other: str) -> bool:
    """Whether the numbers in figures of one sentence are in the other."""
    first, second = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return first <= second or second <= first


def _other_names(one: Row, other: Row) -> bool:
    """Whether both sentences name somebody or something, and nothing in common."""
    first, second = set(one["names"] or ()), set(other["names"] or ())
    return bool(first and second) and not first & second


def _row(one: Row, other: Row, margin: float) -> Row:
    earlier, later = sorted((one, other), key=lambda row: (row["published_at"], row["post"]))
    said: Row = {"kind": "translated", "margin": round(margin, 4)}
    for side, row in (("earlier", earlier), ("later", later)):
        said |= {side: row["post"], f"{side}_version": row["version"], f"{side}_lang": row["lang"]}
        said |= {f"{side}_start": row["start"], f"{side}_end": row["end"]}
    lag = later["published_at"] - earlier["published_at"]
    return {**said, "lag_us": lag, "lag_error_us": earlier["precision_us"] + later["precision_us"]}


def translations(rows: pa.Table, settings: Settings) -> pa.Table:
    """The table `translation` from the vectors of all sentences."""
    rows = rows.sort_by([("published_at", "ascending"), ("version", "ascending"), ("start", "ascending")])
    plain = rows.drop_columns(["vector"]).to_pylist()
    if not plain:
        return RENDERING.remove_metadata().empty_table()
    every = rows["vector"].combine_chunks().flatten().to_numpy().reshape(len(plain), -1)
    lang, at = np.array([row["lang"] for row in plain]), rows["published_at"].to_numpy()
    out: list[tuple[Row, Row, float]] = []
    for first, second in combinations(sorted(set(lang.tolist())), 2):
        one, other = np.flatnonzero(lang == first), np.flatnonzero(lang == second)
        for a, b, margin in matched(every[one], every[other], at[one], at[other], (first, second)):
            pair = plain[one[a]], plain[other[b]]
            same = _same_numbers(pair[0]["words"], pair[1]["words"]) and not _other_names(*pair)
            if any(row["line"] for row in pair) and same:
                out.append((*pair, margin))
    agreed = confirmed([(a["words"], b["words"]) for a, b, _ in out], [(a["lang"], b["lang"]) for a, b, _ in out])
    found = [_row(*pair) for pair, agrees in zip(out, agreed, strict=True) if agrees]
    return pa.Table.from_pylist(found, schema=RENDERING)
