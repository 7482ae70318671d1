"""The invented country over many seeds and strengths: how much of what is planted is found.

`python benchmarks/invented.py [--seeds 101,102,103] [--edit-share 0.05,0.12,0.2]`

Nothing was tuned on these seeds; the default seed of the demo is not among them. Last line: one JSON object with, for each
strength, planted and found copies by kind, and the share of links between sources that were planted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import offscript
from offscript.demonstration import held_against_truth
from offscript.simulate import Strengths, build


def one(seed: int, share: float) -> dict[str, Any]:
    """The score of one country."""
    with tempfile.TemporaryDirectory() as folder:
        case_folder = Path(folder) / "case"
        known = build(case_folder, seed, Strengths(edit_share=share))
        case = offscript.open(case_folder)
        case.read([case_folder / "exports"])
        case.run(["reuse"])
        return held_against_truth(case, known)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seeds", default="101,102,103")
    arguments.add_argument("--edit-share", default="0.05,0.12,0.2")
    given = arguments.parse_args()
    figures = {}
    for share in given.edit_share.split(","):
        planted: Counter[str] = Counter()
        found: Counter[str] = Counter()
        links: Counter[str] = Counter()
        for seed in given.seeds.split(","):
            score = one(int(seed), float(share))
            planted.update(score["planted"])
            found.update(score["found"])
            links.update({"all": score["links"], "true": score["true_links"]})
        recall = {kind: round(found[kind] / planted[kind], 4) for kind in sorted(planted)}
        figures[f"edit_share {share}"] = {
            "planted": dict(sorted(planted.items())),
            "recall": recall,
            "links": links["all"],
            "precision": round(links["true"] / links["all"], 4),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
