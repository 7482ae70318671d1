"""Telegram Desktop's `messages.html`: the export for reading, a page a thousand messages.

The time stands in a `title` with its zone; a message that follows another of the same sender has no name of its own; a forward
stands in a body of its own with a name and a date but no number; a channel has a name but no id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from offscript.read.pictures import pictures
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.telegram_page import one, shown_text, with_class
from offscript.read.times import Instant, instant

KEPT = {
    "text": "div.text",
    "source": "page_header",
    "published_at": "title of div.date",
    "native_id": "id of the div",
    "forward_name": "from_name of the forwarded body",
    "reply_id": "GoToMessage",
    "media": "kind of media_wrap",
    "picture": "photo_wrap, thumbnail of a video (the files, where they lie in the export)",
    "author": "signature",
}
LOST = "views, edits, album ids, the channel's id (the export has none)"
TIME = "second, with zone where the title names one"
_NUMBER = re.compile(r"message-?(\d+)")
_TITLE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_WRAPPED = {
    "photo_wrap": "photo",
    "video_file_wrap": "video",
    "media_voice_message": "voice",
    "media_poll": "poll",
    "media_file": "file",
}


def recognise(head: bytes) -> bool:
    """Whether a page is an export of Telegram Desktop."""
    return b"page_header" in head and (
        b'class="history"' in head or b"message default" in head or b"message service" in head
    )


def _time(node: html.HtmlElement | None, setting: Setting) -> Instant | None:
    found = _TITLE.search(node.get("title") or "") if node is not None else None
    if not found:
        return None
    day, month, year, clock, zone = found.groups()
    return instant(f"{year}-{month}-{day} {clock}{zone or ''}", setting.zone)


def _forward(node: html.HtmlElement, setting: Setting) -> dict[str, Any]:
    body = one(node, f".//div[{with_class('forwarded')}]")
    if body is None:
        return {}
    named = one(body, f".//div[{with_class('from_name')}]")
    dated = one(body, f".//*[{with_class('date')}]")
    moment = _time(dated, setting)
    if dated is not None:
        dated.text = ""
    return {
        "forward_name": public_name(shown_text(named), setting) if named is not None else None,
        "forward_at": moment.at if moment else None,
    }


def _shown(node: html.HtmlElement) -> list[tuple[str, str]]:
    """Kind and name of the pictures that were exported with a message: its photo, or what stands for its video."""
    photos = node.xpath(f".//a[{with_class('photo_wrap')}]/@href")
    videos = node.xpath(f".//a[{with_class('video_file_wrap')}]//img/@src")
    return [("photo", str(name)) for name in photos] + [("video", str(name)) for name in videos]


def _post(node: html.HtmlElement, channel: str, setting: Setting) -> Post | Reject:
    named = _NUMBER.search(node.get("id") or "")
    published = _time(one(node, f".//div[{with_class('date')}]"), setting)
    raw = digest(html.tostring(node))
    place = node.get("id") or "a message without id"
    if not named or published is None:
        return Reject(place, "a message without a number or a readable time", raw)
    forward = _forward(node, setting)
    body = one(node, f".//div[{with_class('text')}]")
    reply = one(node, f".//*[{with_class('reply_to')}]//a")
    answered = re.search(r"\d+", (reply.get("onclick") or reply.get("href") or "") if reply is not None else "")
    signed = one(node, f".//*[{with_class('signature')}]")
    key = f"telegram:name:{channel}"
    return Post(
        platform="telegram",
        source_key=key,
        source_name=channel,
        published=published,
        text=shown_text(body) if body is not None else "",
        place=place,
        digest=raw,
        native_id=named.group(1),
        author=public_name(shown_text(signed), setting) if signed is not None else None,
        hrefs=tuple(body.xpath(".//a/@href")) if body is not None else (),
        reply_key=key if answered else None,
        reply_id=answered.group() if answered else None,
        media=tuple(kind for part, kind in _WRAPPED.items() if one(node, f".//*[{with_class(part)}]") is not None),
        **forward,
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one page of an export."""
    with document.open() as stream:
        page = html.fromstring(stream.read() or b"<html/>", parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    channel = " ".join(page.xpath(f"string(//div[{with_class('page_header')}]//div[{with_class('text')}])").split())
    if not channel:
        yield Reject("page", "the page names no channel; export it again, or use the JSON export", digest(b""))
        return
    zoneless = 0
    for node in page.xpath(f"//div[{with_class('message')}][{with_class('default')}]"):
        item = _post(node, channel, setting)
        zoneless += isinstance(item, Post) and item.published.basis.startswith("zone")
        yield item
        if isinstance(item, Post):
            yield from pictures(document, item, _shown(node))
    yield Note(
        f"the channel is known by its name only, {channel!r}: name its handle as an alias in case.toml to join them"
    )
    if zoneless:
        yield Note(f"{zoneless} messages state no zone; read as {setting.zone.key}, the case's zone")
