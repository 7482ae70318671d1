"""Web archives: WARC, and WACZ, which is a zip of them. Each page that was answered goes to the reader of its form.

A page's time is what the page states; when it was fetched (`WARC-Date`) is when it was seen. Pages of one address fetched twice
are one post seen twice, with both wordings where they differ. Pictures in the archive are known by the address pages show them
under.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import urljoin

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
    "pictures": "answers of type JPEG, PNG, WebP or GIF, for the pages that show them",
}
LOST = "requests, other pictures, scripts, answers other than 200"
TIME = "as the page states it; see article, feed, telegram-page"
_PAGES = (telegram_page, feed, sitemap, article)
_LARGEST = 64 * 1024 * 1024
_PRINTED = ("image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif")
_DAMAGED = (AttributeError, ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError)


def recognise(head: bytes) -> bool:
    """Whether a file begins like a web archive."""
    return head.startswith(b"WARC/")


class _Pictures:
    """Pictures of an archive by their address; their bytes lie in a file until the archive was read."""

    def __init__(self, held: IO[bytes]) -> None:
        self._held = held
        self._places: dict[str, tuple[int, int]] = {}

    def gather(self, document: Document) -> None:
        """All pictures of an archive, as far as it can be read; that it is damaged is said when its pages are read."""
        with document.open() as stream, suppress(*_DAMAGED):
            for record in ArchiveIterator(stream):
                if _answered(record) and _kind(record) in _PRINTED:
                    raw = record.content_stream().read(_LARGEST)
                    self._places[str(record.rec_headers.get_header("WARC-Target-URI"))] = (self._held.tell(), len(raw))
                    self._held.write(raw)

    def beside(self, page: str) -> Callable[[str], bytes | None]:
        """What gives a picture's bytes by the address under which a page shows it."""

        def found(name: str) -> bytes | None:
            with suppress(ValueError):
                if place := self._places.get(urljoin(page, name)):
                    self._held.seek(place[0])
                    return self._held.read(place[1])
            return None

        return found


def _answered(record: Any) -> bool:
    return record.rec_type == "response" and record.http_headers is not None


def _kind(record: Any) -> str:
    """Type of what an answer of status 200 holds; empty where the status is another."""
    if record.http_headers.get_statuscode() != "200":
        return ""
    return str(record.http_headers.get_header("Content-Type") or "no type").split(";")[0].strip().lower()


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
    with TemporaryFile() as held, document.open() as stream:
        shown = _Pictures(held)
        shown.gather(document)
        try:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                if not _answered(record):
                    continue
                kind = _kind(record)
                if not any(word in kind for word in ("html", "xml", "rss")):
                    if not kind.startswith("image/"):
                        passed[kind or "another status"] += 1
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
                seen_at, beside = seen.at if seen else document.seen_at, shown.beside(url)
                page = Document(url, partial(io.BytesIO, raw), seen_at, len(raw), beside, url)
                yield from _read_page(page, place, setting)
        except _DAMAGED as error:
            yield Reject(
                "archive", f"the archive is damaged or cut off here ({error}); fetch it again", digest(str(error))
            )
    if passed:
        yield Note(f"{sum(passed.values())} answers that are no pages were left out ({', '.join(sorted(passed)[:6])})")
