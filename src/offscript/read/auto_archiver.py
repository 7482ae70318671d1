"""Sheets of the Auto Archiver: what was archived, where the copy lies, and its hash as it was written (`SHA-256:<hex>`).

Each row is a post of its source with the words the archiver took, where it took any, and a capture with its hash.
"""

from __future__ import annotations

from collections.abc import Iterator

from offscript.read.identity import telegram_key, telegram_post, web_key
from offscript.read.record import Capture, Document, Item, Post, Reject, Setting, digest
from offscript.read.rows import Row, csv_rows
from offscript.read.times import instant

KEPT = {
    "url": "Link",
    "text": "Upload title, Text content",
    "published_at": "Upload timestamp",
    "taken_at": "Archive date",
    "archive": "Archive location",
    "hash": "Hash",
}
LOST = "thumbnails, screenshots, perceptual hashes, destination folder"
TIME = "as the sheet states it"


def recognise(head: bytes) -> bool:
    """Whether a file begins like the Auto Archiver's sheet."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
    return b"archive location" in first and b"link" in first


def _post(row: Row, place: str, raw: str, setting: Setting) -> Post | None:
    """The post archived; None where no words or no time of it were taken."""
    url, published = row["link"], instant(row.get("upload timestamp", ""), setting.zone)
    words = [part for name in ("upload title", "text content") if (part := row.get(name, "").strip())]
    if published is None or not words:
        return None
    telegram = telegram_post(url)
    key = telegram[0] if telegram else telegram_key(url) or web_key(url)
    return Post(
        platform="telegram" if telegram else "web",
        source_key=key,
        source_name=key.split(":", 1)[1].removeprefix("@"),
        published=published,
        text="\n\n".join(dict.fromkeys(words)),
        place=place,
        digest=raw,
        native_id=telegram[1] if telegram else url,
        url=url,
    )


def _taken(row: Row, place: str, setting: Setting) -> Iterator[Item]:
    raw = digest(row)
    if not row.get("link", "").strip():
        yield Reject(place, "a row without a link", raw)
        return
    taken = instant(row.get("archive date", ""), setting.zone)
    where = row.get("archive location", "").strip()
    if taken and where:
        yield Capture(
            row["link"],
            taken,
            where,
            row.get("hash", "").strip() or None,
            row.get("archive status") or None,
            place,
            raw,
        )
    post = _post(row, place, raw, setting)
    if post:
        yield post
    if not post and not (taken and where):
        status = row.get("archive status") or "no status"
        yield Reject(place, f"nothing was archived here ({status}): neither a copy, nor words with a time", raw)


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts and captures of one sheet."""
    for place, row in csv_rows(document, small=True):
        yield from (row,) if isinstance(row, Reject) else _taken(row, place, setting)
