"""4CAT's Telegram datasets: CSV, and the NDJSON of Zeeschuimer, which wraps each platform's own object.

CSV: `id` is `chat-msgid`; `timestamp` is in the server's own zone without saying which, so `unix_timestamp` is used. NDJSON: the
object under `data` goes to the reader of its platform; platforms without one are counted and refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from offscript.read import bluesky, mastodon, telegram_json, vk, x
from offscript.read.fields import count, json_records, placed
from offscript.read.identity import message_url, telegram_handle, telegram_key
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.rows import Row, csv_rows
from offscript.read.times import instant, unix

KEPT = {
    "text": "body",
    "source": "chat",
    "native_id": "msgid of id",
    "published_at": "unix_timestamp",
    "edited_at": "unix_timestamp_edited",
    "author": "author",
    "reply_id": "reply_to",
    "forward": "author_forwarded_from_*",
    "views": "views",
    "forwards": "forwards",
    "media": "attachment_type",
}
LOST = "reactions, entities, link previews; of NDJSON, what each platform's reader loses"
TIME = "second (unix_timestamp; without it, the server's zone is not known and the case's is taken, and said)"
_WRAPPED: dict[str, Callable[[dict[str, Any], str, Setting], Iterator[Post | Reject]]] = {
    "telegram": telegram_json.of_message,
    "twitter.com": x.of_tweet,
    "x.com": x.of_tweet,
    "vk.com": vk.of_item,
    "bsky.app": bluesky.of_post,
    "mastodon.social": mastodon.of_status,
}


def recognise(head: bytes) -> bool:
    """Whether a file begins like a dataset of 4CAT or Zeeschuimer."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    wrapped = b'"source_platform"' in head and b'"data"' in head and first.startswith(b"{")
    return wrapped or (b"thread_id" in first and b"body" in first and b"timestamp" in first and b"chat" in first)


def _moment(row: Row, name: str, setting: Setting) -> Any:
    counted = (row.get(f"unix_{name}") or "").strip()
    return unix(counted) if counted else instant(row.get(name) or "", setting.zone)


def _forward(row: Row, setting: Setting) -> dict[str, Any]:
    handle, number = row.get("author_forwarded_from_username"), row.get("author_forwarded_from_id")
    key = telegram_key(number) or (telegram_key(f"@{handle}") if handle else None)
    moment = _moment(row, "timestamp_forwarded_from", setting)
    return {
        "forward_key": key,
        "forward_name": public_name(row.get("author_forwarded_from_name"), setting, key),
        "forward_at": moment.at if moment else None,
    }


def _post(row: Row, place: str, setting: Setting) -> Post | Reject:
    chat, _, number = (row.get("id") or "").rpartition("-")
    chat = (row.get("chat") or chat).strip()
    published, raw = _moment(row, "timestamp", setting), digest(row)
    key = telegram_key(chat) or telegram_key(f"@{chat}")
    if published is None or not number.isdigit() or key is None:
        return Reject(place, "a message without a readable id (chat-msgid), chat or time", raw)
    handle = telegram_handle(f"@{chat}") if key.startswith("telegram:@") else None
    edited, reply = _moment(row, "timestamp_edited", setting), (row.get("reply_to") or "").strip()
    kind = (row.get("attachment_type") or "").strip()
    return Post(
        platform="telegram",
        source_key=key,
        source_name=chat,
        handle=handle,
        published=published,
        text=row.get("body") or "",
        place=place,
        digest=raw,
        native_id=number,
        url=message_url(key, handle, number),
        edited_at=edited.at if edited else None,
        author=public_name(row.get("author_name") or row.get("author"), setting)
        if (row.get("author") or "") != chat
        else None,
        reply_key=key if reply else None,
        reply_id=reply.rpartition("-")[2] or None,
        media=(kind,) if kind and kind != "url" else (),
        views=count(row.get("views")),
        forwards=count(row.get("forwards")),
        **_forward(row, setting),
    )


def _table(document: Document, setting: Setting) -> Iterator[Item]:
    zoneless = 0
    for place, row in csv_rows(document):
        item = row if isinstance(row, Reject) else _post(row, place, setting)
        zoneless += isinstance(item, Post) and item.published.basis.startswith("zone")
        yield item
    if zoneless:
        yield Note(
            f"{zoneless} rows have no unix_timestamp: their times, the server's, were read as {setting.zone.key}, the case's zone"
        )


def _unwrapped(value: Any, place: str, setting: Setting, unknown: Counter[str]) -> Iterator[Item]:
    platform = str(value.get("source_platform", "")) if isinstance(value, dict) else ""
    raw = value.get("data") if isinstance(value, dict) else None
    reader = _WRAPPED.get(platform)
    if not isinstance(raw, dict):
        yield Reject(place, "a line without the platform's object under data", digest(repr(value)))
    elif reader is None:
        unknown[platform] += 1
    else:
        yield from reader(raw, place, setting)


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one dataset."""
    with document.open() as stream:
        wrapped = stream.read(16).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    if not wrapped:
        yield from _table(document, setting)
        return
    unknown: Counter[str] = Counter()
    for element in json_records(document):
        if isinstance(element, Reject):
            yield element
        else:
            yield from _unwrapped(element.value, placed(element), setting, unknown)
    for platform, times in sorted(unknown.items()):
        reason = f"{times} objects of {platform or 'no platform'}, for which there is no reader; export them from 4CAT as CSV"
        yield Reject(platform or "data", reason, digest(platform))
