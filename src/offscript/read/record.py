"""What a reader gives: records, refusals and notes; and what a reader may ask of its surroundings."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from offscript.read.identity import name_key
from offscript.read.times import Instant

HEAD = 1 << 16
"""Bytes of a file by which it is recognised."""


class Post(NamedTuple):
    """One utterance as a file gives it; `source_key` and `native_id` say which, `place` where it stood."""

    platform: str
    source_key: str
    source_name: str
    published: Instant
    text: str
    place: str
    digest: str
    handle: str | None = None
    native_id: str | None = None
    url: str | None = None
    edited_at: int | None = None
    author: str | None = None
    hrefs: tuple[str, ...] = ()
    reply_key: str | None = None
    reply_id: str | None = None
    forward_key: str | None = None
    forward_id: str | None = None
    forward_name: str | None = None
    forward_at: int | None = None
    album: str | None = None
    media: tuple[str, ...] = ()
    views: int | None = None
    forwards: int | None = None
    seen_at: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an outside series; `kind`: value, or correction (what was set right, dated when it was)."""

    series: str
    source: str
    unit: str | None
    observed: Instant
    known_at: int | None
    value: float
    qualifier: str | None
    kind: str
    place: str
    digest: str


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be read: where, why, and the digest of its bytes."""

    place: str
    reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader assumed and the user should know: a zone, a guessed column."""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """One act of an account on an object: it posted, passed on or linked to that thing at that time."""

    platform: str
    account: str
    object: str
    moment: Instant
    action: str
    place: str
    digest: str
    native_id: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One copy of a page that an archive keeps: of which address, when it was taken, where it lies, its digest as they give it."""

    url: str
    taken: Instant
    archive: str | None
    hash: str | None
    status: str | None
    place: str
    digest: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The print of a picture a post shows, and how it was made (`read.pictures`)."""

    of: Post
    kind: str
    name: str
    sha256: str
    across: int
    down: int
    detail: float
    width: int
    height: int


Item = Post | Reading | Share | Capture | Picture | Reject | Note


def _nothing(name: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Document:
    """One file (or member of an archive) being read; `beside` gives the bytes of a file of that name in its folder, `url` is
    where its bytes were fetched from, where that is known."""

    name: str
    open: Callable[[], BinaryIO]
    seen_at: int
    size: int = 0
    beside: Callable[[str], bytes | None] = _nothing
    url: str | None = None

    @property
    def stem(self) -> str:
        """Name of the file itself, without folder and ending."""
        return re.split(r"[/\\!]", self.name)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Setting:
    """What readers may know of the case: its zone, the key of its pseudonyms, columns named by hand, voices it names; whose words,
    from when on, a file holds that does not say it itself; and where documents were fetched from, by their names."""

    zone: ZoneInfo
    key: bytes
    columns: dict[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    source: str | None = None
    start: Instant | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)


class Given(NamedTuple):
    """What is said of files that do not say it themselves: whose words, from when on; and by name, where they were fetched."""

    source: str | None = None
    start: Instant | None = None
    addresses: Mapping[str, str] = {}


Reader = Callable[[Document, Setting], Iterator[Item]]
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(raw: bytes | str | dict[str, Any] | list[Any]) -> str:
    """SHA-256 of a raw record, of its canonical JSON where it came as JSON."""
    if isinstance(raw, dict | list):
        raw = canonical(raw)
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()


def canonical(value: dict[str, Any] | list[Any]) -> bytes:
    """JSON with sorted keys and no spaces; what was no UTF-8 stays as it was."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return _CANONICAL.encode(value).encode("utf-8", "surrogatepass")


def pseudonym(name: object, setting: Setting) -> str | None:
    """A stable stand-in for a person's name or id, which only this case's key can make."""
    if name is None or not str(name).strip():
        return None
    return _stand_in(setting.key, str(name).strip())


@lru_cache(maxsize=1 << 14)
def _stand_in(key: bytes, name: str) -> str:
    mark = hmac.new(key, name.encode("utf-8", "replace"), hashlib.sha256)
    return f"person-{mark.hexdigest()[:10]}"


def public_name(name: object, setting: Setting, channel: str | None = None) -> str | None:
    """A name that a channel's key comes with, or that the case or the catalogue names; any other, since it may be anybody's,
    as a pseudonym."""
    if name is None or not str(name).strip():
        return None
    return str(name) if channel or name_key(str(name)) in setting.named else pseudonym(name, setting)
