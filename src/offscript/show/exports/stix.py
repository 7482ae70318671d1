"""The case as a STIX 2.1 bundle (OASIS): sources as identities, claims and repeated words as notes with the odds beside.

Repeated words refer to DISARM's technique T0084 "Reuse Existing Content", as the name of what is looked at: a note states what was
found and how surely, it attributes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from offscript.show.exports.asked import CLAIMS, Asked, iso, stable

if TYPE_CHECKING:
    import stix2

_CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""STIX's confidence by how credible a claim is (NATO AJP-2.1)."""
_CLASSES = {"ministry": "organization", "official": "organization"}
SOURCES = "select source, name, tier, platform from source order by source"
_SPREAD = """
select s.cascade, s.posts, s.sources, p.published_at, substring(v.text, 1, 400) as words
from spread as s
inner join post as p on p.post = s.cascade
inner join version as v on v.version = p.first_version
where s.sources > 1 and length(v.text) > 0
order by s.sources desc, s.cascade
limit 200
"""
_MEMBERS = "select distinct c.cascade, p.source from cascade as c inner join post as p on p.post = c.post order by all"
_DISARM = {
    "source_name": "DISARM",
    "external_id": "T0084",
    "url": "https://github.com/DISARMFoundation/DISARMframeworks/blob/main/generated_pages/techniques/T0084.md",
}


def _made(at: str, kind: str, *parts: str) -> dict[str, Any]:
    return {"id": f"{kind}--{stable(kind, *parts)}", "created": at, "modified": at}


def _identities(asked: Asked, at: str) -> dict[str, stix2.Identity]:
    import stix2

    return {
        row["source"]: stix2.Identity(
            name=row["name"] or row["source"],
            identity_class=_CLASSES.get(row["tier"], "unknown"),
            labels=[row["tier"]],
            **_made(at, "identity", row["source"]),
        )
        for row in asked.rows(SOURCES)
    }


def known_of(row: dict[str, Any]) -> str:
    """A claim's words, and what is known of it."""
    return f"“{row['words']}” {row['affirmed']} roots for, {row['denied']} against; {row['rule']}"


def vouched(row: dict[str, Any]) -> dict[str, Any]:
    """What any object about a claim has: where its words stand, and how surely it is so, where either can be told."""
    graded = {"confidence": _CONFIDENCE[row["credibility"]]} if row["credibility"] in _CONFIDENCE else {}
    cited = {"external_references": [{"source_name": row["name"], "url": row["url"]}]} if row["url"] else {}
    return {**cited, **graded}


def _claim(row: dict[str, Any], who: stix2.Identity, at: str) -> stix2.Note:
    import stix2

    return stix2.Note(
        abstract=f"claim first said here by {row['name']} on {iso(row['first_at'])}",
        content=known_of(row),
        object_refs=[who.id],
        labels=["claim", row["standing"] or "open"],
        **vouched(row),
        **_made(at, "note", "claim", row["claim"]),
    )


def as_stix(asked: Asked, folder: Path) -> list[Path]:
    """`bundle.stix.json`."""
    import stix2

    path, at = folder / "bundle.stix.json", iso(round(asked.made_at) * 1_000_000)
    who = _identities(asked, at)
    technique = stix2.AttackPattern(
        name="Reuse Existing Content", external_references=[_DISARM], **_made(at, "attack-pattern", "T0084")
    )
    members: dict[str, list[str]] = {}
    for row in asked.rows(_MEMBERS):
        members.setdefault(row["cascade"], []).append(who[row["source"]].id)
    notes = [_claim(row, who[row["source"]], at) for row in asked.rows(CLAIMS)]
    notes += [
        stix2.Note(
            abstract=f"the same words in {row['posts']} posts of {row['sources']} sources since {iso(row['published_at'])}",
            content=row["words"],
            object_refs=[technique.id, *members[row["cascade"]]],
            labels=["repeated words"],
            **_made(at, "note", "cascade", row["cascade"]),
        )
        for row in asked.rows(_SPREAD)
    ]
    bundle = stix2.Bundle(
        *who.values(), technique, *notes, id=f"bundle--{stable('bundle', asked.settings.title, at)}", allow_custom=False
    )
    path.write_text(bundle.serialize(pretty=True, ensure_ascii=False), encoding="utf-8")
    return [path]
