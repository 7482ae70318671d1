"""What the commands say and settle: summaries on the console, names given by hand."""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from duckdb import ColumnExpression, ConstantExpression
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from offscript.case import CaseError
from offscript.judge.check import MARKS, Mark
from offscript.judge.coding import Agreement, agreement, disagreements, name_of
from offscript.read.explain import LOOKED, Explained
from offscript.read.recognise import READERS
from offscript.read.record import Post
from offscript.read.table import GUESSES
from offscript.read.times import Instant, instant
from offscript.replay import Replayed
from offscript.show.brief import Brief
from offscript.show.checked import headline
from offscript.show.wording import names
from offscript.store.engine import Engine, Rows, rows_of
from offscript.store.engines import ENGINES
from offscript.store.entered import odds_given, one_of
from offscript.store.intake import Intake
from offscript.store.ledger import Entry, LedgerError
from offscript.store.proof import Check
from offscript.store.run import Summary
from offscript.store.seal import Seal
from offscript.store.staging import LAID
from offscript.text.markup import shortened
from offscript.workspace import Case, every_step

_SHOWN = 12


def analyses() -> list[str]:
    """Names of all analyses."""
    return sorted({step.analysis for step in every_step()})


def columns(given: list[str]) -> dict[str, str]:
    """Columns named by hand.

    Raises:
        CaseError: one is not of the form field=column, or the field is unknown.
    """
    pairs = [part.split("=", 1) for part in given]
    for pair in pairs:
        if len(pair) != 2 or pair[0] not in GUESSES:
            raise CaseError(
                f"--column {'='.join(pair)}: write FIELD=COLUMN, where FIELD is one of {', '.join(GUESSES)}"
            )
    return {pair[0]: pair[1] for pair in pairs}


def engine(name: str, master: str) -> Engine[Any]:
    """The engine asked for.

    Raises:
        CaseError: there is none of that name, or it cannot be started here.
    """
    return ENGINES[one_of("engine", name, tuple(ENGINES))](master)


def moment(case: Case, text: str) -> Instant:
    """A time given by hand, in the case's zone where it names none.

    Raises:
        CaseError: it is no time.
    """
    settled = instant(text, case.settings.timezone)
    if settled is None:
        raise CaseError(f"{text!r} is no time; write it like 2022-09-10T14:30:00+03:00")
    return settled


def place_of(case: Case, post: str, words: str) -> dict[str, object]:
    """Where exact words stand in a post: version and span, in its latest wording that has them.

    Raises:
        CaseError: no wording of the post has them.
    """
    of_post = ColumnExpression("post") == ConstantExpression(post)
    for version in rows_of(case.table("version").filter(of_post).order("number desc")):
        if (start := version["text"].find(words)) >= 0:
            return {"anchor": version["version"], "start": start, "end": start + len(words)}
    raise CaseError(
        f"no wording of post {post!r} has the words {words!r}; copy them as they stand in the brief's footnote"
    )


def to_label(case: Case, matter: str) -> Rows:
    """Sampled posts of a matter that nobody has labelled, mixed so that nobody knows which the terms found: `post, name, text`.

    Raises:
        CaseError: there is no such matter, or no sample was drawn.
    """
    one_of("matter of the case", matter, tuple(known.id for known in case.settings.matter))
    sample = case.table("sampled").filter(ColumnExpression("matter") == ConstantExpression(matter))
    if not sample.limit(1).fetchall():
        raise CaseError(
            f"no sample of {matter} was drawn: too few posts have its terms, or: offscript run {case.folder}"
        )
    waiting = case.shown_rows(
        "select s.matter, s.post, o.name, v.text from sampled as s inner join version as v on v.version = s.version "
        "inner join post as p on p.post = s.post inner join source as o on o.source = p.source "
        "where s.accepted is null order by sha256(s.post)"
    )
    return [row for row in waiting if row["matter"] == matter]


def seen_of(case: Case, indicator: str) -> str:
    """Digest of the rows that show an indicator now, to which a judgement is bound.

    Raises:
        CaseError: there is no such indicator.
    """
    one_of("indicator of the case", indicator, tuple(one.id for one in case.settings.indicator))
    rows = case.table("indicator").filter(ColumnExpression("indicator") == ConstantExpression(indicator))
    return next((row["seen"] for row in rows_of(rows)), "")


