"""Attitude pairs: who is for or against whom in an article, against articles labelled as in RuSentRel.

`python benchmarks/pairs.py --gold FOLDER` prints `{"f1": …}`: F1 of the positive and of the negative class, averaged, then averaged
over documents. FOLDER holds `synonyms.txt` and, anywhere below, for each article `NAME.txt`, `NAME.ann` (spans that name someone)
and `NAME.opin.txt` (subject, object, label). Names are merged through the synonyms; a pair is told from the surest sentence that
names both, or names the object where the subject is the author.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from offscript.find.opinions import between

Pair = tuple[str, str]
Span = tuple[int, int]
WRITER, NOBODY = "автор", "unknown"
LABELS = {"pos": 1, "neg": -1}
_SPEAKER = re.compile(r"\{[^}]*\}\s*")


def synonyms(path: Path) -> dict[str, str]:
    """Every name to the first of its line."""
    merged: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        listed = [name.strip().lower() for name in line.split(",")]
        merged |= {name: listed[0] for name in listed if name not in merged}
    return merged


def wanted(path: Path, merged: dict[str, str]) -> dict[Pair, int]:
    """Labelled pairs of an article."""
    found: dict[Pair, int] = {}
    for line in filter(str.strip, path.read_text(encoding="utf-8-sig").splitlines()):
        holder, target, label = (part.strip().lower() for part in line.split(",")[:3])
        found[merged.get(holder, holder), merged.get(target, target)] = LABELS[label]
    return found


def _named(path: Path, merged: dict[str, str]) -> list[tuple[Span, str]]:
    found = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        _, kind, words = line.split("\t")
        start, end = map(int, kind.split()[1:3])
        found.append(((start, end), merged.get(words.strip().lower(), words.strip().lower())))
    return found


def _sentences(text: str, named: list[tuple[Span, str]]) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    at = 0
    for line in text.split("\n"):
        speaker = _SPEAKER.match(line)
        start, end = at + (speaker.end() if speaker else 0), at + len(line)
        inside = [((a - start, b - start), name) for (a, b), name in named if start <= a and b <= end]
        yield text[start:end], [one for one in inside if one[1] not in (WRITER, NOBODY)]
        at = end + 1


def told(text: str, named: list[tuple[Span, str]], least: float) -> dict[Pair, int]:
    """Pairs of an article, each from its surest sentence, where that is at least `least` sure."""
    best: dict[Pair, tuple[float, int]] = {}
    for said, inside in _sentences(text, named):
        holders: list[tuple[Span | str, str]] = [*inside, ("AUTHOR", WRITER)]
        for holder, one in holders:
            for target, other in inside:
                if one == other:
                    continue
                try:
                    found = between(said, holder, target, "ru")
                except ValueError:
                    continue
                if found.polarity and found.probability > best.get((one, other), (0.0, 0))[0]:
                    best[one, other] = found.probability, found.polarity
    return {pair: polarity for pair, (sure, polarity) in best.items() if sure >= least}


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
    parser.add_argument("--least", type=float, default=0.6, help="least probability of a pair")
    given = parser.parse_args()
    merged = synonyms(given.gold / "synonyms.txt")
    scores, found, gold = [], 0, 0
    for marks in sorted(given.gold.glob("**/*.ann")):
        text = marks.with_suffix(".txt").read_bytes().decode("utf-8")
        labelled = wanted(marks.with_name(f"{marks.stem}.opin.txt"), merged)
        said = told(text, _named(marks, merged), given.least)
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
