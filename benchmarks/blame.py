"""Blame: how often who is blamed, shielded, cleared or thanked is found, and rightly by whom.

`python benchmarks/blame.py --gold benchmarks/blame --split test` prints precision and recall of each kind, how often who says it
is right where both find it, calibration, and sentences a second. Gold files: a sentence a line and, after `||`, what it says as
`kind: who > whom; …`, who being words of the sentence, AUTHOR or NULL. Every second line, from the first, is the part `dev`, on
which frames and probabilities were tuned; the others are `test`.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from offscript.find.blame import Blame, extract

_WORD = re.compile(r"[^\W_]+")


class Gold(NamedTuple):
    """A sentence and what it says: kind, who, whom."""

    lang: str
    text: str
    said: list[tuple[str, str, str]]


def read(folder: Path, split: str) -> list[Gold]:
    """Labelled sentences of a split: `dev`, `test` or `all`."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for line in {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]:
            text, _, listed = line.partition("||")
            said = []
            for part in filter(None, (one.strip() for one in listed.split(";"))):
                kind, _, rest = part.partition(": ")
                who, _, whom = rest.partition(" > ")
                said.append((kind, who, whom))
            found.append(Gold(path.stem, text.strip(), said))
    return found


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def same(said: tuple[str, str, str], one: Blame, text: str) -> bool:
    """Whether a finding is of the kind wanted and names whom it should."""
    return said[0] == one.kind and bool(_words(said[2]) & _words(text[slice(*one.blamed)]))


def _who(said: tuple[str, str, str], one: Blame, text: str) -> bool:
    if isinstance(one.blamer, str):
        return one.blamer == said[1]
    return bool(_words(said[1]) & _words(text[slice(*one.blamer)]))


def calibration(pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error over five bins of equal width (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in pairs:
        bins.setdefault(min(4, int(sure * 5)), []).append((sure, right))
    gaps = [abs(sum(s for s, _ in b) / len(b) - sum(r for _, r in b) / len(b)) * len(b) for b in bins.values()]
    return sum(gaps) / max(1, len(pairs))


def score(rows: list[Gold], show: bool) -> dict[str, object]:
    """Precision and recall of each kind, right blamers, calibration."""
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    right: Counter[str] = Counter()
    blamers = matched = 0
    sure: list[tuple[float, bool]] = []
    for row in rows:
        found = extract(row.text, row.lang)
        for said in row.said:
            wanted[said[0]] += 1
            one = next((one for one in found if same(said, one, row.text)), None)
            hit[said[0]] += one is not None
            matched += one is not None
            blamers += one is not None and _who(said, one, row.text)
        for one in found:
            given[one.kind] += 1
            good = any(same(said, one, row.text) for said in row.said)
            right[one.kind] += good
            sure.append((one.probability, good))
        if show and (
            len(found) != len(row.said)
            or not all(any(same(s, o, row.text) and _who(s, o, row.text) for o in found) for s in row.said)
        ):
            print(row.lang, row.text)
            for one in found:
                who = one.blamer if isinstance(one.blamer, str) else row.text[slice(*one.blamer)]
                print(
                    f"     {one.kind}: {who} > {row.text[slice(*one.blamed)]} | {row.text[slice(*one.cue)]} {one.form} {one.rung}"
                )
            print("     wanted", row.said)
    kinds = {
        kind: {
            "precision": round(right[kind] / max(1, given[kind]), 3),
            "recall": round(hit[kind] / max(1, wanted[kind]), 3),
            "wanted": wanted[kind],
        }
        for kind in sorted(wanted | given)
    }
    totals = {
        "precision": round(right.total() / max(1, given.total()), 3),
        "recall": round(hit.total() / max(1, wanted.total()), 3),
    }
    return {
        **totals,
        "kinds": kinds,
        "blamer": round(blamers / max(1, matched), 3),
        "calibration_error": round(calibration(sure), 3),
    }


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "blame")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    rows = read(given.gold, given.split)
    for lang in ("ru", "uk", "en"):
        extract("Слово.", lang)
    by_lang = {
        lang: {
            k: v
            for k, v in score([row for row in rows if row.lang == lang], given.show).items()
            if k in ("precision", "recall")
        }
        for lang in ("ru", "uk", "en")
    }
    started = time.perf_counter()
    for row in rows:
        extract(row.text, row.lang)
    pace = round(len(rows) / (time.perf_counter() - started))
    negative = sum(not row.said for row in rows)
    print(
        json.dumps(
            {
                "split": given.split,
                "sentences": len(rows),
                "negative": negative,
                **score(rows, False),
                "by_language": by_lang,
                "sentences_per_second": pace,
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
