"""The posts a brief rests on, as citations: CSL-JSON (citationstyles.org) and BibTeX."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from offscript.show.exports.asked import Asked, iso, short
from offscript.text.markup import bare, shortened

_CITED = """
select distinct p.post, s.name, s.language, p.source, p.published_at, p.url, p.platform, v.text
from version as v
inner join post as p on p.post = v.post
inner join source as s on s.source = p.source
where v.version in ({versions}) and length(v.text) > 0
order by p.published_at, p.post, v.text
"""
_BIBTEX = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_{}"} | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"}
)


def _items(asked: Asked, versions: Iterable[str]) -> list[dict[str, Any]]:
    listed = ", ".join("'" + version.replace("'", "''") + "'" for version in sorted(set(versions)))
    items = {}
    for row in asked.rows(_CITED.format(versions=listed or "''")):
        day = [int(part) for part in iso(row["published_at"])[:10].split("-")]
        items[row["post"]] = {
            "id": f"offscript-{short(row['post'])}",
            "type": "post",
            "title": shortened(bare(row["text"]), 90),
            "author": [{"literal": row["name"] or row["source"]}],
            "container-title": row["platform"],
            "issued": {"date-parts": [day]},
            **({"URL": row["url"]} if row["url"] else {}),
            **({"language": row["language"]} if row["language"] else {}),
        }
    return list(items.values())


def as_csl(asked: Asked, folder: Path, versions: Iterable[str]) -> list[Path]:
    """`citations.csl.json`."""
    path = folder / "citations.csl.json"
    path.write_text(json.dumps(_items(asked, versions), ensure_ascii=False, indent=1), encoding="utf-8")
    return [path]


def _entry(item: dict[str, Any]) -> str:
    year, month, day = item["issued"]["date-parts"][0]
    fields = {
        "author": "{" + item["author"][0]["literal"].translate(_BIBTEX) + "}",
        "title": "{" + item["title"].translate(_BIBTEX) + "}",
        "date": f"{year:04}-{month:02}-{day:02}",
        "year": str(year),
        "howpublished": item["container-title"],
        "url": item.get("URL", ""),
    }
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{item['id']},\n{said}\n}}\n"


def as_bibtex(asked: Asked, folder: Path, versions: Iterable[str]) -> list[Path]:
    """`citations.bib`, in UTF-8 as biblatex reads it."""
    path = folder / "citations.bib"
    path.write_text("\n".join(_entry(item) for item in _items(asked, versions)), encoding="utf-8")
    return [path]
