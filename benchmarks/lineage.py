"""Lineage: how often the post named as parent is the one copied, and whether its confidence can be believed.

`python benchmarks/lineage.py [--texts 300] [--seed 11]` makes up texts, each copied in a tree: every further post copies one of
those before it, drawn at random, and changes up to five words. A parent counts as right where its words are those of the post
copied (identical posts cannot be told apart). Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from typing import Any

import pyarrow as pa
from planted import Writer

from offscript.find.reuse import links
from offscript.find.reuse.cascades import parents

_BINS = (0.0, 0.25, 0.5, 0.75, 0.9, 1.01)


def changed(words: list[str], writer: Writer) -> list[str]:
    """A copy with nought to five words replaced, dropped or added."""
    out = list(words)
    for _ in range(writer.chance.choices(range(6), (3, 3, 2, 1, 1, 1))[0]):
        at = writer.chance.randrange(len(out))
        out[at : at + 1] = writer.chance.choice(([], writer.some(1, 1), [out[at], *writer.some(1, 1)]))
    return out


def trees(writer: Writer, texts: int) -> tuple[pa.Table, dict[str, str], dict[str, str]]:
    """Posts, the post each copied, and the words of each."""
    rows: list[dict[str, Any]] = []
    copied: dict[str, str] = {}
    for number in range(texts):
        posts = [writer.some(30, 70)]
        for step in range(writer.chance.randint(3, 14)):
            of = writer.chance.randrange(len(posts))
            copied[f"t{number:04}-{step + 1:02}"] = f"t{number:04}-{of:02}"
            posts.append(changed(posts[of], writer))
        rows += [
            {
                "id": f"t{number:04}-{k:02}",
                "source": f"s{k}-{number}",
                "published_at": number * 10**9 + k * 10**7,
                "text": " ".join(p),
            }
            for k, p in enumerate(posts)
        ]
    return pa.Table.from_pylist(rows), copied, {row["id"]: row["text"] for row in rows}


def settled(posts: pa.Table) -> dict[str, dict[str, Any]]:
    """The parent of every post, as the cascades have it."""
    at = dict(zip(posts["id"].to_pylist(), posts["published_at"].to_pylist(), strict=True))
    rows = [
        {
            "post": link["later"],
            "parent": link["earlier"],
            "basis": "words",
            "kind": link["kind"],
            "changed": link["changed"],
            "parent_at": at[link["earlier"]],
            "published_at": at[link["later"]],
        }
        for link in links(posts).to_pylist()
    ]
    return parents(rows)


def calibration(marks: list[tuple[float, bool]]) -> list[dict[str, float]]:
    """For each stretch of confidence: posts, mean confidence, share right."""
    out = []
    for low, high in pairwise(_BINS):
        held = [mark for mark in marks if low <= mark[0] < high]
        if held:
            mean, right = sum(mark[0] for mark in held) / len(held), sum(mark[1] for mark in held) / len(held)
            out.append({"posts": len(held), "confidence": round(mean, 3), "right": round(right, 3)})
    return out


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=11)
    given = arguments.parse_args()
    posts, copied, text = trees(Writer(given.seed, 1), given.texts)
    found = settled(posts)
    same_words = [text[found[post]["parent"]] == text[of] for post, of in copied.items() if post in found]
    exact = [(found[post]["confidence"], found[post]["parent"] == of) for post, of in copied.items() if post in found]
    print(
        json.dumps(
            {
                "copies": len(copied),
                "with_a_parent": round(len(same_words) / len(copied), 4),
                "parent_has_the_words_copied": round(sum(same_words) / len(same_words), 4),
                "parent_is_the_post_copied": round(sum(mark[1] for mark in exact) / len(exact), 4),
                "calibration": calibration(exact),
            }
        )
    )


if __name__ == "__main__":
    main()
