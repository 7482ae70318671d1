"""Reuse under strain: what odd posts cost, beside the same corpus without them.

`python benchmarks/stress.py --posts posts.parquet` adds to the posts, one at a time: a statement that a tenth of all posts carry
(word for word, and reworded), one post of five megabytes, a post of one word repeated, and 100,000 posts of the same three
words. Last line: one JSON object with the seconds of each and how many times the plain corpus that is.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq

from offscript.find.reuse import links

STATEMENT = (
    "Командование приняло решение отвести гарнизон крепости на правый берег и взорвать мост, чтобы сберечь людей и "
    "технику до прихода подкреплений, которые уже выступили из столицы и к исходу недели займут новые рубежи вдоль реки, "
    "где для них заранее готовы склады и укрытия"
)
COLUMNS = ("id", "source", "published_at", "text")


def plain(posts: pa.Table) -> pa.Table:
    """The corpus as it is."""
    return posts


def statement(posts: pa.Table, reworded: bool) -> pa.Table:
    """Every tenth post replaced by the statement."""
    chance, texts = random.Random(1), posts["text"].to_pylist()
    for place in range(0, len(texts), 10):
        words = [word for word in STATEMENT.split() if not reworded or chance.random() > 0.1]
        texts[place] = " ".join([*words, texts[place][:60]] if reworded else words)
    return posts.set_column(posts.column_names.index("text"), "text", pa.array(texts, pa.large_string()))


def with_posts(posts: pa.Table, texts: list[str]) -> pa.Table:
    """More posts, after all others."""
    last = max(posts["published_at"].to_pylist())
    rows = [
        {"id": f"odd{n}", "source": f"odd{n % 97}", "published_at": last + n, "text": text}
        for n, text in enumerate(texts)
    ]
    return pa.concat_tables([posts, pa.Table.from_pylist(rows, schema=posts.schema)])


def giant(posts: pa.Table) -> pa.Table:
    """One post of five megabytes, made of a thousand others and more."""
    return with_posts(
        posts, [" ".join(posts["text"].slice(0, 9_000).to_pylist()).encode()[:5_000_000].decode("utf-8", "ignore")]
    )


def repeated(posts: pa.Table) -> pa.Table:
    """Two posts of one word repeated."""
    return with_posts(posts, ["ура " * 200_000, "ура " * 150_000])


def identical(posts: pa.Table) -> pa.Table:
    """A hundred thousand posts of the same three words."""
    return with_posts(posts, ["Без лишних комментариев"] * 100_000)


STRAINS: dict[str, Callable[[pa.Table], pa.Table]] = {
    "plain": plain,
    "statement_in_a_tenth": lambda posts: statement(posts, reworded=False),
    "reworded_in_a_tenth": lambda posts: statement(posts, reworded=True),
    "five_megabytes": giant,
    "one_word_repeated": repeated,
    "same_three_words": identical,
}


def seconds(posts: pa.Table, runs: int) -> float:
    """Median seconds of some runs."""
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        links(posts)
        took.append(time.perf_counter() - started)
    return median(took)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", required=True)
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    posts = pq.read_table(given.posts, columns=list(COLUMNS))
    links(posts.slice(0, 2_000))
    took = {name: seconds(strain(posts), given.runs) for name, strain in STRAINS.items()}
    figures = {
        name: {"seconds": round(value, 3), "times_plain": round(value / took["plain"], 2)}
        for name, value in took.items()
    }
    print(json.dumps({"posts": len(posts), **figures}))


if __name__ == "__main__":
    main()
