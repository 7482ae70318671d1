"""Attitude pairs: who is for or against whom in an article, against articles labelled as in RuSentRel.

`python benchmarks/pairs.py --gold FOLDER` prints `{"f1": …}`: F1 of the positive and of the negative class, averaged, then averaged
over documents. FOLDER holds `synonyms.txt` and, anywhere below, for each article `NAME.txt`, `NAME.ann` (spans that name someone)
and `NAME.opin.txt` (subject, object, label). Names are merged through the synonyms, in whatever form they stand.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from offscript.find.opinions import pairs
from offscript.find.opinions.synonyms import Synonyms

Pair = tuple[str, str]
Span = tuple[int, int]
NOBODY = ("author", "unknown")
LABELS = {"pos": 1, "neg": -1}
_SPEAKER = re.compile(r"^\{[^}]*\}\s*", re.MULTILINE)


def synonyms(path: Path) -> Synonyms:
    """Every name to the first of its line."""
    return Synonyms(line.split(",") for line in path.read_text(encoding="utf-8").splitlines())


def wanted(path: Path, merged: Synonyms) -> dict[Pair, int]:
    """Labelled pairs of an article."""
    found: dict[Pair, int] = {}
    for line in filter(str.strip, path.read_text(encoding="utf-8-sig").splitlines()):
        holder, target, label = (part.strip() for part in line.split(",")[:3])
        found[merged(holder), merged(target)] = LABELS[label.lower()]
    return found


def named(path: Path, merged: Synonyms) -> list[tuple[Span, str]]:
    """Spans that name someone, with who is meant."""
    found = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        _, kind, words = line.split("\t")
        start, end = map(int, kind.split()[1:3])
        if words.strip().lower() not in NOBODY:
            found.append(((start, end), merged(words)))
    return found


def told(text: str, names: list[tuple[Span, str]]) -> dict[Pair, int]:
    """Pairs of an article; the mark of who speaks, at the head of a line, is no part of it."""
    spoken = _SPEAKER.sub(lambda mark: " " * len(mark[0]), text)
    return {(one.holder, one.target): one.polarity for one in pairs(spoken, names, "ru")}


def f1(gold: dict[Pair, int], said: dict[Pair, int]) -> float:
    """Mean of the F1 of both classes in one article."""
    scores = []
    for label in (1, -1):
        one, other = ({pair for pair, found in side.items() if found == label} for side in (gold, said))
        scores.append(2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0)
    return sum(scores) / 2


def main() -> None:
    """Score a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    given = parser.parse_args()
    merged = synonyms(given.gold / "synonyms.txt")
    scores, found, gold = [], 0, 0
    for marks in sorted(given.gold.glob("**/*.ann")):
        text = marks.with_suffix(".txt").read_bytes().decode("utf-8")
        labelled = wanted(marks.with_name(f"{marks.stem}.opin.txt"), merged)
        said = told(text, named(marks, merged))
        scores.append(f1(labelled, said))
        found, gold = found + len(said), gold + len(labelled)
    print(
        json.dumps(
            {
                "f1": round(sum(scores) / max(1, len(scores)), 4),
                "documents": len(scores),
                "wanted": gold,
                "found": found,
            }
        )
    )


if __name__ == "__main__":
    main()
