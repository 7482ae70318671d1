"""Canonical forms of a source's name, so that `123`, `-100123`, `channel123` and a link are one key."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import urlsplit

_HANDLE = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(?:s/)?(?P<slug>[A-Za-z]\w{3,})(?:/\d+.*)?/?$|^@(?P<at>\w{3,})$"
)
_PRIVATE = re.compile(r"^(?:https?://)?t\.me/c/(?P<number>\d+)(?:/\d+.*)?$")
_MESSAGE = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(?:s/)?(?:c/(?P<number>\d+)|(?P<slug>[A-Za-z]\w{3,}))/"
    r"(?:\d+/)?(?P<id>\d+)/?(?:[?#].*)?$"
)
_NUMBER = re.compile(r"^(?:channel|chat|user|group)?(-?\d+)$")
_MARKED = 1_000_000_000_000
_kept = lru_cache(maxsize=1 << 14)
"""Sources come again with every post."""


def telegram_number(value: object) -> int | None:
    """The bare id of a channel in any of its numeric forms: 123, -100123, 100123 with thirteen digits, channel123."""
    found = _NUMBER.match(str(value).strip()) if value is not None else None
    if not found:
        return None
    number = abs(int(found.group(1)))
    return number - _MARKED if _MARKED < number < 2 * _MARKED else number


def telegram_handle(value: object) -> str | None:
    """The public handle in `@handle` or a t.me address, in lower case."""
    return _handle_in(str(value).strip()) if value is not None else None


@_kept
def _handle_in(text: str) -> str | None:
    found = _HANDLE.match(text)
    return (found.group("slug") or found.group("at")).lower() if found else None


def telegram_key(value: object) -> str | None:
    """Key of a Telegram channel named by number, handle or address; None where the value is neither."""
    return _key_in(str(value).strip()) if value is not None else None


@_kept
def _key_in(text: str) -> str | None:
    private = _PRIVATE.match(text)
    number = telegram_number(private.group("number") if private else text)
    if number is not None:
        return f"telegram:{number}"
    handle = telegram_handle(text)
    return f"telegram:@{handle}" if handle else None


def telegram_post(url: str) -> tuple[str, str] | None:
    """Channel's key and number of the message an address leads to; None where it leads to none."""
    found = _MESSAGE.match(url.strip())
    if not found:
        return None
    key = telegram_key(found.group("number") or f"@{found.group('slug')}")
    return (key, found.group("id")) if key else None


def message_url(key: str, handle: str | None, number: object) -> str | None:
    """Address of a Telegram message: by its handle, else by its channel's number (which opens only for its members)."""
    if handle:
        return f"https://t.me/{handle}/{number}"
    bare = key.removeprefix("telegram:")
    return f"https://t.me/c/{bare}/{number}" if bare.isdigit() else None


@_kept
def web_key(url: str) -> str:
    """Key of a web source: its host without www."""
    host = urlsplit(url if "://" in url else f"https://{url}").hostname or url
    return f"web:{host.removeprefix('www.').lower()}"


def alias_key(name: str, platform: str | None = None) -> str:
    """Key of a form an analyst writes in `aliases`: a handle, a number, an address, a key, or a display name."""
    if re.match(r"^(telegram|web|feed|table|name):", name):
        return name
    if platform in (None, "telegram") and (key := telegram_key(name)):
        return key
    if re.match(r"^(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?$", name):
        return web_key(name)
    return name_key(name)


@_kept
def name_key(name: str) -> str:
    """Key of a display name."""
    return f"name:{' '.join(name.casefold().split())}"


def post_id(platform: str, source_key: str, native_id: str | None, published_at: int, text: str) -> str:
    """Stable id of a post: hash of platform, source key and native id; of source, time and text where it has none."""
    parts = (platform, source_key, native_id) if native_id else (platform, source_key, str(published_at), text)
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:20]
