"""A post: its words with every finding marked in place, its wordings side by side, what it was copied from and by whom."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from offscript.find import REVIEWED
from offscript.show.page.findings import QUIET
from offscript.show.page.render import Page
from offscript.show.page.rooms.entries import CORRECTED
from offscript.show.page.search import WORD, places
from offscript.show.page.state import State
from offscript.show.wording import lag
from offscript.store.engine import Rows
from offscript.store.ledger import UNDONE, entries, taken_back
from offscript.store.steps import sql_beside

_LONGEST = 60_000
_MOST = 40


class Mark(NamedTuple):
    """A stretch of the words with the numbers of the findings that cover it; `chosen` where the address points to it."""

    text: str
    findings: tuple[int, ...]
    tables: str
    chosen: bool
    asked: bool
    first: tuple[int, ...]


def marked(text: str, found: Rows, chosen: tuple[int, int] | None, asked: list[tuple[int, int]]) -> list[Mark]:
    """A text cut wherever a finding, the chosen words or words asked for begin or end."""
    edges = {0, len(text)}
    spans = [(row["start"], row["end"]) for row in found] + ([chosen] if chosen else []) + asked
    edges |= {edge for span in spans for edge in span if 0 <= edge <= len(text)}
    cuts = sorted(edges)
    pieces, begun = [], set[int]()
    for low, high in pairwise(cuts):
        over = tuple(n for n, row in enumerate(found) if row["start"] <= low and high <= row["end"])
        tables = " ".join(dict.fromkeys(f"f-{found[n]['kind']}" for n in over))
        inside = chosen is not None and chosen[0] <= low and high <= chosen[1]
        first = tuple(n for n in over if n not in begun)
        begun.update(first)
        said = any(start <= low and high <= end for start, end in asked)
        pieces.append(Mark(text[low:high], over, tables, inside, said, first))
    return pieces


class Change(NamedTuple):
    """Words that two wordings share, or that one has in place of the other's."""

    kind: str
    before: str
    after: str


def changes(before: str, after: str) -> list[Change]:
    """What became of a wording (Ratcliff & Metzener 1988, over words)."""
    one, two = (_parts(text) for text in (before, after))
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [Change(kind, "".join(one[a:b]), "".join(two[c:d])) for kind, a, b, c, d in codes]


def _parts(text: str) -> list[str]:
    cut, at = [], 0
    for match in WORD.finditer(text):
        cut += [text[at : match.start()], match.group()]
        at = match.end()
    return [part for part in [*cut, text[at:]] if part]


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the time between in words, where order is known."""
    between = abs(row["lag_us"])
    return row | {"lag": lag(between) if between > row["lag_error_us"] else None}


def _copies(state: State, post: str) -> dict[str, Rows]:
    """Posts that share words with this one: those before it and those after it, with the time between where order is known."""
    found: dict[str, Rows] = {"before": [], "after": []}
    for row in state.lookup.shared(post):
        found[row["side"]].append(_timed(row))
    return found


def _pictures(state: State, post: str) -> Rows:
    """Posts that show a picture of this one, with the time between where order is known."""
    return [_timed(row) for row in state.lookup.pictured(post)]


def _entries(state: State, post: str, versions: set[str]) -> list[dict[str, Any]]:
    """What people entered about a post, the last first; what was taken back says so."""
    listed = entries(state.folder)
    gone, about = taken_back(listed), {post} | versions
    held = []
    for entry in listed:
        named = {str(entry.content.get(name)).split(":")[0] for name in ("anchor", "target", "row")}
        if entry.kind == UNDONE or not named & about:
            continue
        left_out = ("anchor", "start", "end", "precision_us")
        said = ", ".join(f"{name} {value}" for name, value in entry.content.items() if name not in left_out)
        held.append({"entry": entry, "said": said, "gone": entry.number in gone})
    return held[::-1]


def _chosen(request: Request, length: int) -> tuple[int, int] | None:
    said = request.query_params.get("start", ""), request.query_params.get("end", "")
    if not all(part.isdecimal() for part in said):
        return None
    start, end = int(said[0]), min(int(said[1]), length)
    return (start, end) if start < end else None


def version(request: Request) -> Response:
    """The room, with one of the post's wordings in front."""
    page = Page(request)
    lookup, name = page.state.lookup, request.path_params["version"]
    row, text = lookup.wording(name), page.state.index.text(name)
    if row is None or text is None:
        raise HTTPException(404, "no such wording in this state of the case")
    wordings, found, shown = lookup.wordings(row["post"]), lookup.found(name), text[:_LONGEST]
    asked = places(shown, words) if (words := request.query_params.get("q", "")[:400]) else []
    earlier = next((one["version"] for one in reversed(wordings) if one["number"] < row["number"]), None)
    before = page.state.index.text(earlier) if earlier and not page.access.still else None
    return page.answer(
        "post.html",
        "posts",
        row=row | {"text": text},
        marks=marked(shown, found, _chosen(request, len(shown)), asked),
        left_out=len(text) - len(shown),
        found=found,
        quiet=QUIET,
        reviewed=REVIEWED,
        corrected=CORRECTED,
        matters=page.state.settings.matter,
        wordings=wordings,
        changed=changes(before[:_LONGEST], shown) if before else [],
        copies=_copies(page.state, row["post"]),
        most=_MOST,
        pictures=_pictures(page.state, row["post"]),
        captures=page.state.rows(sql_beside("offscript.show.page", "captured"), row["url"]) if row["url"] else [],
        records=lookup.archived(row["post"]),
        entered=_entries(page.state, row["post"], {one["version"] for one in wordings}),
    )


def post(request: Request) -> Response:
    """A post by its id: its first wording."""
    page = Page(request)
    name = request.path_params["post"]
    held = page.state.lookup.wordings(name)
    if held:
        return RedirectResponse(f"/version/{held[0]['version']}", 303)
    ghosts = page.state.rows("select * from ghost where post = ?", name)
    if ghosts:
        raise HTTPException(404, "this post is known from others that cite it; its words were not collected")
    raise HTTPException(404, "no such post in this state of the case")
