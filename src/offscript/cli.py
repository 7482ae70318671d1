"""The command line: the words an analyst types."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from offscript import commands, demonstration
from offscript.case import CaseError
from offscript.read.recognise import READERS
from offscript.show.exports import EXPORTED, FORMS
from offscript.store.engine import Tell
from offscript.store.ledger import LedgerError
from offscript.store.lock import Busy
from offscript.workspace import Case, create, open_case

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Watch a state's message machine, with the exact words as evidence. Offline; it analyses, it never writes messages.",
)
correct_app = typer.Typer(
    no_args_is_help=True, help="Correct what was read or found; corrections are kept in the ledger."
)
app.add_typer(correct_app, name="correct")
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="folder of the case")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="wait for a run that is going on, or fail")]
Why = Annotated[str, typer.Option("--why", help="reason, kept in the ledger")]
Who = Annotated[str, typer.Option("--who", help="who enters it")]


@contextmanager
def _progress() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("starting", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=escape(what[-60:]), completed=done, total=total or None)

        yield tell


def _say(text: str) -> None:
    errors.print(escape(text))


@app.command()
def new(
    case: CasePath,
    title: Annotated[str, typer.Option(help="title of the inquiry")] = "",
    zone: Annotated[str, typer.Option(help="time zone, like Europe/Kyiv")] = "UTC",
) -> None:
    """Make a case: a folder with a commented case.toml."""
    create(case, title, zone)
    console.print(f"{escape(str(case / 'case.toml'))} is ready; name your sources and matters there, then:")
    console.print(f"  offscript read {escape(str(case))} EXPORTS…\n  offscript run {escape(str(case))}")


@app.command()
def read(
    case: CasePath,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="files, folders, globs, zip, gz; - is standard input")
    ],
    format_name: Annotated[str | None, typer.Option("--as", help=f"force a format: {', '.join(READERS)}")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help="a table's column, as text=body")] = None,
    wait: Wait = True,
) -> None:
    """Take exported files into the case. Formats are recognised by what the files hold."""
    if format_name is not None and format_name not in READERS:
        raise CaseError(f"--as {format_name}: no such format; there are: {', '.join(READERS)}")
    columns = commands.columns(column or [])
    opened = open_case(case)
    with _progress() as tell:
        found = opened.read(list(paths), format_name, columns, wait, tell, _say)
    commands.show_intake(console, found, opened)


@app.command()
def run(
    case: CasePath,
    only: Annotated[str, typer.Option("--only", help="analyses, steps or tables, with commas between them")] = "",
    wait: Wait = True,
) -> None:
    """Run every analysis that has new work, and write the brief."""
    opened = open_case(case)
    names = [name.strip() for name in only.split(",") if name.strip()]
    with _progress() as tell:
        try:
            summary, brief = opened.run(names, wait, tell, _say)
        except KeyError as error:
            raise CaseError(
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
    opened = open_case(case)
    with _progress() as tell:
        tell("reading the article and looking for its words in the case", 0, 0)
        page, table, marks = opened.check(article, folder)
    commands.show_marks(console, marks)
    console.print(f"table: {escape(str(table))}", soft_wrap=True)
    console.print(f"page: {escape(str(page))}", soft_wrap=True)


@app.command("judge")
def judge_sign(
    case: CasePath,
    indicator: Annotated[str, typer.Argument(help="id of an indicator")],
    state: Annotated[str, typer.Argument(help="seen, not-seen or unknown")],
    why: Why,
    who: Who = "",
) -> None:
    """Say whether an indicator was seen; stands above what the case's tables say, and says when these have changed since."""
    value = commands.one_of("state", state.replace("-", " "), commands.STATES)
    seen = commands.seen_of(opened := open_case(case), indicator)
    _judged(opened, f"indicator:{indicator}", value, why, who, seen=seen)


@app.command("forecast")
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
    opened = open_case(case)
    given = commands.odds_of(opened, question, odds, model)
    reason = why or ("as the hypotheses stand" if model else "")
    if not reason:
        raise CaseError("--why: say what the odds rest on; it is kept with them")
    _judged(opened, f"question:{question}", "odds", reason, "model" if model else who, odds=given)


@app.command("resolve")
def resolve_question(
    case: CasePath,
    question: Annotated[str, typer.Argument(help="id of a question")],
    outcome: Annotated[str, typer.Argument(help="yes, no or void")],
    why: Why,
    who: Who = "",
) -> None:
    """Say what came of a question; stands above its rule."""
    opened = open_case(case)
    commands.one_of("question of the case", question, tuple(one.id for one in opened.settings.question))
    value = commands.one_of("outcome", outcome, commands.OUTCOMES)
    _judged(opened, f"question:{question}", value, why, who)


