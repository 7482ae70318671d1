"""Positions: how often the side a sentence takes on an axis is right, and how often one that takes none is left alone.

`python benchmarks/positions.py --gold benchmarks/positions --split test`. Gold: `axes.toml` as in a case; files of a sentence a
line and, after `||`, `axis: pole` (or `axis: attributed`), or nothing. Every second line, from the first, is the part `dev`, on
which cues and weights were tuned; the others are `test`.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections import Counter
from pathlib import Path

from offscript.find.positions import Axis, Stance, axes_of, extract


def read(folder: Path, split: str) -> list[tuple[str, str, str]]:
    """Labelled sentences of a split: language, sentence, `axis: pole` or an empty string."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for line in {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]:
            sentence, _, said = line.partition("||")
            found.append((path.stem, sentence.strip(), said.strip()))
    return found


def label(found: list[Stance]) -> str:
    """What is found in a sentence, as the gold files write it."""
    best = max(found, key=lambda one: one.probability, default=None)
    if best is None:
        return ""
    return f"{best.axis}: {'attributed' if best.kind == 'attributed' else best.pole}"


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "positions")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    settings = tomllib.loads((given.gold / "axes.toml").read_text(encoding="utf-8"))
    axes: dict[str, tuple[Axis, ...]] = {lang: axes_of(settings, lang) for lang in ("ru", "uk", "en")}
    rows = read(given.gold, given.split)
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for lang, sentence, wanted in rows:
        said = label(extract(sentence, lang, axes[lang]))
        counts["wanted"] += bool(wanted)
        counts["said"] += bool(said)
        counts["right"] += bool(said) and said == wanted
        counts["turned"] += bool(said) and bool(wanted) and said != wanted
        if given.show and said != wanted:
            print(f"{lang} {sentence}\n     found {said!r} wanted {wanted!r}")
    pace = round(len(rows) / (time.perf_counter() - started))
    precision, recall = counts["right"] / max(1, counts["said"]), counts["right"] / max(1, counts["wanted"])
    scores = {"precision": round(precision, 3), "recall": round(recall, 3), "wrong_pole": counts["turned"]}
    print(json.dumps({"split": given.split, "sentences": len(rows), **scores, "sentences_per_second": pace}))


if __name__ == "__main__":
    main()
