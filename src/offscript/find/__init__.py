"""Find: posts to findings, each with the span that shows it. `analyses` lists every analysis said once per post."""

from __future__ import annotations

REVIEWED = (
    *("figure", "lexicon", "blame", "demand", "admission", "position", "opinion", "status", "entity", "matter"),
    *("register", "hidden", "promise", "count", "claim"),
)
"""Tables whose rows a person can reject one by one; what rests on them follows with the next run."""
LINKS = ("reuse", "translation", "reshown")
"""Tables of two posts each: a person's word that two are not linked (a correction `link`) holds for all of them."""