def _judged(
    case: Case, subject: str, value: str, why: str, who: str, odds: float | None = None, seen: str = ""
) -> None:
    number = case.judge(subject, value, why, who or getpass.getuser(), odds, seen)
    console.print(f"entry {number} in the ledger; what follows from it: offscript run {escape(str(case.folder))}")


@app.command()
def export(
    case: CasePath,
    form: Annotated[str, typer.Option("--as", help=", ".join(FORMS))] = "csv",
    only: Annotated[str, typer.Option(help="tables, with commas: figure,revision,promise; all where left out")] = "",
    folder: Annotated[
        Path | None, typer.Option("--to", help="folder the files are written to; CASE/export if left out")
    ] = None,
) -> None:
    """Write tables as files for other tools, columns as in the docs."""
    opened = open_case(case)
    chosen = commands.one_of("form of export", form, tuple(FORMS))
    names = [name.strip() for name in only.split(",") if name.strip()]
    try:
        written = opened.export(chosen, folder or case / "export", names)
    except KeyError as error:
        raise CaseError(f"--only {error.args[0]}: no such table; there are: {', '.join(EXPORTED)}") from None
    for path, rows in written:
        console.print(f"{escape(str(path))}: {rows} rows", soft_wrap=True)
    if not written:
        console.print(f"nothing to export yet; run it first: offscript run {escape(str(case))}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the demo's case is written")] = Path("demo"),
) -> None:
    """Run the main job on a built-in invented country: exports, case, analyses, brief."""
    with _progress() as tell:
        demonstration.demonstrate(folder, console, tell)


@app.command()
def sources(
    case: CasePath,
    confirm: Annotated[bool, typer.Option("--confirm", help="take all suggested tiers as given")] = False,
) -> None:
    """List the sources met, with their tiers, and confirm what is suggested."""
    opened = open_case(case)
    if confirm:
        changed = commands.confirm_sources(opened)
        console.print(f"{changed} suggested tiers confirmed in {escape(str(case / 'sources.toml'))}")
        opened = open_case(case)
        opened.run(["source"])
    commands.show_sources(console, opened)


def _entered(case: Path, kind: str, content: dict[str, object], why: str, who: str) -> None:
    number = open_case(case).correct(kind, content, why, who or getpass.getuser())
    console.print(
        f"entry {number} in the ledger; the next run lays it over the results: offscript run {escape(str(case))}"
    )


@app.command("label")
def label_posts(case: CasePath, matter: Annotated[str, typer.Argument(help="id of a matter")], who: Who = "") -> None:
    """Say of sampled posts whether they belong to a matter: its precision and recall follow."""
    opened = open_case(case)
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


@correct_app.command("time")
def correct_time(case: CasePath, post: str, at: str, why: Why, who: Who = "") -> None:
    """A post was published at another time."""
    settled = commands.moment(open_case(case), at)
    _entered(case, "time", {"anchor": post, "at": settled.at, "precision_us": settled.precision_us}, why, who)


@correct_app.command("source")
def correct_source(case: CasePath, key: str, source: str, why: Why, who: Who = "") -> None:
    """A form of a name (key in the table alias) is that source."""
    _entered(case, "source", {"anchor": key, "target": source}, why, who)


@correct_app.command("post")
def correct_post(case: CasePath, post: str, other: str, why: Why, who: Who = "") -> None:
    """Two posts are one."""
    low, high = sorted((post, other))
    _entered(case, "post", {"anchor": high, "target": low}, why, who)


@correct_app.command("matter")
def correct_matter(
    case: CasePath,
    post: str,
    matter: str,
    why: Why,
    belongs: Annotated[bool, typer.Option("--yes/--no", help="belongs to the matter, or not")] = True,
    words: Annotated[
        str, typer.Option("--words", help="only these words of the post, exactly as they stand in it")
    ] = "",
    who: Who = "",
) -> None:
    """A post, or words of it, belong to a matter, or do not."""
    place = commands.place_of(open_case(case), post, words) if words else {"anchor": post}
    _entered(case, "matter", {**place, "target": matter, "accept": belongs}, why, who)


@correct_app.command("boilerplate")
def correct_boilerplate(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="the words, exactly as they stand at the head or foot of the post")],
    why: Why,
    means_nothing: Annotated[bool, typer.Option("--yes/--no", help="a mere footer, or words that count")] = True,
    who: Who = "",
) -> None:
    """Words at the edge of a source's posts are a mere footer, or are not; holds for all posts of the source."""
    place = commands.place_of(open_case(case), post, words)
    _entered(case, "boilerplate", {**place, "accept": means_nothing}, why, who)


