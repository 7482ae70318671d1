"""Facebook and Instagram pages as CrowdTangle and its heirs list them: CSV with `Page Name`, `Post Created`, `Message`, `URL`.

Times carry an American abbreviation (`2022-09-10 08:00:00 EDT`); pages and groups are public and stand by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offscript.read.fields import count
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.rows import Row, csv_rows
from offscript.read.times import Instant, instant

KEPT = {
    "text": "Message, Link Text, Description",
    "source": "Facebook Id, User Name, Page Name",
    "native_id": "number in URL",
    "published_at": "Post Created, Created",
    "url": "URL",
    "hrefs": "Link, Final Link",
    "media": "Type",
    "views": "Post Views",
    "forwards": "Shares",
}
LOST = "reactions, followers, overperforming score, sponsor"
TIME = "second, with the abbreviation's zone"
_ZONES = {
    "EST": "-05:00",
    "EDT": "-04:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "UTC": "+00:00",
    "GMT": "+00:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
}


def recognise(head: bytes) -> bool:
    """Whether a file begins like a list of Facebook's posts."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return (
        (b"page name" in first or b"group name" in first or b"account" in first)
        and b"message" in first
        and b"created" in first
    )


def _moment(row: Row, setting: Setting) -> Instant | None:
    stated = row.get("post created") or row.get("created") or ""
    found = re.match(r"(.*\d)\s+([A-Z]{3,4})$", stated.strip())
    zone = _ZONES.get(found.group(2)) if found else None
    return instant(f"{found.group(1)}{zone}" if found and zone else stated, setting.zone)


def _post(row: Row, place: str, setting: Setting) -> Post | Reject:
    published, url, raw = _moment(row, setting), row.get("url", "").strip(), digest(row)
    name = (row.get("page name") or row.get("group name") or row.get("account") or "").strip()
    handle, number = row.get("user name", "").strip() or None, row.get("facebook id", "").strip()
    if published is None or not (name or number):
        return Reject(place, "a post without a readable Post Created or Page Name", raw)
    parts = [row.get(column, "").strip() for column in ("message", "link text", "description")]
    words = [part for place, part in enumerate(parts) if part and part not in parts[:place]]
    native = re.findall(r"\d{6,}", url)
    return Post(
        platform="facebook",
        source_key=f"facebook:{number or handle or name}",
        source_name=name or number,
        handle=handle,
        published=published,
        text="\n\n".join(words),
        place=place,
        digest=raw,
        native_id=native[-1] if native else url or None,
        url=url or None,
        hrefs=tuple(link for column in ("final link", "link") if (link := row.get(column, "").strip()) and link != url)[
            :1
        ],
        media=(kind.lower(),)
        if (kind := row.get("type", "").strip()) and kind.lower() not in ("link", "status")
        else (),
        views=count(row.get("post views", "").replace(",", "")),
        forwards=count(row.get("shares", "").replace(",", "")),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one list."""
    zoneless = 0
    for place, row in csv_rows(document, small=True):
        item = row if isinstance(row, Reject) else _post(row, place, setting)
        zoneless += isinstance(item, Post) and item.published.basis.startswith("zone")
        yield item
    if zoneless:
        yield Note(f"{zoneless} rows state no zone that is known; read as {setting.zone.key}, the case's zone")
