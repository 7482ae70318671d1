"""Figures: recall, false figures in sentences without any, and how much of each figure is right.

`python benchmarks/figures.py --gold benchmarks/figures --split test`. Gold files hold a sentence a line and, after `||`, its
figures as `low high unit item qualifier` (`-` for none, several apart by `;`). Every second line, from the first, is the part
`dev` on which the words were tuned, the others are `test`. A figure counts as found where its bounds are right.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import NamedTuple

from offscript.find.figures import Figure, extract

AT = 1_662_800_000_000_000
_NEAR = 0.001


class Wanted(NamedTuple):
    """A labelled figure."""

    low: float | None
    high: float | None
    unit: str | None
    item: str | None
    qualifier: str | None


def _number(said: str) -> float | None:
    return None if said == "-" else float(said)


def _word(said: str) -> str | None:
    return None if said == "-" else said.replace("_", " ").replace("ё", "е")


def read(folder: Path, split: str) -> list[tuple[str, str, list[Wanted]]]:
    """Labelled sentences of a split: language, sentence, figures."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for line in {"dev": lines[::2], "test": lines[1::2], "all": lines}[split]:
            sentence, _, listed = line.partition("||")
            figures = []
            for part in filter(None, (one.strip() for one in listed.split(";"))):
                low, high, unit, item, qualifier = part.split(" ")
                figures.append(Wanted(_number(low), _number(high), _word(unit), _word(item), _word(qualifier)))
            found.append((path.stem, sentence.strip(), figures))
    return found


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _NEAR * max(1.0, abs(other))


def _match(wanted: Wanted, found: list[Figure]) -> Figure | None:
    return next((one for one in found if _equal(one.low, wanted.low) and _equal(one.high, wanted.high)), None)


def main() -> None:
    """Score a split."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "figures")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    rows = read(given.gold, given.split)
    wanted = hits = units = items = qualifiers = extra = free = false = 0
    for lang, sentence, figures in rows:
        found = extract(sentence, lang, AT)
        pairs = [(one, _match(one, found)) for one in figures]
        wanted, hits = wanted + len(figures), hits + sum(other is not None for _, other in pairs)
        extra += max(0, len(found) - len(figures)) if figures else 0
        units += sum(other is not None and other.unit == one.unit for one, other in pairs)
        items += sum(other is not None and other.item == one.item for one, other in pairs)
        qualifiers += sum(other is not None and other.qualifier == one.qualifier for one, other in pairs)
        free, false = free + (not figures), false + (len(found) if not figures else 0)
        wrong = any(o is None or (o.unit, o.item, o.qualifier) != (w.unit, w.item, w.qualifier) for w, o in pairs)
        if given.show and (wrong or len(found) != len(figures)):
            said = [(one.low, one.high, one.unit, one.item, one.qualifier) for one in found]
            print(f"{lang} {sentence}\n     found  {said}\n     wanted {[tuple(one) for one in figures]}")
    started = time.perf_counter()
    for lang, sentence, _ in rows:
        extract(sentence, lang, AT)
    pace = len(rows) / (time.perf_counter() - started)
    result = {
        "split": given.split,
        "sentences": len(rows),
        "figures": wanted,
        "recall": round(hits / max(1, wanted), 3),
        "unit": round(units / max(1, hits), 3),
        "item": round(items / max(1, hits), 3),
        "qualifier": round(qualifiers / max(1, hits), 3),
        "extra": extra,
        "figure_free": free,
        "false_per_30": round(30 * false / max(1, free), 2),
        "sentences_per_second": round(pace),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
