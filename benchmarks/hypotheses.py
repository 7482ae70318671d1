"""Hypotheses: does the true one lead, and do odds come true as often as they say, over simulated cases?

`python benchmarks/hypotheses.py [--cases 200] [--signs 8] [--seed 7000] [--whole]` draws cases: three hypotheses, one of them
true; signs whose chances under each are words of estimative probability, the true chances drawn inside the intervals; some signs
repeated by others that rest on the same lineage; some unknown. With `--whole` each becomes posts of six channels that are read and
run: a sign that is seen is a matter some post speaks of, its copies are other matters in the same text, carried by others too; one
that is not seen has its whole window collected; an unknown one nobody answered. Last line: one JSON object: share in which the
true one leads, expected calibration error over ten steps of odds, the same had copies been multiplied, and how often the range
holds the odds of somebody who knew the true chances.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import offscript
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


THINGS = ("bridge", "ferry", "depot", "orchard", "tramway", "observatory", "cannery", "lighthouse", "quarry", "brewery")
"""Matters of a written case; a copy of a sign is a matter of its own, named with a number word."""
FILLER = "Nothing of note happened in the {} today, says channel {}, and the market closed at {} as on any other day of the week."
BEGIN = datetime(2022, 9, 1, tzinfo=UTC)
CHANNELS, DAYS = 6, 8


def _word(sign: str) -> str:
    """The word by which a written case speaks of a sign."""
    number, copy = sign.removeprefix("s").split(".")
    return f"{THINGS[int(number) % len(THINGS)]}{chr(ord('a') + int(number) // len(THINGS))}{chr(ord('a') + int(copy))}"


def _settings(signs: Sequence[Sign], unknown: int) -> str:
    """What the case asks, as the end of a case.toml."""
    told = [f'[[hypothesis]]\nid = "{name}"\nsays = "It is {name}"\ngroup = "why"\n' for name in NAMES]
    for sign in signs:
        expected = ", ".join(f"{name} = [{low}, {high}]" for name, (low, high) in sign.expected.items())
        told.append(f'[[matter]]\nid = "{_word(sign.id)}"\n[matter.terms]\nen = ["{_word(sign.id)}"]\n')
        told.append(
            f'[[indicator]]\nid = "{_word(sign.id)}"\nsays = "Somebody speaks of it"\nexpected = {{ {expected} }}\n'
            f'table = "matter"\nmatch = {{ matter = "{_word(sign.id)}" }}\n'
        )
    for number in range(unknown):
        told.append(
            f'[[indicator]]\nid = "asked{number}"\nsays = "Somebody knows"\nexpected = {{ a = "likely", b = "unlikely" }}\n'
        )
    return "\n".join(told)


def _posts(dice: random.Random, signs: Sequence[Sign]) -> list[dict[str, object]]:
    """Posts that show what is seen, and some that show nothing on each day of each channel."""
    said = [
        (channel, BEGIN + timedelta(days=day, hours=8 + channel), FILLER.format("town", channel, 10 + day))
        for channel in range(CHANNELS)
        for day in range(DAYS)
    ]
    together: dict[str, list[str]] = {}
    for sign in signs:
        if sign.seen:
            together.setdefault(sign.kin, []).append(_word(sign.id))
    for words in together.values():
        text = f"Residents write that the {' and the '.join(words)} stood open at {dice.randrange(6, 22)} hours, with nobody near."
        at = BEGIN + timedelta(days=dice.randrange(1, DAYS - 1), minutes=dice.randrange(600))
        first = dice.randrange(CHANNELS)
        for later in range(dice.randrange(1, 4)):
            said.append(((first + later) % CHANNELS, at + timedelta(minutes=20 * later), text))
    return [
        {"_": "Message", "id": number, "peer_id": {"channel_id": channel + 1}, "date": at.isoformat(), "message": text}
        for number, (channel, at, text) in enumerate(sorted(said, key=lambda one: (one[1], one[0])), 1)
    ]


def written(seed: int, signs: Sequence[Sign]) -> dict[str, Odds]:
    """Odds of a case that is written as posts, read and run."""
    dice = random.Random(f"posts {seed}")
    with tempfile.TemporaryDirectory() as folder:
        case = offscript.new(Path(folder) / "case", zone="UTC")
        settings = case.folder / "case.toml"
        settings.write_text(settings.read_text("utf-8") + "\n" + _settings(signs, 1), "utf-8")
        posts = Path(folder) / "posts.json"
        posts.write_text(json.dumps(_posts(dice, signs)), "utf-8")
        case = offscript.open(case.folder)
        case.read([posts])
        case.analyse(["hypothesis"])
        found = case.rows("select hypothesis, odds, low, high from hypothesis")
        return {row["hypothesis"]: Odds(row["odds"], row["low"], row["high"]) for row in found}


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
    arguments.add_argument("--whole", action="store_true", help="write each case as posts, read and run it")
    given = arguments.parse_args()
    even = dict.fromkeys(NAMES, (1 / 3, 1 / 3))
    leads, inside = 0, 0
    pairs: list[tuple[float, bool]] = []
    copied: list[tuple[float, bool]] = []
    for case in range(given.cases):
        true, signs, naive, knowing = drawn(random.Random(given.seed + case), given.signs)
        odds: dict[str, Odds] = written(given.seed + case, signs) if given.whole else weigh(even, signs)
        leads += first(odds) == true
        pairs += [(odds[name].middle, name == true) for name in NAMES]
        copied += [(one.middle, name == true) for name, one in weigh(even, naive).items()]
        inside += sum(odds[name].low <= knowing[name] <= odds[name].high for name in NAMES)
    figures = {
        "benchmark": "hypotheses",
        "whole": given.whole,
        "cases": given.cases,
        "true_leads": round(leads / given.cases, 3),
    }
    figures |= {"calibration_error": round(calibration_error(pairs), 3)}
    figures |= {"calibration_error_copies_multiplied": round(calibration_error(copied), 3)}
    print(json.dumps(figures | {"range_holds": round(inside / len(pairs), 3)}))


if __name__ == "__main__":
    main()
