"""How often does each detector cry where nothing is, how much does it find where something is, and what is its word worth?

One table for all that claim a change, a pair or an interval: false alarms under the null, power at three strengths, how often
intervals hold what they should; from the other benchmarks, each with seeds of its own, none of which anything was tuned on. And a
country in which nothing happens: routine posts and routine copying, no plot; how many statements of change does its brief make?
Usage: python benchmarks/honesty.py [--seeds 60] [--countries 3] [--write docs/honesty.md]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import offscript
from offscript.show.brief.kept import read
from offscript.simulate import Strengths, lay
from offscript.simulate.exports import numbered
from offscript.simulate.plants import copies, filler
from offscript.simulate.stage import Stage
from offscript.simulate.wording import Phrases

HERE = Path(__file__).resolve().parent
FIRST_SEED = 70_001
OF_CHANGE = frozenset(
    {
        *("breaks", "unison", "silences", "acknowledged", "changes", "admissions", "positions", "mood", "precedes"),
        *("simultaneous", "alerts"),
    }
)
"""Sections of the brief whose headline says that something changed, fell silent, or moved together."""
Said = dict[str, Any]


class Line(NamedTuple):
    """A row of the table."""

    detector: str
    null: str
    false_alarms: str
    power: str
    intervals: str
    settings: str


def measured(script: str, *flags: str) -> Said:
    """What a benchmark prints on its last line."""
    done = subprocess.run([sys.executable, str(HERE / script), *flags], check=True, capture_output=True, text=True)
    said: Said = json.loads(done.stdout.strip().splitlines()[-1])
    return said


def _three(power: dict[str, float | None], unit: str) -> str:
    return ", ".join(f"{strength}{unit}: {found if found is not None else 0:.2f}" for strength, found in power.items())


def breaks(seeds: int) -> Line:
    """One change point in a daily series."""
    said = measured("breaks.py", "--seeds", str(seeds), "--first-seed", str(FIRST_SEED), "--power")
    power = {name: said["power"]["drop"][name] for name in ("0.3", "0.4", "0.7")}
    return Line(
        "break in a series",
        "counts of one rate, with weekly rhythm and outliers",
        f"{said['false_per_100_quiet']:.1f} in 100 quiet series",
        f"fall by a share of {_three(power, '')}",
        f"{said['covered']:.2f} of 95% intervals hold the day",
        f"120 days, 30 a day; seeds {FIRST_SEED}–{FIRST_SEED + seeds - 1}",
    )


def online(seeds: int) -> Line:
    """Breaks as they come."""
    said = measured("online.py", "--seeds", str(max(10, seeds // 3)), "--first-seed", str(FIRST_SEED))
    return Line(
        "alarm as days come in",
        "ten series together, one rate each",
        f"{said['false_a_week']:.2f} a week, {said['allowed_a_week']:.0f} allowed",
        f"within a week, fall by {_three(said['in_a_week'], '')}",
        "no interval",
        f"{said['seeds']} seeds",
    )


def coordination(seeds: int) -> Line:
    """Pairs of accounts that share too much too soon."""
    few = max(10, seeds // 3)
    found = [
        measured(
            "coordination.py",
            "--events",
            "20000",
            "--seeds",
            "1",
            "--shared",
            str(shared),
            "--first-seed",
            str(FIRST_SEED),
        )
        for shared in (6, 12, 24)
    ]
    null = measured("coordination.py", "--events", "20000", "--seeds", str(few), "--first-seed", str(FIRST_SEED))
    power = {str(shared): one["recall"] for shared, one in zip((6, 12, 24), found, strict=True)}
    return Line(
        "pairs that act together",
        "accounts of unlike activity, breaking news shared by many",
        f"{null['edges_where_none']} pairs in {null['seeds_where_none']} countries without a group",
        f"group sharing {_three(power, ' objects')}",
        "false discovery rate held at 5%",
        f"20,000 acts; {few} seeds",
    )


def unison(seeds: int) -> Line:
    """Unison of a tier."""
    said = measured("unison.py", "--seeds", str(max(6, seeds // 6)), "--first-seed", str(FIRST_SEED))
    return Line(
        "loss of unison",
        "a tier whose members draw from one mix of subjects",
        f"{said['false_breaks']:.2f} breaks, {said['false_windows']:.3f} of windows",
        f"planted loss dated: {said['dated']:.2f}",
        f"{said['coverage']:.2f} of 95% intervals hold the true unison; bias {said['bias']['10']:+.3f} with ten posts a window",
        f"{said['seeds']} seeds",
    )


def acknowledgement(seeds: int) -> Line:
    """Time until acknowledgement."""
    said = measured("acknowledgement.py", "--seeds", str(max(20, seeds // 2)), "--first-seed", str(FIRST_SEED))
    return Line(
        "time until a tier acknowledges",
        "lags with sources that never do",
        "no test",
        f"bias of the median {said['bias']:+.3f}",
        f"{said['coverage']:.2f} of 95% intervals hold the median",
        f"{said['replicates']} replicates",
    )


def influence(seeds: int) -> Line:
    """Who comes before whom."""
    said = measured("influence.py", "--seeds", str(max(6, seeds // 6)), "--first-seed", str(FIRST_SEED))
    return Line(
        "who comes before whom",
        "rhythm, common news and common shocks, no pair",
        f"{said['quiet']:.2f} pairs a quiet country, {said['news']:.2f} with common news",
        f"sign right {said['sign']:.2f}, lag within its interval {said['lag']:.2f}",
        "see lag",
        f"{said['seeds']} seeds",
    )


def silence(seeds: int) -> Line:
    """Silences, over all stretches."""
    many = max(5, seeds // 6)
    said = measured("silence.py", "--seeds", str(many), "--quiet", str(many), "--first-seed", str(FIRST_SEED))
    power = {name: said["power"][name] for name in ("outage 1 d", "outage 2 d", "avoidance 4 d", "avoidance for good")}
    return Line(
        "silence",
        "24 channels of unlike hours and volumes over six weeks, common factor, scatter, a matter that ebbs",
        f"{said['told_where_none']:.2f} a country without one; {said['false_discovery']:.3f} of those told beside real ones",
        _three(power, ""),
        "no interval",
        f"{many} seeds with, {many} without",
    )


def hushed(seeds: int) -> Line:
    """Silences after a named event."""
    many = max(10, seeds // 3)
    said = measured("hushed.py", "--seeds", str(many), "--first-seed", str(FIRST_SEED))
    power = {f"{hours} h": found["after_events"] for hours, found in said["power"].items()}
    return Line(
        "silence after a named event",
        "the same channels, three events",
        f"{said['told_where_none'] / many:.2f} a country without one; {said['false_discovery']:.3f} of those told",
        _three(power, ""),
        "no interval",
        f"{many} seeds",
    )


def claims(seeds: int) -> list[Line]:
    """Revised figures, counts that go on, promises."""
    named = ",".join(str(FIRST_SEED + number) for number in range(max(2, seeds // 15)))
    said = measured("claims.py", "--seeds", named, "--edit-share", "0,0.2,0.4")
    found = {name.split(" ")[1]: kinds for name, kinds in said.items()}
    called = {"revisions": "revised figure", "counts": "count that goes on", "promises": "promise with its deadline"}
    lines = []
    for kind, name in called.items():
        false = {share: 1 - one[kind]["precision"] for share, one in found.items()}
        power = {share: one[kind]["recall"] for share, one in found.items()}
        lines.append(
            Line(
                name,
                "sentences of three languages with a decoy beside each",
                f"of those told, with words changed by a share of {_three(false, '')}",
                f"words changed by {_three(power, '')}",
                "no interval",
                f"{found['0'][kind]['planted']} planted; {len(named.split(','))} seeds",
            )
        )
    return lines


def hypotheses(seeds: int) -> Line:
    """Odds of rival hypotheses."""
    many = 50 * seeds
    said = measured("hypotheses.py", "--cases", str(many), "--seed", str(FIRST_SEED))
    return Line(
        "odds of hypotheses",
        "three hypotheses, eight signs, copies among them",
        f"calibration error {said['calibration_error']:.3f}; {said['calibration_error_copies_multiplied']:.3f} had copies counted",
        f"the true one leads: {said['true_leads']:.2f}",
        f"{said['range_holds']:.2f} of ranges hold the odds of who knows all chances",
        f"{many} cases",
    )


DETECTORS: tuple[Callable[[int], Line | list[Line]], ...] = (
    *(breaks, online, coordination, unison, acknowledgement, influence),
    *(silence, hushed, claims, hypotheses),
)


def quiet_country(folder: Path, seed: int) -> list[str]:
    """The statements of change in the brief of a country in which nothing happens."""
    stage = Stage(seed, Strengths(copying_after=Strengths().copying))
    phrases = Phrases(stage.random)
    for plant in (filler.plant, copies.routine):
        plant(stage, phrases)
    numbered(stage)
    lay(stage, folder)
    case = offscript.open(folder)
    case.read([folder / "exports"])
    case.run()
    brief = read((folder / "brief.json").read_text(encoding="utf-8"))
    headlines = [section.headline for name, section in brief.sections.items() if name in OF_CHANGE]
    return [headline.text for headline in headlines if headline is not None]


def page(lines: list[Line], quiet: list[list[str]]) -> str:
    """The table as people read it."""
    told = [
        "# Honesty of the statistics\n",
        "What each detector does where nothing is, and where something is. Written by `make honesty` (`benchmarks/honesty.py`)",
        "from the other benchmarks and the simulator, with seeds on which nothing was tuned.\n",
        "| detector | null | false alarms | power | intervals | settings |",
        "| --- | --- | --- | --- | --- | --- |",
        *(f"| {' | '.join(line)} |" for line in lines),
        "",
        "## A country in which nothing happens\n",
        "Routine posts and routine copying for two weeks, no plot: each statement of change in its brief is a false one. Aim: one",
        "a brief at most.\n",
        *(
            f"- Country {number}: {len(said)} of them. {' '.join(said)}".rstrip()
            for number, said in enumerate(quiet, 1)
        ),
        "",
    ]
    return "\n".join(told)


def main() -> None:
    """Measure, write the page if asked, and print one JSON object on the last line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=60)
    asked.add_argument("--countries", type=int, default=3)
    asked.add_argument("--write", type=Path)
    given = asked.parse_args()
    lines: list[Line] = []
    for detector in DETECTORS:
        found = detector(given.seeds)
        lines += [found] if isinstance(found, Line) else found
        print(" | ".join(lines[-1]), file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as held:
        quiet = [quiet_country(Path(held) / str(seed), FIRST_SEED + seed) for seed in range(given.countries)]
    if given.write:
        given.write.write_text(page(lines, quiet), encoding="utf-8")
    print(
        json.dumps(
            {"detectors": [line._asdict() for line in lines], "changes_said_of_nothing": [len(one) for one in quiet]}
        )
    )


if __name__ == "__main__":
    main()
