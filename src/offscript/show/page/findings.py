"""Findings as the page shows them: tables whose rows point to words of a post, and what is told of a row."""

from __future__ import annotations

from offscript.model import TABLES

FINDINGS: dict[str, tuple[str, ...]] = {
    "lexicon": ("pair", "form", "sense"),
    "figure": ("low", "high", "unit", "item", "qualifier", "holder_name"),
    "count": ("item", "total", "added", "kind"),
    "promise": ("polarity", "strength", "status", "holder_name"),
    "blame": ("kind", "form", "by_name", "of_name", "rung", "matter"),
    "demand": ("kind", "polarity", "strength", "by_name"),
    "position": ("axis", "pole", "kind", "by_name"),
    "admission": ("grade", "degree", "matter", "by_name"),
    "opinion": ("by_name", "of_name", "polarity"),
    "register": ("register", "odds"),
    "hidden": ("doer",),
    "status": ("status", "matter", "by_name"),
    "claim": ("matter", "status", "relation", "stands"),
    "voice": ("voice", "frame", "name"),
    "matter": ("matter", "term"),
    "entity": ("kind", "name"),
}
"""Tables whose rows are findings in a post, with the columns that say what was found; those first that an analyst asks for."""

QUIET = ("voice", "entity", "matter", "register")
"""Findings so many that they are marked more softly."""


def listed_columns(table: str) -> list[str]:
    """Columns of a table that are worth a column on a page: no ids of posts, versions and spans, no vectors."""
    left_out = {"version", "post", "start", "end", "source", "tier", "published_at", "precision_us", "vector"}
    return [
        name
        for name in TABLES[table].names
        if name not in left_out and not name.endswith(("_start", "_end", "_version", "_post", "_us"))
    ][:8]
