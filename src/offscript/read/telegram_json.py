"""Telegram messages as collectors write them: Telethon's dictionaries, telegram-tracker, and flat rows, in JSON or JSON lines.

`fwd_from` names an origin by id, with the time and number of the original; `grouped_id` makes several messages one album;
`edit_date`, `views` and `forwards` are as the collector saw them. Flat rows (`message_id, sender_id, text, date, channel`) are
the same with fewer fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offscript.read.fields import count, first, json_records
from offscript.read.identity import message_url, telegram_handle, telegram_key
from offscript.read.json_stream import Element
from offscript.read.pictures import pictures
from offscript.read.record import HEAD, Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import instant

KEPT = {
    "text": "message, text",
    "source": "peer_id, chat, channel",
    "native_id": "id",
    "published_at": "date",
    "edited_at": "edit_date",
    "forward": "fwd_from",
    "reply_id": "reply_to",
    "album": "grouped_id",
    "hrefs": "entities[].url",
    "views": "views",
    "forwards": "forwards",
    "media": "media",
    "pictures": "media_path, media_file, file_path, photo_path, where they lie beside the file",
}
LOST = "reactions, buttons, comments' counts, formatting"
TIME = "second (UTC where no zone is stated)"
_DESCEND = frozenset({"messages", "data", "items"})
_MARKS = (
    b'"message_id"',
    b'"peer_id"',
    b'"fwd_from"',
    b'"grouped_id"',
    b'"sender_id"',
    b'"channel_id"',
    b'"PeerChannel"',
    b'"channel_username"',
)
_ENDS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_PATHS = ("media_path", "media_file", "file_path", "photo_path")
_NO_MEDIA = ("MessageMediaWebPage", "MessageMediaUnsupported", "MessageMediaEmpty")


def recognise(head: bytes) -> bool:
    """Whether a file begins like messages written by a Telegram collector; a first one may be longer than what is seen of it."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    dated = b'"date"' in head or b'"edit_date"' in head or len(head) >= HEAD
    return start[:1] in (b"[", b"{") and dated and any(mark in head for mark in _MARKS)


def _source(message: dict[str, Any]) -> tuple[str, str, str | None] | None:
    """Key, display name and handle of the channel a message stood in."""
    number = first(
        message, "peer_id.channel_id", "peer_id.chat_id", "to_id.channel_id", "chat_id", "channel_id", "chat.id"
    )
    sender = first(message, "sender_id", "from_id.channel_id")
    if number is None and (str(sender).startswith("-100") or str(sender).startswith("100")):
        number = sender
    handle = telegram_handle(
        f"@{first(message, 'channel_username', 'chat_username', 'username', 'chat.username')}".replace("@@", "@")
    )
    name = first(message, "channel", "channel_name", "chat_title", "chat.title", "title", "chat_name")
    key = telegram_key(number) or (f"telegram:@{handle}" if handle and handle != "none" else None)
    if key is None and isinstance(name, str):
        key = telegram_key(name) if name.startswith("@") else f"telegram:name:{name}"
    shown = name if isinstance(name, str) else handle if handle != "none" else key
    return (key, str(shown or key), handle if handle != "none" else None) if key else None


def _forward(message: dict[str, Any], setting: Setting) -> dict[str, Any]:
    origin = first(message, "fwd_from", "forward", "forwarded_from")
    if not isinstance(origin, dict):
        return {"forward_name": public_name(origin, setting)} if isinstance(origin, str) and origin else {}
    number = first(origin, "from_id.channel_id", "channel_id", "from_id", "saved_from_peer.channel_id")
    post = first(origin, "channel_post", "saved_from_msg_id", "message_id")
    moment = instant(origin.get("date", ""), setting.zone, "utc")
    name = first(origin, "from_name", "name", "title")
    key = telegram_key(number) if not isinstance(number, dict) else None
    return {
        "forward_key": key,
        "forward_id": str(post) if post is not None else None,
        "forward_name": public_name(name, setting, key),
        "forward_at": moment.at if moment else None,
    }


def _hrefs(message: dict[str, Any]) -> tuple[str, ...]:
    entities = message.get("entities")
    listed = entities if isinstance(entities, list) else []
    return tuple(str(entity["url"]) for entity in listed if isinstance(entity, dict) and entity.get("url"))


def _media(message: dict[str, Any]) -> tuple[str, ...]:
    media = first(message, "media._", "media_type", "media")
    if not isinstance(media, str) or media in _NO_MEDIA:
        return ()
    return (media.removeprefix("MessageMedia").lower(),)


def _pictures(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and name of the picture that a collector put beside its file."""
    named = first(message, *_PATHS)
    return [("photo", named)] if isinstance(named, str) and named.lower().endswith(_ENDS) else []


def _post(message: dict[str, Any], place: str, setting: Setting) -> Post | Reject:
    number = first(message, "id", "message_id", "msg_id")
    published = instant(first(message, "date", "datetime", "timestamp") or "", setting.zone, "utc")
    source = _source(message)
    if number is None or published is None or source is None:
        missing = [n for n, v in (("id", number), ("date", published), ("channel", source)) if v is None]
        return Reject(place, f"a message without a readable {' or '.join(missing)}", digest(message))
    key, name, handle = source
    edited = instant(first(message, "edit_date", "edited", "timestamp_edited") or "", setting.zone, "utc")
    reply = first(message, "reply_to.reply_to_msg_id", "reply_to_msg_id", "reply_to_message_id")
    album = first(message, "grouped_id", "media_group_id")
    return Post(
        platform="telegram",
        source_key=key,
        source_name=name,
        handle=handle,
        published=published,
        text=str(first(message, "message", "text", "raw_text", "content") or ""),
        place=place,
        digest=digest(message),
        native_id=str(number),
        url=message_url(key, handle, number),
        edited_at=edited.at if edited else None,
        author=public_name(first(message, "post_author", "author"), setting),
        hrefs=_hrefs(message),
        reply_key=key if reply else None,
        reply_id=str(reply) if reply else None,
        album=str(album) if album else None,
        media=_media(message),
        views=count(message.get("views")),
        forwards=count(message.get("forwards")),
        **_forward(message, setting),
    )


def _checked(element: Element, setting: Setting) -> Post | Reject | None:
    return _settled(element.value, f"{'.'.join(element.path) or 'message'}[{element.number}]", setting)


def _settled(message: Any, place: str, setting: Setting) -> Post | Reject | None:
    if not isinstance(message, dict):
        return Reject(place, "not a message", digest(str(message)))
    if "Service" in str(message.get("_", "")) or (message.get("action") and not message.get("message")):
        return None
    try:
        return _post(message, place, setting)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return Reject(place, f"a message of another shape ({type(error).__name__}: {error})", digest(message))


def of_message(message: dict[str, Any], place: str, setting: Setting) -> Iterator[Post | Reject]:
    """The post of one message that a wrapper holds; none of a service message."""
    settled = _settled(message, place, setting)
    if settled is not None:
        yield settled


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one collection file."""
    service = 0
    for element in json_records(document, _DESCEND):
        settled = element if isinstance(element, Reject) else _checked(element, setting)
        if settled is None:
            service += 1
            continue
        yield settled
        if isinstance(settled, Post) and isinstance(element, Element) and (named := _pictures(element.value)):
            yield from pictures(document, settled, named)
    if service:
        yield Note(f"{service} service messages are no posts and were left out")
