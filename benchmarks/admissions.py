"""Admissions: how often the grade of a sentence is right, and how often a sentence that admits nothing is left alone.

`python benchmarks/admissions.py --gold benchmarks/admissions --split test`. Gold files: a sentence a line and, after `||`, its
grade, or nothing. Every second line, from the first, is the part `dev`, on which the phrases were tuned; the others are `test`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from offscript.find.admissions import extract


def read(folder: Path, split: str) -> list[tuple[str, str, str]]:
    """Labelled sentences of a split: language, sentence, grade or an empty string."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for line in {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]:
            sentence, _, grade = line.partition("||")
            found.append((path.stem, sentence.strip(), grade.strip()))
    return found


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "admissions")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    rows = read(given.gold, given.split)
    for lang in ("ru", "uk", "en"):
        extract("Слово.", lang)
    wanted: Counter[str] = Counter()
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    started = time.perf_counter()
    for lang, sentence, grade in rows:
        found = {one.grade for one in extract(sentence, lang)}
        wanted[grade] += 1
        said.update(found or {""})
        right[grade] += grade in (found or {""})
        if given.show and found != ({grade} if grade else set()):
            print(f"{lang} {sentence}\n     found {found} wanted {grade!r}")
    pace = round(len(rows) / (time.perf_counter() - started))
    grades = {
        grade or "none": {
            "precision": round(right[grade] / max(1, said[grade]), 3),
            "recall": round(right[grade] / wanted[grade], 3),
            "wanted": wanted[grade],
        }
        for grade in sorted(wanted)
    }
    print(json.dumps({"split": given.split, "sentences": len(rows), "grades": grades, "sentences_per_second": pace}))


if __name__ == "__main__":
    main()
