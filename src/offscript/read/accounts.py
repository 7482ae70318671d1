"""Tables of who shared what when, as CooRTweet, coordination-network-toolkit and CIB Mango Tree keep them.

CooRTweet: `object_id, account_id, content_id, timestamp_share` (seconds, or UTC wall time). coordination-network-toolkit: eight
columns by place (`message_id, user_id, username, repost_id, reply_id, message, timestamp, urls`), with or without a head. CIB
Mango Tree: `user_id, message_id, message_text, timestamp`. Accounts are kept under pseudonyms unless the case names them; what
they did goes into `share`, words they wrote themselves become posts.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from offscript.read.fields import account, cells
from offscript.read.record import Document, Item, Note, Post, Reject, Setting, Share, digest
from offscript.read.rows import Row, csv_rows
from offscript.read.times import instant

KEPT = {
    "account": "account_id; user_id and username",
    "object": "object_id; repost_id, reply_id, urls",
    "native_id": "content_id; message_id",
    "shared_at": "timestamp_share; timestamp",
    "text": "message, message_text (of own messages)",
}
LOST = "nothing but columns of other names"
TIME = "second (UTC where the zone is not stated)"
_TOOLKIT = ("message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls")
_COORTWEET = {"object_id", "account_id", "content_id", "timestamp_share"}
_MANGO = {"user_id", "message_id", "message_text", "timestamp"}


def _first(head: bytes) -> list[str]:
    return cells(head.decode("utf-8-sig", "replace").split("\n", 1)[0].strip())


def _positional(given: list[str]) -> bool:
    """Whether a line without a head is one of the toolkit's: eight cells, the seventh a time, the first an id."""
    return len(given) == len(_TOOLKIT) and given[0].isdigit() and instant(given[6], ZoneInfo("UTC")) is not None


def recognise(head: bytes) -> bool:
    """Whether a file begins like a table of accounts and what they shared."""
    given = _first(head)
    names = {cell.casefold() for cell in given}
    return names >= _COORTWEET or names >= _MANGO or names >= set(_TOOLKIT[:7]) or _positional(given)


def _acts(row: Row) -> Iterator[tuple[str, str]]:
    """What a row's account acted on, and how."""
    if row.get("object_id"):
        yield "share", str(row["object_id"])
    for action in ("repost", "reply"):
        if other := str(row.get(f"{action}_id") or "").strip():
            yield action, other
    for url in str(row.get("urls") or "").split():
        yield "link", url


def _taken(row: Row, place: str, setting: Setting) -> Iterator[Item]:
    moment = instant(row.get("timestamp_share") or row.get("timestamp") or "", setting.zone, "utc")
    raw = digest(row)
    who = str(row.get("account_id") or row.get("user_id") or "").strip()
    if moment is None or not who:
        yield Reject(place, "a row without a readable time or account", raw)
        return
    name = row.get("username") or who
    key, shown, handle = account("account", name, None, setting)
    native = str(row.get("content_id") or row.get("message_id") or "").strip() or None
    for action, other in _acts(row):
        yield Share("table", key, other, moment, action, place, raw, native)
    text = str(row.get("message") or row.get("message_text") or "").strip()
    if text and not str(row.get("repost_id") or "").strip():
        yield Post("table", key, shown, moment, text, place, raw, handle=handle, native_id=native)


def read(document: Document, setting: Setting) -> Iterator[Item]:
    """Acts and own words of one table."""
    with document.open() as stream:
        headless = _positional(_first(stream.read(1 << 16)))
    for place, row in csv_rows(document, small=True, names=_TOOLKIT if headless else ()):
        yield from (row,) if isinstance(row, Reject) else _taken(row, place, setting)
    yield Note("accounts that the case does not name stand under pseudonyms")
