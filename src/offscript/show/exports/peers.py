"""The case as tables of tools that look for the same things, so that their answer can be laid beside ours.

4CAT: JSON lines in the columns of its Telegram exports. CooRTweet: `object_id, account_id, content_id, timestamp_share`, an object
being a cascade of shared words. passim: JSON lines `id, series, text, date`.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from offscript.model import SECOND
from offscript.show.exports.asked import Asked, iso

_POSTS = """
select p.post, p.source, s.name, p.native_id, p.published_at, p.author, p.views, p.forwards, p.url, p.parent, v.text
from post as p
inner join source as s on s.source = p.source
inner join version as v on v.version = p.first_version
order by p.published_at, p.post
"""
_SHARES = """
select c.cascade, p.source, p.post, p.published_at
from cascade as c
inner join post as p on p.post = c.post
order by c.cascade, p.published_at, p.post
"""


def as_4cat(asked: Asked, folder: Path) -> list[Path]:
    """`4cat.ndjson`: one object a post."""
    path = folder / "4cat.ndjson"
    with path.open("w", encoding="utf-8") as out:
        for row in asked.rows(_POSTS):
            said = {
                "id": f"{row['source']}-{row['native_id'] or row['post']}",
                "thread_id": row["parent"] or row["post"],
                "chat": row["source"],
                "author": row["name"],
                "author_name": row["author"] or "",
                "body": row["text"],
                "views": row["views"],
                "forwards": row["forwards"],
                "timestamp": iso(row["published_at"]).replace("T", " ").rstrip("Z"),
                "unix_timestamp": row["published_at"] // SECOND,
                "url": row["url"] or "",
            }
            out.write(json.dumps(said, ensure_ascii=False) + "\n")
    return [path]


def as_coortweet(asked: Asked, folder: Path) -> list[Path]:
    """`coortweet.csv`, without a mark at its beginning, as R reads it."""
    path = folder / "coortweet.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["object_id", "account_id", "content_id", "timestamp_share"])
        for row in asked.rows(_SHARES):
            writer.writerow([row["cascade"], row["source"], row["post"], row["published_at"] // SECOND])
    return [path]


def as_passim(asked: Asked, folder: Path) -> list[Path]:
    """`passim.json`: one object a post with words."""
    path = folder / "passim.json"
    with path.open("w", encoding="utf-8") as out:
        for row in asked.rows(_POSTS):
            if row["text"]:
                said = {
                    "id": row["post"],
                    "series": row["source"],
                    "text": row["text"],
                    "date": iso(row["published_at"])[:10],
                }
                out.write(json.dumps(said, ensure_ascii=False) + "\n")
    return [path]
