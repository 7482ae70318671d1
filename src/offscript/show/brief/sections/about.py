"""What this brief is: the collection it rests on, what could not be read, and how to read it."""

from __future__ import annotations

from offscript.show.brief.document import Aside, Block, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
from offscript.show.saying import joined, say
from offscript.show.wording import count

_HOW_TO_READ = say(
    "A number in brackets leads to the exact words, with source, time and address. 'First' means first in this "
    "collection, never first of all. Posts that share words are shown as such; that one took them from the other is "
    "likely where one is later, and not proven: both may have a third source. Nothing here says that anybody acted "
    "in concert, or lied."
)
_REASONS = 8


def _refused(view: View) -> list[Block]:
    rows = view.rows("about_refused")
    if not rows:
        return []
    shown = tuple(
        row(
            found["reason"],
            say("{records:,}", records=found["records"]),
            say("{example}, {place}", example=found["example"], place=found["place"]),
        )
        for found in rows[:_REASONS]
    )
    more = (
        say(" The {shown} commonest of {reasons} reasons.", shown=_REASONS, reasons=len(rows))
        if len(rows) > _REASONS
        else ""
    )
    return [
        Table(
            say("What could not be read; none of it is counted below.{more}", more=more),
            ("why", "records", "for example"),
            shown,
        )
    ]


def _public(view: View) -> list[Block]:
    """Persons the case shows by name, with the reason; those without one are named as such."""
    people = view.settings.people
    if not people.named:
        return []
    told = [say("{name} ({why})", name=name, why=people.why[name]) for name in people.named if name in people.why]
    bare = [name for name in people.named if name not in people.why]
    said = [say("Persons this case shows by name: {listed}.", listed=joined("; ", told))] if told else []
    said += (
        [say("By name, and no reason given why they are public: {listed}.", listed=joined(", ", bare))] if bare else []
    )
    return [Aside(joined(" ", said))]


def section(view: View) -> Section:
    """The brief's first section."""
    held, ends = view.rows("about")[0], view.rows("about_ends")
    if not ends:
        nothing = Statement(say("The collection holds no post with words; read some with: offscript read CASE PATH…"))
        return Section("about", "What this is", (nothing, *_refused(view)))
    first, last = ends[0], ends[-1]
    said = say(
        "{posts} of {sources}, read from {files}, published from {first} to {last} (zone {zone}).",
        posts=count(held["posts"], "post"),
        sources=count(held["sources"], "source"),
        files=count(held["files"], "file"),
        first=view.shown(first["published_at"], first["precision_us"]),
        last=view.shown(last["published_at"], last["precision_us"]),
        zone=view.settings.zone,
    )
    if held["inside"] < held["posts"]:
        outside = held["posts"] - held["inside"]
        said += say(
            " {posts} lie outside the case's window and serve only to show what came before.",
            posts=count(outside, "post"),
        )
    if view.settings.close_reading == "matters":
        said += say(
            " Read closely, for names, voices, figures and what is said: {close} ({share:.1%}), those about a matter of this case "
            "and what shares words with them. In the others only who repeats whom, and when, was looked for.",
            close=count(held["close"], "post"),
            share=held["close"] / held["posts"],
        )
    blocks: list[Block] = [Statement(said, (whole(first), whole(last)))]
    blocks += _public(view)
    if held["rewordings"] or held["gone"]:
        blocks.append(
            Aside(
                say(
                    "{wordings} of posts and {disappearances} were seen; {posts} known only because others forward, "
                    "answer or link to them.",
                    wordings=count(held["rewordings"], "later wording"),
                    disappearances=count(held["gone"], "disappearance"),
                    posts=count(held["ghosts"], "post"),
                )
            )
        )
    return Section("about", "What this is", (*blocks, Aside(_HOW_TO_READ), *_refused(view)), None)
