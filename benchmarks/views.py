"""Power of blame, sides and crossings: how much of what is planted in the invented country is found, and how much besides.

`python benchmarks/views.py [--seeds 21,22,23] [--views 40]`

Blame by form (openly, weakly, by question, by demand) and by rung; a found rung must be the planted one. Sides and the turns of a
speaker; crossings to the plain word. Over made-up sentences of three languages with a decoy beside each. The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import offscript
from offscript.simulate import Strengths, lay, truth
from offscript.simulate.exports import numbered
from offscript.simulate.plants import views
from offscript.simulate.stage import Stage
from offscript.simulate.truth import key
from offscript.simulate.wording import Phrases

Known = dict[str, Any]


def planted(folder: Path, seed: int, strengths: Strengths) -> tuple[offscript.Case, Known]:
    """A country in which nothing else is said, read and run."""
    stage = Stage(seed, strengths)
    views.plant(stage, Phrases(stage.random))
    numbered(stage)
    lay(stage, folder)
    case = offscript.open(folder)
    case.read([folder / "exports"])
    case.run(["blame", "shift", "crossing"])
    return case, truth(stage)


def _rows(case: offscript.Case, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in case.sql(query).fetchall()]


def blame(case: offscript.Case, known: Known) -> Counter[str]:
    """Planted, found with the right rung, by form and by rung; found where nothing was planted."""
    rows = _rows(
        case,
        "select p.source, p.native_id, b.rung from blame b join post p using (post) "
        "where b.kind = 'blame' and b.form <> 'charge'",
    )
    rungs: dict[tuple[str, str], set[str]] = {}
    for source, native, rung in rows:
        rungs.setdefault((source, native), set()).add(rung)
    out: Counter[str] = Counter()
    for fact in known["blamed"]:
        hit = fact["rung"] in rungs.get(key(fact["post"]), set())
        for name in ("all", f"form {fact['form']}", f"rung {fact['rung']}"):
            out[f"{name} planted"] += 1
            out[f"{name} found"] += hit
    wanted = {key(fact["post"]) for fact in known["blamed"]}
    out["posts"] = len(rungs)
    out["false"] = len(rungs.keys() - wanted)
    return out


def sides(case: offscript.Case, known: Known) -> Counter[str]:
    """Sides planted, found on the right end, found where none was taken; turns of a speaker."""
    held = {
        (s, n): pole
        for s, n, pole in _rows(case, "select p.source, p.native_id, q.pole from position q join post p using (post)")
    }
    turned = {
        (source, native)
        for source, native in _rows(
            case,
            "select p.source, p.native_id from shift s join post p on p.post = s.later_post where s.relation = 'reversed'",
        )
    }
    wanted = {key(fact["post"]) for fact in known["side"]}
    turns = {key(fact["post"]) for fact in known["side"] if fact["turned"]}
    return Counter(
        {
            "planted": len(known["side"]),
            "found": sum(held.get(key(fact["post"])) == fact["side"] for fact in known["side"]),
            "false": len(held.keys() - wanted),
            "turns planted": len(turns),
            "turns found": len(turned & turns),
            "turns false": len(turned - turns),
        }
    )


def crossings(case: offscript.Case, known: Known) -> Counter[str]:
    """Crossings planted, found at the very post, and found besides."""
    rows = set(_rows(case, "select p.source, p.native_id, c.pair from crossing c join post p using (post)"))
    wanted = {(*key(fact["post"]), fact["pair"]) for fact in known["crossed"]}
    return Counter({"planted": len(wanted), "found": len(rows & wanted), "false": len(rows - wanted)})


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--seeds", default="21,22,23")
    arguments.add_argument("--views", type=int, default=40)
    given = arguments.parse_args()
    totals: dict[str, Counter[str]] = {"blame": Counter(), "sides": Counter(), "crossings": Counter()}
    for seed in given.seeds.split(","):
        with tempfile.TemporaryDirectory() as folder:
            case, known = planted(Path(folder) / "case", int(seed), Strengths(views=given.views))
            for name, measure in (("blame", blame), ("sides", sides), ("crossings", crossings)):
                totals[name].update(measure(case, known))
    counted = totals["blame"]
    recall = {
        name.removesuffix(" planted"): round(counted[name.replace(" planted", " found")] / many, 3)
        for name, many in sorted(counted.items())
        if name.endswith(" planted")
    }
    print(json.dumps({"blame_recall": recall, **{name: dict(found) for name, found in totals.items()}}))


if __name__ == "__main__":
    main()
