"""Hypotheses: does the true one lead, and do odds come true as often as they say, over simulated cases?

`python benchmarks/hypotheses.py [--cases 200] [--signs 8] [--seed 7000]` draws cases: three hypotheses, one of them true; signs
whose chances under each are words of estimative probability, the true chances drawn inside the intervals; some signs repeated
by others that rest on the same lineage; some unknown. Last line: one JSON object: share in which the true one leads, expected
calibration error over ten steps of odds, the same had copies been multiplied, and how often the range holds the odds of somebody
who knew the true chances.
"""

from __future__ import annotations

import argparse
import json
import random

from offscript.case.judged import ODDS
from offscript.judge.hypotheses.weigh import Odds, Sign, first, weigh

NAMES = ("a", "b", "c")
WORDS = tuple(ODDS)
STEPS = 10


def drawn(dice: random.Random, signs: int) -> tuple[str, list[Sign], list[Sign], dict[str, float]]:
    """One case: the true hypothesis, its signs, the same with copies as if independent, and the odds of who knows all chances."""
    true = dice.choice(NAMES)
    held: list[Sign] = []
    naive: list[Sign] = []
    weight = dict.fromkeys(NAMES, 1.0)
    for number in range(signs):
        expected = {name: ODDS[dice.choice(WORDS)] for name in NAMES}
        exact = {name: low + dice.random() * (high - low) for name, (low, high) in expected.items()}
        seen = dice.random() < exact[true]
        if dice.random() < 0.15:
            continue
        for name in NAMES:
            weight[name] *= exact[name] if seen else 1 - exact[name]
        for copy in range(1 + (dice.randrange(1, 4) if seen and dice.random() < 0.4 else 0)):
            held.append(Sign(f"s{number}.{copy}", seen, expected, f"k{number}"))
            naive.append(Sign(f"s{number}.{copy}", seen, expected, f"k{number}.{copy}"))
    total = sum(weight.values())
    return true, held, naive, {name: one / total for name, one in weight.items()}


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error over ten even steps."""
    off = 0.0
    for step in range(STEPS):
        held = [one for one in pairs if min(STEPS - 1, int(one[0] * STEPS)) == step]
        if held:
            off += abs(sum(odds for odds, _ in held) - sum(came for _, came in held))
    return off / max(1, len(pairs))


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser()
    for name, value in (("cases", 200), ("signs", 8), ("seed", 7000)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    given = arguments.parse_args()
    even = dict.fromkeys(NAMES, (1 / 3, 1 / 3))
    leads, inside = 0, 0
    pairs: list[tuple[float, bool]] = []
    copied: list[tuple[float, bool]] = []
    for case in range(given.cases):
        true, signs, naive, knowing = drawn(random.Random(given.seed + case), given.signs)
        odds: dict[str, Odds] = weigh(even, signs)
        leads += first(odds) == true
        pairs += [(odds[name].middle, name == true) for name in NAMES]
        copied += [(one.middle, name == true) for name, one in weigh(even, naive).items()]
        inside += sum(odds[name].low <= knowing[name] <= odds[name].high for name in NAMES)
    figures = {"benchmark": "hypotheses", "cases": given.cases, "true_leads": round(leads / given.cases, 3)}
    figures |= {"calibration_error": round(calibration_error(pairs), 3)}
    figures |= {"calibration_error_copies_multiplied": round(calibration_error(copied), 3)}
    print(json.dumps(figures | {"range_holds": round(inside / len(pairs), 3)}))


if __name__ == "__main__":
    main()