@correct_app.command("template")
def correct_template(
    case: CasePath,
    post: str,
    why: Why,
    is_form: Annotated[bool, typer.Option("--yes/--no", help="fills a form, or says something of its own")] = True,
    who: Who = "",
) -> None:
    """A post fills a form and copies nobody, or does not."""
    _entered(case, "template", {"anchor": post, "accept": is_form}, why, who)


@correct_app.command("entity")
def correct_entity(case: CasePath, entity: str, other: str, why: Why, who: Who = "") -> None:
    """Two entities (ids in the table entity) are one: the second's."""
    _entered(case, "entity", {"anchor": entity, "target": other}, why, who)


@correct_app.command("name")
def correct_name(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="the name, exactly as it stands in the post")],
    entity: Annotated[str, typer.Argument(help="whom or what it means here: an id, or a new one")],
    why: Why,
    is_name: Annotated[bool, typer.Option("--yes/--no", help="means that entity, or is no name at all")] = True,
    who: Who = "",
) -> None:
    """A name in one post means another entity, or nobody."""
    place = commands.place_of(open_case(case), post, words)
    _entered(case, "entity", {**place, "target": entity if is_name else None, "accept": is_name}, why, who)


@correct_app.command("voice")
def correct_voice(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="words of the clause, exactly as they stand in the post")],
    voice: Annotated[str, typer.Argument(help="own, quoted, reported, endorsed, ironic or unknown")],
    why: Why,
    who: Who = "",
) -> None:
    """The words of a clause are somebody else's, or the author's own."""
    target = commands.one_of("voice", voice, commands.VOICES)
    _entered(case, "voice", {**commands.place_of(open_case(case), post, words), "target": target}, why, who)


@correct_app.command("promise")
def correct_promise(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="words of the promise, exactly as they stand in the post")],
    status: Annotated[str, typer.Argument(help="met, broken, withdrawn, void, overdue, open or undecidable")],
    why: Why,
    who: Who = "",
) -> None:
    """What became of a promise."""
    target = commands.one_of("status", status, commands.STATUSES)
    _entered(case, "promise", {**commands.place_of(open_case(case), post, words), "target": target}, why, who)


@correct_app.command("claim")
def correct_claim(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="words of the statement, exactly as they stand in the post")],
    why: Why,
    other: Annotated[
        str,
        typer.Option("--with", help="post of a statement that says the same; left out: it says something of its own"),
    ] = "",
    other_words: Annotated[str, typer.Option("--other-words", help="words of that statement")] = "",
    who: Who = "",
) -> None:
    """A statement says the same as another, or nothing that any other does."""
    opened = open_case(case)
    place = commands.place_of(opened, post, words)
    if not other:
        return _entered(case, "claim", {**place, "accept": False}, why, who)
    there = commands.place_of(opened, other, other_words)
    target = f"{there['anchor']}:{there['start']}"
    return _entered(case, "claim", {**place, "target": target, "accept": True}, why, who)


@correct_app.command("credibility")
def correct_credibility(
    case: CasePath,
    post: str,
    words: Annotated[str, typer.Argument(help="words of a statement of the claim, exactly as they stand in the post")],
    grade: Annotated[int, typer.Argument(min=1, max=6, help="1 confirmed … 5 improbable, 6 cannot be judged")],
    why: Why,
    who: Who = "",
) -> None:
    """How credible a claim is, above what the rule says."""
    place = commands.place_of(open_case(case), post, words)
    _entered(case, "credibility", {**place, "target": str(grade)}, why, who)


@correct_app.command("queue")
def correct_queue(case: CasePath) -> None:
    """Corrections whose post or words are not in the collection (any more)."""
    rows = open_case(case).table("stranded").order("entry").fetchall()
    table = Table("entry", "kind", "about", "why", title=f"{len(rows)} corrections wait for what they are about")
    for row in rows:
        table.add_row(*(escape(str(value)) for value in row))
    console.print(table)


def main() -> None:
    """Run the command line; what is wrong with the input is said in words, without a traceback."""
    try:
        app()
    except (CaseError, Busy, LedgerError) as error:
        errors.print(f"[red]refused[/red]: {escape(str(error))}")
        sys.exit(2)
    except OSError as error:
        errors.print(
            f"[red]refused[/red]: {escape(str(error.filename or 'a file'))}: {escape(error.strerror or str(error))}"
        )
        sys.exit(2)
    except KeyboardInterrupt:
        errors.print("stopped; the case is as it was before this command")
        sys.exit(130)
