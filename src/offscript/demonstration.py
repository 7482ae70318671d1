"""The demo: an invented country from exports to brief, and how much of what was planted the analysis found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from offscript.case import CaseError
from offscript.case.key import pseudonym_key
from offscript.simulate import build, score
from offscript.simulate.truth import Truth
from offscript.store.engine import Tell, rows_of
from offscript.store.steps import sql_beside
from offscript.workspace import Case, open_case


def prepared(folder: Path) -> tuple[Case, Truth]:
    """The demo's case, written where it does not lie there yet.

    Raises:
        CaseError: the folder holds another case.
    """
    truth = folder / "truth.json"
    if (folder / "case.toml").exists() and not truth.exists():
        raise CaseError(f"{folder} holds a case of your own; name another folder: offscript demo FOLDER")
    known = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else build(folder)
    pseudonym_key(folder)
    return open_case(folder), known


def held_against_truth(case: Case, known: Truth) -> dict[str, Any]:
    """How much of the planted copying the case's tables show (`simulate.truth.score`)."""
    return score(
        known, *(rows_of(case.sql(sql_beside("offscript", f"demonstration_{name}"))) for name in ("places", "links"))
    )


def demonstrate(folder: Path, console: Console, tell: Tell) -> None:
    """Build, read, run; end with what was found, held against the truth, and the brief."""
    case, known = prepared(folder)
    console.print("Karedonia is an invented country: nobody in it exists, and every sentence is ours.")
    found = case.read([folder / "exports"], tell=tell)
    _, brief = case.run(tell=tell)
    posts = case.table("post").shape[0]
    console.print(f"{found.new:,} new records, {posts:,} posts of {case.table('source').shape[0]} sources\n")
    for headline in brief.headlines:
        console.print(f"• {escape(headline)}")
    scored = held_against_truth(case, known)
    planted, right = sum(scored["planted"].values()), sum(scored["found"].values())
    console.print(
        f"\nheld against the truth: {right} of {planted} planted copies found; "
        f"{scored['true_links']} of {scored['links']} links between sources were planted"
    )
    console.print(f"brief: {escape(str(brief.path))}")
