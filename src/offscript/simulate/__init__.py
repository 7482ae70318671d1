"""An invented country at war, written by a seeded simulator that plants what offscript claims to find, and records the truth.

`build` writes the exports an analyst would hold, a `case.toml`, and `truth.json`. Every sentence is ours; nobody exists.
"""

from __future__ import annotations

import json
from pathlib import Path

from offscript.simulate.exports import export, numbered
from offscript.simulate.plants import PLANTS
from offscript.simulate.settings import case_settings
from offscript.simulate.stage import Stage
from offscript.simulate.truth import Truth, score, truth
from offscript.simulate.wording import Phrases
from offscript.simulate.world import Strengths

__all__ = ["Strengths", "Truth", "build", "case_settings", "lay", "play", "score", "truth"]

SEED = 20210906


def play(seed: int = SEED, strengths: Strengths | None = None) -> Stage:
    """The whole play: every post, and what was planted."""
    stage = Stage(seed, strengths or Strengths())
    phrases = Phrases(stage.random)
    for plant in PLANTS:
        plant(stage, phrases)
    numbered(stage)
    return stage


def lay(stage: Stage, folder: Path) -> None:
    """Write `exports/` and `case.toml` of a play into a folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    export(stage, folder / "exports")
    (folder / "case.toml").write_text(case_settings(stage), encoding="utf-8")


def build(folder: Path, seed: int = SEED, strengths: Strengths | None = None) -> Truth:
    """Write `exports/`, `case.toml` and `truth.json` into a folder; same seed and strengths, same bytes.

    Args:
        folder: made where it is missing; a `case.toml` there is replaced.
        seed: what everything is drawn from.
        strengths: how strongly each thing is planted.
    """
    stage = play(seed, strengths)
    lay(stage, folder)
    known = truth(stage)
    (folder / "truth.json").write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    return known
