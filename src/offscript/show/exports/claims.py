"""Claims as others exchange them: schema.org's ClaimReview, FollowTheMoney entities, a MISP event.

Nothing is called false or true: what is given is the credibility the evidence earns (1 to 6 after the Admiralty's scale) and the
rule by which it does, or a person's grade.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from offscript.show.exports.asked import CLAIMS, Asked, iso, short, stable
from offscript.store.engine import Rows

_GRADES = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
_WORDS = {1: "almost-certain", 2: "likely", 3: "roughly-even-chance", 4: "unlikely", 5: "very-unlikely"}
_TIERS = {"ministry": "PublicBody", "official": "PublicBody", "adversary": "PublicBody"}


def _credibility(row: dict[str, Any]) -> int:
    return int(row["credibility"] or 6)


def _review(row: dict[str, Any]) -> dict[str, Any]:
    grade = _credibility(row)
    appearance = {"@type": "CreativeWork", "datePublished": iso(row["published_at"])}
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": _GRADES[grade], "ratingExplanation": str(row["rule"])}
    if grade < 6:
        rating |= {"ratingValue": 6 - grade, "bestRating": 5, "worstRating": 1}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": row["claim"],
        "datePublished": iso(row["last_at"])[:10],
        "author": {"@type": "SoftwareApplication", "name": "offscript"},
        "claimReviewed": row["words"],
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": row["name"]},
            "datePublished": iso(row["first_at"])[:10],
            "firstAppearance": appearance | ({"url": row["url"]} if row["url"] else {}),
        },
        "reviewRating": rating,
    }


def as_claimreview(asked: Asked, folder: Path) -> list[Path]:
    """`claims.jsonld`: a list of ClaimReview objects (https://schema.org/ClaimReview)."""
    path = folder / "claims.jsonld"
    said = [_review(row) for row in asked.rows(CLAIMS)]
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return [path]


_ARTICLES = """
select p.post, p.source, p.published_at, p.url, v.text, coalesce(l.lang, '') as lang
from post as p
inner join version as v on v.version = p.first_version
left join language as l on l.version = v.version
order by p.published_at, p.post
"""
_SOURCES = "select source, name, tier, country from source order by source"
_LANGUAGES = {"ru": "rus", "uk": "ukr", "en": "eng"}


def _entity(schema: str, key: str, **properties: str | None) -> dict[str, Any]:
    held = {key: [value] for key, value in properties.items() if value}
    return {"id": key, "schema": schema, "properties": held}


def as_followthemoney(asked: Asked, folder: Path) -> list[Path]:
    """`entities.ftm.json`: one entity a line (https://followthemoney.tech): a body for each source, an article for each post."""
    path = folder / "entities.ftm.json"
    sources = {row["source"]: row for row in asked.rows(_SOURCES)}
    with path.open("w", encoding="utf-8") as out:
        for name, row in sources.items():
            about = {"name": row["name"] or name, "country": (row["country"] or "").lower()}
            entity = _entity(_TIERS.get(row["tier"], "Organization"), short("source", name), **about)
            out.write(json.dumps(entity, ensure_ascii=False) + "\n")
        for row in asked.rows(_ARTICLES):
            article = _entity(
                "Article",
                short("post", row["post"]),
                title=" ".join(row["text"].split())[:120],
                publisher=str(sources[row["source"]]["name"] or row["source"]),
                publishedAt=iso(row["published_at"])[:19],
                sourceUrl=row["url"],
                bodyText=row["text"],
                language=_LANGUAGES.get(row["lang"]),
            )
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return [path]


def _attribute(row: dict[str, Any]) -> dict[str, Any]:
    grade = _credibility(row)
    tags = [{"name": f'admiralty-scale:information-credibility="{grade}"'}]
    if grade in _WORDS:
        tags.append({"name": f'estimative-language:likelihood-probability="{_WORDS[grade]}"'})
    return {
        "uuid": stable("misp", row["claim"]),
        "type": "text",
        "category": "External analysis",
        "to_ids": False,
        "value": row["words"],
        "comment": f"claim of {row['name']}; {row['affirmed']} roots for, {row['denied']} against; {row['rule']}",
        "first_seen": iso(row["first_at"]),
        "last_seen": iso(row["last_at"]),
        "Tag": tags,
    }


def _links(rows: Rows) -> list[dict[str, Any]]:
    addresses = sorted({row["url"] for row in rows if row["url"]})
    about = {"type": "link", "category": "External analysis", "to_ids": False}
    return [{"uuid": stable("misp", address), **about, "value": address} for address in addresses]


def as_misp(asked: Asked, folder: Path) -> list[Path]:
    """`event.misp.json`: one event (https://www.misp-standard.org), claims as attributes with their grades as tags."""
    path = folder / "event.misp.json"
    rows = asked.rows(CLAIMS)
    event = {
        "uuid": stable("misp", asked.settings.title),
        "info": asked.settings.title,
        "date": iso(round(asked.made_at) * 1_000_000)[:10],
        "analysis": "1",
        "threat_level_id": "4",
        "distribution": "0",
        "Attribute": [*(_attribute(row) for row in rows), *_links(rows)],
    }
    path.write_text(json.dumps({"Event": event}, ensure_ascii=False, indent=1), encoding="utf-8")
    return [path]
