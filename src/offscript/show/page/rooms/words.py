"""Words: a word or phrase in all its contexts, and which words set two tiers, or two windows, apart.

Keyness is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, "Fightin' Words"), with its 95%
interval; words are counted by posts that use them, so that one long post does not speak for a tier.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from offscript.measure.apart import Apart, apart
from offscript.show.page.filters import Filters, filters, moment
from offscript.show.page.render import Page
from offscript.show.page.rooms.posts import choices
from offscript.show.page.search import WORD, places, stem
from offscript.show.page.state import State

_LINES, _AROUND = 100, 70
_POSTS, _SHOWN = 2_000, 25
_SHORTEST = 4


def _lines(state: State, chosen: Filters) -> tuple[list[dict[str, Any]], int]:
    """The words asked for in their contexts: `before, words, after` and whose; and how many wordings have them."""
    found = state.index.search(replace(chosen, order=chosen.order or "newest"), chosen.page, _LINES)
    lines = []
    for row in found.rows:
        text = " ".join(row["text"].split())
        for start, end in places(text, chosen.words):
            low, high = max(0, start - _AROUND), end + _AROUND
            lines.append({**row, "before": text[low:start], "words": text[start:end], "after": text[end:high]})
    return lines, found.total


def _counted(state: State, chosen: Filters) -> tuple[Counter[str], dict[str, str], int]:
    """In how many of the posts chosen each word stands, by stem; a form to show for each stem; how many posts there are."""
    found = state.index.search(replace(chosen, order="newest"), 1, _POSTS)
    counted: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for row in found.rows:
        held = {match.group() for match in WORD.finditer(row["text"]) if len(match.group()) >= _SHORTEST}
        stems = {stem(word, _language(word)): word for word in held}
        counted.update(stems.keys())
        forms |= {key: word.lower() for key, word in stems.items() if key not in forms}
    return counted, forms, found.total


def _language(word: str) -> str:
    """Whose endings a word is stemmed by when all that is known is its letters."""
    return "en" if word.isascii() else "uk" if set(word.lower()) & set("іїєґ") else "ru"


def _keyness(state: State, one: Filters, other: Filters) -> dict[str, Any]:
    """Words that set two choices of posts apart, each side's strongest first."""
    (left, left_forms, left_total), (right, right_forms, right_total) = _counted(state, one), _counted(state, other)
    forms = right_forms | left_forms
    ranked = apart(left, right)
    told = (
        [found for found in ranked if found.low > 0][:_SHOWN],
        [found for found in ranked[::-1] if found.high < 0][:_SHOWN],
    )
    return {
        "sides": [[_row(found, forms, left, right) for found in side] for side in told],
        "totals": (left_total, right_total),
        "most": _POSTS,
    }


def _row(found: Apart, forms: dict[str, str], left: Counter[str], right: Counter[str]) -> dict[str, Any]:
    return {"word": forms[found.word], "one": left[found.word], "other": right[found.word], "found": found}


def words(request: Request) -> Response:
    """The room."""
    page = Page(request)
    query = request.query_params
    chosen = filters(query, page.zone)
    lines, total = _lines(page.state, chosen) if chosen.words else ([], 0)
    against = {name: query.get(f"against_{name}", "") for name in ("tier", "from", "to")}
    other = replace(
        chosen,
        words="",
        tier=against["tier"],
        since=against["from"],
        until=against["to"],
        low=moment(against["from"], page.zone),
        high=moment(against["to"], page.zone, end=True),
    )
    keyness = _keyness(page.state, replace(chosen, words=""), other) if any(against.values()) else None

    def address(**changed: str | int) -> str:
        return chosen.address(**{f"against_{name}": value for name, value in against.items()}, **changed)

    return page.answer(
        "words.html",
        "words",
        filters=chosen,
        lines=lines,
        total=total,
        size=_LINES,
        choices=choices(page.state),
        against=against,
        keyness=keyness,
        address=address,
        asked=chosen.words,
    )
