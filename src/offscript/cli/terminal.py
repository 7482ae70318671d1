"""What all commands share: consoles, arguments, progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from offscript.cli.late import compiled

if TYPE_CHECKING:
    from offscript.store.engine import Tell

# A line is broken by the terminal, not by us: what is said can be searched, copied and counted in lines.
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="folder of the case")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="wait for a run that is going on, or fail")]
Why = Annotated[str, typer.Option("--why", help="reason, kept in the ledger")]
Who = Annotated[str, typer.Option("--who", help="who enters it")]


@contextmanager
def progress() -> Iterator[Tell]:
    """Show how far something is, on the console of errors."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as shown:
        task = shown.add_task("starting", total=None)

        def tell(what: str, done: int, total: int) -> None:
            shown.update(task, description=escape(what[-60:]), completed=done, total=total or None)

        yield tell


def first_time() -> None:
    """Say, where nothing is compiled yet, why what comes next takes longer than it will again."""
    if not compiled.compiled():
        say("the first run after an installation compiles parts for this processor: half a minute or more, once")


def say(text: str) -> None:
    """Say something beside the results."""
    errors.print(escape(text), soft_wrap=True)


def refuse(text: str) -> None:
    """Say what was refused and why, in one line however long its paths are."""
    errors.print(f"[red]refused[/red]: {escape(text)}", soft_wrap=True)
