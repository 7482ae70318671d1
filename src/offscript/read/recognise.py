"""Which reader takes a file: by what it holds, not by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from offscript.read import (
    accounts,
    article,
    auto_archiver,
    bluesky,
    cdx,
    facebook,
    feed,
    fourcat,
    gdelt,
    mail,
    mastodon,
    media_cloud,
    series,
    sitemap,
    spreadsheet,
    statement,
    subtitles,
    table,
    telegram_desktop,
    telegram_export,
    telegram_json,
    telegram_page,
    transcript,
    vk,
    warc,
    whisper,
    x,
    youtube,
)
from offscript.read.record import HEAD, Document, Item, Setting


class Format(Protocol):
    """What a module that reads a format has: whether it knows a file by its beginning, what it keeps (our field: theirs), what it
    loses, how exact its times are, and its reader."""

    KEPT: Mapping[str, str]
    LOST: str
    TIME: str
    __doc__: str | None

    def recognise(self, head: bytes) -> bool:
        """Whether a file begins like this format."""
        ...

    def read(self, document: Document, setting: Setting) -> Iterator[Item]:
        """Items of one file."""
        ...


READERS: dict[str, Format] = {
    name: cast(Format, module)
    for name, module in {
        "warc": warc,
        "statement": statement,
        "spreadsheet": spreadsheet,
        "mail": mail,
        "subtitles": subtitles,
        "4cat": fourcat,
        "youtube": youtube,
        "whisper": whisper,
        "vk": vk,
        "bluesky": bluesky,
        "mastodon": mastodon,
        "telegram-desktop": telegram_desktop,
        "telegram-json": telegram_json,
        "x": x,
        "telegram-page": telegram_page,
        "telegram-export": telegram_export,
        "sitemap": sitemap,
        "feed": feed,
        "article": article,
        "cdx": cdx,
        "gdelt": gdelt,
        "media-cloud": media_cloud,
        "facebook": facebook,
        "auto-archiver": auto_archiver,
        "accounts": accounts,
        "series": series,
        "table": table,
        "transcript": transcript,
    }.items()
}
"""Every format, in the order in which they are tried."""


def recognise(document: Document) -> str | None:
    """Name of the format a document is in; None where no reader knows it."""
    with document.open() as stream:
        head = stream.read(HEAD)
    return next((name for name, reader in READERS.items() if reader.recognise(head)), None)
