"""Opinion tuples: weighted F1 of `offscript.find.opinions.extract` against sentences labelled as in RuOpinionNE-2024.

`python benchmarks/opinions.py --gold FILE` prints `{"f1": …}`. Gold: JSON lines, `text` and `opinions`, each with `Source`,
`Target`, `Polar_expression` (texts and `start:end`), `Polarity`. Scored as structured sentiment in SemEval-2022 task 10 (Barnes
et al. 2022): texts are split at white space, a span is the set of its tokens; a tuple hits where all three sets share a token
and the polarity is equal; precision and recall weigh by the share of tokens they have in common. AUTHOR and NULL each match
only themselves.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any, NamedTuple

from offscript.find.opinions import extract


class Tuple(NamedTuple):
    """An opinion as sets of tokens."""

    holder: frozenset[int]
    target: frozenset[int]
    expression: frozenset[int]
    polarity: int


AUTHOR, NULL = frozenset({-1}), frozenset({-2})
_TOKEN = re.compile(r"\S+")


def tokens(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Numbers of the tokens of a text that spans touch."""
    cut = [match.span() for match in _TOKEN.finditer(text)]
    return frozenset(i for i, (a, b) in enumerate(cut) if any(a < end and b > start for start, end in spans))


def _share(one: Tuple, other: Tuple, of: Tuple) -> float:
    """Mean share of the three parts of `of` that two tuples have in common; 0 where a part has nothing or polarity differs."""
    parts = list(zip(one[:3], other[:3], of[:3], strict=True))
    if one.polarity != other.polarity or not all(a & b for a, b, _ in parts):
        return 0.0
    return sum(len(a & b) / len(whole) for a, b, whole in parts) / 3


def weighted(gold: list[list[Tuple]], found: list[list[Tuple]]) -> dict[str, float]:
    """Precision, recall and F1 over all sentences."""
    many_gold, many_found = sum(map(len, gold)), sum(map(len, found))
    pairs = list(zip(gold, found, strict=True))
    right = sum(max((_share(one, g, one) for g in wanted), default=0.0) for wanted, said in pairs for one in said)
    hit = sum(max((_share(g, one, g) for one in said), default=0.0) for wanted, said in pairs for g in wanted)
    precision, recall = right / max(1, many_found), hit / max(1, many_gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def _spans(listed: list[str]) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in (one.split(":") for one in listed)]


def gold(row: dict[str, Any]) -> list[Tuple]:
    """Tuples of a labelled line."""
    found = []
    for one in row["opinions"]:
        source = one["Source"][0][0] if one["Source"][0] else "NULL"
        holder = (
            AUTHOR
            if source == "AUTHOR"
            else NULL
            if source == "NULL"
            else tokens(row["text"], _spans(one["Source"][1]))
        )
        target, said = (tokens(row["text"], _spans(one[part][1])) for part in ("Target", "Polar_expression"))
        found.append(Tuple(holder, target, said, 1 if one["Polarity"] in ("POS", ["POS"]) else -1))
    return found


def found(text: str) -> list[Tuple]:
    """What offscript finds in a sentence, as sets of tokens."""
    out = []
    for one in extract(text, "ru"):
        holder = (
            tokens(text, [one.holder]) if isinstance(one.holder, tuple) else AUTHOR if one.holder == "AUTHOR" else NULL
        )
        target, said = tokens(text, [one.target]), tokens(text, [one.expression])
        if holder and target and said:
            out.append(Tuple(holder, target, said, one.polarity))
    return out


def main() -> None:
    """Score a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    extract("Слово.", "ru")
    started = time.perf_counter()
    said = [found(row["text"]) for row in rows]
    pace = len(rows) / (time.perf_counter() - started)
    wanted = [gold(row) for row in rows]
    counts = {"sentences": len(rows), "wanted": sum(map(len, wanted)), "found": sum(map(len, said))}
    print(json.dumps({**weighted(wanted, said), **counts, "sentences_per_second": round(pace)}))


if __name__ == "__main__":
    main()
