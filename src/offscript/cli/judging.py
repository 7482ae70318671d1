"""Commands that judge: signs, questions, the ledger itself, labels of a sample."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from offscript.cli.late import commands, entered, proof, sealing, settings, workspace
from offscript.cli.terminal import CasePath, Who, Why, console, progress

code_app = typer.Typer(no_args_is_help=True, help="Label a sample by hand, and see how far those who did agree.")
judge_app = typer.Typer()


@judge_app.command("judge")
def judge_sign(
    case: CasePath,
    indicator: Annotated[str, typer.Argument(help="id of an indicator")],
    state: Annotated[str, typer.Argument(help="seen, not-seen or unknown")],
    why: Why,
    who: Who = "",
) -> None:
    """Say whether an indicator was seen; stands above what the case's tables say, and says when these have changed since."""
    value = entered.one_of("state", state.replace("-", " "), entered.STATES)
    seen = commands.seen_of(opened := workspace.open_case(case), indicator)
    _judged(opened, f"indicator:{indicator}", value, why, who, seen=seen)


@judge_app.command("forecast")
def forecast_question(
    case: CasePath,
    question: Annotated[str, typer.Argument(help="id of a question")],
    odds: Annotated[
        float, typer.Argument(help="how likely it is: a number between 0 and 1; left out with --model")
    ] = -1.0,
    why: Annotated[str, typer.Option("--why", help="reason, kept in the ledger")] = "",
    model: Annotated[
        bool, typer.Option("--model", help="enter the odds of the question's hypothesis, as they stand now")
    ] = False,
    who: Who = "",
) -> None:
    """Give odds to a question; later ones supersede them, none is ever changed."""
    opened = workspace.open_case(case)
    given = commands.odds_of(opened, question, odds, model)
    reason = why or ("as the hypotheses stand" if model else "")
    if not reason:
        raise settings.CaseError("--why: say what the odds rest on; it is kept with them")
    _judged(opened, f"question:{question}", "odds", reason, "model" if model else who, odds=given)


@judge_app.command("resolve")
def resolve_question(
    case: CasePath,
    question: Annotated[str, typer.Argument(help="id of a question")],
    outcome: Annotated[str, typer.Argument(help="yes, no or void")],
    why: Why,
    who: Who = "",
) -> None:
    """Say what came of a question; stands above its rule."""
    opened = workspace.open_case(case)
    entered.one_of("question of the case", question, tuple(one.id for one in opened.settings.question))
    value = entered.one_of("outcome", outcome, entered.OUTCOMES)
    _judged(opened, f"question:{question}", value, why, who)


def _judged(
    case: workspace.Case, subject: str, value: str, why: str, who: str, odds: float | None = None, seen: str = ""
) -> None:
    number = case.judge(subject, value, why, who or getpass.getuser(), odds, seen)
    console.print(f"entry {number} in the ledger; what follows from it: offscript run {escape(str(case.folder))}")


@judge_app.command("verify")
def verify_case(
    case: CasePath,
    sample: Annotated[int, typer.Option("--sample", help="wordings to look at again with every step")] = 40,
    seed: Annotated[int, typer.Option("--seed", help="draws the sample")] = 1,
    sign: Annotated[
        Path | None, typer.Option("--sign", help="sign the ledger with the key in this file; made if missing")
    ] = None,
) -> None:
    """Check files, records, tables, manifest and ledger, look at a sample of findings again; sign the ledger if asked."""
    opened = workspace.open_case(case)
    commands.show_ledger(console, *sealing.verified(case), opened.known_entries())
    with progress() as tell:
        found = proof.checks(case, opened.snapshot, opened.steps(), opened.plain(), sample, seed, tell)
    commands.show_checks(console, found)
    if sign is not None:
        made = sealing.seal(case, sign)
        console.print(f"sealed up to entry {made.number} by key {made.key}; keep {escape(str(sign))} to yourself")


Coded = Annotated[str, typer.Argument(metavar="TABLE.COLUMN", help="what is coded: blame.kind, status.status …")]


@code_app.command("sheet")
def code_sheet(
    case: CasePath,
    coded: Coded,
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="file the sheet is written to: .csv, or .xlsx for a workbook")
    ],
    size: Annotated[int, typer.Option("--rows", min=1, help="rows at most")] = 60,
) -> None:
    """Write a sheet of rows to label: drawn evenly over what the analysis said, which the sheet does not show."""
    table, column = commands.coded_column(coded)
    number = workspace.open_case(case).sheet(table, column, size, path)
    console.print(
        f"{number} rows in {escape(str(path))}; fill the column label, then: offscript code take", soft_wrap=True
    )


@code_app.command("take")
def code_take(
    case: CasePath,
    coded: Coded,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="the filled sheet")],
    who: Annotated[str, typer.Option("--who", help="whose labels they are")],
) -> None:
    """Take the labels of a filled sheet into the ledger."""
    table, column = commands.coded_column(coded)
    number = workspace.open_case(case).coded(table, column, path, who)
    console.print(f"{number} labels of {escape(who)} in the ledger; how far people agree: offscript code agree")


@code_app.command("agree")
def code_agree(case: CasePath, coded: Coded) -> None:
    """How far those who labelled the same rows agree, with each other and with the analysis, and where not."""
    table, column = commands.coded_column(coded)
    commands.show_agreement(console, workspace.open_case(case), table, column)
