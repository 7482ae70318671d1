"""Reuse against brute force: every pair of posts aligned in full, and where the two disagree.

`python benchmarks/oracle.py --posts posts.parquet [--count 2000] [--seed 1]` takes a sample of posts (Parquet with `id, source,
published_at, text`, or a folder of exports), aligns all its pairs without prints, links or bands, applies the same rule of
what counts as a copy, and compares. Last line: one JSON object: pairs the oracle has, pairs `links` has, in both,
and of those missed how many are joined all the same through a third post, share no six
words in a row (which alone are sure to leave a common print), or remain.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numba import njit, prange, uint32
from numpy.typing import NDArray

import offscript
from offscript.find.reuse.fingerprint import GRAM, WINDOW
from offscript.find.reuse.pairs import IDENTITY, NEAR_SHARE, PASSAGE_WORDS, PLAIN_WORDS, pairs
from offscript.find.reuse.posts import Posts, prepared
from offscript.find.reuse.short import SHORT_WORDS
from offscript.store.groups import Groups
from offscript.text.words import ENDING_BITS

_MATCH, _OTHER = 4, -3
_SURE = GRAM + WINDOW - 1
_ENDING = uint32(ENDING_BITS)
Pair = tuple[str, str]


@njit(cache=True)
def _full(a, b, out):  # type: ignore[no-untyped-def]
    """Smith-Waterman over the whole table: matches, spans, numbers in the first span."""
    size = len(b) + 1
    score, match = np.zeros(size, np.int64), np.zeros(size, np.int64)
    begin_i, begin_j = np.zeros(size, np.int64), np.zeros(size, np.int64)
    best = 0
    for i in range(len(a)):
        corner = corner_match = corner_i = corner_j = 0
        for j in range(1, size):
            s, m, x, y = (corner, corner_match, corner_i, corner_j) if corner > 0 else (0, 0, i, j - 1)
            same = (a[i] ^ b[j - 1]) >> _ENDING == 0
            s, m = (s + _MATCH, m + 1) if same else (s + _OTHER, m)
            if score[j] + _OTHER > s:
                s, m, x, y = score[j] + _OTHER, match[j], begin_i[j], begin_j[j]
            if score[j - 1] + _OTHER > s:
                s, m, x, y = score[j - 1] + _OTHER, match[j - 1], begin_i[j - 1], begin_j[j - 1]
            corner, corner_match, corner_i, corner_j = score[j], match[j], begin_i[j], begin_j[j]
            score[j], match[j], begin_i[j], begin_j[j] = max(s, 0), m, x, y
            if s > best:
                best = s
                out[0], out[1], out[2], out[3], out[4] = m, x, i + 1, y, j


@njit(parallel=True, cache=True)
def _all_pairs(hashes, low, high, first, second, out):  # type: ignore[no-untyped-def]
    for k in prange(len(first)):
        _full(hashes[low[first[k]] : high[first[k]]], hashes[low[second[k]] : high[second[k]]], out[k])


def _share_enough(posts: Posts, one: int, other: int) -> bool:
    grams = []
    for number in (one, other):
        stems = (posts.hashes[posts.low[number] : posts.high[number]] >> ENDING_BITS).tolist()
        grams.append({tuple(stems[k : k + _SURE]) for k in range(len(stems) - _SURE + 1)})
    return bool(grams[0] & grams[1])


def _numbers(
    posts: Posts, number: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.int64]:
    held = np.concatenate([np.zeros(1, np.int64), np.cumsum(posts.hashes & 1)])
    numbers: NDArray[np.int64] = held[posts.low[number] + high] - held[posts.low[number] + low]
    return numbers


def oracle(posts: Posts) -> list[tuple[int, int]]:
    """Pairs, by number, that the rule of `pairs` calls near, passage, exact or template, from full alignment."""
    length = posts.length
    first, second = np.triu_indices(len(length), 1)
    long = (length[first] >= SHORT_WORDS) & (length[second] >= SHORT_WORDS)
    first, second = first[long], second[long]
    out = np.zeros((len(first), 5), np.int64)
    _all_pairs(posts.hashes, posts.low, posts.high, first, second, out)
    matches, span = out[:, 0], np.maximum(out[:, 2] - out[:, 1], out[:, 4] - out[:, 3])
    longer, shorter = np.maximum(length[first], length[second]), np.minimum(length[first], length[second])
    near = (matches >= NEAR_SHARE * longer) & (matches >= SHORT_WORDS)
    part = (matches >= PASSAGE_WORDS) | ((matches >= NEAR_SHARE * shorter) & (matches >= SHORT_WORDS))
    numbers = np.minimum(_numbers(posts, first, out[:, 1], out[:, 2]), _numbers(posts, second, out[:, 3], out[:, 4]))
    kept = (near | (part & (matches >= IDENTITY * span))) & (span - numbers >= PLAIN_WORDS)
    return list(zip(first[kept].tolist(), second[kept].tolist(), strict=True))


def sample(path: Path, count: int, seed: int) -> pa.Table:
    """Posts of the file or folder, neighbours in time kept together so that copies stay with their originals."""
    if path.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            case = offscript.new(Path(folder) / "case")
            case.read([path])
            table = case.sql(
                "select p.post as id, p.source, p.published_at, v.text from post p join version v on v.version = p.first_version "
                "order by p.published_at, p.post"
            ).to_arrow_table()
    else:
        table = pq.read_table(path).sort_by("published_at")
    first = random.Random(seed).randrange(max(1, len(table) - count))
    return table.slice(first, count)


def compared(posts: Posts, found: pa.Table) -> dict[str, Any]:
    """How the two sets of pairs differ."""
    ids = posts.table["id"].to_pylist()
    name = {number: ids[row] for number, row in enumerate(posts.row.tolist())}
    every = {(name[a], name[b]): (a, b) for a, b in oracle(posts)}
    linked = set(zip(found["earlier"].to_pylist(), found["later"].to_pylist(), strict=True))
    groups = Groups()
    for earlier, later in linked:
        groups.join(earlier, later)
    missed = every.keys() - linked
    apart = [pair for pair in missed if groups.root(pair[0]) != groups.root(pair[1])]
    unseen = [pair for pair in apart if not _share_enough(posts, *every[pair])]
    left = sorted(set(apart) - set(unseen))
    return {
        "posts": len(ids),
        "oracle": len(every),
        "links": len(linked),
        "both": len(every.keys() & linked),
        "missed_but_joined": len(missed) - len(apart),
        "missed_without_six_words_in_a_row": len(unseen),
        "missed": len(left),
        "only_links": len(linked - every.keys()),
        "examples_missed": left[:5],
        "examples_only_links": sorted(linked - every.keys())[:5],
    }


def main() -> None:
    """Compare and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", type=Path, required=True)
    arguments.add_argument("--count", type=int, default=2_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", action="store_true", help="print the texts of the examples")
    given = arguments.parse_args()
    table = sample(given.posts, given.count, given.seed)
    figures = compared(prepared(table, None), pairs(table))
    if given.show:
        text = dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))
        for kind in ("examples_missed", "examples_only_links"):
            for one, other in figures[kind]:
                sys.stdout.write(f"--- {kind}\n{text[one]}\n···\n{text[other]}\n")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
