"""What this brief is: the collection it rests on, what could not be read, and how to read it."""

from __future__ import annotations

from offscript.show.brief.document import Aside, Block, Section, Statement, Table, row
from offscript.show.brief.view import View, whole
from offscript.show.wording import count

_HOW_TO_READ = (
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
        row(found["reason"], f"{found['records']:,}", f"{found['example']}, {found['place']}")
        for found in rows[:_REASONS]
    )
    more = f" The {_REASONS} commonest of {len(rows)} reasons." if len(rows) > _REASONS else ""
    return [
        Table(f"What could not be read; none of it is counted below.{more}", ("why", "records", "for example"), shown)
    ]


def _public(view: View) -> list[Block]:
    """Persons the case shows by name, with the reason; those without one are named as such."""
    people = view.settings.people
    if not people.named:
        return []
    told = [f"{name} ({people.why[name]})" for name in people.named if name in people.why]
    bare = [name for name in people.named if name not in people.why]
    said = [f"Persons this case shows by name: {'; '.join(told)}."] if told else []
    said += [f"By name, and no reason given why they are public: {', '.join(bare)}."] if bare else []
    return [Aside(" ".join(said))]


def section(view: View) -> Section:
    """The brief's first section."""
    held, ends = view.rows("about")[0], view.rows("about_ends")
    if not ends:
        nothing = Statement("The collection holds no post with words; read some with: offscript read CASE PATH…")
        return Section("about", "What this is", (nothing, *_refused(view)))
    first, last = ends[0], ends[-1]
    said = (
        f"{count(held['posts'], 'post')} of {count(held['sources'], 'source')}, read from {count(held['files'], 'file')}, "
        f"published from {view.shown(first['published_at'], first['precision_us'])} "
        f"to {view.shown(last['published_at'], last['precision_us'])} (zone {view.settings.zone})."
    )
    if held["inside"] < held["posts"]:
        outside = held["posts"] - held["inside"]
        said += f" {count(outside, 'post')} lie outside the case's window and serve only to show what came before."
    blocks: list[Block] = [Statement(said, (whole(first), whole(last)))]
    blocks += _public(view)
    if held["rewordings"] or held["gone"]:
        blocks.append(
            Aside(
                f"{count(held['rewordings'], 'later wording')} of posts and {count(held['gone'], 'disappearance')} "
                f"were seen; {count(held['ghosts'], 'post')} known only because others forward, answer or link to them."
            )
        )
    return Section("about", "What this is", (*blocks, Aside(_HOW_TO_READ), *_refused(view)), None)
