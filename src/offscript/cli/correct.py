"""Commands that correct what was read or found."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from offscript.cli.late import commands, entered, workspace
from offscript.cli.terminal import CasePath, Who, Why, console

correct_app = typer.Typer(
    no_args_is_help=True, help="Correct what was read or found; corrections are kept in the ledger."
)


def _entered(case: Path, kind: str, content: dict[str, object], why: str, who: str) -> None:
    number = workspace.open_case(case).correct(kind, content, why, who or getpass.getuser())
    console.print(
        f"entry {number} in the ledger; the next run lays it over the results: offscript run {escape(str(case))}"
    )


@correct_app.command("time")
def correct_time(case: CasePath, post: str, at: str, why: Why, who: Who = "") -> None:
    """A post was published at another time."""
    settled = commands.moment(workspace.open_case(case), at)
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
    place = commands.place_of(workspace.open_case(case), post, words) if words else {"anchor": post}
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
    place = commands.place_of(workspace.open_case(case), post, words)
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


@correct_app.command("link")
def correct_link(
    case: CasePath,
    post: str,
    other: Annotated[str, typer.Argument(help="the post it shares words with")],
    why: Why,
    is_link: Annotated[bool, typer.Option("--yes/--no", help="one has the words of the other, or has not")] = False,
    who: Who = "",
) -> None:
    """Two posts that share words or a picture are linked by them, or are not: a common turn, the same law, chance."""
    low, high = sorted((post, other))
    _entered(case, "link", {"anchor": high, "target": low, "accept": is_link}, why, who)


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
    place = commands.place_of(workspace.open_case(case), post, words)
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
    target = entered.one_of("voice", voice, entered.VOICES)
    _entered(case, "voice", {**commands.place_of(workspace.open_case(case), post, words), "target": target}, why, who)


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
    target = entered.one_of("status", status, entered.STATUSES)
    _entered(case, "promise", {**commands.place_of(workspace.open_case(case), post, words), "target": target}, why, who)


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
    opened = workspace.open_case(case)
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
    place = commands.place_of(workspace.open_case(case), post, words)
    _entered(case, "credibility", {**place, "target": str(grade)}, why, who)


@correct_app.command("queue")
def correct_queue(case: CasePath) -> None:
    """Corrections whose post or words are not in the collection (any more)."""
    rows = workspace.open_case(case).table("stranded").order("entry").fetchall()
    table = Table("entry", "kind", "about", "why", title=f"{len(rows)} corrections wait for what they are about")
    for row in rows:
        table.add_row(*(escape(str(value)) for value in row))
    console.print(table, soft_wrap=False)
