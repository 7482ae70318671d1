"""The command line: the words an analyst types."""

from __future__ import annotations

import getpass
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from offscript.cli.correct import correct_app
from offscript.cli.judging import code_app, judge_app
from offscript.cli.late import (
    Listing,
    commands,
    demonstration,
    entered,
    exports,
    recognise,
    record,
    settings,
    workspace,
)
from offscript.cli.terminal import CasePath, Wait, Who, console, first_time, progress, refuse, say
from offscript.cli.trust import trust_app
from offscript.cli.watching import watch_app
from offscript.cli.whole import case_app

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Watch a state's message machine, with the exact words as evidence. Offline; it analyses, it never writes messages.",
)
app.add_typer(judge_app)
app.add_typer(trust_app)
app.add_typer(watch_app)
app.add_typer(correct_app, name="correct")
app.add_typer(case_app, name="case")
app.add_typer(code_app, name="code")


def _told_version(wanted: bool) -> None:
    if wanted:
        console.print(f"offscript {metadata.version('offscript')}")
        raise typer.Exit


@app.callback(help=app.info.help)
def offscript(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_told_version, help="say which version this is")
    ] = False,
) -> None:
    """What is said before any command."""


@app.command()
def new(
    case: CasePath,
    title: Annotated[str, typer.Option(help="title of the inquiry")] = "",
    zone: Annotated[str, typer.Option(help="time zone, like Europe/Kyiv")] = "UTC",
) -> None:
    """Make a case: a folder with a commented case.toml."""
    workspace.create(case, title, zone)
    console.print(f"{escape(str(case / 'case.toml'))} is ready; name your sources and matters there, then:")
    console.print(f"  offscript read {escape(str(case))} EXPORTS…\n  offscript run {escape(str(case))}")


@app.command(cls=Listing)
def read(
    case: CasePath,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="files, folders, globs, zip, gz; - is standard input")
    ],
    format_name: Annotated[str | None, typer.Option("--as", help="force a format: {readers}")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help="a table's column, as text=body")] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", help="whose words they are, where a file does not say it (subtitles, statements)"),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", help="when it began, where a file does not say it, like 2022-09-10T20:00+03:00"),
    ] = None,
    only_explain: Annotated[
        bool, typer.Option("--explain", help="say how each file would be read, and read nothing")
    ] = False,
    wait: Wait = True,
) -> None:
    """Take exported files into the case. Formats are recognised by what the files hold."""
    if format_name is not None and format_name not in recognise.READERS:
        raise settings.CaseError(f"--as {format_name}: no such format; there are: {', '.join(recognise.READERS)}")
    columns = commands.columns(column or [])
    opened = workspace.open_case(case)
    placed = record.Given(source, commands.moment(opened, start) if start else None)
    if only_explain:
        for told in opened.explained(list(paths), format_name, columns, placed):
            commands.show_explained(console, told, opened)
        return
    first_time()
    with progress() as tell:
        found = opened.read(list(paths), format_name, columns, wait, tell, say, placed)
    commands.show_intake(console, found, opened)


@app.command()
def run(
    case: CasePath,
    only: Annotated[str, typer.Option("--only", help="analyses, steps or tables, with commas between them")] = "",
    engine: Annotated[
        str, typer.Option("--engine", help="what computes: duckdb, or spark (Java 17, the extra spark)")
    ] = "duckdb",
    master: Annotated[str, typer.Option("--master", help="address of a Spark cluster; this machine if left out")] = "",
    wait: Wait = True,
) -> None:
    """Run every analysis that has new work, and write the brief."""
    opened = workspace.open_case(case)
    first_time()
    names = [name.strip() for name in only.split(",") if name.strip()]
    with progress() as tell:
        try:
            chosen = commands.engine(engine, master)
            summary, brief = opened.run(names, wait, tell, say, engine=chosen)
        except KeyError as error:
            raise settings.CaseError(
                f"--only {error.args[0]}: no such analysis; there are: {', '.join(commands.analyses())}"
            ) from None
    commands.show_run(console, summary, brief, opened)


@app.command("check")
def check_article(
    case: CasePath,
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="text, Markdown, saved page or Word document")],
    folder: Annotated[
        Path | None, typer.Option("--to", help="folder of the page and table; CASE/checked if left out")
    ] = None,
) -> None:
    """Hold an article against the case: which of its statements a source of the case supports, and which not."""
    opened = workspace.open_case(case)
    with progress() as tell:
        tell("reading the article and looking for its words in the case", 0, 0)
        page, table, marks = opened.check(article, folder)
    commands.show_marks(console, marks)
    console.print(f"table: {escape(str(table))}")
    console.print(f"page: {escape(str(page))}")


