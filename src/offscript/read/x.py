"""Posts of X (Twitter): an account's own archive (`tweets.js`), the academic API's JSON, and the objects collectors save.

A repost is a forward of its origin, and its words are the origin's. An archive does not name its account: `account.js` beside it,
or `--source`, does. Accounts the case does not name are kept under pseudonyms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from offscript.read.fields import account, count, first, json_records, listed, placed
from offscript.read.json_stream import elements
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest
from offscript.read.times import Instant, instant

KEPT = {
    "text": "full_text, note_tweet, text, rawContent",
    "source": "user, author_id with includes.users, account.js",
    "native_id": "id_str, id",
    "published_at": "created_at",
    "forward": "retweeted_status, referenced_tweets",
    "reply_id": "in_reply_to_status_id, referenced_tweets",
    "hrefs": "entities.urls[].expanded_url",
    "views": "views, public_metrics.impression_count",
    "forwards": "retweet_count",
}
LOST = "likes, places, polls, quoted words (the quoted post is linked)"
TIME = "second"
_DESCEND = frozenset({"data", "includes", "users", "tweets", "statuses"})
_MARKS = (
    b'"full_text"',
    b'"author_id"',
    b'"rawContent"',
    b'"retweeted_status"',
    b'"id_str"',
    b'"public_metrics"',
    b'"in_reply_to_status_id"',
)
_PREFIX = b"window.YTD."
Users = dict[str, dict[str, Any]]
_CREATED = "%a %b %d %H:%M:%S %z %Y"


def recognise(head: bytes) -> bool:
    """Whether a file begins like posts of X."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(_PREFIX):
        return b"tweet" in head[:200]
    dated = b'"created_at"' in head or b'"rawContent"' in head
    return start[:1] in (b"[", b"{") and dated and any(mark in head for mark in _MARKS)


def _moment(value: Any, setting: Setting) -> Instant | None:
    try:
        return instant(datetime.strptime(str(value), _CREATED).isoformat(), setting.zone)
    except ValueError:
        return instant(value or "", setting.zone, "utc")


def _who(tweet: dict[str, Any], setting: Setting, users: Users) -> tuple[str, str, str | None]:
    user = (
        first(tweet, "user", "author", "core.user_results.result.legacy")
        or users.get(str(tweet.get("author_id")))
        or {}
    )
    user = user if isinstance(user, dict) else {}
    handle = first(user, "screen_name", "username", "userName") or first(tweet, "author_id", "user_id", "username")
    return account("x", handle, first(user, "name", "displayname"), setting)


def _origin(tweet: dict[str, Any], kind: str) -> str | None:
    found = next((one.get("id") for one in listed(tweet.get("referenced_tweets")) if one.get("type") == kind), None)
    return str(found) if found else None


def of_tweet(
    tweet: dict[str, Any], place: str, setting: Setting, users: Users | None = None
) -> Iterator[Post | Reject]:
    """The post of one of X's objects."""
    tweet = {**tweet, **tweet["legacy"]} if isinstance(tweet.get("legacy"), dict) else tweet
    number = first(tweet, "id_str", "id", "rest_id")
    published = _moment(first(tweet, "created_at", "date"), setting)
    if number is None or published is None:
        yield Reject(place, "a post without a readable id or created_at", digest(tweet))
        return
    key, name, handle = _who(tweet, setting, users or {})
    origin = first(tweet, "retweeted_status", "retweetedTweet")
    origin = origin if isinstance(origin, dict) else {}
    owner = _who(origin, setting, {}) if origin else None
    forwarded = first(origin, "id_str", "id") or _origin(tweet, "retweeted")
    reply = first(tweet, "in_reply_to_status_id_str", "in_reply_to_status_id", "inReplyToTweetId") or _origin(
        tweet, "replied_to"
    )
    urls = [first(one, "expanded_url", "url") for one in listed(first(tweet, "entities.urls", "links"))]
    yield Post(
        platform="x",
        source_key=key,
        source_name=name,
        handle=handle,
        published=published,
        text=str(first(origin or tweet, "note_tweet.text", "full_text", "rawContent", "text") or ""),
        place=place,
        digest=digest(tweet),
        native_id=str(number),
        url=f"https://x.com/{handle}/status/{number}" if handle else None,
        hrefs=tuple(str(url) for url in urls if url),
        forward_key=(owner[0] if owner else "x:unknown") if forwarded else None,
        forward_id=str(forwarded) if forwarded else None,
        forward_name=owner[1] if owner else None,
        reply_key="x:unknown" if reply else None,
        reply_id=str(reply) if reply else None,
        media=tuple(
            str(one.get("type", "media")) for one in listed(first(tweet, "extended_entities.media", "entities.media"))
        ),
        views=count(first(tweet, "public_metrics.impression_count", "viewCount", "views.count")),
        forwards=count(first(tweet, "retweet_count", "public_metrics.retweet_count", "retweetCount")),
    )


def _users(document: Document) -> Users:
    """Accounts that the academic API lists beside the posts, by id."""
    found: Users = {}
    for element in json_records(document, _DESCEND):
        if not isinstance(element, Reject) and element.path[-1:] == ("users",) and isinstance(element.value, dict):
            found[str(element.value.get("id"))] = element.value
        elif not isinstance(element, Reject) and element.path == ("line",) and isinstance(element.value, dict):
            found |= {str(one.get("id")): one for one in listed(first(element.value, "includes.users"))}
    return found


def _tweets(document: Document) -> Iterator[tuple[str, Any]]:
    for element in json_records(document, _DESCEND):
        if isinstance(element, Reject):
            yield element.place, element
        elif (
            element.path == ("line",)
            and isinstance(element.value, dict)
            and isinstance(element.value.get("data"), list)
        ):
            yield from ((f"{placed(element)}.data[{number}]", one) for number, one in enumerate(element.value["data"]))
        elif "users" not in element.path and not set(element.path) & {"includes"}:
            yield placed(element), element.value


def _archive(document: Document, setting: Setting) -> Iterator[Item]:
    raw = document.beside("account.js")
    try:
        held = json.loads(raw[raw.index(b"[") :]) if raw else []
        handle = setting.source or first(held[0], "account.username") if held or setting.source else None
    except (ValueError, IndexError, AttributeError):
        handle = setting.source
    if not handle:
        yield Reject(
            "file",
            "an archive does not name its account; put account.js beside it, or say --source @handle",
            digest(document.name),
        )
        return
    key, name, shown = account("x", handle, None, setting)
    with document.open() as stream:
        while stream.read(1) not in (b"=", b""):
            pass
        for element in elements(stream):
            if isinstance(element, Reject):
                yield element
                continue
            tweet = element.value.get("tweet", element.value) if isinstance(element.value, dict) else {}
            for item in of_tweet(tweet, placed(element), setting):
                if isinstance(item, Reject):
                    yield item
                    continue
                address = f"https://x.com/{shown}/status/{item.native_id}" if shown else None
                yield item._replace(source_key=key, source_name=name, handle=shown, url=address)


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one file."""
    with document.open() as stream:
        archive = stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PREFIX)
    if archive:
        yield from _archive(document, setting)
        return
    users = _users(document)
    for place, value in _tweets(document):
        if isinstance(value, Reject):
            yield value
        elif isinstance(value, dict):
            yield from of_tweet(value, place, setting, users)
        else:
            yield Reject(place, "not a post", digest(repr(value)))
    yield Note("accounts that the case does not name stand under pseudonyms")
