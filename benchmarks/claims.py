"""Power of the ledgers: how many of the revised figures, counts and promises planted in the invented country are found.

`python benchmarks/claims.py [--seeds 11,12,13,14] [--claims 30] [--edit-share 0,0.1,0.2,0.3,0.4,0.5]`

For each share of words that are changed when a claim is said again: recall and precision of revisions (a pair of posts of
one holder, with both values), of counts (all steps, with their totals), of promises (with the deadline to the day), over made-up
sentences of three languages with a decoy beside each. Nothing was tuned on them. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from drawn import svg

import offscript
from offscript.model import DAY
from offscript.simulate import Strengths, lay, truth
from offscript.simulate.exports import numbered
from offscript.simulate.plants import claims
from offscript.simulate.stage import Stage
from offscript.simulate.truth import key
from offscript.simulate.wording import Phrases

Known = dict[str, Any]
Score = Counter[str]


def planted(folder: Path, seed: int, strengths: Strengths) -> tuple[offscript.Case, Known]:
    """A country in which nothing but claims is said, read and run."""
    stage = Stage(seed, strengths)
    claims.plant(stage, Phrases(stage.random))
    numbered(stage)
    lay(stage, folder)
    case = offscript.open(folder)
    case.read([folder / "exports"])
    case.run(["revision", "count", "promise"])
    return case, truth(stage)


def _pairs(case: offscript.Case) -> set[tuple[Any, ...]]:
    rows = case.sql(
        "select p.source, p.native_id, q.source, q.native_id, r.earlier_value, r.later_value from revision r "
        "join post p on p.post = r.earlier_post join post q on q.post = r.later_post "
        "where r.relation in ('growth', 'revision', 'rounding') and r.earlier_holder = r.later_holder "
        "and r.later_version not in (select version from count)"
    ).fetchall()
    return {((a, b), (c, d), e, f) for a, b, c, d, e, f in rows}


def revisions(case: offscript.Case, known: Known) -> Score:
    """Revised figures planted, found, and found in all (steps of one planted count apart, which are no revisions)."""
    wanted = {(key(one["posts"][0]), key(one["posts"][1]), *map(float, one["values"])) for one in known["revised"]}
    steps = {key(post): number for number, one in enumerate(known["counted"]) for post in one["posts"]}
    found = {pair for pair in _pairs(case) if pair[0] not in steps or steps[pair[0]] != steps.get(pair[1])}
    return Counter(wanted=len(wanted), right=len(wanted & found), found=len(found))


def counts(case: offscript.Case, known: Known) -> Score:
    """Counts planted, found whole, and found in all."""
    rows = case.sql(
        "select c.count, p.source, p.native_id, c.total from count c join post p on p.post = c.post order by c.count, c.position"
    ).fetchall()
    chains: dict[str, list[tuple[Any, float]]] = {}
    for name, source, native, total in rows:
        chains.setdefault(name, []).append(((source, native), total))
    found = {tuple(chain) for chain in chains.values()}
    wanted = {
        tuple((key(post), float(total)) for post, total in zip(one["posts"], one["totals"], strict=True))
        for one in known["counted"]
    }
    return Counter(wanted=len(wanted), right=len(wanted & found), found=len(found))


def promises(case: offscript.Case, known: Known) -> Score:
    """Promises planted, found with their deadline to the day, and found in all."""
    rows = case.sql("select p.source, p.native_id, m.due_high from promise m join post p on p.post = m.post").fetchall()
    due = {(source, native): at for source, native, at in rows}
    right = sum(
        key(one["post"]) in due and abs((due[key(one["post"])] or 0) - one["due"]) <= DAY for one in known["promised"]
    )
    return Counter(wanted=len(known["promised"]), right=right, found=len(rows))


def _shares(score: Score) -> dict[str, float]:
    return {
        "planted": score["wanted"],
        "recall": round(score["right"] / max(1, score["wanted"]), 3),
        "precision": round(score["right"] / max(1, score["found"]), 3),
    }


def chart(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """Recall and precision of each kind over the share of words changed, as SVG."""
    values = [
        {"share": float(name.split()[1]), "kind": kind, "measure": measure, "value": found[measure]}
        for name, kinds in figures.items()
        for kind, found in kinds.items()
        for measure in ("recall", "precision")
    ]
    axis = {"format": ".0%", "title": "words changed when it is said again"}
    spec = {
        "data": {"values": values},
        "width": 220,
        "height": 150,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "share", "type": "quantitative", "axis": axis},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}},
            "color": {"field": "measure", "type": "nominal", "title": None},
            "column": {"field": "kind", "type": "nominal", "title": None},
        },
        "config": {"background": "white"},
    }
    return svg(spec)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--seeds", default="11,12,13,14")
    arguments.add_argument("--claims", type=int, default=30)
    arguments.add_argument("--edit-share", default="0,0.1,0.2,0.3,0.4,0.5")
    arguments.add_argument("--chart", type=Path, help="write the power curves there, as SVG")
    given = arguments.parse_args()
    figures = {}
    for share in given.edit_share.split(","):
        totals: dict[str, Score] = {"revisions": Counter(), "counts": Counter(), "promises": Counter()}
        for seed in given.seeds.split(","):
            with tempfile.TemporaryDirectory() as folder:
                strengths = Strengths(claims=given.claims, claim_edit_share=float(share))
                case, known = planted(Path(folder) / "case", int(seed), strengths)
                for name, measure in (("revisions", revisions), ("counts", counts), ("promises", promises)):
                    totals[name].update(measure(case, known))
        figures[f"edit_share {share}"] = {name: _shares(score) for name, score in totals.items()}
        print(share, figures[f"edit_share {share}"], flush=True)
    if given.chart:
        given.chart.write_text(chart(figures), encoding="utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
