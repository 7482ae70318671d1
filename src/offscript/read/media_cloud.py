"""Media Cloud's CSV of stories: headlines, addresses, days.

`publish_date` at midnight is a day without an hour; `indexed_date` is the crawler's, used and marked only where the other lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from offscript.model import DAY
from offscript.read.identity import name_key, web_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.rows import Row, csv_rows
from offscript.read.times import Instant, instant

KEPT = {"text": "title", "source": "media_url, else media_name", "url": "url", "native_id": "id or stories_id"}
LOST = "language, collections; the list holds no words beyond the headline"
TIME = "day; second where publish_date has an hour"


def recognise(head: bytes) -> bool:
    """Whether a file begins like Media Cloud's list."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return b"media_name" in first and b"publish_date" in first and b"title" in first


def _published(row: Row, setting: Setting) -> Instant | None:
    stated = (row.get("publish_date") or "").strip()
    found = instant(stated.removesuffix(" 00:00:00") or "", setting.zone)
    if found is not None:
        return found
    crawled = instant(row.get("indexed_date") or "", setting.zone, "utc")
    return Instant(crawled.at - DAY, DAY + crawled.precision_us, "crawl") if crawled else None


def _post(row: Row, place: str, setting: Setting) -> Post | Reject:
    published, url = _published(row, setting), (row.get("url") or "").strip()
    raw = digest(row)
    if published is None or not url:
        return Reject(place, "a story without a readable publish_date or url", raw)
    home, name = (row.get("media_url") or "").strip(), (row.get("media_name") or "").strip()
    return Post(
        platform="web",
        source_key=web_key(home)
        if "." in home
        else web_key(name)
        if "." in name
        else name_key(name)
        if name
        else web_key(url),
        source_name=name or web_key(url).removeprefix("web:"),
        published=published,
        text=(row.get("title") or "").strip(),
        place=place,
        digest=raw,
        native_id=url,
        url=url,
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Headlines of one list."""
    crawled = 0
    yield Note("only headlines: what they share with others is shared in headlines")
    for place, row in csv_rows(document):
        item = row if isinstance(row, Reject) else _post(row, place, setting)
        crawled += isinstance(item, Post) and item.published.basis == "crawl"
        yield item
    if crawled:
        yield Note(f"{crawled} stories have no date of their own: the day before they were indexed stands for it")
