"""A corpus with planted copies, made of words no language has: exact, near and passage copies, templates, shared footers.

`python benchmarks/planted.py --count 100000 --seed 1 --out FOLDER` writes `posts.parquet` (id, source, published_at, text)
and `truth.parquet` (earlier, later, kind, spans in code points).

Near: up to a fifth of the words replaced, dropped or added. Passage: 20 to 60 words of an original inside new text. A sixth of the
posts are copies; a tenth of the sources end every post with one footer of their owner; one post in fifty fills a form.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

VOWELS, CONSONANTS = "аеиоуыэюя", "бвгджзклмнпрстфхцчшщ"
FORM = "За сутки в округе {} зафиксировано {} обращений граждан, {} человек доставлены в больницы, {} отпущены домой к утру"
FOOTER = "Читайте наши новости первыми и присылайте свои сообщения редакции через форму по ссылке внизу"


POSTS = pa.schema(
    [("id", pa.string()), ("source", pa.string()), ("published_at", pa.int64()), ("text", pa.large_string())]
)
BATCH = 200_000


class Writer:
    """Draws posts and copies into a file, and keeps the truth."""

    def __init__(self, seed: int, sources: int, path: Path | None = None) -> None:
        self.chance = random.Random(seed)
        self.sources = sources
        self.words = [self.word() for _ in range(40_000)]
        self.file = pq.ParquetWriter(path, POSTS) if path else None
        self.count = 0
        self.posts: list[dict[str, Any]] = []
        self.truth: list[dict[str, Any]] = []

    def word(self) -> str:
        """A word of two to four syllables."""
        syllables = self.chance.choices(range(2, 5), (4, 4, 2))[0]
        return "".join(self.chance.choice(CONSONANTS) + self.chance.choice(VOWELS) for _ in range(syllables))

    def some(self, low: int, high: int) -> list[str]:
        """Some words."""
        return self.chance.choices(self.words, k=self.chance.randint(low, high))

    def post(self, text: str, at: int) -> str:
        """Add a post; its id."""
        source = self.chance.randrange(self.sources)
        signed = f"{text}\n\n{FOOTER}" if source < self.sources // 10 else text
        name = f"p{self.count:08}"
        self.posts.append({"id": name, "source": f"s{source:05}", "published_at": at, "text": signed})
        self.count += 1
        if len(self.posts) >= BATCH:
            self.flush()
        return name

    def flush(self) -> None:
        """Write the posts drawn so far."""
        if self.file is None:
            raise ValueError("a writer without a file only draws words")
        self.file.write_table(pa.Table.from_pylist(self.posts, schema=POSTS))
        self.posts = []

    def near(self, tokens: list[str]) -> list[str]:
        """The words with up to a fifth of them changed."""
        share, out = self.chance.uniform(0.02, 0.2), []
        for token in tokens:
            if self.chance.random() >= share:
                out.append(token)
                continue
            kind = self.chance.randrange(3)
            out += [] if kind == 0 else self.some(1, 1) if kind == 1 else [token, *self.some(1, 1)]
        return out or tokens

    def copy(self, original: str, tokens: list[str], at: int) -> None:
        """A copy of a post, with its place in the truth."""
        kind = self.chance.choice(("exact", "near", "passage"))
        text = " ".join(tokens)
        before, start, end = "", 0, len(text)
        if kind == "passage":
            length = min(len(tokens), self.chance.randint(20, 60))
            first = self.chance.randint(0, len(tokens) - length)
            start = len(" ".join(tokens[:first])) + (first > 0)
            body = " ".join(tokens[first : first + length])
            end, before = start + len(body), " ".join(self.some(8, 40)) + " "
            whole = before + body + " " + " ".join(self.some(8, 40))
        else:
            body = whole = text if kind == "exact" else " ".join(self.near(tokens))
        later = self.post(whole, at)
        spans = {
            "earlier_start": start,
            "earlier_end": end,
            "later_start": len(before),
            "later_end": len(before) + len(body),
        }
        self.truth.append({"earlier": original, "later": later, "kind": kind, **spans})

    def write(self, count: int) -> None:
        """Posts until there are so many."""
        at = 1_660_000_000_000_000
        while self.count < count:
            at += self.chance.randrange(60_000_000)
            if self.chance.random() < 0.02:
                self.post(FORM.format(*(self.chance.randrange(1, 999) for _ in range(4))), at)
                continue
            tokens = self.some(24, 75)
            original = self.post(" ".join(tokens), at)
            if self.chance.random() < 0.08:
                for _ in range(self.chance.choices(range(1, 6), (8, 4, 3, 2, 1))[0]):
                    self.copy(original, tokens, at + self.chance.randrange(1, 7_200_000_000))
        self.flush()
        if self.file is not None:
            self.file.close()


def main() -> None:
    """Write the corpus."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--sources", type=int, default=500)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    writer = Writer(given.seed, given.sources, given.out / "posts.parquet")
    writer.write(given.count)
    pq.write_table(pa.Table.from_pylist(writer.truth), given.out / "truth.parquet")
    print(f"{writer.count} posts, {len(writer.truth)} copies in {given.out}")


if __name__ == "__main__":
    main()
