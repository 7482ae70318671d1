"""Across languages: is the sentence that says the same found among a thousand others of the same subject?

`python benchmarks/translated.py [--gold translated.toml] [--part test] [--distractors 1000]` takes sentences in Russian, Ukrainian
and English (TOML: a list of triples, and lists of words from which distractors are drawn), embeds them, and looks for each
sentence's translation among the other language's sentences and distractors. Last line: one JSON object: retrieval for each
pair of languages, and what the margin's threshold finds and finds wrongly.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from itertools import permutations
from pathlib import Path

import numpy as np

from offscript.find.translations.match import confirmed, matched
from offscript.text import embed

LANGUAGES = ("ru", "uk", "en")


def drawn(choices: list[list[str]], count: int) -> list[str]:
    """Different sentences, a word or two from each list."""
    chance = random.Random(1)
    out: set[str] = set()
    while len(out) < count:
        out.add(" ".join(chance.choice(words) for words in choices) + ".")
    return sorted(out)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=Path(__file__).with_name("translated.toml"))
    arguments.add_argument("--part", default="test")
    arguments.add_argument("--distractors", type=int, default=1_000)
    given = arguments.parse_args()
    gold = tomllib.loads(given.gold.read_text(encoding="utf-8"))
    triples = gold[given.part]
    started = time.perf_counter()
    texts = {
        name: [triple[place] for triple in triples] + drawn(gold["distractors"][name], given.distractors)
        for place, name in enumerate(LANGUAGES)
    }
    vectors = {name: embed(listed) for name, listed in texts.items()}
    seconds = time.perf_counter() - started
    count, right, wrong, retrieval = len(triples), 0, 0, {}
    for one, other in permutations(LANGUAGES, 2):
        nearest = (vectors[one][:count] @ vectors[other].T).argmax(axis=1)
        retrieval[f"{one}→{other}"] = round(float((nearest == np.arange(count)).mean()), 4)
        at = [np.zeros(len(texts[name]), np.int64) for name in (one, other)]
        nearby = matched(vectors[one], vectors[other], at[0], at[1], (one, other))
        agreed = confirmed([(texts[one][a], texts[other][b]) for a, b, _ in nearby], [(one, other)] * len(nearby))
        pairs = [pair for pair, agrees in zip(nearby, agreed, strict=True) if agrees]
        right += sum(a == b and a < count for a, b, _ in pairs)
        wrong += sum(a != b and min(a, b) < count for a, b, _ in pairs)
    figures = {"sentences": count, "distractors": given.distractors, "retrieval": retrieval}
    figures |= {"matched": round(right / (6 * count), 4), "wrongly_matched": wrong}
    figures |= {"sentences_per_second": round(sum(map(len, texts.values())) / seconds, 1)}
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
