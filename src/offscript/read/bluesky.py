"""Posts of Bluesky: feeds and searches of its API, threads, and lines of Jetstream.

`createdAt` is what the author's program says; where the network saw the post earlier (`indexedAt`), that is taken, and where it
claims to be older than the network knows, the interval holds both. Accounts the case does not name are kept under pseudonyms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offscript.model import DAY, SECOND
from offscript.read.fields import account, count, first, json_records, listed, placed
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.times import Instant, instant

KEPT = {
    "text": "record.text",
    "source": "author.handle, did",
    "native_id": "end of uri",
    "published_at": "createdAt, indexedAt",
    "reply_id": "reply.parent.uri",
    "forward": "reason (repost)",
    "hrefs": "facets, embed.external.uri",
    "forwards": "repostCount",
}
LOST = "likes, labels, alt texts, quoted words"
TIME = "second"
_DESCEND = frozenset({"feed", "posts", "thread", "replies"})


def recognise(head: bytes) -> bool:
    """Whether a file begins like posts of Bluesky."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start[:1] in (b"{", b"[") and (b"app.bsky.feed" in head or b'"did:plc' in head)


def _moment(created: Any, indexed: Any, setting: Setting) -> Instant | None:
    stated, seen = instant(created or "", setting.zone), instant(indexed or "", setting.zone)
    if stated is None or seen is None:
        return stated or seen
    if stated.at > seen.at:
        return seen
    return Instant(stated.at, seen.at - stated.at + SECOND, "author's clock") if seen.at - stated.at > DAY else stated


def _reference(uri: Any) -> tuple[str, str] | None:
    parts = str(uri or "").removeprefix("at://").split("/")
    return (parts[0], parts[-1]) if len(parts) >= 3 else None


def of_post(value: dict[str, Any], place: str, setting: Setting) -> Iterator[Post | Reject]:
    """The post of one of Bluesky's objects."""
    inner = value.get("post")
    post: dict[str, Any] = inner if isinstance(inner, dict) else value
    commit = first(post, "commit") or {}
    record = first(post, "record", "commit.record") or {}
    reference = _reference(post.get("uri")) or (
        (str(post.get("did")), str(commit.get("rkey"))) if commit.get("rkey") else None
    )
    indexed = post.get("indexedAt") or (post.get("time_us") if commit else None)
    published = _moment(first(record, "createdAt"), indexed, setting) if isinstance(record, dict) else None
    if reference is None or published is None:
        yield Reject(place, "a post without a readable uri or createdAt", digest(value))
        return
    handle = first(post, "author.handle", "author.did", "did") or reference[0]
    key, name, shown = account("bluesky", handle, first(post, "author.displayName"), setting)
    reply = _reference(first(record, "reply.parent.uri"))
    links = [
        first(feature, "uri") for facet in listed(record.get("facets")) for feature in listed(facet.get("features"))
    ]
    embedded = first(record, "embed.external.uri")
    yield Post(
        platform="bluesky",
        source_key=key,
        source_name=name,
        handle=shown,
        published=published,
        text=str(record.get("text") or ""),
        place=place,
        digest=digest(value),
        native_id=reference[1],
        url=f"https://bsky.app/profile/{shown}/post/{reference[1]}" if shown else None,
        hrefs=tuple(dict.fromkeys(str(link) for link in [*links, embedded] if link)),
        reply_key=account("bluesky", reply[0], None, setting)[0] if reply else None,
        reply_id=reply[1] if reply else None,
        media=("image",) if first(record, "embed.images") else ("video",) if first(record, "embed.video") else (),
        forwards=count(post.get("repostCount")),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one file."""
    other = reposts = 0
    for element in json_records(document, _DESCEND):
        if isinstance(element, Reject):
            yield element
        elif not isinstance(element.value, dict):
            yield Reject(placed(element), "not a post", digest(repr(element.value)))
        elif (
            first(element.value, "commit.collection") not in (None, "app.bsky.feed.post")
            or first(element.value, "commit.operation") == "delete"
        ):
            other += 1
        elif "reason" in element.value and "Repost" in str(first(element.value, "reason.$type")):
            reposts += 1
        else:
            yield from of_post(element.value, placed(element), setting)
    if other:
        yield Note(f"{other} acts that are no posts (likes, follows, deletions) were left out")
    if reposts:
        yield Note(f"{reposts} reposts of others' posts in a feed were left out: Bluesky gives them no id of their own")
    yield Note("accounts that the case does not name stand under pseudonyms")
