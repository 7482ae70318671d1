"""Saved article pages: words by trafilatura, the time from the page's own metadata, as fine as it states it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from offscript.read.identity import name_key, web_key
from offscript.read.pictures import pictures
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import Instant, instant

KEPT = {
    "text": "title and body, by trafilatura",
    "source": "og:site_name, host",
    "url": "canonical, og:url, else where it was fetched",
    "published_at": "article:published_time, JSON-LD datePublished, itemprop, time; else the date the page shows",
    "edited_at": "modified_time",
    "author": "author",
    "pictures": "og:image, img of the article, where they lie beside the page or in the same web archive",
}
LOST = "comments, links of the page around"
TIME = "second or minute as the page states it; a date only shown in the page counts as a day, marked 'shown'"
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publish-date' or @name='date']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)
_CHANGED = ("//meta[@property='article:modified_time']/@content", "//meta[@itemprop='dateModified']/@content")
_ADDRESS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_PICTURES = (
    "//meta[@property='og:image' or @property='og:image:url' or @name='twitter:image']/@content",
    "//article//img/@src | //figure//img/@src | //main//img/@src",
)
_DRAWN = re.compile(r"^data:|\.(?:svg|ico)(?:[?#]|$)", re.IGNORECASE)
_LINKED_DATA = re.compile(r'"(datePublished|dateModified)"\s*:\s*("(?:[^"\\]|\\.)*")')


def recognise(head: bytes) -> bool:
    """Whether a file begins like a web page."""
    start = head[:4000].lower()
    return b"<html" in start or b"<!doctype html" in start or b"<article" in start


def _stated(page: Any, paths: tuple[str, ...], name: str, setting: Setting) -> Instant | None:
    linked = [
        json.loads(value)
        for block in page.xpath("//script[@type='application/ld+json']/text()")
        for key, value in _LINKED_DATA.findall(block)
        if key == name
    ]
    values = linked + [value for path in paths for value in page.xpath(path)]
    settled = [found for value in values if (found := instant(value, setting.zone))]
    return min(settled, key=lambda found: found.precision_us) if settled else None


def _address(page: Any) -> str | None:
    return next((str(value) for path in _ADDRESS for value in page.xpath(path) if str(value).startswith("http")), None)


def _pictures(page: Any) -> list[tuple[str, str]]:
    """Kind and address of each picture of the article, each once."""
    addresses = dict.fromkeys(str(found).strip() for path in _PICTURES for found in page.xpath(path))
    return [("photo", address) for address in addresses if address and not _DRAWN.search(address)]


def _shown(found: str | None, setting: Setting) -> Instant | None:
    """A date that stands in the page or its address, though no field states it: a day at best."""
    moment = instant(found or "", setting.zone)
    return moment._replace(basis="shown") if moment else None


def _taken(raw: bytes, with_metadata: bool = False) -> Any:
    """What trafilatura takes out of a page; imported where a page is met, since few commands meet one."""
    import trafilatura

    return trafilatura.bare_extraction(raw, with_metadata=with_metadata, include_comments=False, deduplicate=False)


def words_of_page(raw: bytes) -> str | None:
    """The text of a saved page, without what stands around it; None where there is none."""
    taken = _taken(raw)
    return (taken.text or "").strip() or None if taken is not None else None


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """The one post of a saved page."""
    with document.open() as stream:
        raw = stream.read()
    taken = _taken(raw, with_metadata=True)
    if taken is None or not (taken.text or "").strip():
        yield Reject(
            "page", "no article found in this page; read it with --as table, or save the article itself", digest(raw)
        )
        return
    page = html.fromstring(raw)
    published = _stated(page, _PUBLISHED, "datePublished", setting) or _shown(taken.date, setting)
    if published is None:
        yield Reject("page", "the page states no date, so it cannot be placed in time; not taken", digest(raw))
        return
    changed = _stated(page, _CHANGED, "dateModified", setting)
    address = _address(page) or document.url or taken.url
    name = str(taken.sitename or taken.hostname or (web_key(address)[4:] if address else document.stem))
    title = (taken.title or "").strip()
    body = taken.text.strip()
    if published.basis == "shown":
        yield Note("no field of the page states its date; the one it shows was taken, as a day")
    if published.basis == "day":
        yield Note("the page states only the day of publication")
    post = Post(
        platform="web",
        source_key=web_key(address) if address else name_key(name),
        source_name=name,
        published=published,
        text=body if not title or body.startswith(title) else f"{title}\n\n{body}",
        place="page",
        digest=digest(raw),
        native_id=address,
        url=address,
        edited_at=changed.at if changed and changed.at > published.at else None,
        author=public_name(taken.author, setting),
    )
    yield post
    yield from pictures(document, post, _pictures(page))
