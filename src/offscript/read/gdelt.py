"""GDELT article lists (JSON or CSV of its DOC service): headlines, addresses, and when the crawler saw them.

`seendate` is the crawler's time, not that of publication: a post is dated to the day that ends with it, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offscript.model import DAY
from offscript.read.fields import json_records, placed
from offscript.read.identity import web_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.rows import csv_rows
from offscript.read.times import Instant, instant

KEPT = {"text": "title", "source": "domain", "url": "url", "published_at": "the day before seendate"}
LOST = "socialimage, url_mobile, sourcecountry, language; the list holds no words beyond the headline"
TIME = "day (seen by a crawler)"


def recognise(head: bytes) -> bool:
    """Whether a file begins like GDELT's list of articles."""
    return b"seendate" in head.lower() and b"domain" in head.lower()


def _rows(document: Document) -> Iterator[tuple[str, Any]]:
    with document.open() as stream:
        start = stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] in (b"{", b"["):
        for element in json_records(document, frozenset({"articles"})):
            yield ("", element) if isinstance(element, Reject) else (placed(element), element.value)
        return
    yield from csv_rows(document, small=True)


def _post(row: dict[str, Any], place: str, setting: Setting) -> Post | Reject:
    seen, url = instant(row.get("seendate") or "", setting.zone, "utc"), str(row.get("url") or "").strip()
    if seen is None or not url:
        return Reject(place, "an article without a readable seendate or url", digest(repr(row)))
    domain = web_key(str(row.get("domain") or url))
    return Post(
        platform="web",
        source_key=domain,
        source_name=domain.removeprefix("web:"),
        published=Instant(seen.at - DAY, DAY + seen.precision_us, "crawl"),
        text=str(row.get("title") or "").strip(),
        place=place,
        digest=digest(row),
        native_id=url,
        url=url,
        seen_at=seen.at,
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Headlines of one list."""
    yield Note(
        "GDELT gives when its crawler saw an article: each is dated to the day before that, and no order inside it is known"
    )
    yield Note("only headlines: what they share with others is shared in headlines")
    for place, row in _rows(document):
        if isinstance(row, Reject):
            yield row
        elif isinstance(row, dict):
            yield _post(row, place, setting)
        else:
            yield Reject(place, "not an article", digest(repr(row)))