def odds_of(case: Case, question: str, odds: float, model: bool) -> float:
    """Odds given by hand, or those of the hypothesis a question names.

    Raises:
        CaseError: there is no such question, the odds are none, or its hypothesis has none.
    """
    one_of("question of the case", question, tuple(one.id for one in case.settings.question))
    if not model:
        if odds == -1:
            raise CaseError("give odds: a number between 0 and 1, or --model")
        return odds_given(odds)
    name = next(one.model for one in case.settings.question if one.id == question)
    wanted, turned = name.removeprefix("not "), name.startswith("not ")
    rows = case.table("hypothesis").filter(ColumnExpression("hypothesis") == ConstantExpression(wanted))
    held = next((row["odds"] for row in rows_of(rows)), None)
    if held is None:
        raise CaseError(
            f"question {question} names no hypothesis with odds; name one (model = …), then: offscript run {case.folder}"
        )
    return 1 - held if turned else float(held)


def shared_folder(paths: Sequence[str]) -> str:
    """The folder that files share; empty for a single one, and where they share none."""
    try:
        return os.path.commonpath([str(PurePath(path).parent) for path in paths]) if len(paths) > 1 else ""
    except ValueError:
        return ""


def show_intake(console: Console, found: Intake, case: Case) -> None:
    """What a reading found, and what it could not read."""
    folder = shared_folder([str(row["path"]) for row in found.files])
    table = Table(Column("file", overflow="fold"), "format", "posts", "refused")
    for row in found.files[:_SHOWN]:
        name = PurePath(row["path"]).relative_to(folder) if folder else row["path"]
        table.add_row(escape(str(name)), row["format"], str(row["records"]), str(row["rejected"]))
    if folder:
        console.print(f"read in {escape(folder)}:")
    if found.files:
        console.print(table, soft_wrap=False)
    if len(found.files) > _SHOWN:
        console.print(f"… and {len(found.files) - _SHOWN} more files")
    for text in dict.fromkeys(f"{row['path']}: {note}" for row in found.files for note in row["notes"]):
        console.print(f"note: {escape(text)}")
    for row in found.rejects[:_SHOWN]:
        console.print(
            f"[yellow]refused[/yellow] {escape(str(row['path']))}, {escape(row['place'])}: {escape(row['reason'])}"
        )
    if len(found.rejects) > _SHOWN:
        console.print(f"… and {len(found.rejects) - _SHOWN} more; all are in the table reject")
    if found.skipped:
        console.print(f"{len(found.skipped)} files were read before and hold nothing new")
    if found.passed_over:
        console.print(f"{found.passed_over} pictures, films, sound files and guides to other files were passed over")
    posts, kept = case.table("post").shape[0], case.table("source").shape[0]
    refused = f", {len(found.rejects)} refused" if found.rejects else ""
    laid = "".join(
        f", {found.laid[one.table]} new {one.called.split(',')[0]}" for one in LAID.values() if one.table in found.laid
    )
    console.print(f"{found.new} new records{laid}{refused}; the case holds {posts} posts of {kept} sources")
    waiting = sum(source.tier_status == "suggested" for source in case.settings.source)
    if waiting:
        console.print(f"{waiting} tiers are suggested: look at them with: offscript sources {escape(str(case.folder))}")


def show_explained(console: Console, told: Explained, case: Case) -> None:
    """How a file would be read: its form, fields, losses, first post, refusals; of an unknown one, what it looks like."""
    console.print(f"[bold]{escape(told.name)}[/bold]")
    if told.format_name is None:
        console.print(
            f"  no reader knows this form; it looks like {escape(told.looks)}\n  what to do: {escape(told.advice)}"
        )
        return
    reader = READERS[told.format_name]
    console.print(f"  form: {told.format_name}: {escape((reader.__doc__ or '').strip().splitlines()[0])}")
    console.print("  fields: " + escape("; ".join(f"{ours} = {theirs}" for ours, theirs in reader.KEPT.items())))
    console.print(f"  not kept: {escape(reader.LOST)}\n  times: {escape(reader.TIME)}")
    if told.sample:
        _show_sample(console, told.sample, case)
    for note in told.notes:
        console.print(f"  note: {escape(note)}")
    first = "" if told.whole else f" among the first {LOOKED}"
    other = f", {told.other} rows that are no posts" if told.other else ""
    console.print(f"  would be read{first}: {told.posts} posts{other}; refused: {len(told.rejects)}")
    for reject in told.rejects[:_SHOWN]:
        console.print(f"  [yellow]refused[/yellow] {escape(reject.place)}: {escape(reject.reason)}")


