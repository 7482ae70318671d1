"""Commands on which trust rests: replay what was found, forget on request."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from offscript.cli.late import commands, compiled, forgetting, lock, migrations, replaying, settings, workspace
from offscript.cli.terminal import CasePath, Who, Why, console, progress, say

trust_app = typer.Typer()
_BEYOND = (
    "out of reach from here: exports, published pages and copies of the case made before, the files you read from, and backups; "
    "go through them by hand"
)


@trust_app.command("forget")
def forget_request(
    case: CasePath,
    why: Why,
    post: Annotated[list[str] | None, typer.Option("--post", help="id of a post, to go whole; may be repeated")] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="id of a source, or an author's pseudonym: all its posts go")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="a person's name, blotted out wherever it stands, in any form")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask again")] = False,
    who: Who = "",
) -> None:
    """Forget posts, a source or a person on request, in the store, its older versions, what was fetched and the ledger."""
    asked = forgetting.Request(frozenset(post or ()), frozenset(source or ()), tuple(name or ()))
    if not (asked.posts or asked.sources or asked.names):
        raise settings.CaseError("say what to forget: --post ID, --source ID or --name NAME")
    opened = workspace.open_case(case)
    if not yes and not typer.confirm("This cannot be undone, and all tables are made anew afterwards. Forget?"):
        raise typer.Exit(1)
    with lock.writing(opened.folder, "offscript forget", True, say):
        done = forgetting.forget(
            opened.folder, migrations.brought_up(opened.folder), asked, who or getpass.getuser(), why
        )
    console.print(
        f"{done.gone} records are gone, {done.changed} lost words; {done.files} fetched files or answers are gone; "
        f"{done.entries} entries of the ledger lost their words"
    )
    console.print(_BEYOND)
    console.print(f"what follows: offscript run {escape(str(case))}")


@trust_app.command("replay")
def replay_case(
    given: Annotated[Path, typer.Argument(metavar="CASE", help="folder of a case, or a packed one")],
    into: Annotated[Path, typer.Argument(metavar="NEW", help="new folder, where it is run again")],
) -> None:
    """Run a case again, from what it was given alone, and say whether every table comes out the same."""
    with progress() as tell:
        done = replaying.replay(given, into, tell)
    commands.show_replay(console, done)


@trust_app.command("warm")
def compile_ahead() -> None:
    """Compile what is compiled for this processor ahead of the first run: once after an installation."""
    with progress() as tell:
        seconds = compiled.compile_all(tell)
    console.print(f"compiled, in {seconds:.0f} s")
