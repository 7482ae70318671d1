"""Reuse beside its peers: the same file, the same run, the same scoring.

`python benchmarks/peers.py --posts posts.parquet --truth truth.parquet [--only offscript,duckdb] [--chart peers.svg]` runs
`links` of this project, MinHash LSH of datasketch, rensa and text-dedup on word 5-grams (128 permutations, a threshold of .5), and
a join of word 5-grams in DuckDB; a peer that is not installed is named and left out. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from drawn import svg
from reuse import scored

from offscript.find.reuse import links

Found = Iterable[tuple[int, int]]
_GRAM, _PERMUTATIONS, _THRESHOLD = 5, 128, 0.5
_JOIN = """
with worded as (
    select id, published_at, regexp_extract_all(lower(text), '[\\p{L}\\p{N}]+') as words from posts
),
grams as (
    select distinct id, published_at, hash(list_slice(words, i, i + 4)) as gram
    from (select id, published_at, words, unnest(range(1, greatest(len(words) - 3, 1))) as i from worded)
),
first as (select gram, min(published_at) as at, count(*) as held from grams group by gram having count(*) between 2 and 1000),
shared as (
    select a.id as earlier, b.id as later, count(*) as grams
    from first f join grams a on a.gram = f.gram and a.published_at = f.at join grams b on b.gram = f.gram and b.id <> a.id
    group by all
)
select earlier, later from shared where grams >= 3
"""


def grams(text: str) -> set[str]:
    """Every five words in a row, in small letters."""
    words = text.lower().split()
    return {" ".join(words[k : k + _GRAM]) for k in range(max(1, len(words) - _GRAM + 1))}


def of_offscript(posts: pa.Table) -> list[dict[str, Any]]:
    """This project."""
    return list(links(posts).select(["earlier", "later"]).to_pylist())


def of_duckdb(posts: pa.Table) -> list[dict[str, Any]]:
    """Posts that share three word 5-grams with the first post that had them."""
    with duckdb.connect() as connection:
        connection.register("posts", posts)
        return list(connection.sql(_JOIN).to_arrow_table().to_pylist())


def of_datasketch(posts: pa.Table) -> list[dict[str, Any]]:
    """MinHash LSH of datasketch: each post against those before it."""
    datasketch = import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    found = []
    for number, text in enumerate(posts["text"].to_pylist()):
        one = datasketch.MinHash(num_perm=_PERMUTATIONS)
        one.update_batch([gram.encode() for gram in grams(text)])
        found += [(other, number) for other in index.query(one)]
        index.insert(number, one)
    return _named(posts, found)


def of_rensa(posts: pa.Table) -> list[dict[str, Any]]:
    """MinHash LSH of rensa: each post against those before it."""
    rensa = import_module("rensa")
    index = rensa.RMinHashLSH(_THRESHOLD, _PERMUTATIONS, 32)
    found = []
    for number, text in enumerate(posts["text"].to_pylist()):
        one = rensa.RMinHash(_PERMUTATIONS, 42)
        one.update(list(grams(text)))
        found += [(other, number) for other in index.query(one)]
        index.insert(number, one)
    return _named(posts, found)


def of_text_dedup(posts: pa.Table) -> list[dict[str, Any]]:
    """MinHash bands of text-dedup: each post and the first that shares a band."""
    minhash = import_module("text_dedup.minhash")
    numpy = import_module("numpy")
    bands, rows = minhash.optimal_param(_THRESHOLD, _PERMUTATIONS)
    prime, most = numpy.uint64((1 << 61) - 1), numpy.uint64((1 << 32) - 1)
    drawing = numpy.random.RandomState(42)
    permutations = tuple(drawing.randint(low, prime, size=_PERMUTATIONS, dtype=numpy.uint64) for low in (1, 0))
    options = {"num_perm": _PERMUTATIONS, "ngram_size": _GRAM, "min_length": 1, "dtype": numpy.uint64}
    options |= {"permutations": permutations, "hash_func": minhash.xxh3_32hash, "max_hash": most, "modulo_prime": prime}
    options |= {"hashranges": [(k * rows, (k + 1) * rows) for k in range(bands)]}
    first: list[dict[bytes, int]] = [{} for _ in range(bands)]
    found = set()
    for number, text in enumerate(posts["text"].to_pylist()):
        signature = minhash.embed_func(text, number, **options)["__signatures__"]
        for band, value in enumerate(signature):
            other = first[band].setdefault(value, number)
            if other != number:
                found.add((other, number))
    return _named(posts, found)


def _named(posts: pa.Table, found: Found) -> list[dict[str, Any]]:
    ids = posts["id"].to_pylist()
    return [{"earlier": ids[one], "later": ids[other]} for one, other in found]


PEERS: dict[str, Callable[[pa.Table], list[dict[str, Any]]]] = {
    "offscript": of_offscript,
    "duckdb": of_duckdb,
    "rensa": of_rensa,
    "datasketch": of_datasketch,
    "text_dedup": of_text_dedup,
}


def measured(name: str, posts: pa.Table, truth: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Posts a second and what was found; None where the peer is not installed."""
    try:
        if name not in ("offscript", "duckdb"):
            import_module(name)
        if name == "offscript":
            PEERS[name](posts.slice(0, 2_000))
        started = time.perf_counter()
        found = PEERS[name](posts)
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{name} is left out: {error.name} is not installed\n")
        return None
    seconds = time.perf_counter() - started
    score = scored(found, truth)
    return {"posts_per_second": round(len(posts) / seconds), "recall": score["recall"], "precision": score["precision"]}


def chart(figures: dict[str, dict[str, Any]]) -> str:
    """Speed and recall of all, as SVG."""
    values = []
    for name, row in figures.items():
        values.append({"who": name, "what": "posts a second", "value": row["posts_per_second"]})
        values += [
            {"who": name, "what": f"{kind} copies found", "value": share} for kind, share in row["recall"].items()
        ]
        values.append({"who": name, "what": "precision", "value": row["precision"]})
    bar = {
        "mark": "bar",
        "width": 170,
        "height": {"step": 18},
        "encoding": {
            "y": {"field": "who", "type": "nominal", "title": None, "sort": list(figures)},
            "x": {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 3}},
            "color": {"condition": {"test": "datum.who == 'offscript'", "value": "#8f2d2d"}, "value": "#b9b2a6"},
        },
    }
    order = list(dict.fromkeys(value["what"] for value in values))
    facet = {"field": "what", "type": "nominal", "title": None, "sort": order}
    spec = {
        "data": {"values": values},
        "facet": facet,
        "columns": 3,
        "spec": bar,
        "resolve": {"scale": {"x": "independent"}},
    }
    return svg(spec)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True)
    arguments.add_argument("--truth", required=True)
    arguments.add_argument("--only", default=",".join(PEERS))
    arguments.add_argument("--chart", type=Path)
    given = arguments.parse_args()
    posts, truth = pq.read_table(given.posts), pq.read_table(given.truth).to_pylist()
    figures = {name: row for name in given.only.split(",") if (row := measured(name, posts, truth)) is not None}
    if given.chart:
        given.chart.write_text(chart(figures), encoding="utf-8")
    print(json.dumps({"posts": len(posts), **figures}))


if __name__ == "__main__":
    main()
