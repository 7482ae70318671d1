"""Web archives: WARC, and WACZ, which is a zip of them. Each page that was answered goes to the reader of its form.

A page's time is what the page states; when it was fetched (`WARC-Date`) is when it was seen. Pages of one address fetched twice
are one post seen twice, with both wordings where they differ.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from offscript.read import article, feed, sitemap, telegram_page
from offscript.read.record import Capture, Document, Item, Note, Reject, Setting, digest
from offscript.read.times import instant

KEPT = {
    "text": "of the page, by its own reader",
    "url": "WARC-Target-URI where the page names none",
    "seen_at": "WARC-Date",
    "hash": "WARC-Payload-Digest",
}
LOST = "requests, pictures, scripts, answers other than 200"
TIME = "as the page states it; see article, feed, telegram-page"
_PAGES = (telegram_page, feed, sitemap, article)
_LARGEST = 64 * 1024 * 1024


def recognise(head: bytes) -> bool:
    """Whether a file begins like a web archive."""
    return head.startswith(b"WARC/")


def _page(raw: bytes, url: str, seen_at: int) -> Document:
    return Document(url, lambda: io.BytesIO(raw), seen_at, len(raw), url=url)


def _read_page(page: Document, place: str, setting: Setting) -> Iterator[Item]:
    with page.open() as stream:
        head = stream.read(1 << 16)
    reader = next((one for one in _PAGES if one.recognise(head)), None)
    if reader is None:
        return
    try:
        for item in reader.read(page, setting):
            yield Reject(f"{place} {page.name}", item.reason, item.digest) if isinstance(item, Reject) else item
    except Exception as error:
        yield Reject(
            f"{place} {page.name}", f"the page could not be read ({type(error).__name__}: {error})", digest(page.name)
        )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of all pages of one archive, with a capture each."""
    passed: Counter[str] = Counter()
    with document.open() as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
                if record.http_headers.get_statuscode() != "200" or not any(
                    word in kind for word in ("html", "xml", "rss")
                ):
                    passed[kind or "no type"] += 1
                    continue
                url, place = str(record.rec_headers.get_header("WARC-Target-URI")), f"record {number}"
                seen = instant(record.rec_headers.get_header("WARC-Date") or "", setting.zone)
                raw = record.content_stream().read(_LARGEST + 1)
                if len(raw) > _LARGEST:
                    yield Reject(f"{place} {url}", f"a page longer than {_LARGEST} bytes", digest(url))
                    continue
                if seen:
                    kept = record.rec_headers.get_header("WARC-Payload-Digest")
                    yield Capture(url, seen, document.name, kept, "200", place, digest(raw))
                yield from _read_page(_page(raw, url, seen.at if seen else document.seen_at), place, setting)
        except (AttributeError, ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError) as error:
            yield Reject(
                "archive", f"the archive is damaged or cut off here ({error}); fetch it again", digest(str(error))
            )
    if passed:
        yield Note(f"{sum(passed.values())} answers that are no pages were left out ({', '.join(sorted(passed)[:6])})")
