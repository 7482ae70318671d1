"""Telegram messages as collectors write them: Telethon's dictionaries, telegram-tracker, and flat rows, in JSON or JSON lines.

`fwd_from` names an origin by id, with the time and number of the original; `grouped_id` makes several messages one album;
`edit_date`, `views` and `forwards` are as the collector saw them. Flat rows (`message_id, sender_id, text, date, channel`) are
the same with fewer fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from offscript.read.identity import message_url, telegram_handle, telegram_key
from offscript.read.json_stream import LONGEST, Element, elements, lines
from offscript.read.record import HEAD, Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import instant

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
_NO_MEDIA = ("MessageMediaWebPage", "MessageMediaUnsupported", "MessageMediaEmpty")


def recognise(head: bytes) -> bool:
    """Whether a file begins like messages written by a Telegram collector; a first one may be longer than what is seen of it."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    dated = b'"date"' in head or b'"edit_date"' in head or len(head) >= HEAD
    return start[:1] in (b"[", b"{") and dated and any(mark in head for mark in _MARKS)


@cache
def _paths(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.split(".")) for name in names)


def _first(message: dict[str, Any], *names: str) -> Any:
    for first, *rest in _paths(names):
        value = message.get(first)
        for part in rest:
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None and value != "":
            return value
    return None


def _source(message: dict[str, Any]) -> tuple[str, str, str | None] | None:
    """Key, display name and handle of the channel a message stood in."""
    number = _first(
        message, "peer_id.channel_id", "peer_id.chat_id", "to_id.channel_id", "chat_id", "channel_id", "chat.id"
    )
    sender = _first(message, "sender_id", "from_id.channel_id")
    if number is None and (str(sender).startswith("-100") or str(sender).startswith("100")):
        number = sender
    handle = telegram_handle(
        f"@{_first(message, 'channel_username', 'chat_username', 'username', 'chat.username')}".replace("@@", "@")
    )
    name = _first(message, "channel", "channel_name", "chat_title", "chat.title", "title", "chat_name")
    key = telegram_key(number) or (f"telegram:@{handle}" if handle and handle != "none" else None)
    if key is None and isinstance(name, str):
        key = telegram_key(name) if name.startswith("@") else f"telegram:name:{name}"
    shown = name if isinstance(name, str) else handle if handle != "none" else key
    return (key, str(shown or key), handle if handle != "none" else None) if key else None


def _forward(message: dict[str, Any], setting: Setting) -> dict[str, Any]:
    origin = _first(message, "fwd_from", "forward", "forwarded_from")
    if not isinstance(origin, dict):
        return {"forward_name": public_name(origin, setting)} if isinstance(origin, str) and origin else {}
    number = _first(origin, "from_id.channel_id", "channel_id", "from_id", "saved_from_peer.channel_id")
    post = _first(origin, "channel_post", "saved_from_msg_id", "message_id")
    moment = instant(origin.get("date", ""), setting.zone, "utc")
    name = _first(origin, "from_name", "name", "title")
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
    media = _first(message, "media._", "media_type", "media")
    if not isinstance(media, str) or media in _NO_MEDIA:
        return ()
    return (media.removeprefix("MessageMedia").lower(),)


def _count(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _post(message: dict[str, Any], place: str, setting: Setting) -> Post | Reject:
    number = _first(message, "id", "message_id", "msg_id")
    published = instant(_first(message, "date", "datetime", "timestamp") or "", setting.zone, "utc")
    source = _source(message)
    if number is None or published is None or source is None:
        missing = [n for n, v in (("id", number), ("date", published), ("channel", source)) if v is None]
        return Reject(place, f"a message without a readable {' or '.join(missing)}", digest(message))
    key, name, handle = source
    edited = instant(_first(message, "edit_date", "edited", "timestamp_edited") or "", setting.zone, "utc")
    reply = _first(message, "reply_to.reply_to_msg_id", "reply_to_msg_id", "reply_to_message_id")
    album = _first(message, "grouped_id", "media_group_id")
    return Post(
        platform="telegram",
        source_key=key,
        source_name=name,
        handle=handle,
        published=published,
        text=str(_first(message, "message", "text", "raw_text", "content") or ""),
        place=place,
        digest=digest(message),
        native_id=str(number),
        url=message_url(key, handle, number),
        edited_at=edited.at if edited else None,
        author=public_name(_first(message, "post_author", "author"), setting),
        hrefs=_hrefs(message),
        reply_key=key if reply else None,
        reply_id=str(reply) if reply else None,
        album=str(album) if album else None,
        media=_media(message),
        views=_count(message.get("views")),
        forwards=_count(message.get("forwards")),
        **_forward(message, setting),
    )


def _checked(element: Element, setting: Setting) -> Post | Reject | None:
    place = f"{'.'.join(element.path) or 'message'}[{element.number}]"
    message = element.value
    if not isinstance(message, dict):
        return Reject(place, "not a message", digest(str(message)))
    if "Service" in str(message.get("_", "")) or (message.get("action") and not message.get("message")):
        return None
    try:
        return _post(message, place, setting)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return Reject(place, f"a message of another shape ({type(error).__name__}: {error})", digest(message))


def _messages(document: Document) -> Iterator[Element | Reject]:
    """Messages of an array, or of an object that holds one."""
    with document.open() as stream:
        for element in elements(stream, _DESCEND):
            if isinstance(element, Reject) or element.number is not None:
                yield element


def _message_lines(document: Document) -> Iterator[Element | Reject]:
    """Messages that stand one a line."""
    with document.open() as stream:
        for number, line in lines(stream):
            if isinstance(line, Reject):
                yield line
            elif line.strip():
                try:
                    value = json.loads(line.decode("utf-8-sig", "surrogateescape"))
                except (ValueError, RecursionError) as error:
                    yield Reject(f"line {number}", f"not valid JSON ({error}); the line was skipped", digest(line))
                else:
                    yield Element(("line",), number, value)


def _one_a_line(document: Document) -> bool:
    """Whether each line is a message; a first line too long to be taken is judged by how it begins."""
    with document.open() as stream:
        held = stream.readline(LONGEST)
    first = held.strip(b"\xef\xbb\xbf \r\n\t")
    return (
        first.startswith(b"{")
        and (first.endswith(b"}") or len(held) == LONGEST)
        and not any(f'"{key}":'.encode() in first[:200] for key in _DESCEND)
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one collection file."""
    service = 0
    for element in _message_lines(document) if _one_a_line(document) else _messages(document):
        settled = element if isinstance(element, Reject) else _checked(element, setting)
        if settled is None:
            service += 1
        else:
            yield settled
    if service:
        yield Note(f"{service} service messages are no posts and were left out")
