"""Commands for cases as wholes: copy, pack, unpack, merge, split."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from offscript.cli.late import cases, commands, lock, replaying, workspace
from offscript.cli.terminal import CasePath, console, progress, say

case_app = typer.Typer(
    no_args_is_help=True, help="A case as a whole: copy it, pack it into one file, merge two, split one."
)
Folder = Annotated[Path, typer.Argument(metavar="NEW", help="new folder")]


@case_app.command("copy")
def copy_case(case: CasePath, to: Folder) -> None:
    """Copy a case, while nobody writes to it."""
    with lock.writing(workspace.open_case(case).folder, "offscript case copy", True, say):
        console.print(f"{cases.copy(case, to)} files; the copy: {escape(str(to))}")


@case_app.command("pack")
def pack_case(case: CasePath, path: Annotated[Path, typer.Argument(metavar="FILE.zip", help="new file")]) -> None:
    """Pack a case into one file, which anybody can replay. It holds the key of its pseudonyms and all words: take care of it."""
    opened = workspace.open_case(case)
    with lock.writing(opened.folder, "offscript case pack", True, say), progress() as tell:
        tell("packing", 0, 0)
        packed = cases.pack(case, path, replaying.described(opened))
    console.print(f"{packed} files packed: {escape(str(path))}")


@case_app.command("unpack")
def unpack_case(path: Annotated[Path, typer.Argument(metavar="FILE.zip", help="packed case")], to: Folder) -> None:
    """Unpack a case into a new folder, if everything in it is what was packed."""
    with progress() as tell:
        tell("unpacking", 0, 0)
        unpacked = cases.unpack(path, to)
    console.print(f"{unpacked} files; the case: {escape(str(workspace.open_case(to).folder))}")


@case_app.command("merge")
def merge_cases(
    case: CasePath,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="case to take from; it stays as it is")],
) -> None:
    """Add to a case what another was given; the same post stays one."""
    from offscript.case.key import pseudonym_key

    opened, taken = workspace.open_case(case), workspace.open_case(other)
    gained = opened.merge(taken.folder)
    for name, rows in gained.items():
        console.print(f"{name}: {rows} new")
    if pseudonym_key(opened.folder) != pseudonym_key(taken.folder):
        console.print("the two cases make pseudonyms with different keys: one person may stand under two of them")
    console.print(f"what follows: offscript run {escape(str(case))}")


@case_app.command("split")
def split_case(
    case: CasePath,
    to: Folder,
    start: Annotated[
        str, typer.Option("--from", help="published at or after, like 2022-09-06 or 2022-09-06T12:00+03:00")
    ] = "",
    end: Annotated[str, typer.Option("--to", help="and before")] = "",
) -> None:
    """Make a new case of what was published in a stretch of time, with the same settings."""
    opened = workspace.open_case(case)
    low, high = (commands.moment(opened, text).at if text else None for text in (start, end))
    with lock.writing(opened.folder, "offscript case split", True, say):
        rows = cases.split(case, to, low, high)
    console.print(", ".join(f"{name} {many}" for name, many in rows.items()))
    console.print(f"what follows: offscript run {escape(str(to))}")
