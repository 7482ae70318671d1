"""Findings as the page shows them: tables whose rows point to words of a post, and what is told of a row."""

from __future__ import annotations

from typing import Any

from offscript.model import TABLES
from offscript.show.page.state import State
from offscript.show.wording import number
from offscript.store.engine import Rows

FINDINGS: dict[str, tuple[str, ...]] = {
    "lexicon": ("pair", "form", "sense"),
    "figure": ("low", "high", "unit", "item", "qualifier", "holder_name"),
    "count": ("item", "total", "added", "kind"),
    "promise": ("polarity", "strength", "status", "holder_name"),
    "blame": ("kind", "form", "by_name", "of_name", "rung"),
    "demand": ("kind", "polarity", "strength", "by_name"),
    "position": ("axis", "pole", "kind", "by_name"),
    "admission": ("grade", "degree", "matter", "by_name"),
    "opinion": ("by_name", "of_name", "polarity"),
    "register": ("register", "odds"),
    "status": ("status", "matter", "by_name"),
    "claim": ("matter", "status", "relation", "stands"),
    "voice": ("voice", "frame", "name"),
    "matter": ("matter", "term"),
    "entity": ("kind", "name"),
}
"""Tables whose rows are findings in a post, with the columns that say what was found; those first that an analyst asks for."""

QUIET = ("voice", "entity", "matter", "register")
"""Findings so many that they are marked more softly."""


def said(row: dict[str, Any], columns: tuple[str, ...]) -> str:
    """What a row found, in a few words."""
    shown = []
    for name in columns:
        value = row.get(name)
        if value is None or value == "":
            continue
        if name == "polarity" and isinstance(value, int):
            shown.append({-1: "against", 0: "neutral", 1: "for"}[value])
            continue
        shown.append(number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value))
    return " · ".join(dict.fromkeys(shown))


def in_version(state: State, version: str) -> Rows:
    """Everything found in a wording: `table, start, end, said`, in the order of the text."""
    found: Rows = []
    for table, columns in FINDINGS.items():
        listed = ", ".join(f'"{name}"' for name in columns)
        own = "and voice <> 'own'" if table == "voice" else ""
        rows = state.rows(f'select start, "end", {listed} from "{table}" where version = ? {own}', version)
        found += [{"table": table, "start": r["start"], "end": r["end"], "said": said(r, columns)} for r in rows]
    order = {table: place for place, table in enumerate(FINDINGS)}
    found.sort(key=lambda row: (row["start"], row["end"], order[row["table"]], row["said"]))
    return found


def listed_columns(table: str) -> list[str]:
    """Columns of a table that are worth a column on a page: no ids of posts, versions and spans, no vectors."""
    left_out = {"version", "post", "start", "end", "source", "tier", "published_at", "precision_us", "vector"}
    return [
        name
        for name in TABLES[table].names
        if name not in left_out and not name.endswith(("_start", "_end", "_version", "_post", "_us"))
    ][:8]
