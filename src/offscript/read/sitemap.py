"""News sitemaps (`sitemap-news.xml`): title, publication, time and address of each recent article."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from offscript.read.identity import name_key, web_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.times import instant

KEPT = {
    "text": "news:title",
    "source": "host of loc; news:name shown",
    "url": "loc",
    "published_at": "news:publication_date",
}
LOST = "news:keywords, images, changefreq, priority; lastmod where it is no later than publication"
TIME = "second, minute or day, as the map states it"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def recognise(head: bytes) -> bool:
    """Whether a file begins like a sitemap of news."""
    return b"<urlset" in head and b"sitemap-news" in head


def _found(node: etree._Element, name: str) -> str:
    return (node.findtext(f".//{name}") or "").strip()


def _post(node: etree._Element, number: int, setting: Setting) -> Post | Reject:
    url, title, raw = _found(node, f"{_MAP}loc"), _found(node, f"{_NEWS}title"), digest(etree.tostring(node))
    published = instant(_found(node, f"{_NEWS}publication_date"), setting.zone)
    if published is None or not url:
        return Reject(f"url {number}", "an entry without a readable publication_date or loc", raw)
    changed = instant(_found(node, f"{_MAP}lastmod"), setting.zone)
    name = _found(node, f"{_NEWS}name")
    return Post(
        platform="web",
        source_key=web_key(url) if "." in url else name_key(name),
        source_name=name or web_key(url).removeprefix("web:"),
        published=published,
        text=title,
        place=f"url {number}",
        digest=raw,
        native_id=url,
        url=url,
        edited_at=changed.at if changed and changed.at > published.at + published.precision_us else None,
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Headlines of one sitemap."""
    yield Note("only headlines: what they share with others is shared in headlines")
    number = 0
    with document.open() as stream:
        try:
            for _, node in etree.iterparse(
                stream, tag=f"{_MAP}url", resolve_entities=False, no_network=True, huge_tree=False
            ):
                number += 1
                yield _post(node, number, setting)
                node.clear()
        except etree.XMLSyntaxError as error:
            yield Reject(
                f"after url {number}", f"the sitemap is damaged here ({error}); fetch it again", digest(str(error))
            )
