"""Commands that collect and watch: ask feeds, say what happened, say how it goes."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from offscript.cli.late import collected, keyed, lock, loop, model, outbox, piped, settings, shown, workspace
from offscript.cli.terminal import CasePath, Who, Why, console, progress, say

watch_app = typer.Typer()


def _with_feeds(folder: Path) -> workspace.Case:
    case = workspace.open_case(folder)
    if not case.settings.feed:
        raise settings.CaseError(
            f"{folder}: case.toml lists no feed: add [[feed]] with id, kind and address (see the comments in a fresh case.toml)"
        )
    return case


def _piped(cases: list[workspace.Case], feed: str) -> piped.Piped:
    """Where records from standard input are laid down."""
    for case in cases:
        for one in case.settings.feed:
            if (one.id, one.kind) == (feed, "folder"):
                return piped.Piped(case.folder / one.address)
    raise settings.CaseError(
        f"no case has a feed {feed!r} of kind folder: add [[feed]] with this id, kind = 'folder' and the folder as its address"
    )


@watch_app.command("collect")
def collect_once(case: CasePath) -> None:
    """Ask every feed that is due, once, keep what it answers, and take it into the case."""
    opened = _with_feeds(case)
    with progress() as tell:
        turned = loop.collected(opened, loop.fetcher_of(opened), say, asking=lambda text: tell(text, 0, 0))
    for problem in turned.problems:
        console.print(f"[yellow]not answered[/yellow] {escape(problem)}")
    console.print(f"{turned.fetched} files, {turned.new} new records; what follows: offscript run {escape(str(case))}")


@watch_app.command("sign-in")
def sign_in_once() -> None:
    """Sign in to Telegram with your own key, once, so that feeds of kind telegram-api are answered; the key is in two variables."""
    console.print(f"signed in; keep to yourself: {escape(str(keyed.sign_in()))}")


@watch_app.command("watch")
def watch_cases(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE…", help="folders of the cases")],
    once: Annotated[bool, typer.Option("--once", help="one turn, then stop: for a timer of your own")] = False,
    stdin: Annotated[
        str, typer.Option(help="id of a feed of kind folder: it gets what comes in, a JSON record a line")
    ] = "",
) -> None:
    """Ask the feeds that are due, analyse what is new, say what is worth saying; until stopped with Ctrl+C."""
    opened = [_with_feeds(folder) for folder in cases]
    held = _piped(opened, stdin) if stdin else None
    if held:
        (held.take if once else held.listen)(sys.stdin.buffer)
    loop.watch(cases, lambda text: console.print(escape(text)), once, before=held.settle if held else None)


@watch_app.command("alerts")
def list_alerts(
    case: CasePath,
    held: Annotated[bool, typer.Option("--held", help="those held back: below what the case can bear")] = False,
    right: Annotated[int, typer.Option("--right", help="number of an alert that was right")] = 0,
    wrong: Annotated[int, typer.Option("--wrong", help="number of an alert that was wrong")] = 0,
    last: Annotated[int, typer.Option("--last", help="how many are shown")] = 20,
    why: Why = "",
    who: Who = "",
) -> None:
    """List what watch has said; say of one whether it was right, so that the next of its kind can tell how often they are."""
    opened = workspace.open_case(case)
    if not outbox.outbox_path(case).exists():
        raise settings.CaseError(f"{case} was not watched yet: offscript watch {case}")
    with outbox.opened_outbox(case) as said_before:
        for number, value in ((right, "right"), (wrong, "wrong")):
            if number:
                key = said_before.numbered(number)
                if key is None:
                    raise settings.CaseError(
                        f"there is no alert {number}; the numbers stand in: offscript alerts {case}"
                    )
                opened.judge(f"alert:{key}", value, why, who or getpass.getuser())
                console.print(f"alert {number} entered as {value}")
        if not right and not wrong:
            for row in reversed(said_before.listed("held" if held else "told", last)):
                told = shown.told_of(opened, row["number"], row, row["decided_at"])
                console.print(escape(f"{told.number}. {told.line}\n   {told.words}\n   {told.why}"))
            console.print(", ".join(f"{many} {name}" for name, many in said_before.counts().items()) or "nothing yet")


def _ago(at: int | None, now: float) -> str:
    if at is None:
        return "never"
    minutes = (now - at / model.SECOND) / 60
    return f"{minutes:.0f} min ago" if minutes < 120 else f"{minutes / 60:.0f} h ago"


def _show_feeds(case: Path, now: float) -> None:
    table = Table("feed", "asked", "answered", "files kept", "problem")
    with collected.opened_log(case) as log:
        for row in log.state():
            asked, answered = _ago(row["asked_at"], now), _ago(row["answered_at"], now)
            table.add_row(row["feed"], asked, answered, str(row["kept"]), escape(row["problem"] or ""))
        waiting = len(log.waiting())
    console.print(table, soft_wrap=False)
    console.print(f"{waiting} files fetched and not yet in the case")


@watch_app.command("status")
def show_status(case: CasePath) -> None:
    """Say how collecting and watching go: feeds, last turn, what waits, whether the files are whole."""
    opened = workspace.open_case(case)
    now = datetime.now(UTC).timestamp()
    writing = lock.holder(case) if (case / ".holder.json").exists() else "nobody"
    console.print(f"snapshot {opened.snapshot.number}; writing now: {escape(writing)}")
    if collected.log_path(case).exists():
        _show_feeds(case, now)
    sign = case / "watch.json"
    if sign.exists():
        told = json.loads(sign.read_text(encoding="utf-8"))
        console.print(f"watch: last turn {_ago(told['turned_at'], now)}, process {told['process']}")
        for problem in told["problems"]:
            say(problem)
    if outbox.outbox_path(case).exists():
        with outbox.opened_outbox(case) as said_before:
            counts = ", ".join(f"{many} {name}" for name, many in said_before.counts().items())
            console.print(
                f"alerts: {counts or 'none'}; file {'whole' if said_before.sound() else 'DAMAGED: restore it'}"
            )
