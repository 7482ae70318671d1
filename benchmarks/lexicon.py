"""The line's lexicon: how often a use is found, and whether it is rightly told as said in own voice, in the sense of the pair.

`python benchmarks/lexicon.py --gold benchmarks/lexicon --split test`. Gold files: a sentence a line and, after `||`, its uses in
order as `pair form own|not`. Every second line, from the first, is the part `dev`, the others are `test`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from offscript.find.lexicon import uses

Wanted = list[tuple[str, str, bool]]


def read(folder: Path, split: str) -> list[tuple[str, str, Wanted]]:
    """Labelled sentences of a split: language, sentence, uses."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for line in {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]:
            sentence, _, listed = line.partition("||")
            wanted: Wanted = []
            for part in filter(None, (one.strip() for one in listed.split(";"))):
                pair, form, own = part.split(" ")
                wanted.append((pair, form, own == "own"))
            found.append((path.stem, sentence.strip(), wanted))
    return found


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "lexicon")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    rows = read(given.gold, given.split)
    wanted = found = right = own_wanted = own_found = own_right = 0
    for lang, sentence, gold in rows:
        said = [(one.pair, one.form, one.own) for one in uses(sentence, lang)]
        wanted, found = wanted + len(gold), found + len(said)
        right += sum((pair, form) in {(p, f) for p, f, _ in said} for pair, form, _ in gold)
        own = {use[:2] for use in gold if use[2]}, {use[:2] for use in said if use[2]}
        own_wanted, own_found, own_right = (
            own_wanted + len(own[0]),
            own_found + len(own[1]),
            own_right + len(own[0] & own[1]),
        )
        if given.show and said != gold:
            print(f"{lang} {sentence}\n     found  {said}\n     wanted {gold}")
    started = time.perf_counter()
    for lang, sentence, _ in rows:
        uses(sentence, lang)
    seconds = time.perf_counter() - started
    scores = {
        "uses_recall": round(right / max(1, wanted), 3),
        "own_precision": round(own_right / max(1, own_found), 3),
        "own_recall": round(own_right / max(1, own_wanted), 3),
        "sentences_per_second": round(len(rows) / seconds),
    }
    print(json.dumps({"split": given.split, "sentences": len(rows), "uses": wanted, **scores}))


if __name__ == "__main__":
    main()
