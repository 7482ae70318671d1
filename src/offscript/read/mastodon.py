"""Posts of Mastodon: statuses of its API, and an account's own archive (`outbox.json`).

Content is HTML; a boost is a forward of its origin. Accounts the case does not name are kept under pseudonyms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from offscript.read.fields import account, count, first, json_records, listed, placed, plain
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.times import instant

KEPT = {
    "text": "spoiler_text, content",
    "source": "account.acct; actor",
    "native_id": "uri, id",
    "published_at": "created_at, published",
    "edited_at": "edited_at",
    "reply_id": "in_reply_to_id",
    "forward": "reblog",
    "media": "media_attachments[].type",
    "forwards": "reblogs_count",
}
LOST = "favourites, polls, custom emoji, mentions"
TIME = "second"
_DESCEND = frozenset({"orderedItems", "statuses"})


def recognise(head: bytes) -> bool:
    """Whether a file begins like posts of Mastodon."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    status = b'"reblogs_count"' in head or (b'"acct"' in head and b'"content"' in head)
    return start[:1] in (b"{", b"[") and (status or b'"orderedItems"' in head or b'"OrderedCollection' in head)


def _acct(status: dict[str, Any]) -> str:
    """`user@server` of who wrote a status."""
    acct = str(first(status, "account.acct", "account.username") or "")
    host = urlsplit(str(first(status, "account.url", "url") or "")).hostname
    if acct:
        return acct if "@" in acct or not host else f"{acct}@{host}"
    actor = urlsplit(str(first(status, "attributedTo", "actor") or ""))
    return f"{actor.path.rsplit('/', 1)[-1]}@{actor.hostname}" if actor.hostname else ""


def of_status(status: dict[str, Any], place: str, setting: Setting) -> Iterator[Post | Reject]:
    """The post of one status."""
    status = status["object"] if isinstance(status.get("object"), dict) else status
    published = instant(first(status, "created_at", "published") or "", setting.zone)
    number, acct = first(status, "uri", "id"), _acct(status)
    if published is None or number is None or not acct:
        yield Reject(place, "a status without a readable id, account or time", digest(status))
        return
    key, name, handle = account("mastodon", acct, first(status, "account.display_name"), setting)
    boosted = status.get("reblog") if isinstance(status.get("reblog"), dict) else None
    edited = instant(first(status, "edited_at", "updated") or "", setting.zone)
    words = boosted or status
    reply = first(status, "in_reply_to_id", "inReplyTo")
    parts = [str(first(words, "spoiler_text", "summary") or "").strip(), plain(str(words.get("content") or ""))]
    yield Post(
        platform="mastodon",
        source_key=key,
        source_name=name,
        handle=handle,
        published=published,
        text="\n\n".join(part for part in parts if part),
        place=place,
        digest=digest(status),
        native_id=str(number),
        url=first(status, "url") if handle else None,
        edited_at=edited.at if edited and edited.at > published.at else None,
        forward_key=account("mastodon", _acct(boosted), None, setting)[0] if boosted else None,
        forward_id=str(first(boosted, "uri", "id")) if boosted else None,
        reply_key=key if reply else None,
        reply_id=str(reply) if reply else None,
        media=tuple(
            str(first(one, "type", "mediaType")) for one in listed(first(status, "media_attachments", "attachment"))
        ),
        forwards=count(status.get("reblogs_count")),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one file."""
    other = 0
    for element in json_records(document, _DESCEND):
        if isinstance(element, Reject):
            yield element
        elif not isinstance(element.value, dict):
            yield Reject(placed(element), "not a status", digest(repr(element.value)))
        elif element.value.get("type") in ("Announce", "Like", "Follow", "Delete"):
            other += 1
        else:
            yield from of_status(element.value, placed(element), setting)
    if other:
        yield Note(f"{other} acts without words of their own (boosts, likes) were left out")
    yield Note("accounts that the case does not name stand under pseudonyms")