def _show_sample(console: Console, post: Post, case: Case) -> None:
    when = case.settings.shown(post.published.at, post.published.precision_us)
    who = f"{escape(post.source_name)} ({escape(post.source_key)})"
    console.print(f"  first post: {who}, {when}, time from: {post.published.basis}")
    held = {
        name: getattr(post, name)
        for name in ("native_id", "url", "author", "forward_name", "reply_id", "views", "media")
    }
    console.print("    " + escape(", ".join(f"{name} {value}" for name, value in held.items() if value)))
    console.print(f"    {escape(shortened(' '.join(post.text.split()), 200))}")


def unmet(case: Case) -> list[str]:
    """Signs that ask for a value that no row of their table has: rightly not seen, or misspelt; a reader has to tell."""
    found = []
    for sign in (*case.settings.indicator, *case.settings.question):
        for column, wanted in sign.match.items():
            rows = case.sql(f'select distinct "{column}" from "{sign.table}" order by 1').fetchall()
            held = [row[0] for row in rows if row[0] is not None]
            listed = wanted if isinstance(wanted, tuple) else (wanted,)
            if held and not set(listed) & set(held):
                known = names([str(one) for one in held], _SHOWN)
                asked = ", ".join(str(one) for one in listed)
                found.append(f"{sign.id}: no row of {sign.table} has {column} {asked}; it has: {known}")
    return found


def show_run(console: Console, summary: Summary, brief: Brief, case: Case) -> None:
    """What a run did, what the brief comes to, and where it lies."""
    if not summary.ran:
        console.print(f"nothing was stale: {summary.fresh} steps are up to date")
    else:
        seconds = sum(row[1] for row in summary.ran)
        ran = ", ".join(row[0] for row in summary.ran)
        console.print(
            f"{len(summary.ran)} steps ran in {seconds:.1f} s ({escape(ran)}); {summary.fresh} were up to date"
        )
    for said in unmet(case):
        console.print(f"[yellow]note[/yellow]: sign {escape(said)}")
    stranded = case.table("stranded").shape[0]
    if stranded:
        console.print(f"{stranded} corrections wait: offscript correct queue {escape(str(case.folder))}")
    if brief.fresh:
        for headline in brief.headlines:
            console.print(f"• {escape(headline)}")
    console.print(f"look at it: offscript show {escape(str(case.folder))}")
    console.print(f"brief: {escape(str(brief.path))}")


def coded_column(given: str) -> tuple[str, str]:
    """Table and column that are coded.

    Raises:
        CaseError: it is not of the form table.column.
    """
    table, dot, column = given.partition(".")
    if not dot or not table or not column:
        raise CaseError(f"{given!r}: write TABLE.COLUMN, like blame.kind")
    return table, column


def _told(found: Agreement) -> str:
    if found.alpha is None:
        return f"cannot be told: {found.rows} rows labelled by two or more, and nothing in them that could differ"
    return f"α = {found.alpha:.2f} [{found.low:.2f}–{found.high:.2f}], {found.rows} rows"


