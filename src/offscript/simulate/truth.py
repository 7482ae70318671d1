"""The truth about what was planted, as plain values, and how much of it a case's tables show.

A post is named by its source and its id on the platform, so that the truth can be held against any case that read the
exports. Scoring follows the benchmark's rule: a planted copy counts as found where it ends in one cascade with its root;
precision is the share of found links between different sources that join posts planted to share words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from offscript.simulate.exports import native
from offscript.simulate.stage import Said, Stage

Truth = dict[str, Any]
Key = tuple[str, str]


def _plain(value: Any, stage: Stage) -> Any:
    if isinstance(value, Said):
        return {"source": value.voice, "native_id": native(value, stage), "at": value.at, "collected": value.collected}
    if isinstance(value, Mapping):
        return {key: _plain(part, stage) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, stage) for part in value]
    return value


def truth(stage: Stage) -> Truth:
    """All facts, ready for JSON."""
    facts = {kind: _plain(listed, stage) for kind, listed in sorted(stage.facts.items())}
    collected = sum(said.collected for said in stage.posts)
    return {"seed": stage.seed, "posts": collected, "days": stage.days, **facts}


def key(post: Mapping[str, Any]) -> Key:
    """The name of a post: source and native id."""
    return post["source"], post["native_id"]


def _together(known: Truth) -> dict[Key, set[str]]:
    """For each post planted to share words, the names of the groups it shares them with."""
    groups: dict[Key, set[str]] = {}
    for fact in known["copy"]:
        for post in (fact["root"], fact["parent"], fact["post"]):
            groups.setdefault(key(post), set()).add(f"statement {key(fact['root'])}")
    for kind in ("push", "burst", "figure"):
        for number, fact in enumerate(known.get(kind, [])):
            for post in fact["posts"]:
                groups.setdefault(key(post), set()).add(f"{kind} {number}")
    for fact in known.get("petition", []):
        groups.setdefault(key(fact["post"]), set()).add("petition")
    for fact in known.get("figure", []):
        merged = set().union(*(groups.get(key(post), set()) for post in fact["posts"]))
        for names in groups.values():
            if names & merged:
                names |= merged
    return groups


def score(known: Truth, places: Iterable[Mapping[str, Any]], links: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """How much of the planted copying was found.

    Args:
        known: the truth.
        places: rows `source, native_id, cascade`, one a post that is in a cascade.
        links: rows `earlier_source, earlier_id, later_source, later_id`, one a link between different sources.

    Returns:
        `planted` and `found` copies by kind (those whose posts were collected), and `links`, `true_links`.
    """
    cascade = {key(row): row["cascade"] for row in places}
    planted: dict[str, int] = {}
    found: dict[str, int] = {}
    for fact in known["copy"]:
        if fact["post"]["collected"] and fact["root"]["collected"]:
            kind = fact["kind"]
            planted[kind] = planted.get(kind, 0) + 1
            place = cascade.get(key(fact["post"]))
            found[kind] = found.get(kind, 0) + (place is not None and place == cascade.get(key(fact["root"])))
    groups, total, right = _together(known), 0, 0
    for link in links:
        earlier = groups.get((link["earlier_source"], link["earlier_id"]), set())
        later = groups.get((link["later_source"], link["later_id"]), set())
        total, right = total + 1, right + bool(earlier & later)
    return {"planted": planted, "found": found, "links": total, "true_links": right}
