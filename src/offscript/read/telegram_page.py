"""Saved pages of t.me/s: the public preview of a channel.

A reply's quotation uses the same class as the message and stands first; forwards name their origin with or without a link;
views read "4.02K"; the time is in `time[datetime]`; that a post was edited is said, not when.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from offscript.read.identity import message_url, telegram_key, telegram_post
from offscript.read.pictures import pictures
from offscript.read.record import Document, Item, Post, Reject, Setting, digest, public_name
from offscript.read.times import instant

KEPT = {
    "text": "message_text",
    "source": "data-post, data-view",
    "native_id": "data-post",
    "published_at": "time[datetime]",
    "views": "views, rounded",
    "forward": "forwarded_from_name",
    "reply_id": "message_reply",
    "author": "from_author",
    "hrefs": "a[href]",
    "media": "photo, video, …",
    "pictures": "photo_wrap, video_thumb, where they lie beside the page or in the same web archive",
}
LOST = "when a post was edited (only that it was), exact views, reactions"
TIME = "second"
_POST = re.compile(r"(?:t\.me/)?([A-Za-z]\w+)/(\d+)")
_MEDIA = {"photo_wrap": "photo", "video_player": "video", "voice": "voice", "document": "document", "poll": "poll"}
_UNITS = {"K": 1_000, "M": 1_000_000}
_SHOWN = {"photo_wrap": "photo", "video_thumb": "video"}
_BEHIND = re.compile(r"background-image:\s*url\(\s*['\"]?([^'\")]+)")


def recognise(head: bytes) -> bool:
    """Whether a page is a preview of a Telegram channel."""
    return b"tgme_widget_message" in head or b"tgme_channel_" in head


def with_class(name: str) -> str:
    """The condition, in XPath, that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def shown_text(node: html.HtmlElement) -> str:
    """The words of an element, line breaks kept."""
    for line_break in node.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(node.text_content()).strip()


def _views(shown: str) -> int | None:
    found = re.match(r"\s*([\d.]+)\s*([KM]?)", shown)
    return round(float(found.group(1)) * _UNITS.get(found.group(2), 1)) if found else None


def _channel_number(node: html.HtmlElement) -> str | None:
    """The channel's number, which the page carries in the address of its view counter."""
    coded = node.get("data-view") or ""
    try:
        view = json.loads(base64.b64decode(coded + "=" * (-len(coded) % 4)))
    except (binascii.Error, ValueError):
        return None
    return telegram_key(view.get("c")) if isinstance(view, dict) else None


def one(node: html.HtmlElement, path: str) -> html.HtmlElement | None:
    """The first that a path leads to; None where it leads to none."""
    found = node.xpath(path)
    return found[0] if found else None


def _forward(node: html.HtmlElement, setting: Setting) -> dict[str, Any]:
    named = one(node, f".//*[{with_class('tgme_widget_message_forwarded_from_name')}]")
    if named is None:
        return {}
    target = telegram_post(named.get("href") or "")
    key = telegram_key(named.get("href")) if named.get("href") else None
    name = public_name(shown_text(named), setting, key)
    return {"forward_name": name, "forward_key": key, "forward_id": target[1] if target else None}


def _post(node: html.HtmlElement, title: str, document: Document, setting: Setting) -> Post | Reject:
    place = node.get("data-post") or "a message without data-post"
    named = _POST.match(place)
    raw = digest(etree.tostring(node))
    stamp = one(node, f".//a[{with_class('tgme_widget_message_date')}]//time/@datetime")
    published = instant(stamp or "", setting.zone)
    if not named or published is None:
        return Reject(place, "a message without a number or a time", raw)
    slug, number = named.group(1).lower(), named.group(2)
    body = one(
        node,
        f".//div[{with_class('tgme_widget_message_text')}]"
        f"[not(ancestor::*[{with_class('tgme_widget_message_reply')}])]",
    )
    reply = telegram_post(one(node, f".//a[{with_class('tgme_widget_message_reply')}]/@href") or "")
    meta = one(node, f".//*[{with_class('tgme_widget_message_meta')}]")
    edited = meta is not None and "edited" in shown_text(meta)
    signed = one(node, f".//*[{with_class('tgme_widget_message_from_author')}]")
    counted = one(node, f".//*[{with_class('tgme_widget_message_views')}]")
    kinds = [
        kind
        for part, kind in _MEDIA.items()
        if one(node, f".//*[{with_class('tgme_widget_message_' + part)}]") is not None
    ]
    return Post(
        platform="telegram",
        source_key=_channel_number(node) or f"telegram:@{slug}",
        source_name=title or slug,
        handle=slug,
        published=published,
        text=shown_text(body) if body is not None else "",
        place=place,
        digest=raw,
        native_id=number,
        url=message_url("", slug, number),
        edited_at=document.seen_at if edited else None,
        author=public_name(shown_text(signed), setting) if signed is not None else None,
        hrefs=tuple(body.xpath(".//a/@href")) if body is not None else (),
        reply_key=reply[0] if reply else None,
        reply_id=reply[1] if reply else None,
        media=tuple(kinds),
        views=_views(shown_text(counted)) if counted is not None else None,
        **_forward(node, setting),
    )


def _pictures(node: html.HtmlElement) -> list[tuple[str, str]]:
    """Kind and address of each picture a message shows."""
    styles = [
        (kind, str(style))
        for part, kind in _SHOWN.items()
        for style in node.xpath(f".//*[{with_class('tgme_widget_message_' + part)}]/@style")
    ]
    return [(kind, found.group(1)) for kind, style in styles if (found := _BEHIND.search(style))]


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one saved page."""
    with document.open() as stream:
        page = html.fromstring(stream.read() or b"<html/>", parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    title = page.xpath("string(//meta[@property='og:title']/@content)") or page.xpath(
        f"string(//*[{with_class('tgme_channel_info_header_title')}])"
    )
    nodes = page.xpath(f"//div[{with_class('tgme_widget_message')}][@data-post]")
    for node in nodes:
        item = _post(node, str(title).strip(), document, setting)
        yield item
        if isinstance(item, Post):
            yield from pictures(document, item, _pictures(node))
    if not nodes:
        yield Reject("page", "a Telegram page without messages; save it once its posts are shown", digest(b""))