@app.command(cls=Listing)
def export(
    case: CasePath,
    form: Annotated[
        str,
        typer.Option(
            "--as",
            help="tables: {forms}; the whole case: {whole}; what the brief cites: {cited}; docx: the brief for Word",
        ),
    ] = "csv",
    only: Annotated[str, typer.Option(help="tables, with commas: figure,revision,promise; all where left out")] = "",
    folder: Annotated[
        Path | None, typer.Option("--to", help="folder the files are written to; CASE/export if left out")
    ] = None,
) -> None:
    """Write tables as files for other tools, columns as in the docs."""
    opened = workspace.open_case(case)
    chosen = entered.one_of("form of export", form, (*exports.FORMS, *exports.WHOLE, *exports.CITED, "docx"))
    if chosen == "docx":
        console.print(f"brief: {escape(str(opened.word(folder or case / 'export')))}")
        return
    if chosen in exports.WHOLE or chosen in exports.CITED:
        for path in opened.export_whole(chosen, folder or case / "export"):
            console.print(f"{escape(str(path))}")
        return
    names = [name.strip() for name in only.split(",") if name.strip()]
    try:
        written = opened.export(chosen, folder or case / "export", names)
    except KeyError as error:
        raise settings.CaseError(
            f"--only {error.args[0]}: no such table; there are: {', '.join(exports.EXPORTED)}"
        ) from None
    for path, rows in written:
        console.print(f"{escape(str(path))}: {rows} rows")
    if not written:
        console.print(f"nothing to export yet; run it first: offscript run {escape(str(case))}")


@app.command()
def show(
    case: CasePath,
    port: Annotated[int, typer.Option(help="port to listen on; 0: any that is free")] = 8484,
    host: Annotated[
        str, typer.Option(help="address to listen on; another than this machine's own wants the token it prints")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="open the page in the browser")] = True,
    read_only: Annotated[bool, typer.Option("--read-only", help="nothing can be entered")] = False,
) -> None:
    """Show the case as a local web page: look, click, see the words."""
    from offscript.show.page.server import page

    with progress() as tell:
        prepared = page(case, host, port, read_only, tell)
    console.print(f"page: {prepared.address}\nstop it with Ctrl+C")
    prepared.serve(browser)


@app.command("publish")
def publish_page(
    case: CasePath,
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="new or empty folder the pages are written to")],
) -> None:
    """Write the page as files that open from a folder or any host: rooms, the posts they rest on, drawings, tables."""
    from offscript.show.page.publish import publish

    with progress() as tell:
        written = publish(case, folder, tell)
    console.print(f"{written} pages; begin with: {escape(str(folder / 'index.html'))}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the demo's case is written")] = Path("demo"),
) -> None:
    """Run the main job on a built-in invented country: exports, case, analyses, brief."""
    first_time()
    with progress() as tell:
        demonstration.demonstrate(folder, console, tell)


@app.command()
def sources(
    case: CasePath,
    confirm: Annotated[bool, typer.Option("--confirm", help="take all suggested tiers as given")] = False,
) -> None:
    """List the sources met, with their tiers, and confirm what is suggested."""
    opened = workspace.open_case(case)
    if confirm:
        changed = commands.confirm_sources(opened)
        console.print(f"{changed} suggested tiers confirmed in {escape(str(case / 'sources.toml'))}")
        opened = workspace.open_case(case)
        opened.run(["source"])
    commands.show_sources(console, opened)


@app.command("label")
def label_posts(case: CasePath, matter: Annotated[str, typer.Argument(help="id of a matter")], who: Who = "") -> None:
    """Say of sampled posts whether they belong to a matter: its precision and recall follow."""
    opened = workspace.open_case(case)
    waiting = commands.to_label(opened, matter)
    done = 0
    for number, row in enumerate(waiting, start=1):
        console.print(
            f"\n[bold]{number} of {len(waiting)}[/bold] {escape(str(row['name']))}: {escape(str(row['text']))}"
        )
        answer = typer.prompt(f"about {matter}? y, n, s (skip), q (stop)", default="s").strip().lower()[:1]
        if answer == "q":
            break
        if answer in ("y", "n"):
            content = {"anchor": row["post"], "target": matter, "accept": answer == "y"}
            opened.correct("matter", content, "label of a sampled post", who or getpass.getuser())
            done += 1
    console.print(f"{done} labels in the ledger; what follows from them: offscript run {escape(str(case))}")


def _refusal(error: Exception) -> str | None:
    """What to say of what is wrong with the input; None where it is not the input."""
    from offscript.store.ledger import LedgerError
    from offscript.store.lock import Busy, NoLocks
    from offscript.store.tables import damage, failing_disk

    if isinstance(error, settings.CaseError | Busy | NoLocks | LedgerError):
        return str(error)
    told = failing_disk(error) or damage(error)
    if told is None and isinstance(error, OSError):
        return f"{error.filename or 'a file'}: {error.strerror or error}"
    return told


def main() -> None:
    """Run the command line; what is wrong with the input is said in words, without a traceback."""
    try:
        app()
    except Exception as error:
        told = _refusal(error)
        if told is None:
            raise
        refuse(told)
        sys.exit(2)
    except KeyboardInterrupt:
        say("stopped; the case is as it was before this command")
        sys.exit(130)
