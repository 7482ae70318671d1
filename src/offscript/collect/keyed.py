"""Telegram asked by the user's own key: messages of a channel as its interface gives them, a hundred at a time, newest first.

Needs Telethon (extra `telegram`, https://docs.telethon.dev). The key, an id and a hash from my.telegram.org, is taken from the
variables OFFSCRIPT_TELEGRAM_ID and OFFSCRIPT_TELEGRAM_HASH, never from a file; what Telegram gives for signing in lies in the
user's own folder, never in a case, which may be passed on. Messages are kept as Telethon's dictionaries, one a line, each with
the channel's name: the reader of such files reads them. Channels alone are asked, and nothing is ever sent to one.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from offscript.case import CaseError
from offscript.collect.fetch import Answer
from offscript.read.identity import telegram_handle, telegram_number

KIND = "telegram-api"
_SCHEME = f"{KIND}:"
_TOGETHER = 100
_PATIENT_S = 10
"""Waits Telegram asks for up to this are waited out; longer ones put the feed off."""
_MISSING = "Telethon is not installed: pip install 'offscript[telegram]'"
_NO_KEY = "set OFFSCRIPT_TELEGRAM_ID and OFFSCRIPT_TELEGRAM_HASH to the key that my.telegram.org gives you"
_UNKNOWN = "nobody is signed in with this key: offscript sign-in"


def address_of(channel: str) -> str:
    """How a channel, named by handle, number or address, is asked for."""
    return f"{_SCHEME}{telegram_handle(channel) or telegram_number(channel) or channel.removeprefix('@')}"


def session_file() -> Path:
    """Where what Telegram gives for signing in lies: a folder of the user's that nobody else may look into."""
    told = os.environ.get("OFFSCRIPT_TELEGRAM_SESSION")
    path = Path(told) if told else Path.home() / ".offscript" / "telegram.session"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def client() -> Any:
    """Telethon's client with the user's key, not connected yet.

    Raises:
        CaseError: Telethon is not installed, or there is no key.
    """
    try:
        from telethon.sync import TelegramClient
    except ImportError:
        raise CaseError(_MISSING) from None
    number, mark = os.environ.get("OFFSCRIPT_TELEGRAM_ID", ""), os.environ.get("OFFSCRIPT_TELEGRAM_HASH", "")
    if not number.isdigit() or not mark:
        raise CaseError(_NO_KEY)
    return TelegramClient(str(session_file()), int(number), mark, flood_sleep_threshold=_PATIENT_S)


def sign_in() -> Path:
    """Sign in at the terminal, once: asks for a telephone number and the code Telegram sends; gives where the session lies.

    Raises:
        CaseError: Telethon is not installed, there is no key, or Telegram refuses.
    """
    held = client()
    try:
        held.start()
    except _refusals() as error:
        raise CaseError(f"Telegram did not let you in: {error}") from None
    finally:
        held.disconnect()
    path = session_file()
    if path.exists():
        path.chmod(0o600)
    return path


def _refusals() -> tuple[type[Exception], ...]:
    """What Telethon and the network raise where something is not to be had."""
    try:
        from telethon.errors import RPCError
    except ImportError:
        return (CaseError, ValueError, RuntimeError, OSError)
    return (CaseError, ValueError, RuntimeError, OSError, RPCError)


def _numbered(number: int) -> Any:
    """A channel by its number, which Telegram knows of those one is a member of; a bare number would be a person's."""
    from telethon.tl.types import PeerChannel

    return PeerChannel(number)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _line(message: Any, chat: Mapping[str, Any]) -> str:
    return json.dumps({**message.to_dict(), "chat": chat}, ensure_ascii=False, default=_plain)


class Keyed:
    """Asks channels by key; connected when first asked, until closed."""

    def __init__(self) -> None:
        self._held: Any = None
        self._met: dict[str, Any] = {}

    def _client(self) -> Any:
        if self._held is None:
            held = client()
            held.connect()
            self._held = held
        if not self._held.is_user_authorized():
            raise CaseError(_UNKNOWN)
        return self._held

    def _page(self, name: str, before: int) -> bytes:
        held = self._client()
        if name not in self._met:
            self._met[name] = held.get_entity(_numbered(int(name)) if name.isdigit() else name)
        channel = self._met[name]
        chat = {named: getattr(channel, named, None) for named in ("id", "username", "title")}
        messages = held.get_messages(channel, limit=_TOGETHER, max_id=before)
        return "".join(_line(message, chat) + "\n" for message in messages).encode()

    def ask(self, address: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """A page of a channel's messages, the newest or those before a number; why there is none is said, never raised."""
        name, _, before = address.removeprefix(_SCHEME).partition("?before=")
        try:
            return Answer(address, body=self._page(name, int(before or 0)))
        except _refusals() as error:
            seconds = getattr(error, "seconds", None)
            return Answer(address, problem=f"{error}", wait=None if seconds is None else float(seconds))

    def close(self) -> None:
        """Hang up."""
        if self._held is not None:
            self._held.disconnect()
            self._held = None
