"""RSS, RDF and Atom files. Agencies often give only a headline and a lead; times carry a zone, to the second or the minute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import feedparser

from offscript.read.fields import plain
from offscript.read.identity import name_key, web_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import instant

KEPT = {
    "text": "title and the longest of content, summary",
    "source": "link and title of the feed",
    "native_id": "guid, id, link",
    "published_at": "pubDate, published, updated, date",
    "edited_at": "updated",
    "url": "link",
    "author": "author",
    "media": "enclosures",
}
LOST = "categories, comments, pictures"
TIME = "second or minute, with zone where stated"


def recognise(head: bytes) -> bool:
    """Whether a file begins like a feed."""
    start = head[:2000].lower()
    return b"<rss" in start or b"<rdf:rdf" in start or (b"<feed" in start and b"<html" not in start)


def _words(entry: Any) -> str:
    title = plain(entry.get("title", ""))
    bodies = [plain(part.get("value", "")) for part in entry.get("content", [])]
    body = max([*bodies, plain(entry.get("summary", ""))], key=len)
    return title if not body or body == title else f"{title}\n\n{body}".strip()


def _own(entry: Any, name: str) -> Any:
    """A field the entry states itself; feedparser's own `get` would answer for `updated` with `published`."""
    return dict.get(entry, name)


def _post(entry: Any, number: int, feed: Any, setting: Setting) -> Post | Reject:
    place = f"entry {number}"
    raw = digest(repr(sorted((str(k), str(v)) for k, v in entry.items())))
    updated = _own(entry, "updated")
    stated = _own(entry, "published") or updated or _own(entry, "date")
    published = instant(stated or "", setting.zone)
    if published is None:
        found = f"the date {stated!r} cannot be read" if stated else "no date"
        return Reject(place, f"an entry that cannot be placed in time: {found}", raw)
    link = entry.get("link") or ""
    home = feed.feed.get("link") or link
    title = str(feed.feed.get("title") or home or "unnamed feed").strip()
    changed = instant(updated or "", setting.zone)
    return Post(
        platform="feed",
        source_key=web_key(home) if home else name_key(title),
        source_name=title,
        published=published,
        text=_words(entry),
        place=place,
        digest=raw,
        native_id=entry.get("id") or link or None,
        url=link or None,
        edited_at=changed.at if changed and changed.at > published.at else None,
        author=public_name(entry.get("author"), setting),
        media=tuple(sorted({str(part.get("type", "file")).split("/")[0] for part in entry.get("enclosures", [])})),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one feed file."""
    with document.open() as stream:
        feed = feedparser.parse(stream.read())
    zoneless = headlines = cut = 0
    for number, entry in enumerate(feed.entries, 1):
        item = _post(entry, number, feed, setting)
        zoneless += isinstance(item, Post) and item.published.basis.startswith("zone")
        headlines += isinstance(item, Post) and "\n" not in item.text
        cut += isinstance(item, Post) and item.text.split("\n")[0].endswith(("…", "..."))
        yield item
    if headlines:
        yield Note(f"{headlines} entries carry only a headline: what they share with others is shared in headlines")
    if cut:
        yield Note(f"{cut} headlines are cut short by the feed: the words after the cut are not known")
    if zoneless:
        yield Note(f"{zoneless} entries state no zone; read as {setting.zone.key}, the case's zone")
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = f"the feed is damaged ({feed.bozo_exception}); entries after this place may be missing"
        yield Reject(f"after entry {len(feed.entries)}", reason, digest(str(feed.bozo_exception)))