def show_agreement(console: Console, case: Case, table: str, column: str) -> None:
    """How far coders agree with each other and with the analysis, and the rows they differ on."""
    labels = case.labels(table, column)
    if not labels:
        raise CaseError(
            f"nobody has labelled {table}.{column}; write a sheet: offscript code sheet {case.folder} {table}.{column}"
        )
    console.print(f"{len(labels)} coders ({escape(', '.join(sorted(labels)))}): {_told(agreement(labels))}")
    given = rows_of(case.sql(f'select version, start, "end", "{column}" as label from "{table}"'))
    machine = {name_of(row): str(row["label"]) for row in given}
    for coder, held in sorted(labels.items()):
        beside = {coder: held, "the analysis": {name: machine[name] for name in held if name in machine}}
        console.print(f"{escape(coder)} and the analysis: {_told(agreement(beside))}")
        gone = sum(name not in machine for name in held)
        if gone:
            console.print(f"  {gone} rows that {escape(coder)} labelled are no longer in the table")
    differing = disagreements(labels)
    shown = Table("words", *sorted(labels), title=f"{len(differing)} rows to talk about") if differing else None
    texts = dict(case.sql("select version, text from version").fetchall()) if differing else {}
    for name, by in differing[:_SHOWN]:
        version, start, end = name.split(":")
        words = shortened(texts.get(version, "")[int(start) : int(end)], 80)
        if shown is not None:
            shown.add_row(escape(words), *(escape(by.get(coder, "–")) for coder in sorted(labels)))
    if shown is not None:
        console.print(shown, soft_wrap=False)


def show_ledger(console: Console, listed: list[Entry], seals: list[Seal], known: int) -> None:
    """That a ledger is whole, what it holds, and who sealed it.

    Raises:
        LedgerError: entries are missing that the case's tables know.
    """
    if known > len(listed):
        raise LedgerError(
            f"the case's tables know entry {known}, the ledger ends with entry {len(listed)}; restore a backup of ledger.sqlite"
        )
    table = Table("kind", "entries", "by", "last")
    for kind in sorted({one.kind for one in listed}):
        held = [one for one in listed if one.kind == kind]
        table.add_row(kind, str(len(held)), escape(", ".join(sorted({one.who for one in held}))), held[-1].at)
    console.print(table, soft_wrap=False)
    last = f"; the last has the digest {listed[-1].digest}" if listed else ""
    console.print(f"whole: {len(listed)} entries, none changed since it was made{last}")
    for one in seals:
        console.print(f"sealed up to entry {one.number} on {one.at} by key {one.key}: holds")


def show_checks(console: Console, checks: list[Check]) -> None:
    """What was checked of a case, and what does not hold.

    Raises:
        CaseError: something does not hold.
    """
    table = Table("checked", "holds", "of")
    for one in checks:
        table.add_row(one.what, f"{one.held:,}", f"{one.of:,}")
    console.print(table, soft_wrap=False)
    wrong = [said for one in checks for said in one.wrong]
    for said in wrong[:_SHOWN]:
        console.print(f"[red]wrong[/red]: {escape(said)}")
    if wrong:
        raise CaseError(f"{len(wrong)} things do not hold; restore a backup, or read the exports into a new case")


def show_replay(console: Console, replayed: Replayed) -> None:
    """What came of a replay.

    Raises:
        CaseError: tables came out otherwise.
    """
    for said in replayed.versions:
        console.print(f"another version now than then: {escape(said)}")
    console.print(f"{len(replayed.same)} tables are the same to the byte, {len(replayed.near)} to nine digits")
    if replayed.other:
        raise CaseError(f"{len(replayed.other)} tables came out otherwise: {', '.join(replayed.other)}")


def show_marks(console: Console, marks: list[Mark]) -> None:
    """What the check of an article comes to."""
    table = Table("mark", "statements")
    for name in MARKS:
        number = sum(mark.mark == name for mark in marks)
        if number:
            table.add_row(name, str(number))
    console.print(table, soft_wrap=False)
    console.print(headline(marks))


def show_sources(console: Console, case: Case) -> None:
    """All sources, and how sure their tiers are."""
    table = Table("source", "name", "tier", "status", "language", "posts")
    rows = case.sql(
        "select s.source, s.name, s.tier, s.tier_status, coalesce(s.language, ''), count(p.post) from source s "
        "left join post p on p.source = s.source group by all order by s.tier, s.source"
    ).fetchall()
    for row in rows:
        table.add_row(*(escape(str(value)) for value in row))
    console.print(table, soft_wrap=False)


def confirm_sources(case: Case) -> int:
    """Make every suggested tier of sources.toml a given one; gives how many."""
    path = case.folder / "sources.toml"
    if not path.exists():
        raise CaseError(f"{path}: no such file; it is written by: offscript read {case.folder} …")
    changed, number = re.subn(r'(?m)^status = "suggested"', 'status = "given"', path.read_text(encoding="utf-8"))
    path.write_text(changed, encoding="utf-8")
    return number
