"""Telegram Desktop `result.json`, of one chat or of a whole account.

`date` is local wall time without a zone: `date_unixtime` is used where present, else the case's zone. `text` is a string
or a list; `edited` of 1970 means not edited; `from_id` is a number or "channel123"; `forwarded_from` is only a name.
There are no views and no album ids. Service messages are counted, not kept; private conversations are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offscript.read.identity import message_url, telegram_key
from offscript.read.json_stream import Element, elements
from offscript.read.pictures import pictures
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, digest, public_name
from offscript.read.times import Instant, instant, unix

KEPT = {
    "text": "text",
    "source": "id and name of the chat",
    "native_id": "id",
    "published_at": "date_unixtime, date",
    "edited_at": "edited",
    "author": "author, from",
    "forward_name": "forwarded_from",
    "reply_id": "reply_to_message_id",
    "hrefs": "text[].href",
    "media": "photo, file, …",
    "picture": "photo, thumbnail (the files, where they lie in the export)",
}
LOST = "views, album ids (the export has none), reactions, formatting"
TIME = "second"
_DESCEND = frozenset({"messages", "chats", "list", "left_chats"})
_MEDIA_KEYS = (
    "photo",
    "file",
    "poll",
    "location_information",
    "contact_information",
    "game_title",
    "invoice_information",
)


_LEFT_OUT = "("
"""With this the export begins where a file was not taken along, and says why."""
_PRIVATE = ("personal_chat", "saved_messages", "bot_chat", "verification_codes", "replies")


def recognise(head: bytes) -> bool:
    """Whether a file begins like an export of Telegram Desktop."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"{") and (b'"messages"' in head or b'"chats"' in head) and b'"type"' in head


def _words(text: Any) -> tuple[str, tuple[str, ...]]:
    """Text and the addresses behind its words."""
    if isinstance(text, str):
        return text, ()
    if not isinstance(text, list):
        return "", ()
    parts = [
        part if isinstance(part, str) else str(part.get("text", "")) for part in text if isinstance(part, str | dict)
    ]
    hrefs = tuple(str(part["href"]) for part in text if isinstance(part, dict) and part.get("href"))
    return "".join(parts), hrefs


def _time(message: dict[str, Any], setting: Setting) -> Instant | None:
    counted = unix(message["date_unixtime"]) if message.get("date_unixtime") else None
    return counted or instant(message.get("date", ""), setting.zone)


def _edited(message: dict[str, Any], setting: Setting) -> int | None:
    counted = unix(message["edited_unixtime"]) if message.get("edited_unixtime") else None
    settled = counted or instant(message.get("edited", ""), setting.zone)
    return settled.at if settled and settled.at > 86_400_000_000 else None


def _media(message: dict[str, Any]) -> tuple[str, ...]:
    kind = message.get("media_type")
    found = [str(kind)] if kind else []
    found += [key.split("_")[0] for key in _MEDIA_KEYS if message.get(key) is not None and not (kind and key == "file")]
    return tuple(found)


def _shown(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and name of the pictures that were exported with a message: its photo, or what stands for its video."""
    photo, thumbnail = message.get("photo"), message.get("thumbnail")
    moving = str(message.get("media_type", "")).startswith(("video", "animation"))
    named = [("photo", photo), ("video", thumbnail if moving else None)]
    return [(kind, name) for kind, name in named if isinstance(name, str) and not name.startswith(_LEFT_OUT)]


def _post(message: dict[str, Any], chat: dict[str, Any], place: str, setting: Setting) -> Post | Reject:
    published = _time(message, setting)
    number = message.get("id")
    if published is None or number is None:
        return Reject(place, "a message without a readable id or date", digest(message))
    key = telegram_key(chat.get("id")) or f"telegram:name:{chat.get('name') or 'unnamed'}"
    text, hrefs = _words(message.get("text"))
    sender = telegram_key(message.get("from_id"))
    signed = message.get("author") or (message.get("from") if sender != key else None)
    shown = message.get("forwarded_from")
    stated = str(message.get("forwarded_from_id") or "")
    origin = telegram_key(stated) if not stated.startswith("user") else None
    return Post(
        platform="telegram",
        source_key=key,
        source_name=str(chat.get("name") or key),
        published=published,
        text=text,
        place=place,
        digest=digest(message),
        native_id=str(number),
        url=message_url(key, None, number),
        edited_at=_edited(message, setting),
        author=public_name(signed, setting),
        hrefs=hrefs,
        reply_key=key if message.get("reply_to_message_id") else None,
        reply_id=str(message["reply_to_message_id"]) if message.get("reply_to_message_id") else None,
        forward_key=origin,
        forward_name=public_name(shown, setting, origin),
        media=_media(message),
    )


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Posts of one export."""
    chats: dict[tuple[str, ...], dict[str, Any]] = {}
    service = local = private = missing = 0
    with document.open() as stream:
        for element in elements(stream, _DESCEND):
            if isinstance(element, Reject):
                yield element
            elif element.number is None:
                chats.setdefault(element.path[:-1], {})[element.path[-1]] = element.value
            elif chats.get(element.path[:-1], {}).get("type") in _PRIVATE:
                private += 1
            elif not isinstance(element.value, dict):
                yield Reject(f"{'.'.join(element.path)}[{element.number}]", "not a message", digest(str(element.value)))
            elif element.value.get("type") == "service":
                service += 1
            else:
                local += not element.value.get("date_unixtime")
                item = _checked(element, chats.get(element.path[:-1], {}), setting)
                yield item
                named = _shown(element.value) if isinstance(item, Post) else []
                found = list(pictures(document, item, named)) if isinstance(item, Post) else []
                missing += len(named) - len(found)
                yield from found
    if private:
        yield Note(f"{private} messages of private conversations were not read: offscript reads what is published")
    if missing:
        yield Note(
            f"{missing} pictures named here do not lie beside the file; read the whole export's folder to know them again"
        )
    if service:
        yield Note(f"{service} service messages (joined, pinned, renamed) are no posts and were left out")
    if local:
        yield Note(f"{local} messages state local time without a zone; read as {setting.zone.key}, the case's zone")


def _checked(element: Element, chat: dict[str, Any], setting: Setting) -> Post | Reject:
    place = f"{'.'.join(element.path)}[{element.number}]"
    try:
        return _post(element.value, chat, place, setting)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return Reject(place, f"a message of another shape ({type(error).__name__}: {error})", digest(element.value))
